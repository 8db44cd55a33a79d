"""The words of the interface: gettext, dates and names of roles, for one language.

The catalogues are the theme's, ``translations/LANGUAGE/LC_MESSAGES/broadsheet.po``. They are read
as they are, so that no compiled file can be older than its source. Msgids are English. Patterns of
dates are msgids too, under the context ``date``; they are written in the notation of Unicode
Technical Standard 35 (https://www.unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table).
"""

from __future__ import annotations

import datetime as dt
import gettext
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment

from broadsheet.model import Role
from broadsheet.pages import lunar, prose

MENTIONED = "mentioned"
"""What a person is to a story that is about them and that they did not make."""

_FALLBACK = "en"
_LEAP_YEAR = 2000
_ONE_WEEK_FROM_MONDAY = tuple(dt.date(2001, 1, day) for day in range(1, 8))


@dataclass(frozen=True, slots=True)
class Weekday:
    """A column of a calendar: ``name`` (星期四) for the ear, ``short`` (四) for the eye."""

    name: str
    short: str


class Wording:
    """Says everything in one language; English where there is no catalogue for ``language``.

    ``language`` is a tag such as ``zh``, ``zh-CN`` or ``en``; ``translations`` is the theme's
    folder of catalogues. ``digest`` tells other words from these. Raises
    ``babel.messages.pofile.PoFileError`` for a broken catalogue.
    """

    def __init__(self, language: str, translations: Path) -> None:
        self.language, catalogue = _find_catalogue(language, translations)
        self._words = _read_catalogue(catalogue) if catalogue else gettext.NullTranslations()
        words = catalogue.read_bytes() if catalogue else b""
        self.digest = f"{self.language} {hashlib.sha256(words).hexdigest()}"
        self._roles = self._name_roles()
        self._long_date = self.pgettext("date", "EEEE, d MMMM y")
        self._short_date = self.pgettext("date", "d MMM")
        self._full_date = self.pgettext("date", "d MMMM y")
        self._for_tables, self._for_notes = self.gettext("Table"), self.gettext("Back to the text")

    def gettext(self, message: str) -> str:
        return self._words.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._words.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        return self._words.pgettext(context, message)

    def long_date(self, date: dt.date) -> str:
        """2019年10月24日 星期四 / Thursday, 24 October 2019."""
        return self._format(date, self._long_date)

    def short_date(self, date: dt.date) -> str:
        """10月24日 / 24 Oct."""
        return self._format(date, self._short_date)

    def full_date(self, date: dt.date) -> str:
        """2019年10月24日 / 24 October 2019: where the day of the week says nothing."""
        return self._format(date, self._full_date)

    def issue_name(self, date: dt.date, edition: str) -> str:
        """2019年10月24日 晚报 / 24 October 2019 Evening; ``edition`` is its title or empty."""
        return f"{self.full_date(date)} {edition}".strip()

    def month_name(self, date: dt.date) -> str:
        """2019年10月 / October 2019."""
        return self._format(date, self.pgettext("date", "MMMM y"))

    def year_name(self, year: int) -> str:
        """2019年 / 2019."""
        return self._format(dt.date(year, 1, 1), self.pgettext("date", "y"))

    def day_name(self, month: int, day: int) -> str:
        """10月24日 / 24 October: a day of no particular year, the 29th of February among them."""
        return self._format(dt.date(_LEAP_YEAR, month, day), self.pgettext("date", "d MMMM"))

    def lunar_date(self, date: dt.date) -> str:
        """农历乙巳年九月初三 霜降; empty where the Chinese calendar is not reckoned."""
        day = lunar.lunar_day(date)
        if day is None:
            return ""
        return lunar.chinese(day) if self.language.startswith("zh") else lunar.english(day)

    def role_name(self, role: str) -> str:
        """记者 / Reporter. ``role`` is a value of ``Role`` or ``mentioned``; else ``KeyError``."""
        return self._roles[role]

    def weekdays(self) -> tuple[Weekday, ...]:
        """The heads of a calendar's columns, Monday first."""
        return tuple(
            Weekday(self._format(day, "cccc"), self._format(day, "ccccc"))
            for day in _ONE_WEEK_FROM_MONDAY
        )

    def install(self, environment: Environment) -> None:
        """Give ``environment`` everything that the theme's templates ask for.

        Afterwards it has ``{% trans %}``, ``_``, ``gettext`` and ``ngettext``, the filters named
        below, and ``day_name`` and ``weekdays`` as globals.
        """
        environment.add_extension("jinja2.ext.i18n")
        environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's
            self.gettext, self.ngettext, newstyle=True, pgettext=self.pgettext
        )
        environment.filters.update(
            full_date=self.full_date,
            iso_date=iso_date,
            language_tag=language_tag,
            lunar_date=self.lunar_date,
            long_date=self.long_date,
            month_name=self.month_name,
            role_name=self.role_name,
            short_date=self.short_date,
            year_name=self.year_name,
            for_reading=self._for_reading,
        )
        environment.globals.update(day_name=self.day_name, weekdays=self.weekdays())

    def _for_reading(self, html: str) -> str:
        """Safe block HTML dressed for a page."""
        return prose.for_reading(html, self._for_tables, self._for_notes)

    def _format(self, date: dt.date, pattern: str) -> str:
        return _format_date(date, pattern, self.language)

    def _name_roles(self) -> dict[str, str]:
        return {
            Role.AUTHOR: self.gettext("Author"),
            Role.REPORTER: self.gettext("Reporter"),
            Role.CORRESPONDENT: self.gettext("Correspondent"),
            Role.PHOTOGRAPHER: self.gettext("Photographer"),
            Role.TEXT_AND_PHOTO: self.gettext("Text and photos"),
            Role.INTERN: self.gettext("Intern"),
            Role.EDITOR: self.gettext("Editor"),
            Role.DESIGNER: self.gettext("Designer"),
            Role.PROOFREADER: self.gettext("Proofreader"),
            MENTIONED: self.gettext("In the story"),
        }


def iso_date(date: dt.date) -> str:
    """2019-10-24, for ``<time datetime>`` in any language."""
    return date.isoformat()


def language_tag(language: str) -> str:
    """The value of ``lang``. Plain ``zh`` becomes ``zh-Hans``, or a browser sets Chinese in
    whichever of the Chinese, Japanese and Korean fonts it finds first."""
    tag = language.replace("_", "-")
    return "zh-Hans" if tag == "zh" else tag


def _find_catalogue(language: str, translations: Path) -> tuple[str, Path | None]:
    """The nearest language that has a catalogue, and the catalogue: zh_CN, then zh, then en."""
    name = language.replace("-", "_")
    for candidate in dict.fromkeys((name, name.partition("_")[0], _FALLBACK)):
        path = translations / candidate / "LC_MESSAGES" / "broadsheet.po"
        if candidate and _is_locale(candidate) and path.is_file():
            return candidate, path
    return _FALLBACK, None


def _is_locale(name: str) -> bool:
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _read_catalogue(path: Path) -> gettext.NullTranslations:
    """Messages that are empty or marked fuzzy are left out, and so stay in English."""
    with path.open("rb") as source:
        catalogue = read_po(source, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@lru_cache(maxsize=4096)
def _format_date(date: dt.date, pattern: str, language: str) -> str:
    return format_date(date, pattern, locale=language)
