"""Our generator and our writer: where a build meets Pelican's run."""

from __future__ import annotations

import functools
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from pelican.contents import Page
from pelican.generators import Generator
from pelican.readers import BaseReader
from pelican.utils import sanitised_join
from pelican.writers import Writer

from broadsheet import settings as settings_module
from broadsheet.building import EXTRA_OWNER, Build
from broadsheet.catalog import CatalogError, is_damage
from broadsheet.changes import STANDING_OWNER
from broadsheet.pages import urls
from broadsheet.problems import BuildError, ContentError, Language, Problem, counted
from broadsheet.saying import Said, as_it_is, error_line

if TYPE_CHECKING:
    from broadsheet.rendering import Renderer

P = ParamSpec("P")
R = TypeVar("R")
BUILD_KEY = "BROADSHEET_BUILD"
"""The running build, in Pelican's settings: the one thing that all of its parts share."""

INTERRUPTED = 130


class Stopped(SystemExit):
    """The build ended early; everything worth saying has been said. The exit ``status`` is 1, or
    130 after Ctrl-C, as shells have it.

    ``problems`` are the content's, empty when the reason was another (``reason``).
    """

    def __init__(
        self, problems: tuple[Problem, ...] = (), reason: str = "", status: int = 1
    ) -> None:
        super().__init__(status)
        self.problems = problems
        self.reason = reason


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def show(line: str) -> None:
    """Print a line; what the terminal's encoding cannot hold is written as ``\\uXXXX``."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding))


def report(problems: tuple[Problem, ...], language: Language) -> None:
    for each in problems:
        say(each.line_text(language))


def stopped(
    error: ContentError | BuildError | OSError | CatalogError, language: Language
) -> Stopped:
    """Say what is wrong; the answer ends the run."""
    if isinstance(error, OSError):
        system = error.strerror or error
        file = error.filename
        where = as_it_is(str(file)) if file else Said("the output", "输出文件夹")
        said = Said(
            f"{where.en}: {system}; nothing was changed",
            f"{where.zh}：{system}；什么也没有改动",
        )
        say(error_line(said, language))
        return Stopped(reason=said.words(language))
    if isinstance(error, CatalogError):
        said = Said(
            f"the catalog cannot be written: {error}; nothing was changed",
            f"目录库写不进去：{error}；什么也没有改动",
        )
        say(error_line(said, language))
        return Stopped(reason=said.words(language))
    if not isinstance(error, ContentError):
        for line in error.words(language).splitlines():
            say(error_line(as_it_is(line), language))
        return Stopped(reason=error.words(language))
    report(error.problems, language)
    if language == "zh":
        say(f"{counted(error.problems, language)}；没有写出任何文件")
    else:
        say(f"{counted(error.problems, language)}; nothing was written")
    return Stopped(error.problems)


_STOPPED = Said("stopped; nothing was changed", "已停下；什么也没有改动")
_STOPPED_MOVING = Said(
    "stopped while the new site was moved into place; the next build finishes that",
    "已停下，新网站正移到位置上；下一次构建会接着做完",
)


def _stopping(step: Callable[P, R]) -> Callable[P, R]:
    """A step of the build whose errors are said in a line each and end the run."""

    @functools.wraps(step)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return step(*args, **kwargs)
        except KeyboardInterrupt as interrupt:
            build = getattr(args[0], "build", None)
            moving = isinstance(build, Build) and build.is_moving
            if isinstance(build, Build):
                build.close()
            said = _STOPPED_MOVING if moving else _STOPPED
            say(said.words(getattr(args[0], "language", "en")))
            raise Stopped(reason="stopped", status=INTERRUPTED) from interrupt
        except (ContentError, BuildError, OSError, CatalogError) as error:
            ours = args[0]
            build = getattr(ours, "build", None)
            if isinstance(build, Build):
                if is_damage(error):
                    build.give_up_catalog()
                    error = BuildError(
                        Said(
                            f"the catalog was damaged ({error}); build again",
                            f"目录库损坏了（{error}）；请再构建一次",
                        )
                    )
                build.close()
            raise stopped(error, getattr(ours, "language", "en")) from error

    return guarded


class IssuesGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Builds everything that is made of issues. Scans when it is made, before any reading."""

    @_stopping
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = settings_module.spoken(self.settings)
        project = settings_module.read(self.settings)
        self.build = Build(project, say)
        self.settings[BUILD_KEY] = self
        self.build.begin()
        self.reads_standing = self.build.standing_changed and self.build.check_standing()
        if not self.reads_standing:
            # Nothing of them changed, and their files stay; or there are errors, and the run will
            # end with them: either way Pelican is to read none.
            self.settings["PAGE_PATHS"] = []
            self.settings["STATIC_PATHS"] = []
        self.static: list[tuple[str, str]] = []

    @_stopping
    def generate_context(self) -> None:
        """Learn the links to the standing pages, which every page shows."""
        build = self.build
        if self.reads_standing:
            from broadsheet.pages.views import Link

            if not build.settings.clock.drafts:
                self._forget_drafts()
            shown = (p for p in self.context.get("pages", ()) if p.status == "published")
            build.set_standing(tuple(Link(str(p.title), p.save_as) for p in shown))

    @functools.cached_property
    def renderer(self) -> Renderer:
        """Made when there is something to render, which most builds of the day have not."""
        from broadsheet.pages.wording import Wording
        from broadsheet.rendering import Renderer

        settings = self.build.settings
        wording = Wording(settings.language, settings.theme / "translations")
        return Renderer(settings, wording, self.build.archive.standing())

    def _forget_drafts(self) -> None:
        """Files that only drafts of pages show are no more published than the drafts are."""
        pages = [*self.context.get("pages", ()), *self.context.get("hidden_pages", ())]
        links = (page.get_static_links() for page in pages)
        self.context["static_links"] = set().union(*links)

    def take_static(self, files: list[Any]) -> None:
        """Take the files Pelican would copy; they are published with everything else."""
        self.static = sorted((f.source_path, f.save_as) for f in files)

    @_stopping
    def generate_output(self, writer: Writer) -> None:
        del writer
        build = self.build
        if build.is_idle:
            return
        build.issues(self.renderer)
        build.indexes(self.renderer)
        build.theme_files()
        if self.reads_standing:
            root = f"{build.settings.content}/"
            build.standing_files((s.removeprefix(root), t) for s, t in self.static)

    @_stopping
    def finish(self) -> None:
        """Commit, and say in one line what was done."""
        self.build.old_addresses(lambda: self.renderer)
        summary = self.build.commit()
        report(tuple(self.build.problems), self.language)
        for path, reason in summary.hidden:
            say(f"{path}: held back ({reason})")
        print(f"Broadsheet: {summary.line()}", flush=True)
        self.build.close()


class _StagedFile(io.StringIO):
    """A text file of Pelican's that goes to the build when it is closed."""

    def __init__(self, build: Build, path: str) -> None:
        super().__init__()
        self._build = build
        self._path = path

    def close(self) -> None:
        if not self.closed:
            data = self.getvalue().encode()
            self._build.output.stage.put(self._path, data, EXTRA_OWNER, self._path)
        super().close()


class StagedWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Pelican's writer, writing into the running build instead of into the output."""

    @property
    def _generator(self) -> IssuesGenerator:
        generator: IssuesGenerator = self.settings[BUILD_KEY]
        return generator

    @property
    def build(self) -> Build:
        return self._generator.build

    @property
    def language(self) -> Language:
        return self._generator.language

    @_stopping
    def write_file(self, name: str, template: Any, context: Any, *args: Any, **rest: Any) -> None:
        page = rest.get("page")
        if isinstance(page, Page):
            self._write_page(name, page)
        else:
            super().write_file(name, template, context, *args, **rest)

    def _write_page(self, name: str, page: Page) -> None:
        if page.status == "draft" and not self._generator.build.settings.clock.drafts:
            return
        sanitised_join(self.output_path, name)
        build, renderer = self._generator.build, self._generator.renderer
        root = urls.root_of(name)
        page.get_content(root.rstrip("/") or ".")
        from broadsheet.pages.index_pages import HtmlPage
        from broadsheet.pages.views import PageHead, StandingView

        head = PageHead(
            path=name,
            title=str(page.title),
            canonical=urls.public(build.settings.url, name),
            noindex=page.status != "published",
        )
        html = urls.rooted(page.get_content(root.rstrip("/") or "."), root)
        made = HtmlPage(name, "page.html", head, StandingView(str(page.title), html))
        source = page.get_relative_source_path()
        build.output.stage.put(name, renderer.html(made), STANDING_OWNER, source)

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> io.StringIO:
        del encoding, override
        path = filename[len(self.output_path) :].lstrip("/")
        return _StagedFile(self._generator.build, path)


class StandingPageReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """Reads Pelican's pages with our headers, our Markdown and our sanitiser."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        from broadsheet.reading.standing import read_standing

        build: Build = self.settings[BUILD_KEY].build
        path = Path(source_path).relative_to(build.settings.content).as_posix()
        page = read_standing(path, Path(source_path).read_bytes(), build.changes.standing_names())
        given = {name: self.process_metadata(name, value) for name, value in page.metadata.items()}
        # Pelican looks for a page's template, which we do not use: there is one for all pages.
        return page.html, {**given, "title": page.title, "slug": page.slug, "template": "page"}
