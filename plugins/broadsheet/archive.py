"""What pages ask of the catalog: issues in time, articles, topics, photographs, notices."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from broadsheet.catalog import Catalog
from broadsheet.catalog_rows import (
    ArticleRow,
    MonthCount,
    Neighbour,
    TopicCount,
    inflate,
    record_of,
    unpack,
)
from broadsheet.pages.numbering import Numbered
from broadsheet.pages.records import ListedArticle
from broadsheet.pages.views import BlockView, IssueView, Link, Notice, Picture, Teaser


class _Page(msgspec.Struct):
    """Of a view of a print page, where it leads."""

    path: str


class _Listed(msgspec.Struct, array_like=True):
    """Of a listed article, where it leads."""

    path: str


class _Pages(msgspec.Struct):
    """Of an issue's view, where its print pages live."""

    pages: list[_Page]


class _Source(NamedTuple):
    """Where a query of a topic's articles ``t`` finds what it asks of them."""

    table: str
    column: str
    same: str


_TEASERS = _Source("articles", "a.teaser", "a.folder = t.folder AND a.seq = t.seq")
_LISTED = _Source("listed", "a.entry", "a.sort = t.sort")


def _neighbour(row: tuple[str, str, str] | None) -> Neighbour | None:
    return Neighbour(dt.date.fromisoformat(row[0]), row[1], row[2]) if row else None


class Archive:
    """The newspaper as the catalog knows it. Nothing here writes but ``set_standing``."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @property
    def _db(self) -> sqlite3.Connection:
        """The catalog's own, which may go on in another file."""
        return self._catalog.connection

    # --- issues

    def neighbours(self, sort: str) -> tuple[Neighbour | None, Neighbour | None]:
        """The visible issues next before and next after a place in time."""
        before, after = (
            self._db.execute(
                "SELECT date, title, path FROM issues"  # noqa: S608
                f" WHERE visible AND sort {sign} ? ORDER BY sort {way} LIMIT 1",
                (sort,),
            ).fetchone()
            for sign, way in (("<", "DESC"), (">", "ASC"))
        )
        return _neighbour(before), _neighbour(after)

    def view(self, folder: str) -> IssueView:
        return self._views("folder = ?", folder)[0]

    def latest(self, count: int) -> list[IssueView]:
        return self._views("1 ORDER BY sort DESC LIMIT ?", count)

    def month(self, year: int, month: int) -> list[IssueView]:
        start = f"{year:04d}-{month:02d}"
        return self._views("sort >= ? AND sort < ? ORDER BY sort", start, start + "~")

    def day(self, date: dt.date) -> list[IssueView]:
        """The day's main paper and its other editions, in order."""
        day = date.isoformat()
        return self._views("sort >= ? AND sort < ? ORDER BY sort", day, day + "~")

    def same_day(self, month: int, day: int) -> list[IssueView]:
        return self._views("substr(date, 6) = ? ORDER BY sort DESC", f"{month:02d}-{day:02d}")

    def page_paths(self, year: int, month: int) -> list[tuple[dt.date, str, list[str]]]:
        """Date and path of each issue of a month, with the paths of its pages, in order."""
        start = f"{year:04d}-{month:02d}"
        rows = self._db.execute(
            "SELECT date, path, view FROM issues"
            " WHERE visible AND sort >= ? AND sort < ? ORDER BY sort",
            (start, start + "~"),
        )
        return [
            (dt.date.fromisoformat(date), path, [page.path for page in unpack(view, _Pages).pages])
            for date, path, view in rows
        ]

    def _views(self, where: str, *values: object) -> list[IssueView]:
        rows = self._db.execute(
            f"SELECT view FROM issues WHERE visible AND {where}",  # noqa: S608
            values,
        )
        return [unpack(row[0], IssueView) for row in rows]

    def months(self) -> list[str]:
        """``2019-10`` of every month with a visible issue, oldest first."""
        return self._each("substr(date, 1, 7)", "visible = 1 AND date > ? ORDER BY date")

    def month_days(self) -> list[str]:
        """``10-24`` of every day of the year that has a visible issue, in order."""
        return self._each("substr(date, 6)", "visible AND substr(date, 6) > ? ORDER BY 1")

    def _each(self, what: str, after: str) -> list[str]:
        """Different values in order, each found by the one before: costs as many steps of an
        index as there are values, not issues."""
        query = f"SELECT {what} FROM issues WHERE {after} LIMIT 1"  # noqa: S608
        found: list[str] = []
        while row := self._db.execute(query, (f"{found[-1]}~" if found else "",)).fetchone():
            found.append(row[0])
        return found

    def years(self) -> list[int]:
        return sorted({int(m[:4]) for m in self.months()})

    def days(self, year: int) -> list[tuple[dt.date, str, str]]:
        """Date, title of the edition and path of the year's visible issues in order."""
        rows = self._db.execute(
            "SELECT date, title, path FROM issues WHERE visible AND sort >= ? AND sort < ?"
            " ORDER BY sort",
            (f"{year:04d}", f"{year:04d}~"),
        )
        return [(dt.date.fromisoformat(r[0]), r[1], r[2]) for r in rows]

    def month_counts(self) -> list[MonthCount]:
        """Every month that has a visible issue, oldest first."""
        rows = self._db.execute(
            "SELECT substr(date, 1, 7), count(*), count(DISTINCT date), sum(articles)"
            " FROM issues WHERE visible = 1 GROUP BY 1 ORDER BY 1"
        )
        return [MonthCount(int(m[:4]), int(m[5:]), *counts) for m, *counts in rows]

    def every_day(self) -> Iterator[tuple[str, str, dt.date]]:
        """Edition, its title and date of every visible issue, in order of date."""
        rows = self._db.execute(
            "SELECT edition, title, date FROM issues WHERE visible = 1 ORDER BY date, edition"
        )
        return ((edition, title, dt.date.fromisoformat(date)) for edition, title, date in rows)

    def span(self) -> tuple[dt.date, dt.date] | None:
        """The days of the first and the last visible issue."""
        first, last = self._db.execute(
            "SELECT min(date), max(date) FROM issues WHERE visible = 1"
        ).fetchone()
        return (dt.date.fromisoformat(first), dt.date.fromisoformat(last)) if first else None

    def numbered(self, first: dt.date, last: dt.date) -> list[Numbered]:
        """The visible issues of the main paper from ``first`` to ``last`` in order, with the one
        before and the one after."""
        main = "SELECT date, number, cumulative FROM issues WHERE visible = 1 AND edition = ''"
        start, end = first.isoformat(), last.isoformat()
        rows = [
            *self._db.execute(f"{main} AND date < ? ORDER BY date DESC LIMIT 1", (start,)),
            *self._db.execute(f"{main} AND date BETWEEN ? AND ? ORDER BY date", (start, end)),
            *self._db.execute(f"{main} AND date > ? ORDER BY date LIMIT 1", (end,)),
        ]
        return [Numbered(dt.date.fromisoformat(date), *numbers) for date, *numbers in rows]

    def around(self, date: dt.date) -> tuple[dt.date, dt.date]:
        """The nearest days before and after that have the main paper; where there is none, any
        edition; where there is none either, the day itself."""
        found = []
        for sign, way in (("<", "DESC"), (">", "ASC")):
            rows = (
                self._db.execute(
                    "SELECT date FROM issues WHERE visible = 1"  # noqa: S608
                    f" AND date {sign} ? {only} ORDER BY date {way} LIMIT 1",
                    (date.isoformat(),),
                ).fetchone()
                for only in ("AND edition = ''", "")
            )
            near = next((row[0] for row in rows if row), date.isoformat())
            found.append(dt.date.fromisoformat(near))
        return found[0], found[1]

    # --- photographs

    def photo_months(self) -> list[tuple[str, int]]:
        """``2019-10`` and the number of different pictures of every month with any, in order."""
        rows = self._db.execute(
            "SELECT month, count(DISTINCT digest) FROM photos GROUP BY month ORDER BY month"
        )
        return [(row[0], row[1]) for row in rows]

    def photo_covers(self) -> dict[str, Picture]:
        """The first picture of every month that has any."""
        rows = self._db.execute(
            "SELECT p.month, p.picture FROM"
            " (SELECT month, min(sort) AS sort FROM photos GROUP BY month) m"
            " JOIN photos p ON p.month = m.month AND p.sort = m.sort"
        )
        return {month: unpack(picture, Picture) for month, picture in rows}

    def photos(self, month: str) -> list[tuple[Picture, Teaser]]:
        """The pictures of a month (``2019-10``) with the article of each, in reading order; a
        picture that was printed twice is there once, where it was first."""
        rows = self._db.execute(
            "SELECT p.picture, a.teaser FROM photos p"
            " JOIN articles a ON a.folder = p.folder AND a.seq = p.seq"
            " WHERE p.month = ? AND p.sort ="
            " (SELECT min(sort) FROM photos o WHERE o.month = p.month AND o.digest = p.digest)"
            " ORDER BY p.sort",
            (month,),
        )
        return [(unpack(picture, Picture), unpack(teaser, Teaser)) for picture, teaser in rows]

    def photos_by(self, slug: str, newest: int) -> list[tuple[Picture, Teaser]]:
        """The newest pictures whose credit names a person, newest first, each once."""
        rows = self._db.execute(
            "SELECT p.picture, a.teaser FROM"
            " (SELECT q.digest, max(q.sort) AS sort FROM photographers g"
            " JOIN photos q ON q.sort = g.sort WHERE g.slug = ? GROUP BY q.digest"
            " ORDER BY 2 DESC LIMIT ?) n"
            " JOIN photos p ON p.sort = n.sort"
            " JOIN articles a ON a.folder = p.folder AND a.seq = p.seq ORDER BY p.sort DESC",
            (slug, newest),
        )
        return [(unpack(picture, Picture), unpack(teaser, Teaser)) for picture, teaser in rows]

    # --- articles

    def records(self, year: int) -> Iterator[bytes]:
        """The machine-readable articles of a year in order, one at a time."""
        rows = self._db.execute(
            "SELECT texts FROM articles WHERE sort >= ? AND sort < ? ORDER BY sort",
            (f"{year:04d}", f"{year:04d}~"),
        )
        return (record_of(row[0]) for row in rows)

    def listed(self, year: int) -> Iterator[ListedArticle]:
        """The articles of a year in order, one at a time, as tables list them."""
        rows = self._db.execute(
            "SELECT entry FROM listed WHERE sort >= ? AND sort < ? ORDER BY sort",
            (f"{year:04d}", f"{year:04d}~"),
        )
        return (unpack(row[0], ListedArticle) for row in rows)

    def changes(self, year: int) -> Iterator[tuple[str, str]]:
        """The path of each article of a year in order, with the day of its last notice, or else
        of its issue (ISO 8601)."""
        rows = self._db.execute(
            "SELECT l.entry, substr(l.sort, 1, 10), (SELECT max(n.date) FROM notices n"
            " WHERE n.folder = l.folder AND n.seq = l.seq)"
            " FROM listed l WHERE l.sort >= ? AND l.sort < ? ORDER BY l.sort",
            (f"{year:04d}", f"{year:04d}~"),
        )
        return (
            (unpack(entry, _Listed).path, max(date, noticed or "")) for entry, date, noticed in rows
        )

    def latest_articles(self, count: int) -> list[ArticleRow]:
        """The articles of the newest issues: newest issue first, reading order within an issue.

        ``count`` is the number of articles."""
        rows = self._db.execute(
            "SELECT teaser, texts FROM articles WHERE folder IN"
            " (SELECT folder FROM issues WHERE visible ORDER BY sort DESC LIMIT ?)"
            " ORDER BY substr(sort, 1, length(sort) - 6) DESC, seq LIMIT ?",
            (count, count),
        )
        return [_article(*row) for row in rows]

    def latest_of_topic(self, kind: str, slug: str, count: int) -> list[ArticleRow]:
        """The newest articles of a topic, newest first."""
        rows = self._db.execute(
            "SELECT a.teaser, a.texts FROM"
            " (SELECT folder, seq, sort FROM topics WHERE kind = ? AND slug = ?"
            " GROUP BY year, sort ORDER BY year DESC, sort DESC LIMIT ?) t"
            " JOIN articles a ON a.folder = t.folder AND a.seq = t.seq ORDER BY t.sort DESC",
            (kind, slug, count),
        )
        return [_article(*row) for row in rows]

    # --- topics: sections, columns, people

    def topic_counts(self, kind: str) -> list[TopicCount]:
        """Every topic of a kind, by name."""
        rows = self._db.execute(
            "SELECT slug, sum(articles) FROM topic_sums WHERE kind = ? AND role = '' GROUP BY slug",
            (kind,),
        )
        sums = dict(rows.fetchall())
        return [TopicCount(slug, name, sums[slug]) for slug, name in self.topic_names(kind)]

    def role_counts(self, kind: str, slug: str) -> list[tuple[int, str, int]]:
        """Year, role and number of articles, newest year first; sections and columns have no
        roles."""
        return self._db.execute(
            "SELECT year, role, articles FROM topic_sums"
            " WHERE kind = ? AND slug = ? AND role != '' ORDER BY year DESC",
            (kind, slug),
        ).fetchall()

    def year_counts(self, kind: str, slug: str) -> list[tuple[int, int]]:
        """Year and number of articles of a topic, newest year first."""
        return self._db.execute(
            "SELECT year, articles FROM topic_sums"
            " WHERE kind = ? AND slug = ? AND role = '' ORDER BY year DESC",
            (kind, slug),
        ).fetchall()

    def topic_names(self, kind: str) -> list[tuple[str, str]]:
        """Slug and name of every topic of a kind, by name. One slug has one name: the least.

        Each is found by the one before, as in ``_each``: the articles of a topic cost nothing."""
        query = (
            "SELECT slug, name FROM topics WHERE kind = ? AND slug > ? ORDER BY slug, name LIMIT 1"
        )
        found: list[tuple[str, str]] = []
        while row := self._db.execute(query, (kind, found[-1][0] if found else "")).fetchone():
            found.append(row)
        return sorted(found, key=lambda topic: (topic[1], topic[0]))

    def topic_name(self, kind: str, slug: str) -> str:
        row = self._db.execute(
            "SELECT name FROM topics WHERE kind = ? AND slug = ? ORDER BY name LIMIT 1",
            (kind, slug),
        ).fetchone()
        return row[0] if row else ""

    def topic_years(self, kind: str, slug: str) -> list[int]:
        rows = self._db.execute(
            "SELECT DISTINCT year FROM topics WHERE kind = ? AND slug = ? ORDER BY year DESC",
            (kind, slug),
        )
        return [row[0] for row in rows]

    def topics_of_year(self, year: int) -> list[tuple[str, str]]:
        """Kind and slug of every topic that has a page for a year."""
        rows = self._db.execute(
            "SELECT DISTINCT kind, slug FROM topics WHERE folder IN"
            " (SELECT folder FROM issues WHERE visible AND sort >= ? AND sort < ?) ORDER BY 1, 2",
            (f"{year:04d}", f"{year:04d}~"),
        )
        return [(row[0], row[1]) for row in rows]

    def topic_roles(self, kind: str, slug: str) -> set[str]:
        rows = self._db.execute(
            "SELECT DISTINCT role FROM topics WHERE kind = ? AND slug = ? AND role != ''",
            (kind, slug),
        )
        return {row[0] for row in rows}

    def topic_articles(
        self, kind: str, slug: str, year: int | None = None, newest: int | None = None
    ) -> list[tuple[Teaser, tuple[str, ...]]]:
        """Articles of a topic with the roles in them: a year's in order, or the newest first."""
        rows = self._of_topic(_TEASERS, kind, slug, year, newest)
        return [(unpack(teaser, Teaser), roles) for teaser, roles in rows]

    def person_articles(
        self, slug: str, year: int | None = None
    ) -> list[tuple[ListedArticle, tuple[str, ...]]]:
        """Articles of a person, or a year of them, in order, with the person's roles in them."""
        rows = self._of_topic(_LISTED, "people", slug, year)
        return [(unpack(entry, ListedArticle), roles) for entry, roles in rows]

    def _of_topic(
        self, source: _Source, kind: str, slug: str, year: int | None, newest: int | None = None
    ) -> Iterator[tuple[bytes, tuple[str, ...]]]:
        where, values = "kind = ? AND slug = ?", [kind, slug]
        if year is not None:
            where, values = where + " AND year = ?", [*values, str(year)]
        way = "DESC" if newest is not None else "ASC"
        limit = f"LIMIT {int(newest)}" if newest is not None else ""
        rows = self._db.execute(
            f"SELECT {source.column}, t.roles FROM"  # noqa: S608
            " (SELECT folder, seq, sort, group_concat(role) AS roles FROM topics"
            f" WHERE {where} GROUP BY year, sort ORDER BY year {way}, sort {way} {limit}) t"
            f" JOIN {source.table} a ON {source.same} ORDER BY t.sort {way}",
            values,
        )
        return ((blob, tuple(sorted(r for r in roles.split(",") if r))) for blob, roles in rows)

    def notices(self) -> list[tuple[str, Notice, Teaser]]:
        """Every correction and retraction, newest first."""
        rows = self._db.execute(
            "SELECT n.kind, n.date, n.text, a.teaser FROM notices n"
            " JOIN articles a ON a.folder = n.folder AND a.seq = n.seq"
            " ORDER BY n.date DESC, n.sort DESC, n.kind, n.place"
        )
        return [
            (kind, Notice(dt.date.fromisoformat(date), text), unpack(teaser, Teaser))
            for kind, date, text, teaser in rows
        ]

    # --- standing pages

    def standing(self) -> tuple[Link, ...]:
        text = self._catalog.meta("standing")
        return msgspec.json.decode(text, type=tuple[Link, ...]) if text else ()

    def set_standing(self, links: tuple[Link, ...]) -> None:
        self._catalog.set_meta("standing", msgspec.json.encode(links).decode())


def _article(teaser: bytes, texts: bytes) -> ArticleRow:
    record, _, body = inflate(texts).partition(b"\n")
    try:
        blocks = msgspec.json.decode(body, type=tuple[BlockView, ...])
    except msgspec.MsgspecError as error:
        raise sqlite3.DatabaseError(f"a row is damaged: {error}") from error
    return ArticleRow(unpack(teaser, Teaser), record, blocks)
