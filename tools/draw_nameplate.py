"""Draws the lettering of the shipped paper's nameplate: ``python tools/draw_nameplate.py``.

The four characters begin as Noto Serif CJK SC Bold (SIL Open Font License 1.1). They are set
close, spread as ink spreads on newsprint until their corners are round and their joints full, cut
at one threshold, and the edge is traced into curves. Needs the font (Debian: fonts-noto-cjk); the
drawings are kept in the repository, so that nobody else does.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tools.tracing import outlines

NAME = "汀洲日报"
FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
FACE_SC = 2
SIZE = 400
ADVANCE = 0.965
"""Of the size: closer than the font sets them."""
STRETCH = 1.1
"""Taller than wide, as carved characters are."""
SPREAD, BLUR, CUT = 5, 6, 118
PLACE = Path(__file__).parent.parent / "content" / "static" / "images"
INKS = {"nameplate.svg": "#a3211b", "nameplate-dark.svg": "#f2958a"}
CREDIT = "Drawn from the outlines of Noto Serif CJK SC Bold (SIL Open Font License 1.1)"


def inked() -> Image.Image:
    """The name as it comes off the press: black 255 on 0."""
    font = ImageFont.truetype(str(FONT), SIZE, index=FACE_SC)
    step = round(SIZE * ADVANCE)
    sheet = Image.new("L", (step * len(NAME) + 80, SIZE + 160))
    pen = ImageDraw.Draw(sheet)
    for at, character in enumerate(NAME):
        pen.text((40 + at * step, 20), character, fill=255, font=font)
    sheet = sheet.filter(ImageFilter.MaxFilter(SPREAD)).filter(ImageFilter.GaussianBlur(BLUR))
    sheet = sheet.resize((sheet.width, round(sheet.height * STRETCH)), Image.Resampling.BICUBIC)
    box = sheet.point(lambda v: 255 if v >= CUT else 0).getbbox()
    assert box is not None
    return sheet.crop((box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4))


def main() -> None:
    sheet = inked()
    path = " ".join(outlines(sheet, CUT))
    scale = 0.4
    width, height = (math.ceil(side * scale) for side in sheet.size)
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, ink in INKS.items():
        (PLACE / name).write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
            f'<!-- {CREDIT} --><path transform="scale({scale})" fill="{ink}"'
            f' fill-rule="evenodd" d="{path}"/></svg>\n',
            "utf-8",
        )


if __name__ == "__main__":
    main()
