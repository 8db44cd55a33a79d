"""The addresses that the three programs gave their posts, as far as they follow from the files.

Sources: https://gohugo.io/configuration/permalinks/, https://jekyllrb.com/docs/permalinks/,
https://docs.getpelican.com/en/stable/settings.html#url-settings.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping

from unidecode import unidecode

from broadsheet.importing.posts.moments import MONTHS, WEEKDAYS, Moment
from broadsheet.reading.values import Wrong, read_alias

_HUGO_SPACE = re.compile(r"[\s-]+")
_HUGO_TOKEN = re.compile(r":(?P<name>[a-z]+(?:\[[^\]]*\])?|[0-9]+)")
_JEKYLL_TOKEN = re.compile(r":(?P<name>[a-z_]+)")
_PELICAN_TOKEN = re.compile(r"\{(?P<name>\w+)(?::(?P<format>[^{}]*))?\}")
_STRFTIME = re.compile(r"%-?[A-Za-z]")


def filled(pattern: str, values: Mapping[str, str], shape: re.Pattern[str]) -> str | None:
    """A pattern with its tokens filled in; ``None`` when it has one that is not known."""
    if any(match["name"] not in values for match in shape.finditer(pattern)):
        return None
    made = shape.sub(lambda match: values[match["name"]], pattern)
    return re.sub(r"/{2,}", "/", f"/{made}")


def day_values(moment: Moment | None) -> dict[str, str]:
    """What Hugo and Jekyll both call the parts of a date."""
    if moment is None:
        return {}
    at = moment.at
    return {
        "year": f"{at.year:04d}",
        "month": f"{at.month:02d}",
        "day": f"{at.day:02d}",
    }


# --- Hugo


def hugo_path(text: str, *, lower: bool = True) -> str:
    """A path or title as Hugo makes it part of an address: letters and digits of any script."""
    text = unicodedata.normalize("NFC", text.strip())
    kept = "".join(c for c in text if c in "./_#+~- " or unicodedata.category(c)[0] in "LMN")
    made = _HUGO_SPACE.sub("-", kept).strip("-")
    return made.lower() if lower else made


def hugo_permalink(pattern: str, moment: Moment | None, values: Mapping[str, str]) -> str | None:
    given = day_values(moment)
    if moment is not None:
        at = moment.at
        given |= {
            "monthname": MONTHS[at.month - 1],
            "weekday": str((at.weekday() + 1) % 7),
            "weekdayname": WEEKDAYS[at.weekday()],
            "yearday": str(at.timetuple().tm_yday),
            **{"2006": f"{at.year:04d}", "01": f"{at.month:02d}", "02": f"{at.day:02d}"},
            **{"06": f"{at.year % 100:02d}", "1": str(at.month), "2": str(at.day)},
        }
    return filled(pattern, given | dict(values), _HUGO_TOKEN)


# --- Jekyll

JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


def jekyll_slug(text: str, *, pretty: bool = False, cased: bool = False) -> str:
    """``Utils.slugify`` of Jekyll in its modes ``default`` and ``pretty``."""
    other = r"[^\w.~!$&'()+,;=@]+" if pretty else r"[\W_]+"
    made = re.sub(other, "-", text).strip("-")
    return made if cased else made.lower()


def jekyll_permalink(
    pattern: str, moment: Moment | None, title: str, categories: Iterable[str]
) -> str | None:
    pattern = JEKYLL_STYLES.get(pattern, pattern)
    folders = list(dict.fromkeys(each.lower() for each in categories))
    slugs = list(dict.fromkeys(jekyll_slug(each) for each in categories))
    given = day_values(moment) | {
        "title": jekyll_slug(title, pretty=True, cased=True),
        "slug": jekyll_slug(title),
        "categories": "/".join(folders),
        "slugified_categories": "/".join(slugs),
        "output_ext": ".html",
        "collection": "posts",
    }
    if moment is not None:
        at = moment.at
        week = at.isocalendar()
        given |= {
            "i_month": str(at.month),
            "i_day": str(at.day),
            "short_year": f"{at.year % 100:02d}",
            "short_month": MONTHS[at.month - 1][:3],
            "long_month": MONTHS[at.month - 1],
            "short_day": WEEKDAYS[at.weekday()][:3],
            "long_day": WEEKDAYS[at.weekday()],
            "y_day": f"{at.timetuple().tm_yday:03d}",
            "week": f"{week.week:02d}",
            "w_year": f"{week.year:04d}",
            "w_day": str(week.weekday),
            **{
                "hour": f"{at.hour:02d}",
                "minute": f"{at.minute:02d}",
                "second": f"{at.second:02d}",
            },
        }
    return filled(pattern, given, _JEKYLL_TOKEN)


# --- Pelican


def pelican_slug(text: str, *, unicode: bool = False, cased: bool = False) -> str:
    """``slugify`` of Pelican with its own substitutions."""
    text = unicodedata.normalize("NFKC" if unicode else "NFKD", text)
    if not unicode:
        text = unidecode(text)
    made = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip())
    return (made if cased else made.lower()).strip()


def pelican_address(pattern: str, moment: Moment | None, values: Mapping[str, str]) -> str | None:
    """``{date:%Y}/{slug}.html`` filled in; ``None`` when it has a part that is not known."""

    def part(match: re.Match[str]) -> str:
        if match["name"] == "date" and moment is not None:
            return _date_part(match["format"] or "%Y-%m-%d", moment.at) or "\0"
        return values.get(match["name"], "\0") if not match["format"] else "\0"

    made = _PELICAN_TOKEN.sub(part, pattern)
    return None if "\0" in made or "{" in made else re.sub(r"/{2,}", "/", f"/{made}")


def _date_part(pattern: str, at: dt.datetime) -> str | None:
    known = {
        "%Y": f"{at.year:04d}",
        "%y": f"{at.year % 100:02d}",
        "%m": f"{at.month:02d}",
        "%-m": str(at.month),
        "%d": f"{at.day:02d}",
        "%-d": str(at.day),
        "%H": f"{at.hour:02d}",
        "%M": f"{at.minute:02d}",
        "%j": f"{at.timetuple().tm_yday:03d}",
        "%b": MONTHS[at.month - 1][:3],
        "%B": MONTHS[at.month - 1],
    }
    if any(match[0] not in known for match in _STRFTIME.finditer(pattern)):
        return None
    return _STRFTIME.sub(lambda match: known[match[0]], pattern)


# --- ours


def as_alias(address: str) -> str | None:
    """An old address as ``Aliases`` of an article takes it; ``None`` where it cannot be one."""
    path = address.split("#", 1)[0].split("?", 1)[0]
    if path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    read = read_alias(path)
    return None if isinstance(read, Wrong) else read
