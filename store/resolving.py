"""Volume and columns for a debate whose source lacks them, from the same debate in the Official Report.

A speech is known by its words: all of them, or its opening where no other speech on either side opens so. Words that
stand several times are matched only where both sides hold them as often. What would run against the order of the
debate is not believed. Nothing else is matched; what remains is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Final

from store.annotations import long_date
from store.errors import StoreError
from store.folding import fold
from store.identity import opening
from store.importers.text import counted
from store.model import Debate, Speech, SpeechId
from store.parsed import ParsedDebate, Remark
from store.records import Change, Correction, DebateFacts, Edit

TELLING: Final = 30
"""Letters that an opening needs to stand for a whole speech."""
_LETTERS: Final = re.compile(r"[^\W_]+")
_COLUMN: Final = re.compile(r"(?:(\d{14})=)?(\d{1,5}[A-Z]{0,4})", re.ASCII)
_VOLUME: Final = re.compile(r"\d{1,4}[A-Z]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the Official Report adds to a debate."""

    volume: str | None = None
    columns: Mapping[SpeechId, str] = field(default_factory=dict)
    """The column in which a speech begins, for those that lack it or were named."""
    unsure: tuple[SpeechId, ...] = ()
    """Speeches without a column whose words were not found there once and for all."""


def resolve(debate: Debate, official: Iterable[ParsedDebate]) -> Resolved:
    """Compare a debate with those that may be the same; others of another day or House are passed over."""
    reports = [each for each in official if (each.date, each.house) == (debate.date, debate.house)]
    volumes = {each.volume for each in reports if each.volume}
    volume = volumes.pop() if len(volumes) == 1 and not debate.volume else None
    same = [each for each in reports if _shares_words(debate, each)]
    remarks = [remark for each in same for remark in each.remarks]
    found = _matched(debate.speeches, remarks)
    lacking = [speech for speech in debate.speeches if not speech.column]
    columns = {speech.id: column for speech in lacking if (column := found.get(speech.id))}
    return Resolved(volume, columns, tuple(speech.id for speech in lacking if speech.id not in columns))


def typed(debate: Debate, volume: str | None, columns: Iterable[str]) -> Resolved:
    """What a reader typed: a volume, and columns as `C` (where the debate begins) or `SPEECH=C`. Raises StoreError."""
    if volume is not None and not _VOLUME.fullmatch(volume):
        raise StoreError(f"“{volume}” is no volume; give its number, such as 763")
    known = {speech.id for speech in debate.speeches}
    chosen: dict[SpeechId, str] = {}
    for text in columns:
        given = _COLUMN.fullmatch(text)
        if given is None:
            raise StoreError(f"“{text}” is no column; give it as printed, such as 123 or 45WH, or as SPEECH=123")
        speech = SpeechId(int(given[1])) if given[1] else debate.speeches[0].id
        if speech not in known:
            raise StoreError(f"{debate.title} has no speech {speech}; `dispatchbox show {debate.id}` numbers them")
        chosen[speech] = given[2]
    return Resolved(volume, chosen)


def change(
    debate: Debate, facts: DebateFacts, corrections: Mapping[SpeechId, Correction], resolved: Resolved
) -> Change | None:
    """The change that stores it, None where there is nothing to store; `corrections` are those made before."""
    edits: list[Edit] = []
    parts: list[str] = []
    if resolved.volume and resolved.volume != facts.volume:
        edits.append(Edit(facts, replace(facts, volume=resolved.volume)))
        parts.append(f"volume {resolved.volume}")
    befores = {speech: corrections.get(speech) or Correction(speech) for speech in resolved.columns}
    new = {speech: column for speech, column in resolved.columns.items() if befores[speech].column != column}
    if new:
        after = (replace(befores[speech], column=column) for speech, column in new.items())
        edits += (Edit(corrections.get(each.speech), each) for each in after)
        parts.append(counted(len(new), "column"))
    if not edits:
        return None
    return Change(f"set {' and '.join(parts)} of {debate.title}, {long_date(debate.date)}", tuple(edits), debate.id)


def _shares_words(debate: Debate, report: ParsedDebate) -> bool:
    ours = {opening(speech.text) for speech in debate.speeches}
    theirs = {opening(remark.text) for remark in report.remarks}
    return any(len(words) >= TELLING for words in ours & theirs)


def _matched(speeches: Sequence[Speech], remarks: Sequence[Remark]) -> dict[SpeechId, str | None]:
    """The column of each speech that is known again."""
    pairs: dict[int, int] = {}
    for letters, most in ((_whole, len(speeches)), (_telling, 1)):
        ours, theirs = _places(map(letters, _texts(speeches))), _places(map(letters, _texts(remarks)))
        for words, here in ours.items():
            there = theirs.get(words, [])
            if words and len(here) == len(there) <= most:
                pairs = dict(zip(here, there, strict=True)) | pairs
    return {speeches[ours].id: remarks[theirs].column for ours, theirs in _orderly(sorted(pairs.items()))}


def _texts(spoken: Sequence[Speech] | Sequence[Remark]) -> Iterator[str]:
    return (each.text for each in spoken)


def _whole(text: str) -> str:
    """All letters and figures, whatever the printing did between them."""
    return "".join(_LETTERS.findall(fold(text)))


def _telling(text: str) -> str:
    """The opening, where it is long enough to know a speech by."""
    letters = opening(text)
    return letters if len(letters) >= TELLING else ""


def _places(words: Iterable[str]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(words):
        found[each].append(place)
    return found


def _orderly(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs that run against no other, of pairs in the order of their first."""
    theirs = [place for _, place in pairs]
    highest = [-1, *accumulate(theirs, max)]
    lowest = [*reversed([*accumulate(reversed(theirs), min)])]
    for index, pair in enumerate(pairs):
        if highest[index] < pair[1] <= lowest[index]:
            yield pair
