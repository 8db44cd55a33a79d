"""Who does a build's work: this process, a pool of processes, or a cluster."""

from __future__ import annotations

import pickle
import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from broadsheet.catalog import Catalog
from broadsheet.executing import Cluster, Crew, Here, Pool, Shard, processors
from broadsheet.problems import BuildError
from broadsheet.saying import Said, lines
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from broadsheet.rendering import Renderer

POOL_FROM = 1_500
"""Work from which processes of its own are worth their start, in articles."""


class Hands:
    """Engages who works, and has shards of work done. ``say`` takes a line on what is in the way.

    ``close`` sends everybody home; it may be called twice."""

    def __init__(self, settings: Settings, catalog: Catalog, say: Callable[[str], None]) -> None:
        self._settings = settings
        self._catalog = catalog
        self._say = say
        self._crew: Crew | None = None
        self._keeps = False
        self.failures: list[Said] = []

    @property
    def count(self) -> int:
        return self._crew.hands if self._crew else 1

    def make_readable(self, weight: int) -> None:
        """Where there is much to do, others are to read the catalog while this process goes on.

        Called before anything changes in it that would be wrong if the build did not end well.
        """
        several = self._settings.cluster or self._jobs(weight) > 1
        if several and weight >= POOL_FROM and not self._catalog.is_apart:
            self._catalog.set_apart(anew=False)

    def engage(self, weight: int, issues: int) -> None:
        """Choose who works: a cluster, processes where there is much to do, or this process, as
        always where there is but one issue to read. Who has been chosen stays."""
        if self._crew is not None:
            return
        if self._settings.cluster:
            cluster = Cluster(self._settings.cluster)
            self._crew = Crew(lambda: cluster, cluster.hands)
        elif (jobs := min(issues, self._jobs(weight))) > 1 and self._travels():
            self._crew = Crew(lambda: Pool(jobs, "broadsheet.working"), jobs)

    def _jobs(self, weight: int) -> int:
        return self._settings.jobs or (processors() if weight >= POOL_FROM else 1)

    def _travels(self) -> bool:
        """Whether other processes can be given the settings; if not, that is said."""
        try:
            pickle.dumps(self._settings)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            self._say(f"one process builds: the settings cannot be given to others ({error})")
            return False
        return True

    def work(
        self,
        renderer: Renderer,
        shards: Iterable[Shard],
        damaged: Iterable[str],
        needs_catalog: bool,
    ) -> None:
        """Have every shard done. Other processes do what needs the catalog only where that lies in
        a file that they can read meanwhile. Raises ``BuildError`` on what could not be done."""
        from broadsheet import working
        from broadsheet.archive import Archive

        crew, shared = self._crew, None
        if needs_catalog and crew is not None:
            shared = self._catalog.share()
            if shared is None:
                crew = None
        site = working.Site(
            token=secrets.token_hex(),
            settings=self._settings,
            standing=Archive(self._catalog).standing(),
            damaged=frozenset(damaged),
            catalog=shared,
        )
        if crew is None:
            crew = Crew(Here, 1)
            working.keep(working.Worker(site, renderer, self._catalog))
            self._keeps = True
        crew.run(site, shards)
        self.failures += crew.failures
        crew.failures.clear()
        if self.failures:
            raise BuildError(lines(sorted(self.failures, key=str)))

    def close(self) -> None:
        if self._keeps:
            from broadsheet import working

            working.let_go()
        if self._crew is not None:
            self._crew.stop()
            self._crew = None
