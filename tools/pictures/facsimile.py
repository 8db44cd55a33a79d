"""A printed front page, set from the articles of its issue as a layout system would set them.

Boxes are in fractions 0-1 of the page: left, top, width, height. They are the regions (热区) that
the articles name, so the page and its regions agree.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1500, 2175
PAPER, INK, RED, RULE = "#f6f2e7", "#22201d", "#a8261c", "#8c857a"
NO_LINE_START = "，。、；：？！”’）》〉」％%—"
NO_LINE_END = "“‘（《〈「"

Font = ImageFont.FreeTypeFont
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Copy:
    """An article as the layout needs it: header values by key, paragraphs, and its region."""

    header: dict[str, str]
    paragraphs: tuple[str, ...]

    @property
    def box(self) -> Box:
        left, top, width, height = (float(part) for part in self.header["热区"].split(","))
        return left, top, width, height


def read_copy(path: Path) -> Copy:
    header_text, _, body = path.read_text("utf-8").partition("\n\n")
    header = dict(line.split("：", 1) for line in header_text.splitlines())
    body = re.sub(r"!\[.*?\]\(.*?\)", "", body)
    body = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", body)
    return Copy(header, tuple(p.strip() for p in body.split("\n\n") if p.strip()))


def load_font(family: str, size: int) -> Font:
    """A font of the system by fontconfig's name, such as ``Noto Serif CJK SC:bold``."""
    command = ["fc-match", "--format=%{file}|%{index}", family]
    file, index = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split(
        "|"
    )
    return ImageFont.truetype(file, size, index=int(index))


class Sheet:
    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.text_font = load_font("Noto Serif CJK SC", 21)
        self.bold_font = load_font("Noto Serif CJK SC:bold", 22)
        self.line = 29

    def rule(self, top: float, weight: int = 2, colour: str = INK) -> None:
        y = round(top * HEIGHT)
        self.draw.rectangle((0.045 * WIDTH, y, 0.955 * WIDTH, y + weight - 1), fill=colour)

    def centred(self, text: str, middle: float, top: float, font: Font, colour: str = INK) -> float:
        """Write a line around ``middle`` (pixels) and return where the next may begin."""
        self.draw.text((middle, top), text, font=font, fill=colour, anchor="ma")
        return top + font.size * 1.32

    def picture(self, file: Path, left: float, top: float, width: float) -> float:
        """Paste a picture and return the height (pixels) below it."""
        with Image.open(file) as source:
            height = round(width * source.height / source.width)
            self.image.paste(
                source.resize((round(width), height), Image.Resampling.LANCZOS),
                (round(left), round(top)),
            )
        return top + height

    def wrapped(self, text: str, width: float, font: Font) -> Iterator[tuple[str, bool]]:
        """Cut a paragraph into lines, each with whether it is full.

        Marks that may not begin a line stay on the one before, opening marks go down.
        """
        line = ""
        for word in re.findall(r"[0-9A-Za-z.]+|.", text):
            if line and font.getlength(line + word) > width and word not in NO_LINE_START:
                kept = line.rstrip(NO_LINE_END)
                yield kept, True
                line = line[len(kept) :]
            line += word
        if line:
            yield line, False

    def justified(self, text: str, left: float, top: float, width: float) -> None:
        """Write a full line so that it ends where the column ends."""
        spare = (width - self.text_font.getlength(text)) / max(1, len(text) - 1)
        for sign in text:
            self.draw.text((left, top), sign, font=self.text_font, fill=INK)
            left += self.text_font.getlength(sign) + spare

    def columns(self, paragraphs: tuple[str, ...], places: list[Box]) -> None:
        """Pour paragraphs through boxes given in pixels, one after the other."""
        room = iter(places)
        left, top, width, height = next(room)
        y = top
        for paragraph in paragraphs:
            is_head = paragraph.startswith("## ")
            font = self.bold_font if is_head else self.text_font
            indent = "" if is_head or paragraph[0] in "□▲（" else "　　"
            text = indent + paragraph.removeprefix("## ")
            for part, full in self.wrapped(text, width, font):
                if y + self.line > top + height:
                    box = next(room, None)
                    if box is None:
                        return
                    left, top, width, height = box
                    y = top
                if is_head:
                    self.draw.text((left + width / 2, y), part, font=font, fill=RED, anchor="ma")
                elif full:
                    self.justified(part, left, y, width)
                else:
                    self.draw.text((left, y), part, font=font, fill=INK)
                y += self.line


def _nameplate(sheet: Sheet) -> None:
    name = load_font("Noto Serif CJK SC:bold", 118)
    small = load_font("Noto Sans CJK SC", 21)
    for x, sign in zip((520, 665, 810, 955), "汀洲日报", strict=True):
        sheet.draw.text((x, 56), sign, font=name, fill=RED, anchor="ma")
    sheet.centred("TINGZHOU DAILY", 737, 220, small)
    for at, lines in (
        (80, ("2025年10月23日", "星期四", "乙巳年九月初三", "今日霜降")),
        (1190, ("第289期（总第14621期）", "今日四版", "今天  晴转阴  8—19℃", "夜间有中到大雨")),
    ):
        for number, line in enumerate(lines):
            sheet.draw.text((at, 84 + number * 36), line, font=small, fill=INK)
    sheet.rule(0.124, 6, RED)
    sheet.draw.text((80, 282), "A01 要闻", font=load_font("Noto Sans CJK SC:bold", 24), fill=RED)
    sheet.draw.text(
        (1432, 284),
        "责编 顾念桐  美编 苏 叶  校对 温长庚",
        font=small,
        fill=INK,
        anchor="ra",
    )
    sheet.rule(0.1505, 1, RULE)


def _lead(sheet: Sheet, copy: Copy, photo: Path) -> None:
    left, top, width, height = _pixels(copy.box)
    middle = left + width / 2
    y = sheet.centred(copy.header["引题"], middle, top + 8, load_font("Noto Serif CJK SC", 30))
    headline = "  ".join(copy.header["标题"].split())
    y = sheet.centred(headline, middle, y, load_font("Noto Serif CJK SC:bold", 96))
    y = sheet.centred(copy.header["副题"], middle, y + 6, load_font("Noto Serif CJK SC", 32))
    y += 14
    gap = 26.0
    column = (width - 3 * gap) / 4
    below = sheet.picture(photo, left, y, column * 2 + gap) + 6
    caption = load_font("Noto Sans CJK SC", 18)
    sheet.draw.text(
        (left, below),
        "10月22日，收割机在禾堰镇上堰村的稻田里作业（罗照野 摄）",
        font=caption,
        fill=INK,
    )
    below += 36
    bottom = top + height
    places = [(left + k * (column + gap), below, column, bottom - below) for k in (0, 1)]
    places += [(left + k * (column + gap), y, column, bottom - y) for k in (2, 3)]
    sheet.columns(copy.paragraphs, places)
    last, middle = left + 3 * (column + gap), left + 3 * (column + gap) + column / 2
    sheet.draw.rectangle((last, bottom - 176, last + column, bottom - 173), fill=RED)
    quote = load_font("Noto Serif CJK SC:bold", 30)
    y = sheet.centred("“等这个太阳，", middle, bottom - 156, quote)
    y = sheet.centred("等了四天。”", middle, y, quote)
    sheet.centred("——上堰村机手 郑有田", middle, y + 8, caption)
    sheet.draw.rectangle((last, bottom - 12, last + column, bottom - 9), fill=RED)


def _story(sheet: Sheet, copy: Copy) -> None:
    left, top, width, height = _pixels(copy.box)
    y = top
    label = load_font("Noto Sans CJK SC:bold", 20)
    sheet.draw.rectangle((left, y, left + 104, y + 32), fill=RED)
    sheet.draw.text((left + 52, y + 2), copy.header["栏目"], font=label, fill=PAPER, anchor="ma")
    sheet.draw.text((left + 120, y + 2), copy.header.get("引题", ""), font=label, fill=RED)
    y += 46
    head = load_font("Noto Serif CJK SC:bold", 38)
    for line in copy.header["标题"].split():
        y = sheet.centred(line, left + width / 2, y, head)
    if "副题" in copy.header:
        deck = load_font("Noto Serif CJK SC", 24)
        y = sheet.centred(copy.header["副题"], left + width / 2, y, deck)
    y += 12
    sheet.columns(copy.paragraphs, [(left, y, width, top + height - y)])


def _photo_news(sheet: Sheet, copy: Copy, photo: Path) -> None:
    left, top, width, _ = _pixels(copy.box)
    label = load_font("Noto Sans CJK SC:bold", 20)
    sheet.draw.rectangle((left, top, left + 104, top + 32), fill=RED)
    sheet.draw.text((left + 52, top + 2), copy.header["栏目"], font=label, fill=PAPER, anchor="ma")
    head = load_font("Noto Serif CJK SC:bold", 44)
    sheet.draw.text((left + 124, top - 14), copy.header["标题"], font=head, fill=INK)
    y = sheet.picture(photo, left, top + 56, width) + 12
    sheet.columns(copy.paragraphs, [(left, y, width, HEIGHT)])


def _contents(sheet: Sheet, issue: Path, box: Box) -> None:
    """What the other pages bring: 今日导读."""
    left, top, width, height = _pixels(box)
    sheet.draw.rectangle((left, top, left + width, top + height), fill="#efe8d6")
    sheet.draw.rectangle((left, top, left + width, top + 4), fill=RED)
    head = load_font("Noto Serif CJK SC:bold", 28)
    y = sheet.centred("今日导读", left + width / 2, top + 18, head, RED) + 8
    for path in sorted(issue.glob("a0[234]-[12]-*.md")):
        header = read_copy(path).header
        if "（上接" in path.read_text("utf-8"):
            continue
        line = header["标题"] if len(header["标题"]) < 16 else header["标题"].split()[0]
        sheet.draw.text((left + 18, y), header["版次"], font=sheet.bold_font, fill=RED)
        for part, _ in sheet.wrapped(line, width - 100, sheet.text_font):
            sheet.draw.text((left + 76, y), part, font=sheet.text_font, fill=INK)
            y += sheet.line
        y += 9


def _pixels(box: Box) -> Box:
    left, top, width, height = box
    return left * WIDTH, top * HEIGHT, width * WIDTH, height * HEIGHT


def front_page(issue: Path) -> Image.Image:
    """Page A01 of the issue in a folder that already holds its articles and pictures."""
    sheet = Sheet()
    _nameplate(sheet)
    _lead(sheet, read_copy(issue / "a01-1-harvest.md"), issue / "harvest.jpg")
    sheet.rule(0.613, 2, RULE)
    for name in ("a01-2-footbridge-plan.md", "a01-3-courtyard-meeting.md"):
        copy = read_copy(issue / name)
        _story(sheet, copy)
        edge = round((copy.box[0] + copy.box[2] + 0.0125) * WIDTH)
        sheet.draw.line((edge, 0.625 * HEIGHT, edge, 0.955 * HEIGHT), fill=RULE)
    _photo_news(sheet, read_copy(issue / "a01-4-photo.md"), issue / "footbridge.jpg")
    _contents(sheet, issue, (0.665, 0.835, 0.29, 0.12))
    sheet.rule(0.965, 1, RULE)
    sheet.centred(
        "汀洲日报社出版  地址：渡南区老渡口路18号  零售每份一元五角",
        WIDTH / 2,
        0.97 * HEIGHT,
        load_font("Noto Sans CJK SC", 19),
    )
    return sheet.image
