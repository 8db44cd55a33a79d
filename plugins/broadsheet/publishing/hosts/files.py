"""A host that keeps files and nothing else: SFTP, FTP, WebDAV, S3, a folder.

    .broadsheet/manifest.txt    what is live
    .broadsheet/pieces/         its pieces
    .broadsheet/locks/          who publishes
    .broadsheet/new/            what is uploaded and not yet live
    .broadsheet/uploaded/       which of that is whole
    .broadsheet/journal.txt     what is being made live

Files are uploaded into ``new`` and renamed from there into their places, in the order of the plan:
a page is never seen half, and the time in which old and new pages stand side by side is that of
the renaming. An upload that is cut off leaves the site as it was; the next one goes on with what is
whole. S3 knows no renaming and copies within itself.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from broadsheet.pages import urls
from broadsheet.problems import BuildError
from broadsheet.publishing import holding
from broadsheet.publishing.hosts import Progress, Tell
from broadsheet.publishing.hosts.remote import Remote, speakable
from broadsheet.publishing.journal import JOURNAL, Journal, emptied, folders_of
from broadsheet.publishing.manifest import (
    OWN_FOLDER,
    ROOT,
    File,
    Manifest,
    ManifestError,
    Root,
    anew,
    missing,
    parse_piece,
    root_of,
    sealed,
    total,
    unsealed,
)
from broadsheet.publishing.planning import Phase, Plan
from broadsheet.publishing.running import HostError
from broadsheet.publishing.targets import Manners, Target
from broadsheet.saying import Said

NEW = f"{OWN_FOLDER}/new"
PIECES = f"{OWN_FOLDER}/pieces"
LOCKS = f"{OWN_FOLDER}/locks"
UPLOADED = f"{OWN_FOLDER}/uploaded"
BATCH_FILES = 1_000
BATCH_SIZE = 32 << 20
"""So much is uploaded before it is noted as whole."""


class FilesHost:
    """See the module. ``say`` takes lines for people."""

    def __init__(self, target: Target, manners: Manners, say: Callable[[Said], None]) -> None:
        self._shown = target.shown
        self._manners = manners
        self._say = say
        self._remote = Remote(target, manners.patience)
        self._hold: holding.Hold | None = None
        self._before: Root | None = None
        self._own: dict[str, bytes] = {}
        self._lost: ManifestError | None = None

    # --- who publishes

    def read_notes(self) -> dict[str, bytes]:
        """All small files of ours are read in one go: a connection takes longer than they do."""
        self._own = self._read_own()
        names = (n for n in self._own if n.startswith(f"{LOCKS}/"))
        return {name.rpartition("/")[2]: self._own[name] for name in names}

    def _read_own(self) -> dict[str, bytes]:
        """Files of our folder by their paths, without the pieces and what is uploaded."""
        left_out = (f"- /{each.rpartition('/')[2]}/**" for each in (NEW, PIECES))
        options = [word for rule in left_out for word in ("--filter", rule)]
        found = self._remote.read(OWN_FOLDER, *options) or {}
        return {f"{OWN_FOLDER}/{path}": data for path, data in found.items()}

    def put_note(self, name: str, data: bytes) -> None:
        self._remote.put(f"{LOCKS}/{name}", data)

    def remove_note(self, name: str) -> None:
        self._remote.delete([f"{LOCKS}/{name}"])

    @contextmanager
    def held(self) -> Iterator[None]:
        with holding.held(self, self._shown, self._say) as hold:
            self._hold, self._remote.each_second = hold, self._give_sign
            try:
                try:
                    self._bring_to_an_end()
                except ManifestError as error:
                    self._lost = error
                yield
            finally:
                self._hold, self._remote.each_second = None, None

    def _give_sign(self) -> None:
        if self._hold and self._remote.each_second:
            # Its own errand is watched by nobody.
            self._remote.each_second = None
            try:
                self._hold.renew()
            finally:
                self._remote.each_second = self._give_sign

    # --- what is live

    def live(self, built: Manifest, force: bool) -> Manifest | None:
        try:
            return self._live(built)
        except ManifestError as error:
            if force:
                self._say(anew(self._shown, error.said))
                return None
            raise BuildError(self._unclear(error.said)) from error

    def _unclear(self, why: Said) -> Said:
        return Said(
            f"{self._shown}: what is live there cannot be told: the manifest"
            f" {ROOT} cannot be read ({why.en}); nothing was changed. With --force everything"
            " is uploaded anew, and what is no more part of the site stays there",
            f"{self._shown}：无法知道线上现在是什么：发布清单 {ROOT} 读不出来（{why.zh}）；"
            "什么也没有改动。加上 --force 就全部重新上传，不再属于网站的文件会留在那里",
        )

    def _live(self, built: Manifest) -> Manifest | None:
        if self._lost:
            raise self._lost
        if self._hold is None:
            self._own = self._read_own()
        data = self._own.get(ROOT)
        if self._journal() and self._hold is None:
            # Somebody is making it live, or nobody yet has finished it: it counts.
            data = self._remote.read_files(NEW, [ROOT]).get(ROOT, data)
        if data is None:
            if self._is_ours():
                raise ManifestError(
                    Said("it is missing, and a site is there", "清单不见了，而那里有一个网站")
                )
            return None
        root = Root.parse(data)
        own = {piece.digest: text for piece, text in built.pieces().items()}
        wanted = [piece for piece in root.pieces if piece.digest not in own]
        texts = self._remote.read_files(PIECES, [f"{piece.digest}.txt" for piece in wanted])
        files: dict[str, File] = {}
        for piece in root.pieces:
            name = f"{piece.digest}.txt"
            if piece.digest not in own and name not in texts:
                raise ManifestError(missing(piece))
            text = own[piece.digest].encode() if piece.digest in own else texts[name]
            files |= parse_piece(piece, text)
        self._before = root
        return Manifest(files, root.kept)

    def _is_ours(self) -> bool:
        names = self._remote.names(urls.DATA_SITE.rpartition("/")[0])
        return urls.DATA_SITE.rpartition("/")[2] in (names or ())

    def _journal(self) -> Journal | None:
        """What was begun; one that is cut off was not."""
        data = self._own.get(JOURNAL)
        with suppress(ManifestError):
            return Journal.parse(data) if data else None
        return None

    # --- a publish

    def carry_out(self, plan: Plan, folder: Path, tell: Tell) -> None:
        speakable(plan.uploads)
        root = root_of(plan.after)
        self._upload(plan, folder, tell)
        self._put_manifest(plan.after, root)
        if self._hold:
            self._hold.confirm()
        journal = Journal(
            root.edition,
            tuple((plan.phases[path], path) for path in plan.uploads),
            tuple(plan.deletions),
        )
        self._remote.put(JOURNAL, journal.text().encode())
        self._make_live(journal, plan.after)

    def _upload(self, plan: Plan, folder: Path, tell: Tell) -> None:
        """Upload into ``new`` what is not there already, noting after each batch what is."""
        there, notes = self._uploaded()
        if self._lost:
            # What was noted as uploaded has been taken away.
            there = {}
        reused = {path: file for path, file in plan.uploads.items() if there.get(path) == file}
        if notes:
            # Before anything is written over, nothing says any more that it is whole.
            self._note(reused)
            stale = [f"{NEW}/{path}" for path in there if path not in plan.uploads]
            self._remote.delete([*notes, *stale])
        done, size = len(reused), total(reused.values())

        def tell_of(files: int, read: int) -> None:
            tell(Progress(done + files, size + read, len(plan.uploads), plan.upload_size))

        wanted = {path: file for path, file in plan.uploads.items() if path not in reused}
        batches = list(_batches(wanted))
        for at, batch in enumerate(batches, 1):
            self._remote.put_files(folder, NEW, list(batch), tell_of)
            if at < len(batches):
                self._note(batch)
            done, size = done + len(batch), size + total(batch.values())
            tell_of(0, 0)

    def _note(self, batch: Mapping[str, File]) -> None:
        if batch:
            name = f"{UPLOADED}/{uuid.uuid4().hex}.txt"
            lines = (f"{file.digest.hex()} {file.size} {path}\n" for path, file in batch.items())
            self._own[name] = sealed("".join(lines)).encode()
            self._remote.put(name, self._own[name])

    def _uploaded(self) -> tuple[dict[str, File], list[str]]:
        """What an earlier publish has uploaded whole, and the notes that say so."""
        files: dict[str, File] = {}
        notes = [name for name in self._own if name.startswith(f"{UPLOADED}/")]
        for name in notes:
            with suppress(ManifestError):
                for line in unsealed(self._own[name]).removesuffix("\n").split("\n"):
                    digest, size, path = line.split(" ", 2)
                    files[path] = File(int(size), bytes.fromhex(digest))
        return files, notes

    def _put_manifest(self, manifest: Manifest, root: Root) -> None:
        """Upload the pieces that are new to their places, where nothing refers to them yet, and the
        root beside the files."""
        before = {piece.digest for piece in self._before.pieces} if self._before else set()
        texts = {p.path: t for p, t in manifest.pieces().items() if p.digest not in before}
        texts[f"{NEW}/{ROOT}"] = root.text()
        with TemporaryDirectory() as place:
            for path, text in texts.items():
                file = Path(place) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode())
            self._remote.put_files(Path(place), "", list(texts))

    # --- making it live

    def _bring_to_an_end(self) -> None:
        """Carry out what an interrupted publish has begun. Raises ``ManifestError`` where the host
        has lost what was uploaded for it."""
        journal = self._journal()
        if journal is None:
            return
        self._say(
            Said(
                f"{self._shown}: an earlier publish was interrupted; it is finished first",
                f"{self._shown}：上一次发布中途断了；先把它做完",
            )
        )
        self._make_live(journal, None)
        self._own = self._read_own()

    def _make_live(self, journal: Journal, after: Manifest | None) -> None:
        """``after`` is what the host holds then, where this publish has planned it."""
        self._clear_the_way(journal)
        for phase in Phase:
            paths = journal.of_phase(phase)
            for at in range(0, len(paths), BATCH_FILES):
                batch = paths[at : at + BATCH_FILES]
                if self._remote.move(NEW, "", batch) < len(batch) and after:
                    raise HostError(
                        Said(
                            "not all files could be moved into their places",
                            "有些文件没能移到该放的位置",
                        )
                    )
        self._remote.move(NEW, "", [ROOT])
        after = after or self._arrived(journal)
        if journal.departures:
            self._wait(self._manners.grace)
            self._delete(journal, after)
        wanted = {piece.path for piece in root_of(after).pieces}
        _, notes = self._uploaded()
        old = [p.path for p in (self._before.pieces if self._before else ())]
        self._remote.delete([*notes, *(path for path in old if path not in wanted)])
        self._remote.purge(NEW)
        self._remote.delete([JOURNAL])

    def _arrived(self, journal: Journal) -> Manifest:
        """What is live after an interrupted publish was carried out. The pieces that nothing refers
        to any more go too. Raises ``ManifestError`` where that cannot be told."""
        root = Root.parse(self._remote.read_files("", [ROOT]).get(ROOT, b""))
        if root.edition != journal.edition:
            raise ManifestError(
                Said(
                    "what an interrupted publish had uploaded is gone from the host",
                    "中断的那次发布所上传的文件，主机上已经没有了",
                )
            )
        texts = self._remote.read(PIECES) or {}
        files: dict[str, File] = {}
        for piece in root.pieces:
            files |= parse_piece(piece, texts.get(f"{piece.digest}.txt", b""))
        wanted = {f"{piece.digest}.txt" for piece in root.pieces}
        self._remote.delete([f"{PIECES}/{name}" for name in texts if name not in wanted])
        return Manifest(files, root.kept)

    def _clear_the_way(self, journal: Journal) -> None:
        """Where a folder is to lie in the place of a file, or the other way round, the old one goes
        first: nothing else can be done."""
        blocking = journal.in_the_way()
        if blocking:
            self._remote.delete(blocking)
            self._remote.remove_empty(journal.folders_in_the_way())

    def _delete(self, journal: Journal, after: Manifest) -> None:
        blocking = set(journal.in_the_way())
        departures = [path for path in journal.departures if path not in blocking]
        self._remote.delete(departures)
        self._remote.remove_empty(emptied(departures, folders_of(after.everything())))

    def _wait(self, seconds: float) -> None:
        """Readers who have opened a page follow its links."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(left, 1.0))
            self._give_sign()

    def roll_back(self) -> str:
        raise BuildError(
            Said(
                f"{self._shown}: this host keeps no releases; check out the older commit and"
                " publish it",
                f"{self._shown}：这台主机不保留各次发布；请检出旧的提交，再发布一次",
            )
        )


def _batches(files: Mapping[str, File]) -> Iterator[dict[str, File]]:
    batch: dict[str, File] = {}
    size = 0
    for path, file in files.items():
        if batch and (len(batch) >= BATCH_FILES or size + file.size > BATCH_SIZE):
            yield batch
            batch, size = {}, 0
        batch[path] = file
        size += file.size
    if batch:
        yield batch
