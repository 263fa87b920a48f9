"""A remark as the rules see it: who takes the turn, how long it is and how it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from store.model import Kind
from store.parsed import ParsedDebate, Remark
from store.threads.cues import Cue, cue


@dataclass(slots=True)
class Turn:
    """One remark. `fixed` is set where the turn is nobody's speech: the Chair, a procedural line, a division.

    `size` is in characters, about six to a word: counting the words of a day takes longer than all the rules."""

    place: int
    who: str
    """The same text for the same person all day; empty for nobody."""
    name: str
    """For reasons: `Ann Lee`."""
    size: int
    cue: Cue | None
    remark: Remark
    minister: bool = False
    """The attribution prints a ministerial office."""
    fixed: Kind | None = None
    why: str = ""
    order: int = -1
    """Place among the turns that are not `fixed`."""


MINISTER = re.compile(
    r"\b(?:Minister|Secretary of State|Prime Minister|Chancellor of the|Secretary to the Treasury"
    r"|Parliamentary Secretary|Under-Secretary|Cabinet Secretary|Home Secretary|Foreign Secretary"
    r"|Leader of the House|Lord President|Solicitor.General|Attorney.General|Advocate.General|Lord Advocate"
    r"|Paymaster General|Lord Privy Seal)\b"
)
SHADOW = re.compile(r"\b(?:[Ss]hadow|[Oo]pposition|Committee)\b")
MANY = re.compile(
    r"^(?:several |some |many )?(?:hon\.? |noble |right hon\. )?(?:members|lords|senators|deputies)\b",
    re.I,
)
DIVIDED = re.compile(r"\s*(?:Division No|\[Division|The (?:House|Committee|Assembly) (?:having )?divided)")
TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|dr|sir|dame|rt\.? hon|the rt\.? hon|right hon|professor|prof|rev)\.?\s+)+", re.I
)
BRACKETS = re.compile(r"\s*\(([^()]*)\)")


@lru_cache(maxsize=4096)
def person_name(name: str) -> str:
    """The bare name of an attribution: `The Minister for Ferries (Ann Lee)` and `Ann Lee (Kirkholm) (Lab)` are both
    `Ann Lee`."""
    inside = BRACKETS.search(name)
    if inside and (MINISTER.search(name[: inside.start()]) or re.match(r"The \w+ of\b|The Lord |The Advocate", name)):
        return inside[1].strip()
    return BRACKETS.sub("", name).strip() or name.strip()


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return TITLES.sub("", person_name(name).lstrip("*")).casefold()


class People:
    """Gives every speaker of a day one key, whether the source prints an id each time or not."""

    def __init__(self, debates: Iterable[ParsedDebate]) -> None:
        self._seen: dict[tuple[str | None, str], tuple[str, str]] = {}
        self._refs: dict[str, str] = {}
        self._last: dict[str, set[str]] = {}
        for speaker in {remark.speaker for debate in debates for remark in debate.remarks if remark.speaker}:
            bare = _bare(speaker.name)
            if speaker.ref:
                self._refs[bare] = speaker.ref
            if " " in bare:
                self._last.setdefault(bare.rsplit(" ", 1)[1], set()).add(bare)

    def key(self, remark: Remark) -> tuple[str, str]:
        """The person's key and name; two empty texts for nobody or for several at once."""
        speaker = remark.speaker
        name = speaker.name if speaker else remark.attribution
        ref = speaker.ref if speaker else None
        known = self._seen.get((ref, name))
        if known is None:
            known = self._seen[ref, name] = self._key(ref, name)
        return known

    def _key(self, ref: str | None, name: str) -> tuple[str, str]:
        if not name.strip() or MANY.match(name.strip()):
            return ("", name.strip())
        bare = _bare(name)
        if " " not in bare and len(self._last.get(bare, ())) == 1:
            (bare,) = self._last[bare]
        return (ref or self._refs.get(bare) or bare, person_name(name))


def read(debate: ParsedDebate, people: People) -> list[Turn]:
    """The turns of one debate, in order."""
    turns = []
    for place, remark in enumerate(debate.remarks):
        who, name = people.key(remark)
        text = remark.text
        turn = Turn(place, who, name, len(text), cue(text), remark)
        if remark.label is Kind.DIVISION or (not who and DIVIDED.match(text)):
            turn.fixed, turn.why = Kind.DIVISION, "the House divides"
        elif not who:
            turn.fixed = Kind.PROCEDURAL
            turn.why = f"{name} together, nobody's turn" if name else "no speaker is named"
        elif remark.label in (Kind.CHAIR, Kind.PROCEDURAL):
            turn.fixed, turn.why = remark.label, f"the source calls it {remark.label.value}"
        elif turn.cue is Cue.GESTURE:
            turn.fixed, turn.why = Kind.PROCEDURAL, "a gesture or a cry, nobody's turn"
        elif remark.speaker and remark.speaker.office:
            office = remark.speaker.office
            turn.minister = bool(MINISTER.search(office)) and not SHADOW.search(office)
        turns.append(turn)
    return turns
