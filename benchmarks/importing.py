"""What an import costs: a batch of newspaper pages (METS, ALTO, scans), and one ten times as large.

    python -m benchmarks.importing --pages 1000,10000 --work .cache/importing

Memory is that of all processes together, and must not follow the number of pages. The second run
of each finds nothing to do.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import shutil
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks.speed.english_news import English
from benchmarks.speed.measuring import measure

PER_ISSUE = 8
WIDTH, HEIGHT = 1000, 1500
FIRST = dt.date(1931, 1, 1)
HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", default="1000,10000")
    options.add_argument("--work", type=Path, default=Path(".cache/importing"))
    given = options.parse_args()
    work = given.work.resolve()
    print("| pages | run | wall s | CPU s | memory MB | pages a second |")
    print("| --: | --- | --: | --: | --: | --: |")
    for pages in map(int, given.pages.split(",")):
        folder = work / str(pages)
        shutil.rmtree(folder, ignore_errors=True)
        batch(folder / "batch", pages)
        for run in ("first", "again"):
            command = (sys.executable, "-m", "invoke", "import", folder / "batch")
            done = measure((*command, "--mets", "--into", folder / "content"), HERE, {})
            print(
                f"| {pages} | {run} | {done.wall:.1f} | {done.cpu:.1f} | {done.memory:.0f}"
                f" | {pages / done.wall:.0f} |",
                flush=True,
            )


def batch(folder: Path, pages: int) -> None:
    """Issues of eight pages; all show one scan, which costs the import what others would."""
    folder.mkdir(parents=True)
    scan = folder.parent / "scan.png"
    drawn = Image.new("1", (WIDTH, HEIGHT), 1)
    pen = ImageDraw.Draw(drawn)
    for y in range(40, HEIGHT - 40, 20):
        pen.line((40, y, WIDTH - 40, y), fill=0, width=6)
    drawn.save(scan)
    for number in range(0, pages, PER_ISSUE):
        date = FIRST + dt.timedelta(days=number // PER_ISSUE)
        name = f"{date:%Y%m%d}01"
        issue = folder / "data" / "sn00000001" / name
        issue.mkdir(parents=True)
        own = [f"{page + 1:04d}" for page in range(min(PER_ISSUE, pages - number))]
        (issue / f"{name}.xml").write_text(_mets(date, own), "utf-8")
        for page in own:
            (issue / f"{page}.xml").write_text(_alto(f"{date} {page}"), "utf-8")
            os.link(scan, issue / f"{page}.png")


def _mets(date: dt.date, pages: list[str]) -> str:
    described = "".join(
        f'<dmdSec ID="p{page}"><mdWrap><xmlData><mods:mods><mods:part><mods:detail'
        f' type="page number"><mods:number>{int(page)}</mods:number></mods:detail></mods:part>'
        "</mods:mods></xmlData></mdWrap></dmdSec>"
        for page in pages
    )
    files = "".join(
        f'<fileGrp ID="g{page}"><file ID="s{page}" USE="service"><FLocat xlink:href="{page}.png"/>'
        f'</file><file ID="o{page}" USE="ocr"><FLocat xlink:href="{page}.xml"/></file></fileGrp>'
        for page in pages
    )
    divisions = "".join(
        f'<div TYPE="np:page" DMDID="p{page}"><fptr FILEID="s{page}"/><fptr FILEID="o{page}"/>'
        "</div>"
        for page in pages
    )
    return (
        '<mets xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' TYPE="urn:library-of-congress:ndnp:mets:newspaper:issue">'
        '<dmdSec ID="issue"><mdWrap><xmlData><mods:mods><mods:originInfo><mods:dateIssued>'
        f"{date}</mods:dateIssued></mods:originInfo></mods:mods></xmlData></mdWrap></dmdSec>"
        f"{described}<fileSec>{files}</fileSec>"
        f'<structMap><div TYPE="np:issue" DMDID="issue">{divisions}</div></structMap></mets>'
    )


def _alto(seed: str) -> str:
    """Five columns of thirty lines."""
    words = " ".join(English(seed).paragraphs()).replace("&", "and").replace("<", "").split()
    draw = random.Random(seed)
    blocks = []
    for column in range(5):
        left = 40 + column * 185
        lines = []
        for row in range(30):
            top = 60 + row * 45
            strings = "".join(
                f'<String HPOS="{left + at * 30}" VPOS="{top}" WIDTH="26" HEIGHT="12"'
                f' CONTENT="{_plain(draw.choice(words))}"/>'
                for at in range(6)
            )
            place = f'HPOS="{left}" VPOS="{top}" WIDTH="180" HEIGHT="14"'
            lines.append(f"<TextLine {place}>{strings}</TextLine>")
        place = f'HPOS="{left}" VPOS="60" WIDTH="180" HEIGHT="1400"'
        blocks.append(f'<TextBlock ID="b{column}" {place}>{"".join(lines)}</TextBlock>')
    return (
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Description><MeasurementUnit>pixel'
        f'</MeasurementUnit></Description><Layout><Page WIDTH="{WIDTH}" HEIGHT="{HEIGHT}">'
        f"<PrintSpace>{''.join(blocks)}</PrintSpace></Page></Layout></alto>"
    )


def _plain(word: str) -> str:
    return word.replace('"', "").replace(">", "")


if __name__ == "__main__":
    main()
