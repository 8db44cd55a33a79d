"""The catalog: what other pages need to know of every issue, in one SQLite file.

It can always be thrown away: the next build makes it again. One build is one transaction; its
commit is the moment at which the build counts, and carries the list of what must still be moved
into the output (``pending``), so that a build killed later is finished by the next one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from broadsheet.catalog_rows import (
    ArticleRow,
    Face,
    MonthCount,
    OutputRow,
    PackedIssue,
    Pending,
    TopicCount,
    article,
    inflate,
    pack,
    unpack,
)
from broadsheet.model import PictureFacts
from broadsheet.pages.numbering import Numbered
from broadsheet.pages.views import IssueView, Link, Notice, Picture, Teaser
from broadsheet.problems import BuildError, Problem
from broadsheet.scanning import KnownUnit
from broadsheet.search.segments import Day, SegmentFacts, Span

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE units (
  key TEXT PRIMARY KEY, quick TEXT NOT NULL, files BLOB NOT NULL, problems BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE issues (
  folder TEXT PRIMARY KEY, date TEXT NOT NULL, sort TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL, path TEXT NOT NULL,
  view BLOB NOT NULL, touches BLOB NOT NULL, visible INTEGER NOT NULL,
  valid_until TEXT NOT NULL, valid_from TEXT NOT NULL,
  edition TEXT NOT NULL, number INTEGER, cumulative INTEGER, articles INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX issues_by_day ON issues (substr(date, 6), date);
CREATE INDEX issues_in_time ON issues
  (visible, date, edition, title, number, cumulative, articles);
CREATE TABLE articles (
  folder TEXT NOT NULL, seq INTEGER NOT NULL, sort TEXT NOT NULL, date TEXT NOT NULL,
  teaser BLOB NOT NULL, record BLOB NOT NULL, body BLOB NOT NULL, PRIMARY KEY (folder, seq)
) WITHOUT ROWID;
CREATE INDEX articles_by_sort ON articles (sort);
CREATE TABLE topics (
  kind TEXT NOT NULL, slug TEXT NOT NULL, year INTEGER NOT NULL, sort TEXT NOT NULL,
  name TEXT NOT NULL, role TEXT NOT NULL, folder TEXT NOT NULL, seq INTEGER NOT NULL
);
CREATE INDEX topics_by_slug ON topics (kind, slug, year, sort, name, role);
CREATE INDEX topics_by_issue ON topics (folder);
CREATE TABLE notices (
  folder TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL,
  sort TEXT NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX notices_by_issue ON notices (folder);
CREATE TABLE photos (
  folder TEXT NOT NULL, seq INTEGER NOT NULL, sort TEXT NOT NULL, month TEXT NOT NULL,
  digest TEXT NOT NULL, picture BLOB NOT NULL
);
CREATE INDEX photos_by_month ON photos (month, sort, digest);
CREATE INDEX photos_by_issue ON photos (folder);
CREATE TABLE photographers (folder TEXT NOT NULL, slug TEXT NOT NULL, sort TEXT NOT NULL);
CREATE INDEX photographers_by_slug ON photographers (slug, sort);
CREATE INDEX photographers_by_issue ON photographers (folder);
CREATE TABLE redirects (folder TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL);
CREATE INDEX redirects_by_issue ON redirects (folder);
CREATE TABLE pictures (digest TEXT PRIMARY KEY, facts BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE outputs (
  path TEXT PRIMARY KEY, fold TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, source TEXT NOT NULL,
  size INTEGER NOT NULL, digest BLOB NOT NULL, origin BLOB NOT NULL, mtime INTEGER NOT NULL,
  build INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX outputs_by_owner ON outputs (owner);
CREATE TABLE segments (first TEXT NOT NULL, last TEXT NOT NULL, facts BLOB NOT NULL);
"""
APART = "building.sqlite"
"""The file of a catalog that is made anew, beside the one it will replace."""
OUTPUT_COLUMNS = "path, owner, source, size, digest, origin, mtime, build"
SCHEMA_VERSION = hashlib.sha256(SCHEMA.encode()).hexdigest()

CatalogError = sqlite3.Error
"""What SQLite says when the catalog cannot be read or written (a full disk, for one)."""

_OF_ISSUES = ("articles", "topics", "notices", "photos", "photographers", "redirects")
"""Tables whose rows belong to an issue, beside the one of issues itself."""


def is_damage(error: BaseException) -> bool:
    """Whether the catalog's file is broken, rather than busy, locked or on a full disk."""
    return type(error) in (sqlite3.DatabaseError, sqlite3.IntegrityError)


class Catalog:
    """Open with ``Catalog.open``; all changes are one transaction until ``commit``."""

    def __init__(self, connection: sqlite3.Connection, place: Path | None = None) -> None:
        self._db = connection
        self._place = place
        self._apart: Path | None = None
        self.is_new = self.meta("built") == ""
        self.number = 0
        """Of the build whose transaction is open."""

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """Open or create. A catalog that is damaged or of another schema is made anew; its
        pending moves are lost with it, which the build repairs by looking at the output."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return cls._open(path)
        except (sqlite3.DatabaseError, zlib.error, msgspec.MsgspecError) as error:
            if isinstance(error, sqlite3.OperationalError) and not path.exists():
                raise BuildError(f"{path}: cannot make the catalog ({error})") from error
        cls.throw_away(path)
        return cls._open(path)

    @classmethod
    def reading(cls, path: Path) -> Catalog:
        """Open a copy that nobody writes to."""
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        return cls(sqlite3.connect(uri, uri=True, isolation_level=None))

    @classmethod
    def _open(cls, path: Path) -> Catalog:
        db = sqlite3.connect(path, isolation_level=None)
        try:
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute("PRAGMA cache_size=-32000")
            tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
            if not tables:
                db.executescript(f"BEGIN;{SCHEMA}COMMIT;")
                db.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA_VERSION,))
            catalog = cls(db, path)
            if catalog.meta("schema") != SCHEMA_VERSION:
                raise sqlite3.DatabaseError("another schema")
            return catalog
        except BaseException:
            db.close()
            raise

    def close(self) -> None:
        """Close; what was not committed is rolled back."""
        self._db.close()
        if self._apart:
            self._apart.unlink(missing_ok=True)

    def set_apart(self) -> None:
        """Go on in a file of its own, for a site that is made anew: only files and pictures are
        known of. ``commit`` puts it in the catalog's place; until then that stays as it was."""
        if self._place is None:
            raise ValueError("only a catalog with a place can be set apart")
        apart = self._place.with_name(APART)
        apart.unlink(missing_ok=True)
        self._db.close()
        db = sqlite3.connect(apart, isolation_level=None)
        self._db, self._apart = db, apart
        # A file that is thrown away when the build fails needs no journal.
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-32000"):
            db.execute(f"PRAGMA {setting}")
        db.executescript(f"BEGIN;{SCHEMA}COMMIT;")
        db.execute("ATTACH ? AS old", (str(self._place),))
        for table in ("meta", "outputs", "pictures"):
            db.execute(f"INSERT INTO {table} SELECT * FROM old.{table}")  # noqa: S608
        db.execute("DETACH old")

    def share(self) -> Path | None:
        """The file in which other processes can read what the catalog holds now, while this one
        goes on; ``None`` where there is no such file, because it is not set apart."""
        if self._apart is None:
            return None
        self._db.execute("COMMIT")
        # From here on nothing reaches the file before the end.
        self._db.execute("PRAGMA cache_spill=OFF")
        self._db.execute("BEGIN IMMEDIATE")
        return self._apart

    def end_sharing(self) -> None:
        """Nobody else reads any more."""
        self._db.execute("PRAGMA cache_spill=ON")

    @staticmethod
    def throw_away(path: Path) -> None:
        """Remove a catalog that is of no use; the next build makes it again."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

    # --- the transaction

    def begin(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        self.number = int(self.meta("builds") or 0) + 1
        self.set_meta("builds", str(self.number))

    def commit(self, pending: Pending | None) -> None:
        self.set_meta("pending", msgspec.json.encode(pending).decode() if pending else "")
        self.set_meta("built", "1")
        self._db.execute("COMMIT")
        self.is_new = False
        if self._apart and self._place:
            self._db.close()
            with open(self._apart, "rb+") as file:
                os.fsync(file.fileno())
            os.replace(self._apart, self._place)
            self._apart = None
            self._db = self._open(self._place)._db

    def pending(self) -> Pending | None:
        text = self.meta("pending")
        return msgspec.json.decode(text, type=Pending) if text else None

    def clear_pending(self) -> None:
        self.set_meta("pending", "")

    def meta(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def set_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # --- units

    def unit_signs(self) -> dict[str, str]:
        """Key -> quick digest of every unit."""
        return dict(self._db.execute("SELECT key, quick FROM units"))

    def unit(self, key: str) -> KnownUnit | None:
        row = self._db.execute("SELECT quick, files FROM units WHERE key = ?", (key,)).fetchone()
        return KnownUnit(row[0], unpack(row[1], KnownUnit).files) if row else None

    def put_unit(self, key: str, known: KnownUnit, problems: Sequence[Problem]) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO units VALUES (?, ?, ?, ?)",
            (key, known.quick, pack(known), pack(list(problems)) if problems else b""),
        )

    def refresh_unit(self, key: str, known: KnownUnit) -> None:
        """The same files under new signs: what the unit's problems were still holds."""
        self._db.execute(
            "UPDATE units SET quick = ?, files = ? WHERE key = ?", (known.quick, pack(known), key)
        )

    def unit_problems(self) -> list[Problem]:
        """The warnings of every unit, as they were when it was last read."""
        rows = self._db.execute("SELECT problems FROM units WHERE length(problems) > 0")
        return [p for (blob,) in rows for p in unpack(blob, list[Problem])]

    def remove_unit(self, key: str) -> None:
        self._db.execute("DELETE FROM units WHERE key = ?", (key,))

    # --- pictures

    def picture(self, digest: str) -> PictureFacts | None:
        row = self._db.execute("SELECT facts FROM pictures WHERE digest = ?", (digest,)).fetchone()
        return msgspec.json.decode(row[0], type=PictureFacts) if row else None

    def put_picture(self, facts: PictureFacts) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO pictures VALUES (?, ?)",
            (facts.digest, msgspec.json.encode(facts)),
        )

    def clear_pictures(self) -> None:
        self._db.execute("DELETE FROM pictures")

    # --- issues

    def put_issue(self, packed: PackedIssue) -> None:
        """Put an issue in the place of the one from its folder."""
        self.remove_issue(packed.folder)
        for table, rows in packed.tables:
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608

    def remove_issue(self, folder: str) -> None:
        for table in ("issues", *_OF_ISSUES):
            self._db.execute(f"DELETE FROM {table} WHERE folder = ?", (folder,))  # noqa: S608

    def touches(self, folder: str) -> tuple[str, ...]:
        row = self._db.execute("SELECT touches FROM issues WHERE folder = ?", (folder,)).fetchone()
        return unpack(row[0], tuple[str, ...]) if row else ()

    def face_of(self, folder: str) -> Face | None:
        """What an issue's neighbours show of it; ``None`` while it is not to be seen."""
        row = self._db.execute(
            "SELECT sort, title, number, cumulative FROM issues WHERE folder = ? AND visible",
            (folder,),
        ).fetchone()
        return Face(*row) if row else None

    def sort_of(self, folder: str) -> str:
        row = self._db.execute(
            "SELECT sort FROM issues WHERE folder = ? AND visible", (folder,)
        ).fetchone()
        return str(row[0]) if row else ""

    def outlived(self, now: str) -> list[str]:
        """Folders whose embargoes read differently at ``now``."""
        rows = self._db.execute(
            "SELECT folder FROM issues WHERE (valid_until != '' AND valid_until <= ?)"
            " OR (valid_from != '' AND valid_from > ?)",
            (now, now),
        )
        return [row[0] for row in rows]

    def neighbours(self, sort: str) -> tuple[IssueView | None, IssueView | None]:
        """The visible issues next before and next after a place in time."""
        before = self._views("sort < ? ORDER BY sort DESC LIMIT 1", sort)
        after = self._views("sort > ? ORDER BY sort LIMIT 1", sort)
        return (before[0] if before else None, after[0] if after else None)

    def neighbour_folders(self, sort: str) -> list[str]:
        rows = [
            self._db.execute(
                f"SELECT folder FROM issues WHERE visible AND sort {sign} ?"  # noqa: S608
                f" ORDER BY sort {way} LIMIT 1",
                (sort,),
            ).fetchone()
            for sign, way in (("<", "DESC"), (">", "ASC"))
        ]
        return [row[0] for row in rows if row]

    def view(self, folder: str) -> IssueView:
        return self._views("folder = ?", folder)[0]

    def latest(self, count: int) -> list[IssueView]:
        return self._views("1 ORDER BY sort DESC LIMIT ?", count)

    def month(self, year: int, month: int) -> list[IssueView]:
        start = f"{year:04d}-{month:02d}"
        return self._views("date >= ? AND date < ? ORDER BY sort", start, start + "~")

    def day(self, date: dt.date) -> list[IssueView]:
        """The day's main paper and its other editions, in order."""
        day = date.isoformat()
        return self._views("sort >= ? AND sort < ? ORDER BY sort", day, day + "~")

    def same_day(self, month: int, day: int) -> list[IssueView]:
        return self._views("substr(date, 6) = ? ORDER BY sort DESC", f"{month:02d}-{day:02d}")

    def _views(self, where: str, *values: object) -> list[IssueView]:
        rows = self._db.execute(
            f"SELECT view FROM issues WHERE visible AND {where}",  # noqa: S608
            values,
        )
        return [unpack(row[0], IssueView) for row in rows]

    def months(self) -> list[str]:
        """``2019-10`` of every month with a visible issue, oldest first."""
        rows = self._db.execute(
            "SELECT DISTINCT substr(date, 1, 7) FROM issues WHERE visible ORDER BY 1"
        )
        return [row[0] for row in rows]

    def month_days(self) -> list[str]:
        """``10-24`` of every day of the year that has a visible issue, in order."""
        rows = self._db.execute(
            "SELECT DISTINCT substr(date, 6) FROM issues WHERE visible ORDER BY 1"
        )
        return [row[0] for row in rows]

    def years(self) -> list[int]:
        return sorted({int(m[:4]) for m in self.months()})

    def days(self, year: int) -> list[tuple[dt.date, str, str]]:
        """Date, title of the edition and path of the year's visible issues in order."""
        rows = self._db.execute(
            "SELECT date, title, path FROM issues WHERE visible AND date >= ? AND date < ?"
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
            "SELECT record FROM articles WHERE sort >= ? AND sort < ? ORDER BY sort",
            (f"{year:04d}", f"{year:04d}~"),
        )
        return (inflate(row[0]) for row in rows)

    def latest_articles(self, count: int) -> list[ArticleRow]:
        """The articles of the newest issues: newest issue first, reading order within an issue.

        ``count`` is the number of articles."""
        rows = self._db.execute(
            "SELECT teaser, record, body FROM articles WHERE folder IN"
            " (SELECT folder FROM issues WHERE visible ORDER BY sort DESC LIMIT ?)"
            " ORDER BY substr(sort, 1, length(sort) - 6) DESC, seq LIMIT ?",
            (count, count),
        )
        return [article(*row) for row in rows]

    def latest_of_topic(self, kind: str, slug: str, count: int) -> list[ArticleRow]:
        """The newest articles of a topic, newest first."""
        rows = self._db.execute(
            "SELECT a.teaser, a.record, a.body FROM"
            " (SELECT folder, seq, sort FROM topics WHERE kind = ? AND slug = ?"
            " GROUP BY sort ORDER BY sort DESC LIMIT ?) t"
            " JOIN articles a ON a.folder = t.folder AND a.seq = t.seq ORDER BY t.sort DESC",
            (kind, slug, count),
        )
        return [article(*row) for row in rows]

    # --- topics: sections, columns, people

    def topic_counts(self, kind: str) -> list[TopicCount]:
        """Every topic of a kind, by name."""
        rows = self._db.execute(
            "SELECT slug, min(name), count(DISTINCT sort) FROM topics WHERE kind = ?"
            " GROUP BY slug ORDER BY 2, 1",
            (kind,),
        )
        return [TopicCount(*row) for row in rows]

    def role_counts(self, kind: str, slug: str) -> list[tuple[int, str, int]]:
        """Year, role and number of articles, newest year first; the role of a section or a column
        is empty."""
        rows = self._db.execute(
            "SELECT year, role, count(DISTINCT sort) FROM topics WHERE kind = ? AND slug = ?"
            " GROUP BY year, role ORDER BY year DESC",
            (kind, slug),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def year_counts(self, kind: str, slug: str) -> list[tuple[int, int]]:
        """Year and number of articles of a topic, newest year first."""
        rows = self._db.execute(
            "SELECT year, count(DISTINCT sort) FROM topics WHERE kind = ? AND slug = ?"
            " GROUP BY year ORDER BY year DESC",
            (kind, slug),
        )
        return [(row[0], row[1]) for row in rows]

    def topic_names(self, kind: str) -> list[tuple[str, str]]:
        """Slug and name of every topic of a kind, by name. One slug has one name: the least."""
        rows = self._db.execute(
            "SELECT slug, min(name) FROM topics WHERE kind = ? GROUP BY slug ORDER BY 2, 1", (kind,)
        )
        return [(row[0], row[1]) for row in rows]

    def topic_name(self, kind: str, slug: str) -> str:
        row = self._db.execute(
            "SELECT min(name) FROM topics WHERE kind = ? AND slug = ?", (kind, slug)
        ).fetchone()
        return row[0] or ""

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
    ) -> list[tuple[Teaser, tuple[str, ...], bytes]]:
        """Articles of a topic with the roles in them: a year's in order, or the newest first. Their
        records are told of people's alone, who may take them away."""
        where, values = "kind = ? AND slug = ?", [kind, slug]
        if year is not None:
            where, values = where + " AND year = ?", [*values, str(year)]
        way = "DESC" if newest is not None else "ASC"
        limit = f"LIMIT {int(newest)}" if newest is not None else ""
        is_person = kind == "people"
        record = "a.record" if is_person else "NULL"
        rows = self._db.execute(
            f"SELECT a.teaser, t.roles, {record} FROM"  # noqa: S608
            " (SELECT folder, seq, sort, group_concat(role) AS roles FROM topics"
            f" WHERE {where} GROUP BY sort ORDER BY sort {way} {limit}) t"
            " JOIN articles a ON a.folder = t.folder AND a.seq = t.seq"
            f" ORDER BY t.sort {way}",
            values,
        )
        return [
            (
                unpack(teaser, Teaser),
                tuple(sorted(r for r in roles.split(",") if r)),
                inflate(blob) if is_person else b"",
            )
            for teaser, roles, blob in rows
        ]

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

    def redirects(self) -> dict[str, str]:
        """Old and new path of every address that an article names as its old one."""
        return dict(self._db.execute("SELECT old, new FROM redirects ORDER BY old"))

    # --- search

    def article_days(self) -> list[Day]:
        """Every day that has articles and how many, in order."""
        rows = self._db.execute(
            "SELECT date, sum(articles) FROM issues WHERE visible = 1 GROUP BY date ORDER BY date"
        )
        return [(dt.date.fromisoformat(date), articles) for date, articles in rows]

    def searched(self, span: Span) -> Iterator[bytes]:
        """The records of the articles of a span in the order of their numbers: by date and
        edition, within an issue the last in reading order first."""
        rows = self._db.execute(
            "SELECT record FROM articles WHERE sort >= ? AND sort < ?"
            " ORDER BY substr(sort, 1, length(sort) - 6), seq DESC",
            (span.first.isoformat(), f"{span.last.isoformat()}~"),
        )
        return (inflate(row[0]) for row in rows)

    def segments(self) -> dict[Span, SegmentFacts]:
        """What was last written of each segment."""
        rows = self._db.execute("SELECT first, last, facts FROM segments")
        return {
            Span(dt.date.fromisoformat(first), dt.date.fromisoformat(last)): unpack(
                facts, SegmentFacts
            )
            for first, last, facts in rows
        }

    def put_segment(self, span: Span, facts: SegmentFacts) -> None:
        self.remove_segment(span)
        self._db.execute(
            "INSERT INTO segments VALUES (?, ?, ?)",
            (span.first.isoformat(), span.last.isoformat(), pack(facts)),
        )

    def remove_segment(self, span: Span) -> None:
        self._db.execute(
            "DELETE FROM segments WHERE first = ? AND last = ?",
            (span.first.isoformat(), span.last.isoformat()),
        )

    # --- outputs

    def outputs(self) -> Iterator[OutputRow]:
        """Every published file, in the order of the paths."""
        rows = self._db.execute(
            f"SELECT {OUTPUT_COLUMNS} FROM outputs ORDER BY path"  # noqa: S608
        )
        return (OutputRow(*row) for row in rows)

    def output_count(self) -> int:
        row = self._db.execute("SELECT count(*) FROM outputs").fetchone()
        return int(row[0])

    def output(self, path: str) -> OutputRow | None:
        return self._output("path", path)

    def output_like(self, fold: str) -> OutputRow | None:
        return self._output("fold", fold)

    def _output(self, column: str, value: str) -> OutputRow | None:
        row = self._db.execute(
            f"SELECT {OUTPUT_COLUMNS} FROM outputs WHERE {column} = ?",  # noqa: S608
            (value,),
        ).fetchone()
        return OutputRow(*row) if row else None

    def owned(self, owner: str) -> list[OutputRow]:
        rows = self._db.execute(
            f"SELECT {OUTPUT_COLUMNS} FROM outputs WHERE owner = ?",  # noqa: S608
            (owner,),
        )
        return [OutputRow(*row) for row in rows]

    def put_output(self, row: OutputRow, fold: str) -> OutputRow | None:
        """Note a file that this build makes. The answer is the row that had the path before; when
        that is of this build as well, it stays."""
        values = (row.path, fold, row.owner, row.source, row.size, row.digest, row.origin,
                  row.mtime, self.number)  # fmt: skip
        put = "INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        if self._db.execute(f"INSERT OR IGNORE {put}", values).rowcount:
            return None
        before = self.output_like(fold)
        if before is None or before.build != self.number:
            self._db.execute(f"INSERT OR REPLACE {put}", values)
        return before

    def not_made(self, owners: Iterable[str]) -> Iterator[str]:
        """Paths of the files of these owners that this build has not made."""
        for owner in owners:
            rows = self._db.execute(
                "SELECT path FROM outputs WHERE owner = ? AND build != ?", (owner, self.number)
            )
            yield from (row[0] for row in rows)

    def put_times(self, times: Mapping[str, int]) -> None:
        """The files at these paths have new times, and the bytes they had."""
        self._db.executemany(
            "UPDATE outputs SET mtime = ? WHERE path = ?", ((t, p) for p, t in times.items())
        )

    def owners(self) -> set[str]:
        return {row[0] for row in self._db.execute("SELECT DISTINCT owner FROM outputs")}

    def remove_outputs(self, paths: Iterable[str]) -> None:
        self._db.executemany("DELETE FROM outputs WHERE path = ?", ((p,) for p in paths))

    # --- standing pages

    def standing(self) -> tuple[Link, ...]:
        text = self.meta("standing")
        return msgspec.json.decode(text, type=tuple[Link, ...]) if text else ()

    def set_standing(self, links: tuple[Link, ...]) -> None:
        self.set_meta("standing", msgspec.json.encode(links).decode())
