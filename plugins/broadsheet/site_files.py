"""Files that belong to no issue: the theme's, and those of the standing pages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from broadsheet.model import PictureFacts
from broadsheet.photos.plan import OWN_FORMATS, Rendition, alone
from broadsheet.photos.rendering import RenditionStore
from broadsheet.scanning import ScannedUnit
from broadsheet.staging import Stage


def publish_theme(unit: ScannedUnit, folder: str, stage: Stage, owner: str) -> None:
    """Copy the theme's static files to ``folder`` of the site."""
    for file in unit.files:
        source = unit.listing.root / file.name
        find = functools.partial(Path, source)
        stage.put_copy(
            f"{folder}/{file.name}", file.digest, find, owner, f"theme/static/{file.name}"
        )


def publish_standing(
    files: Iterable[tuple[str, str, str]],
    content: Path,
    known: Callable[[str], PictureFacts | None],
    store: RenditionStore,
    stage: Stage,
    owner: str,
) -> None:
    """Publish static files: (content path, digest, output path) of each.

    Pictures keep their names and lose their metadata; other files are copied as they are.
    """
    for path, digest, target in files:
        source = content / path
        facts = known(digest)
        encoding = OWN_FORMATS.get(PurePosixPath(target).suffix.lower())
        if facts and encoding:
            drawn = alone(facts, encoding)
            find = functools.partial(store.get, digest, drawn, source)
            stage.put_copy(target, _named(digest, drawn), find, owner, path)
        else:
            stage.put_copy(target, digest, functools.partial(Path, source), owner, path)


def _named(digest: str, rendition: Rendition) -> str:
    return f"{digest} {rendition.recipe}"
