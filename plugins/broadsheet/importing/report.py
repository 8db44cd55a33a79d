"""What an import did, for a person and for programs. Memory does not grow with the source.

The machine-readable report is one JSON object: ``dry_run``, ``sources``, ``issues`` (each with
its ``folder``, its files with what became of each, its numbers and its notes), ``notes`` on what
belongs to no issue, ``summary``.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from broadsheet.importing.notes import Note, Weight
from broadsheet.importing.placing import Action, Placed
from broadsheet.problems import Language, count

SHOWN = 20
"""Notes of one kind that are printed; the file has them all."""

_HEADS = {
    Weight.LEFT_OUT: ("left out:", "未能收入："),
    Weight.LOOK: ("to look at by hand:", "请人工核对："),
    Weight.FYI: ("good to know:", "另外："),
}


class Report:
    """Takes in what comes, issue by issue, and writes it to ``path`` at once."""

    def __init__(
        self, path: Path, sources: Sequence[str], language: Language, *, dry_run: bool
    ) -> None:
        self.path = path
        self.language = language
        self.dry_run = dry_run
        self.numbers: Counter[str] = Counter()
        self.weights: Counter[Weight] = Counter()
        self._kinds: dict[str, tuple[Weight, list[str]]] = {}
        self._counts: Counter[str] = Counter()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._new = path.with_name(f".{path.name}.new")
        self._file = self._new.open("w", encoding="utf-8", newline="\n")
        head = {"dry_run": dry_run, "sources": list(sources)}
        self._file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "issues": [')
        self._first = True
        self._loose: list[Note] = []

    def __enter__(self) -> Report:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is not None:
            self._file.close()
            self._new.unlink(missing_ok=True)

    def take_issue(self, placed: Placed) -> None:
        actions = Counter(action for _path, action in placed.files)
        self.numbers.update({f"files {action}": number for action, number in actions.items()})
        self.numbers.update(
            issues=1,
            articles=placed.articles,
            pictures=placed.pictures,
            scans=placed.scans,
            regions=placed.regions,
        )
        row = {
            "folder": placed.folder,
            "articles": placed.articles,
            "pictures": placed.pictures,
            "scans": placed.scans,
            "regions": placed.regions,
            "files": [{"path": path, "action": str(action)} for path, action in placed.files],
            "notes": [_as_json(each) for each in placed.notes],
        }
        self._file.write(("\n" if self._first else ",\n") + json.dumps(row, ensure_ascii=False))
        self._first = False
        self._count(placed.notes)

    def take_notes(self, notes: Iterable[Note]) -> None:
        """Notes on what belongs to no issue."""
        found = list(notes)
        self._loose += found
        self._count(found)

    def _count(self, notes: Iterable[Note]) -> None:
        for each in notes:
            self.weights[each.words.weight] += 1
            self._counts[each.words.kind] += 1
            _weight, lines = self._kinds.setdefault(each.words.kind, (each.words.weight, []))
            if len(lines) < SHOWN:
                place = f"{each.place}: " if each.place else ""
                lines.append(f"{place}{each.text(self.language)}")

    @property
    def failed(self) -> bool:
        return self.weights[Weight.LEFT_OUT] > 0

    def finish(self) -> None:
        """Write the end of the file and put it in its place."""
        end = {
            "notes": [_as_json(each) for each in self._loose],
            "summary": {
                **{name.replace(" ", "_"): number for name, number in sorted(self.numbers.items())},
                "left_out": self.weights[Weight.LEFT_OUT],
                "to_look_at": self.weights[Weight.LOOK],
            },
        }
        self._file.write("\n], " + json.dumps(end, ensure_ascii=False)[1:] + "\n")
        self._file.close()
        os.replace(self._new, self.path)

    def lines(self) -> Iterator[str]:
        """The report for a person: notes by weight and kind, then a line that sums up."""
        zh = self.language == "zh"
        for weight, heads in _HEADS.items():
            kinds = [(k, lines) for k, (w, lines) in self._kinds.items() if w is weight]
            if not kinds:
                continue
            yield heads[1] if zh else heads[0]
            for kind, lines in kinds:
                yield from (f"  {line}" for line in lines)
                more = self._counts[kind] - len(lines)
                if more:
                    yield f"  …另有 {more} 处同类" if zh else f"  … and {more} more of this kind"
        yield self.summary

    @property
    def summary(self) -> str:
        n = self.numbers
        written, updated = n[f"files {Action.WRITTEN}"], n[f"files {Action.UPDATED}"]
        same, kept = n[f"files {Action.UNCHANGED}"], n[f"files {Action.KEPT}"]
        left, look = self.weights[Weight.LEFT_OUT], self.weights[Weight.LOOK]
        if self.language == "zh":
            head = "试运行，没有写入：" if self.dry_run else "导入了 "
            text = f"{head}{n['issues']} 期、{n['articles']} 篇稿件、{n['pictures']} 幅图片"
            text += (
                f"、{n['scans']} 个版面图、{n['regions']} 个热区"
                if n["scans"] or n["regions"]
                else ""
            )
            text += f"；文件：新写 {written}，更新 {updated}，未变 {same}"
            text += f"，保留 {kept}" if kept else ""
            return text + f"；未能收入 {left} 处，请核对 {look} 处"
        head = "would import" if self.dry_run else "imported"
        text = f"{head} {count(n['issues'], 'issue')}, {count(n['articles'], 'article')}"
        text += f", {count(n['pictures'], 'picture')}"
        if n["scans"] or n["regions"]:
            text += f", {count(n['scans'], 'page scan')}, {count(n['regions'], 'region')}"
        text += f"; files: {written} new, {updated} updated, {same} unchanged"
        text += f", {kept} kept as edited" if kept else ""
        return text + f"; left out: {left}, to look at: {look}"


def _as_json(each: Note) -> dict[str, object]:
    values = dict(each.values)
    return {
        "source": each.source,
        "line": each.line,
        "kind": each.words.kind,
        "weight": str(each.words.weight),
        "en": each.words.text("en", values),
        "zh": each.words.text("zh", values),
    }
