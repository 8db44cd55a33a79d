"""The catalog: what is known of every issue and every file, in one SQLite file.

It can always be thrown away: the next build makes it again. One build is one transaction; its
commit is the moment at which the build counts, and carries the list of what must still be moved
into the output (``pending``), so that a build killed later is finished by the next one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from broadsheet.catalog_rows import (
    ROW_FORMAT,
    Face,
    OutputRow,
    PackedIssue,
    Pending,
    pack,
    record_of,
    unpack,
)
from broadsheet.model import PictureFacts
from broadsheet.problems import BuildError, Problem
from broadsheet.saying import Said
from broadsheet.scanning import KnownUnit
from broadsheet.search.segments import Day, SegmentFacts, Span

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE units (
  key TEXT PRIMARY KEY, quick TEXT NOT NULL, files BLOB NOT NULL, problems BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX units_by_sign ON units (key, quick);
CREATE INDEX units_with_problems ON units (key) WHERE length(problems) > 0;
CREATE TABLE issues (
  folder TEXT PRIMARY KEY, date TEXT NOT NULL, sort TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL, path TEXT NOT NULL,
  view BLOB NOT NULL, touches BLOB NOT NULL, visible INTEGER NOT NULL,
  valid_until TEXT NOT NULL, valid_from TEXT NOT NULL,
  edition TEXT NOT NULL, number INTEGER, cumulative INTEGER, articles INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX issues_by_day ON issues (substr(date, 6), date) WHERE visible;
CREATE INDEX issues_in_time ON issues
  (visible, date, edition, title, number, cumulative, articles);
CREATE INDEX issues_by_moment ON issues (valid_until, valid_from)
  WHERE valid_until != '' OR valid_from != '';
CREATE TABLE articles (
  folder TEXT NOT NULL, seq INTEGER NOT NULL, sort TEXT NOT NULL, date TEXT NOT NULL,
  teaser BLOB NOT NULL, texts BLOB NOT NULL, PRIMARY KEY (folder, seq)
) WITHOUT ROWID;
CREATE INDEX articles_by_sort ON articles (sort);
CREATE TABLE listed (
  sort TEXT PRIMARY KEY, folder TEXT NOT NULL, seq INTEGER NOT NULL, entry BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX listed_by_issue ON listed (folder);
CREATE TABLE topics (
  kind TEXT NOT NULL, slug TEXT NOT NULL, year INTEGER NOT NULL, sort TEXT NOT NULL,
  name TEXT NOT NULL, role TEXT NOT NULL, folder TEXT NOT NULL, seq INTEGER NOT NULL
);
CREATE INDEX topics_by_slug ON topics (kind, slug, year, sort, name, role);
CREATE INDEX topics_by_name ON topics (kind, slug, name);
CREATE INDEX topics_by_issue ON topics (folder);
CREATE TABLE topic_sums (
  kind TEXT NOT NULL, slug TEXT NOT NULL, year INTEGER NOT NULL, role TEXT NOT NULL,
  articles INTEGER NOT NULL, PRIMARY KEY (kind, slug, year, role)
) WITHOUT ROWID;
CREATE TABLE unsummed (
  kind TEXT NOT NULL, slug TEXT NOT NULL, year INTEGER NOT NULL, PRIMARY KEY (kind, slug, year)
) WITHOUT ROWID;
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
CREATE TABLE folders (path TEXT PRIMARY KEY, mtime INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE segments (first TEXT NOT NULL, last TEXT NOT NULL, facts BLOB NOT NULL);
"""
APART = "building.sqlite"
"""The file of a catalog that is made anew, beside the one it will replace."""
OUTPUT_COLUMNS = "path, owner, source, size, digest, origin, mtime, build"
SCHEMA_VERSION = hashlib.sha256(f"{SCHEMA}{ROW_FORMAT}".encode()).hexdigest()

CatalogError = sqlite3.Error
"""What SQLite says when the catalog cannot be read or written (a full disk, for one)."""

_OF_ISSUES = ("articles", "listed", "topics", "notices", "photos", "photographers", "redirects")
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
        self.output_count = 0
        """How many files builds have put into the output, as of now."""

    @classmethod
    def open(cls, path: Path) -> Catalog:
        """Open or create. A catalog that is damaged or of another schema is made anew; its
        pending moves are lost with it, which the build repairs by looking at the output."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return cls._open(path)
        except (sqlite3.DatabaseError, msgspec.MsgspecError) as error:
            if isinstance(error, sqlite3.OperationalError) and not path.exists():
                raise BuildError(
                    Said(
                        f"{path}: cannot make the catalog ({error})",
                        f"{path}：目录库建不起来（{error}）",
                    )
                ) from error
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

    @property
    def connection(self) -> sqlite3.Connection:
        return self._db

    def close(self) -> None:
        """Close; what was not committed is rolled back."""
        self._db.close()
        if self._apart:
            self._apart.unlink(missing_ok=True)

    def set_apart(self, anew: bool = True) -> None:
        """Go on in a file of its own, which others may read and which ``commit`` puts in the
        catalog's place; until then that stays as it was.

        For a site that is made ``anew``, only what is known of files and pictures goes with it.
        Otherwise everything does, and what has changed since ``begin`` counts from now on.
        """
        if self._place is None:
            raise ValueError("only a catalog with a place can be set apart")
        self._apart = self._place.with_name(APART)
        self._apart.unlink(missing_ok=True)
        apart = sqlite3.connect(self._apart, isolation_level=None)
        # A file that is thrown away when the build fails needs no journal.
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-4000"):
            apart.execute(f"PRAGMA {setting}")
        if anew:
            apart.executescript(f"BEGIN;{SCHEMA}COMMIT;")
            apart.execute("ATTACH ? AS old", (str(self._place),))
            for table in ("meta", "outputs", "folders", "pictures"):
                apart.execute(f"INSERT INTO {table} SELECT * FROM old.{table}")  # noqa: S608
            apart.execute("DETACH old")
        else:
            self._db.execute("COMMIT")
            self._db.backup(apart)
            apart.execute("BEGIN IMMEDIATE")
        self._db.close()
        self._db = apart

    @property
    def is_apart(self) -> bool:
        return self._apart is not None

    def share(self) -> Path | None:
        """The file in which other processes can read what the catalog holds now, while this one
        goes on; ``None`` where there is no such file, because it is not set apart."""
        if self._apart is None:
            return None
        self._db.execute("COMMIT")
        # From here on nothing reaches the file before the end, and this process reads little of it.
        self._db.execute("PRAGMA cache_spill=OFF")
        self._db.execute("PRAGMA shrink_memory")
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
        # Counting hundreds of thousands of rows would take longer than all else in most builds.
        self.output_count = int(self.meta("outputs") or self._count_outputs())

    def commit(self, pending: Pending | None) -> None:
        self.set_meta("pending", msgspec.json.encode(pending).decode() if pending else "")
        self.set_meta("built", "1")
        self.set_meta("outputs", str(self.output_count))
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

    def clear_pending(self, times: Mapping[str, int | None] | None = None) -> None:
        """Nothing is left to move; these are the ``times`` of the folders it was moved to."""
        self._db.execute("BEGIN IMMEDIATE")
        self.set_meta("pending", "")
        self.put_folders(times or {})
        self._db.execute("COMMIT")

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
        self._unsum(packed.folder)

    def remove_issue(self, folder: str) -> None:
        self._unsum(folder)
        for table in ("issues", *_OF_ISSUES):
            self._db.execute(f"DELETE FROM {table} WHERE folder = ?", (folder,))  # noqa: S608

    def _unsum(self, folder: str) -> None:
        """The sums of the topics of an issue in its year hold no longer."""
        self._db.execute(
            "INSERT OR IGNORE INTO unsummed SELECT kind, slug, year FROM topics WHERE folder = ?",
            (folder,),
        )

    def sum_topics(self) -> None:
        """Count the articles of topics, by year and role, where issues have come or gone; the sum
        of all roles has an empty one. Pages read the sums."""
        same = "t.kind = u.kind AND t.slug = u.slug AND t.year = u.year"
        of_topics = f"count(DISTINCT t.sort) FROM unsummed u CROSS JOIN topics t ON {same}"
        self._db.execute(
            "DELETE FROM topic_sums"
            " WHERE (kind, slug, year) IN (SELECT kind, slug, year FROM unsummed)"
        )
        topic = "u.kind, u.slug, u.year"
        for rows in (
            f"SELECT {topic}, '', {of_topics} GROUP BY {topic}",
            f"SELECT {topic}, t.role, {of_topics} WHERE t.role != '' GROUP BY {topic}, t.role",
        ):
            self._db.execute(f"INSERT INTO topic_sums {rows}")
        self._db.execute("DELETE FROM unsummed")

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
            "SELECT folder FROM issues WHERE (valid_until != '' OR valid_from != '')"
            " AND ((valid_until != '' AND valid_until <= ?)"
            " OR (valid_from != '' AND valid_from > ?))",
            (now, now),
        )
        return [row[0] for row in rows]

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
        # Issue by issue, for SQLite would sort the whole texts.
        folders = self._db.execute(
            "SELECT folder FROM issues WHERE visible = 1 AND date BETWEEN ? AND ?"
            " ORDER BY date, edition",
            (span.first.isoformat(), span.last.isoformat()),
        )
        for (folder,) in folders:
            rows = self._db.execute(
                "SELECT texts FROM articles WHERE folder = ? ORDER BY seq DESC", (folder,)
            )
            yield from (record_of(row[0]) for row in rows)

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

    def outputs_in(self, folder: str) -> Iterator[OutputRow | str]:
        """What builds have put into a folder (empty, or with a slash at its end), in order: a row
        for a file, a path with a slash at its end for a folder. Costs what lies in it."""
        for row in self._rows_in(folder, OUTPUT_COLUMNS):
            yield row[0] if row[0].endswith("/") else OutputRow(*row)

    def signs_in(self, folder: str) -> Iterator[tuple[str, int, int]]:
        """The same with no more than path, size and time of each file; a folder has none."""
        return self._rows_in(folder, "path, size, mtime")

    def _rows_in(self, folder: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """Rows of files, and of each folder one of which only the path counts."""
        at, start = folder, len(folder)
        end = f"{folder[:-1]}0" if folder else "\U0010ffff"  # "0" is the character after "/"
        while True:
            rows = self._db.execute(
                f"SELECT {columns} FROM outputs"  # noqa: S608
                " WHERE path >= ? AND path < ? ORDER BY path",
                (at, end),
            )
            for row in rows:
                slash = row[0].find("/", start)
                if slash >= 0:
                    yield (f"{row[0][:slash]}/", *row[1:])
                    at = f"{row[0][:slash]}0"
                    break
                yield row
            else:
                return

    def outputs_below(self, folder: str) -> Iterator[OutputRow]:
        """Every published file in a folder (with a slash at its end) and in those within."""
        rows = self._db.execute(
            f"SELECT {OUTPUT_COLUMNS} FROM outputs"  # noqa: S608
            " WHERE path >= ? AND path < ? ORDER BY path",
            (folder, f"{folder[:-1]}0"),
        )
        return (OutputRow(*row) for row in rows)

    # --- folders of the output

    def folders(self) -> list[tuple[str, int]]:
        """Every folder that was looked through or filled, with its time then: empty, or with a
        slash at its end; in order."""
        return self._db.execute("SELECT path, mtime FROM folders ORDER BY path").fetchall()

    def put_folders(self, times: Mapping[str, int | None]) -> None:
        """Note the times of folders; ``None`` for one that is no more."""
        self._db.executemany(
            "DELETE FROM folders WHERE path = ?", ((p,) for p, t in times.items() if t is None)
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO folders VALUES (?, ?)",
            ((p, t) for p, t in times.items() if t is not None),
        )

    def _count_outputs(self) -> int:
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
            self.output_count += 1
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
        gone = self._db.executemany("DELETE FROM outputs WHERE path = ?", ((p,) for p in paths))
        self.output_count -= max(0, gone.rowcount)
