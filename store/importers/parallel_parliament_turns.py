"""The turns on a Parallel Parliament page: who is printed before each, and the paragraphs that follow.

A turn opens with `<name now> Portrait <attribution then>` over a row of links. The name now can be another person's (of
a peer's successor), so the attribution then rules, and the name now only completes a short name that it agrees with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from store.importers import attribution
from store.importers.parallel_parliament_lines import Line, What, clock_of
from store.importers.text import heading
from store.model import Speaker
from store.parsed import Remark, Skipped

_PORTRAIT: Final = re.compile(r"(.{1,120}?) Portrait(?: (.{1,300}))?")
_SHORT: Final = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.? )([^ ]+)")
_PEER: Final = re.compile(r"(?:Lord|Lady|Baroness|Viscount|Earl|Countess|Duke|Marquess) ")
_NUMBER: Final = re.compile(r"(T?\d{1,3})\. (?:What|If|Whether|How|When|Why|Which|Who|Where|Will|To ask)\b")
_REASONS: Final = {
    What.LINKS: "links of the page",
    What.MENU: "links of the page",
    What.NOTICE: "a notice of the page",
    What.FOOT: "the foot of the page",
}
_SPEAKER_LENGTH: Final = 300


@dataclass(slots=True)
class Turn:
    """A contribution as it stands on the page."""

    line: int
    now: str = ""
    printed: str = ""
    time: str | None = None
    paragraphs: list[str] = field(default_factory=list)


def turns_of(lines: Sequence[Line], skipped: list[Skipped]) -> list[Turn]:
    """What stands between two headings. Words before the first speaker are a turn of nobody's."""
    turns: list[Turn] = []
    time = None
    place = 0
    while place < len(lines):
        line = lines[place]
        opened = _opened(lines, place)
        if opened:
            now, printed, place = opened
            turns.append(Turn(line.number, now, printed, time))
            continue
        place += 1
        if line.what is What.FOOT:
            skipped.extend(Skipped(left.number, _REASONS[What.FOOT]) for left in lines[place - 1 :])
            break
        ruled = line.what is What.RULE and lines[place - 2].what in (What.LINKS, What.RULE)
        if line.what in _REASONS or ruled:
            skipped.append(Skipped(line.number, _REASONS.get(line.what, _REASONS[What.LINKS])))
        elif line.what is What.CLOCK and clock_of(line.text):
            time = clock_of(line.text)
        else:
            if not turns:
                turns.append(Turn(line.number, time=time))
            turns[-1].paragraphs.append(line.text)
    skipped.extend(Skipped(turn.line, "a speaker without words") for turn in turns if not turn.paragraphs)
    return [turn for turn in turns if turn.paragraphs]


def _opened(lines: Sequence[Line], place: int) -> tuple[str, str, int] | None:
    """The name now, the attribution then and the next place, where a speaker stands here."""
    line = lines[place]
    after = lines[place + 1] if place + 1 < len(lines) else None
    linked = after is not None and after.what is What.LINKS
    portrait = _PORTRAIT.fullmatch(heading(line.text))
    if portrait and portrait[2] and (linked or heading(line.text)[-1] not in ".?!:;,”’"):
        return portrait[1], portrait[2], place + 1
    if portrait and not portrait[2] and after is not None and after.what is What.WORDS:
        below = lines[place + 2] if place + 2 < len(lines) else None
        if below is not None and below.what is What.LINKS:
            return portrait[1], heading(after.text), place + 2
    if linked and line.what is What.WORDS and len(line.text) <= _SPEAKER_LENGTH:
        return "", heading(line.text), place + 1
    return None


def number_of(turn: Turn) -> str:
    """The number printed before an oral question; empty where there is none."""
    found = _NUMBER.match(turn.paragraphs[0]) if turn.paragraphs else None
    return found[1] if found else ""


class Cast:
    """Everybody on a page, so that a short name, a party and a seat are found wherever on it they were printed."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self._known: dict[str, Speaker] = {}
        for turn in turns:
            speaker = attribution.speaker(turn.printed)
            if speaker and not _SHORT.fullmatch(speaker.name):
                known = self._known.setdefault(speaker.name, replace(speaker, office=None))
                if not known.party:
                    self._known[speaker.name] = replace(speaker, office=None)

    def speaker(self, turn: Turn) -> Speaker | None:
        """None for words of nobody's and for a collective."""
        speaker = attribution.speaker(turn.printed)
        if speaker is None:
            return None
        name = self._full(speaker.name, turn.now)
        known = self._known.get(name, speaker)
        return replace(speaker, name=name, party=speaker.party or known.party, seat=speaker.seat or known.seat)

    def _full(self, name: str, now: str) -> str:
        short = _SHORT.fullmatch(name)
        if not short:
            return name
        named = [full for full in self._known if full.endswith(f" {short[1]}") and not _PEER.match(full)]
        if not named and now.endswith(f" {short[1]}") and not _PEER.match(now):
            return attribution.bare(now)
        return named[0] if len(named) == 1 else name


def remarks_of(turns: Iterable[Turn], cast: Cast) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            key="",
            text="\n".join(turn.paragraphs),
            speaker=cast.speaker(turn),
            attribution=turn.printed,
            number=number_of(turn),
            time=turn.time,
            line=turn.line,
        )
        for turn in turns
    )
