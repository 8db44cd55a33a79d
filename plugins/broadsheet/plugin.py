"""The hooks into Pelican, all at a glance.

    initialized               settle the settings that are not the user's to choose
    readers_init              our reader for standing pages, in place of Pelican's Markdown
    article_generator_init    Pelican's own ArticlesGenerator has nothing to read or to write
    get_generators            IssuesGenerator, which scans when it is made
    static_generator_finalized  take the static files over
    all_generators_finalized  Pelican's generators get our templates: no falling back to its theme
    get_writer                everything is staged
    finalized                 commit

Exceptions that say something to the user leave Pelican's run as ``Stopped`` (a ``SystemExit``), so
that ``pelican`` prints no traceback of them and exits with 1.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican import log as pelican_log
from pelican.generators import PelicanTemplateNotFound
from pelican.settings import get_settings_from_file
from pelican.settings import read_settings as pelican_settings

from broadsheet.generator import (
    BUILD_KEY,
    IssuesGenerator,
    StagedWriter,
    StandingPageReader,
    stopped,
)
from broadsheet.problems import BuildError, Problem
from broadsheet.saying import Said, as_it_is
from broadsheet.settings import spoken

NO_FEEDS = (
    "FEED_ALL_ATOM",
    "FEED_ALL_RSS",
    "CATEGORY_FEED_ATOM",
    "CATEGORY_FEED_RSS",
    "TAG_FEED_ATOM",
    "TAG_FEED_RSS",
    "AUTHOR_FEED_ATOM",
    "AUTHOR_FEED_RSS",
    "TRANSLATION_FEED_ATOM",
    "TRANSLATION_FEED_RSS",
)


FAULTS = (
    *(ArithmeticError, AttributeError, ImportError, LookupError, NameError, OSError),
    *(RuntimeError, SyntaxError, TypeError, ValueError),
)
"""What a mistake in pelicanconf.py raises."""


def connect() -> None:
    """Connect every hook; Pelican calls this once through ``broadsheet.register``."""
    signals.initialized.connect(settle)
    signals.readers_init.connect(use_our_reader)
    signals.article_generator_init.connect(silence)
    signals.get_generators.connect(give_generator)
    signals.static_generator_finalized.connect(take_static)
    signals.all_generators_finalized.connect(give_templates)
    signals.get_writer.connect(give_writer)
    signals.finalized.connect(finish)


def settle(pelican: Any) -> None:
    settings = pelican.settings
    settings.update(
        ARTICLE_PATHS=[],
        READERS={"rst": None, "html": None, "htm": None},
        DIRECT_TEMPLATES=[],
        THEME_STATIC_PATHS=[],
        RELATIVE_URLS=True,
        DELETE_OUTPUT_DIRECTORY=False,
        SLUGIFY_USE_UNICODE=True,
        CACHE_CONTENT=False,
        LOAD_CONTENT_CACHE=False,
        DEFAULT_PAGINATION=False,
        TYPOGRIFY=False,
        **dict.fromkeys(NO_FEEDS),
    )
    pelican.delete_outputdir = False


def use_our_reader(readers: Any) -> None:
    """Pages end in ``.md``; the checker names others, and Pelican is not to publish them."""
    for suffix in readers.reader_classes:
        if suffix != "static":
            readers.reader_classes[suffix] = None
    readers.reader_classes["md"] = StandingPageReader


def silence(generator: Any) -> None:
    """Without articles it would still look for templates that our theme does not have."""
    generator.generate_output = nothing


def nothing(writer: Any) -> None:
    """Write nothing."""
    del writer


def give_generator(pelican: Any) -> type[IssuesGenerator]:
    del pelican
    return IssuesGenerator


def take_static(generator: Any) -> None:
    ours: IssuesGenerator = generator.settings[BUILD_KEY]
    ours.take_static(generator.staticfiles)
    generator.context["staticfiles"] = []


def give_templates(generators: Iterable[Any]) -> None:
    """No falling back to Pelican's own theme: a missing template is an error."""
    for generator in generators:
        ours: IssuesGenerator = generator.settings[BUILD_KEY]
        if ours.reads_standing or generator.settings["TEMPLATE_PAGES"]:
            generator.env = ours.renderer.environment


def give_writer(pelican: Any) -> type[StagedWriter]:
    del pelican
    return StagedWriter


def finish(pelican: Any) -> None:
    ours: IssuesGenerator = pelican.settings[BUILD_KEY]
    ours.finish()


def read_settings(configuration: str, overrides: dict[str, object]) -> dict[str, Any]:
    """Pelican's settings, as its own command reads them."""
    if not os.path.isfile(configuration):
        raise BuildError(
            Said(
                f"{configuration} is not here; go to the project's folder",
                f"这里没有 {configuration}；请到项目的文件夹里去",
            )
        )
    before = sys.dont_write_bytecode
    # A compiled copy beside it would be a file nobody asked for, and might be older than it.
    sys.dont_write_bytecode = True
    try:
        _expect_folders(configuration, overrides)
        given = dict.fromkeys(NO_FEEDS) | overrides
        settings: dict[str, Any] = pelican_settings(configuration, override=given)
    except FAULTS as error:
        raise BuildError(as_it_is(f"{configuration}{_line_of(error)}: {error}")) from error
    finally:
        sys.dont_write_bytecode = before
    return settings


def _expect_folders(configuration: str, overrides: dict[str, object]) -> None:
    """Pelican answers a missing folder with an exception of no kind in particular."""
    settings = {**get_settings_from_file(configuration), **overrides}
    for name in ("PATH", "THEME"):
        folder = settings.get(name)
        if not isinstance(folder, str):
            raise BuildError(
                Said(
                    f"{configuration}: {name} is {folder!r}; write the name of a folder",
                    f"{configuration}：{name} 的值是 {folder!r}；请写文件夹的名称",
                )
            )
        if not (Path(configuration).resolve().parent / Path(folder).expanduser()).is_dir():
            raise BuildError(
                Said(
                    f"{configuration}: {name} is {folder!r}, and there is no such folder",
                    f"{configuration}：{name} 的值是 {folder!r}，而没有这个文件夹",
                )
            )


def _line_of(error: Exception) -> str:
    """``:12`` where the configuration itself is at fault."""
    return f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""


def run(configuration: str, overrides: dict[str, object]) -> tuple[Problem, ...]:
    """One run of Pelican in this process. Returns the warnings; raises ``Stopped``."""
    pelican_log.init(level=logging.WARNING)
    pelican_log.console.quiet = True
    try:
        settings = read_settings(configuration, overrides)
    except BuildError as error:
        raise stopped(error, "en") from error
    pelican = Pelican(settings)
    try:
        try:
            pelican.run()
        except PelicanTemplateNotFound as error:
            raise stopped(BuildError(as_it_is(str(error))), spoken(settings)) from error
        ours: IssuesGenerator = settings[BUILD_KEY]
        return ours.build.warnings
    finally:
        if BUILD_KEY in settings:
            settings[BUILD_KEY].build.close()
