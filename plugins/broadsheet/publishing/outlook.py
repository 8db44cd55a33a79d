"""What a publish would do to what readers have, and whether it is to be forced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from broadsheet.ledger import keeping
from broadsheet.ledger.lines import Entry
from broadsheet.problems import BuildError, ContentError, Language, Problem, count
from broadsheet.publishing.manifest import Manifest
from broadsheet.publishing.planning import Plan
from broadsheet.publishing.targets import Manners
from broadsheet.saying import Said, error_line, lines
from broadsheet.settings import Settings

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a publish would do to what readers have: ``lost`` are addresses that were once public
    and would be no more; ``led_on`` are lists with nothing to list any more, in whose places the
    next build puts pages that lead to wider ones; ``planned`` leaves these."""

    planned: Plan
    lost: Sequence[Problem]
    led_on: Sequence[Entry]

    def told(self, manners: Manners, language: Language) -> Iterator[str]:
        """Lines for a dry run."""
        yield from (each.line_text(language) for each in self.lost)
        if self.led_on:
            yield (
                f"{len(self.led_on)} 个列表不再有内容，原处会换成转到上一级列表的网页"
                if language == "zh"
                else f"{count(len(self.led_on), 'list')} with nothing to list any more: pages that"
                " lead to wider lists will take their places"
            )
        for words in objections(self.planned, manners):
            yield (
                f"提醒：{words.zh}；没有 --force 就不会发布"
                if language == "zh"
                else f"warning: {words.en}; without --force a publish stops here"
            )

    def stop_unless(self, force: bool, manners: Manners, language: Language, say: Say) -> None:
        """Raises ``BuildError`` or ``ContentError`` when this is not to be done without ``force``,
        having said every reason: who forces one is to know the other."""
        reasons = [_asking(reason) for reason in objections(self.planned, manners)]
        if force:
            for each in self.lost:
                say(each.line_text(language))
            return
        if not self.lost and reasons:
            raise BuildError(lines(reasons))
        if self.lost:
            for reason in reasons:
                say(error_line(reason, language))
            raise ContentError(self.lost)


def _asking(reason: Said) -> Said:
    return Said(
        f"{reason.en}; nothing was changed. Look at invoke publish --dry-run, and use --force if it"
        " is right",
        f"{reason.zh}；什么也没有改动。先看 invoke publish --dry-run，确实要这样再用 --force",
    )


def looked_at(
    settings: Settings,
    manifest: Manifest,
    live: Manifest | None,
    planned: Plan,
    keeps_addresses: bool = True,
) -> Outlook:
    """Look at a plan as readers would."""
    if not keeps_addresses:
        return Outlook(planned, (), ())
    before = live.files if live else {}
    led_on = keeping.retiring(settings, manifest.files.keys(), before)
    paths = {entry.path for entry in led_on}
    lost = keeping.check(settings, manifest.files.keys() | paths, before)
    return Outlook(planned.sparing(paths), lost, led_on)


def objections(planned: Plan, manners: Manners) -> list[Said]:
    """Why this is not to be done without ``--force``."""
    if planned.share_withdrawn <= manners.most_withdrawn:
        return []
    gone, live, most = planned.withdrawn, planned.live, f"{manners.most_withdrawn:.0%}"
    return [
        Said(
            f"{gone} of {live} live files would be deleted, more than {most}"
            " (PUBLISH_MOST_DELETED)",
            f"会删去线上 {live} 个文件中的 {gone} 个，超过 {most}（PUBLISH_MOST_DELETED）",
        )
    ]
