"""Dates and times as front matter has them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from broadsheet.reading.values import Wrong, read_datetime

_FRACTION = re.compile(r"(?<=\d:\d\d)[.,]\d+")
_ZONE_NAME = re.compile(r"\s*(?:UTC|GMT)(?:\s*\+0+)?$", re.IGNORECASE)
_TIME = r"(?:[,\s]+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]m)?.*)?"
_WORDED = (
    re.compile(
        rf"(?:[a-z]+,?\s+)?(?P<day>\d{{1,2}})\s+(?P<month>[a-z]{{3,9}})\.?,?\s+(?P<year>\d{{4}}){_TIME}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:[a-z]+,\s+)?(?P<month>[a-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
        rf"(?P<year>\d{{4}}){_TIME}",
        re.IGNORECASE,
    ),
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the time of day where one is given. ``at`` has an offset only where the text has
    one; it is midnight where there is no time."""

    at: dt.datetime
    timed: bool

    @property
    def day(self) -> dt.date:
        return self.at.date()


def read_moment(text: str) -> Moment | None:
    """``2019-10-24``, ``2019-10-24 10:20:30 +0800``, ``24 Oct 2019 10:20``; ``None`` else."""
    text = _ZONE_NAME.sub("Z", _FRACTION.sub("", text.strip()))
    found = read_datetime(text)
    if not isinstance(found, Wrong):
        return Moment(found, ":" in text or "时" in text or "点" in text)
    return next(filter(None, (_worded(shape, text) for shape in _WORDED)), None)


def _worded(shape: re.Pattern[str], text: str) -> Moment | None:
    match = shape.fullmatch(text)
    names = [name[:3].casefold() for name in MONTHS]
    if match is None or match["month"][:3].casefold() not in names:
        return None
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    month = names.index(match["month"][:3].casefold()) + 1
    written = f"{match['year']}-{month:02d}-{match['day']} {hour:02d}:{match['minute'] or '00'}"
    found = read_datetime(written)
    return None if isinstance(found, Wrong) else Moment(found, match["hour"] is not None)
