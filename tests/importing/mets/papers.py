"""A small digitised issue in METS and ALTO: own text, drawn scans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from PIL import Image

from broadsheet.importing.drafts import DraftArticle, DraftIssue, Paragraph
from broadsheet.importing.mets import KIND
from broadsheet.importing.sources import Listing, Options

SIZE = (600, 800)
"""Pixels of the scans; at 300 to the inch."""

UNITS = {"pixel": 1.0, "inch1200": 4.0, "mm10": 254 / 300}
V2 = "http://www.loc.gov/standards/alto/ns-v2#"
NAMESPACES = (
    "",
    "http://schema.ccs-gmbh.com/ALTO",
    V2,
    "http://www.loc.gov/standards/alto/ns-v3#",
    "http://www.loc.gov/standards/alto/ns-v4#",
)

WIDE, HIGH, PITCH = 6, 10, 14
"""Pixels of a letter, and from line to line."""


def place(left: float, top: float, width: float, height: float, unit: str = "pixel") -> str:
    times = UNITS[unit]
    values = {"HPOS": left, "VPOS": top, "WIDTH": width, "HEIGHT": height}
    return " ".join(f'{name}="{value * times:g}"' for name, value in values.items())


def string(word: str, left: float, top: float, unit: str = "pixel", high: int = HIGH) -> str:
    """A word; ``new|newspaper`` is the first half of a word that the line's end cuts and
    ``|paper|newspaper`` its second half."""
    first, _, whole = word.partition("|")
    more = ""
    if whole and first:
        word, more = first, f' SUBS_TYPE="HypPart1" SUBS_CONTENT="{escape(whole)}"'
    elif whole:
        word, _, whole = whole.partition("|")
        more = f' SUBS_TYPE="HypPart2" SUBS_CONTENT="{escape(whole)}"'
    where = place(left, top, WIDE * len(word), high, unit)
    hyphen = '<HYP CONTENT="-"/>' if "HypPart1" in more else ""
    return f'<String CONTENT="{escape(word)}"{more} {where}/>{hyphen}'


def line(text: str, left: float, top: float, unit: str = "pixel", high: int = HIGH) -> str:
    strings, x = [], left + WIDE * (len(text) - len(text.lstrip(" ")))
    for word in text.split():
        strings.append(string(word, x, top, unit, high))
        x += WIDE * (len(word.split("|")[0] or word.split("|")[1]) + 1)
    where = place(left, top, x - left, high, unit)
    return f'<TextLine ID="L{left:g}.{top:g}" {where}>{"<SP/>".join(strings)}</TextLine>'


def block(
    identity: str,
    left: float,
    top: float,
    *lines: str,
    unit: str = "pixel",
    high: int = HIGH,
    more: str = "",
) -> str:
    """A block of lines; spaces before a line are its indent."""
    width = WIDE * max((len(each) for each in lines), default=10)
    step = PITCH * high / HIGH
    inside = "".join(
        _indented(each, left, top + at * step, unit, high) for at, each in enumerate(lines)
    )
    where = place(left, top, width, step * max(len(lines), 1), unit)
    return f'<TextBlock ID="{identity}" {where} {more}>{inside}</TextBlock>'


def _indented(text: str, left: float, top: float, unit: str, high: int) -> str:
    indent = WIDE * (len(text) - len(text.lstrip(" ")))
    return line(text.strip(" "), left + indent, top, unit, high)


def alto(
    *blocks: str,
    unit: str = "pixel",
    namespace: str = V2,
    size: tuple[int, int] | None = SIZE,
    layout: str = "",
) -> str:
    times = UNITS[unit]
    sides = f'WIDTH="{size[0] * times:g}" HEIGHT="{size[1] * times:g}"' if size else ""
    named = f' xmlns="{namespace}"' if namespace else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><alto{named}>'
        f"<Description><MeasurementUnit>{unit}</MeasurementUnit></Description>"
        f'<Layout>{layout}<Page ID="P1" {sides}><PrintSpace>{"".join(blocks)}</PrintSpace></Page>'
        "</Layout></alto>"
    )


# --- METS


def detail(kind: str, number: str, caption: str = "") -> str:
    shown = f"<mods:caption>{escape(caption)}</mods:caption>" if caption else ""
    return (
        f'<mods:detail type="{kind}"><mods:number>{escape(number)}</mods:number>{shown}'
        "</mods:detail>"
    )


def described(identity: str, inside: str) -> str:
    return (
        f'<dmdSec ID="{identity}"><mdWrap MDTYPE="MODS"><xmlData><mods:mods>{inside}'
        "</mods:mods></xmlData></mdWrap></dmdSec>"
    )


ROLES = {"master": "tif", "service": "jp2", "derivative": "pdf", "ocr": "xml"}


def mets(
    *labels: str,
    date: str = "1931-10-24",
    edition: str = "1",
    caption: str = "Main Edition",
    names: Sequence[str] = (),
    logical: str = "",
    more: str = "",
    sections: Sequence[str] = (),
    number: str = "27",
) -> str:
    """An issue in the manner of NDNP: a page for each label, with four files each. ``names`` are
    the files' stems."""
    stems = names or [f"{at:04}" for at in range(1, len(labels) + 1)]
    issue = described(
        "issueModsBib",
        '<mods:identifier type="lccn">sn00000001</mods:identifier><mods:part>'
        + detail("volume", "56")
        + detail("issue", number)
        + detail("edition", edition, caption)
        + f"</mods:part><mods:originInfo><mods:dateIssued>{date}</mods:dateIssued>"
        "</mods:originInfo>",
    )
    pages, files, divs = "", "", []
    for at, (label, stem) in enumerate(zip(labels, stems, strict=True), start=1):
        pages += described(
            f"pageModsBib{at}",
            f'<mods:part><mods:extent unit="pages"><mods:start>{at}</mods:start></mods:extent>'
            + (detail("page number", label) if label else "")
            + '</mods:part><mods:note type="noteAboutReproduction">Present</mods:note>',
        )
        named = "".join(
            f'<file ID="{use}{at}" USE="{use}"><FLocat LOCTYPE="OTHER" OTHERLOCTYPE="file" '
            f'xlink:href="{stem}.{suffix}"/></file>'
            for use, suffix in ROLES.items()
        )
        files += f'<fileGrp ID="g{at}">{named}</fileGrp>'
        pointers = "".join(f'<fptr FILEID="{use}{at}"/>' for use in ROLES)
        divs.append(f'<div TYPE="np:page" DMDID="pageModsBib{at}">{pointers}</div>')
    inside = "".join(divs)
    if sections:
        half = len(divs) // len(sections)
        inside = "".join(
            f'<div TYPE="np:section" DMDID="s{at}">{"".join(divs[at * half : (at + 1) * half])}'
            "</div>"
            for at in range(len(sections))
        )
        pages += "".join(
            described(f"s{at}", detail("section label", name)) for at, name in enumerate(sections)
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<mets xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" TYPE="urn:x:ndnp:mets:newspaper:issue">\n'
        f"{issue}\n{pages}\n<fileSec>{files}{more}</fileSec>\n"
        f'<structMap TYPE="PHYSICAL"><div TYPE="np:issue" DMDID="issueModsBib">{inside}</div>'
        f"</structMap>\n{logical}</mets>"
    )


def area(begin: str, page: int = 1, end: str = "") -> str:
    last = f' END="{end}"' if end else ""
    return f'<fptr><area BETYPE="IDREF" FILEID="ocr{page}" BEGIN="{begin}"{last}/></fptr>'


def div(kind: str, *inside: str, label: str = "", identity: str = "") -> str:
    named = f' LABEL="{escape(label)}"' if label else ""
    named += f' ID="{identity}"' if identity else ""
    return f'<div TYPE="{kind}"{named}>{"".join(inside)}</div>'


def logical(*divs: str) -> str:
    inside = div("Newspaper", div("VOLUME", div("ISSUE", div("CONTENT", *divs))))
    return f'<structMap TYPE="LOGICAL">{inside}</structMap>'


# --- files


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def scans(folder: Path, *stems: str, forms: Iterable[str] = ("jp2", "pdf")) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kinds = {"jp2": "JPEG2000", "pdf": "PDF", "tif": "TIFF"}
    for stem in stems:
        for suffix in forms:
            Image.new("L", SIZE, 240).save(folder / f"{stem}.{suffix}", kinds[suffix])


def issue(folder: Path, *pages: str, **values: object) -> Path:
    """An issue's folder: a METS file, scans, and the ALTO of each page."""
    labels = values.pop("labels", [str(at) for at in range(1, len(pages) + 1)])
    made = mets(*labels, **values)  # type: ignore[arg-type,misc]
    texts = {f"{at:04}.xml": text for at, text in enumerate(pages, start=1) if text}
    write(folder, {"1931102401.xml": made, **texts})
    scans(folder, *(f"{at:04}" for at in range(1, len(pages) + 1)))
    return folder


def listed(source: Path, **options: object) -> Listing:
    return KIND.list(source, Options(**{"language": "en", **options}))  # type: ignore[arg-type]


def read(source: Path, **options: object) -> DraftIssue:
    found = listed(source, **options)
    (unit,) = found.units
    return unit.read()


def kinds(found: DraftIssue) -> list[str]:
    return [note.words.kind for note in found.notes if note.words.kind != "text-recognised"]


def paragraphs(article: DraftArticle) -> list[str]:
    return [block.text for block in article.body if isinstance(block, Paragraph)]
