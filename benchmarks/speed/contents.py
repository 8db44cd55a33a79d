"""The same issues as content of ours, of Hugo and of Pelican."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from benchmarks.speed.corpus import Paper, Source, Story, text_of


class Content(Protocol):
    """How a program wants its content."""

    def begin(self, content: Path) -> None:
        """Write what belongs to no issue into a new content folder."""

    def folder(self, source: Source) -> str:
        """Where in the content an issue lies."""

    def write(self, content: Path, source: Source, paper: Paper) -> None:
        """Write an issue into its folder."""


class BroadsheetContent:
    """The issue's files as they are."""

    def begin(self, content: Path) -> None:
        content.mkdir(parents=True)

    def folder(self, source: Source) -> str:
        return f"issues/{source.name.date.year}/{source.folder.name}"

    def write(self, content: Path, source: Source, paper: Paper) -> None:
        folder = content / self.folder(source)
        folder.mkdir(parents=True)
        for file in source.files:
            (folder / file.name).write_text(text_of(file), "utf-8")


class HugoContent:
    """An issue is a section below ``issues``; sections and people are taxonomies."""

    def begin(self, content: Path) -> None:
        (content / "issues").mkdir(parents=True)
        (content / "issues" / "_index.md").write_text(_front({"title": "Issues"}), "utf-8")

    def folder(self, source: Source) -> str:
        return f"issues/{source.folder.name}"

    def write(self, content: Path, source: Source, paper: Paper) -> None:
        folder = content / self.folder(source)
        folder.mkdir(parents=True)
        front = _front({"title": paper.name, "date": str(paper.date)})
        (folder / "_index.md").write_text(front, "utf-8")
        for story in paper.stories:
            (folder / f"{story.name}.md").write_text(self._file(story), "utf-8")

    def _file(self, story: Story) -> str:
        given: dict[str, str | list[str]] = {
            "title": story.headline,
            "date": story.moment.isoformat(),
            "categories": [story.section] if story.section else [],
            "authors": list(story.people),
            "page": story.page,
            "kicker": story.kicker,
            "deck": story.deck,
            "column": story.column,
        }
        return f"{_front(given)}\n{story.text}"


class PelicanContent:
    """An issue is a day; sections are categories, people are authors."""

    def begin(self, content: Path) -> None:
        content.mkdir(parents=True)

    def folder(self, source: Source) -> str:
        return source.folder.name

    def write(self, content: Path, source: Source, paper: Paper) -> None:
        folder = content / self.folder(source)
        folder.mkdir(parents=True)
        for story in paper.stories:
            (folder / f"{story.name}.md").write_text(self._file(story), "utf-8")

    def _file(self, story: Story) -> str:
        given = {
            "Title": story.headline,
            "Date": f"{story.moment:%Y-%m-%d %H:%M}",
            "Slug": story.name,
            "Category": story.section,
            "Authors": "; ".join(story.people),
            "Printpage": story.page,
            "Kicker": story.kicker,
            "Deck": story.deck,
            "Column": story.column,
        }
        lines = [f"{key}: {value}" for key, value in given.items() if value]
        return "\n".join(lines) + f"\n\n{story.text}"


def _front(given: Mapping[str, str | list[str]]) -> str:
    """YAML front matter; JSON's strings and lists are YAML's."""
    known = ((key, value) for key, value in given.items() if value)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in known]
    return "\n".join(["---", *lines, "---", ""])
