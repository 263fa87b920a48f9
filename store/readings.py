"""What the reader shows: one debate, or what was chosen of many and joined; and how it is asked for again.

A reading is asked for by a `Wanted`, which is kept as one line of text: as a place, in the trail, behind a mark.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from store.errors import NotFoundError
from store.model import Debate, DebateId, Speech, SpeechId


class Of(StrEnum):
    """What a reading is made of."""

    DEBATE = "debate"
    SECTION = "section"
    """The debates under the same heading on the same day."""
    DAY = "day"
    """All that one House or committee did on a day."""
    PAIR = "pair"
    """What two people said to each other."""
    PERSON = "person"
    """All that one person said."""
    MINISTERS = "ministers"
    """Ministers' turns and those they answer, of one debate."""
    HITS = "hits"
    """Speeches that were found."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read."""

    of: Of
    debate: DebateId | None = None
    """The debate, or one of the section or the day."""
    people: tuple[str, ...] = ()
    """By the keys of `store.library.readings`: two for a pair, one for a person."""
    parliament: str = ""
    """As `store.parliaments` is asked for one; empty for all."""
    words: str = ""
    """What was searched for."""
    speeches: tuple[SpeechId, ...] = ()
    """What was found."""

    @property
    def key(self) -> str:
        """The same as one line of text: what is empty at the end is left out."""
        parts = [self.of.value, self.debate, self.people, self.parliament, self.words, self.speeches]
        while not parts[-1]:
            del parts[-1]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def wanted(key: str) -> Wanted:
    """What a kept line asks for. Raises NotFoundError for a line that asks for nothing."""
    try:
        of, debate, people, parliament, words, speeches = (json.loads(key) + [None] * 6)[:6]
        return Wanted(
            Of(of), debate, tuple(people or ()), parliament or "", words or "", tuple(map(SpeechId, speeches or ()))
        )
    except (ValueError, TypeError):
        raise NotFoundError(f"“{key}” asks for no reading that this program knows") from None


@dataclass(frozen=True, slots=True)
class Gap:
    """Turns of a debate that a reading leaves out; they open in place."""

    debate: DebateId
    first: int
    """Place of the first of them in the debate."""
    count: int
    before: int
    """Place in the reading of the speech before which they stand; as many as there are where they stand last."""
    ends: bool = False
    """They are the last of their debate: what follows is another."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One debate, or what was chosen of many. No speech is in it twice."""

    key: str
    title: str
    about: str
    """What it is and how much; empty for one whole debate."""
    debates: tuple[Debate, ...]
    """In order, each with the speeches that show."""
    chapters: tuple[str, ...] = ()
    """For each debate what begins with it: a Parliament, a day; empty where nothing does."""
    gaps: tuple[Gap, ...] = ()
    """In order."""
    opened: frozenset[SpeechId] = frozenset()
    """Speeches that the reader opened where they had been left out."""

    @property
    def joined(self) -> bool:
        """Whether this is anything but one whole debate."""
        return bool(self.about)


def alone(debate: Debate) -> Reading:
    """One debate as a reading."""
    return Reading(Wanted(Of.DEBATE, debate.id).key, debate.title, "", (debate,))


def passed(reading: Reading, share: float) -> list[Debate]:
    """The debates read whole within that share of the text of a reading, from its beginning."""
    lengths = [sum(len(speech.text) for speech in debate.speeches) for debate in reading.debates]
    partly = {gap.debate for gap in reading.gaps}
    limit, end, found = share * sum(lengths), 0, []
    for debate, length in zip(reading.debates, lengths, strict=True):
        end += length
        if end > limit:
            break
        if debate.speeches and debate.id not in partly:
            found.append(debate)
    return found


@dataclass(frozen=True, slots=True)
class Exchange:
    """A whole that is read as one: a question or group of questions with its answers and supplementaries, a
    statement, or a speech with its interventions and continuations. Places count from the first speech read, 0."""

    turns: tuple[int, ...]
    """In order and without gaps between exchanges: every speech is in exactly one."""
    opener: int
    """The turn that gives it its name."""
    number: int | None
    """1, 2, … through a debate for exchanges that a question opens; None for any other whole."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A reading as exchanges. Places count from its first speech, 0, through all of its debates."""

    reading: Reading
    exchanges: tuple[Exchange, ...]
    exchange_of: tuple[int, ...]
    """For each speech the index of its exchange."""
    speeches: tuple[Speech, ...]
    starts: tuple[int, ...]
    """For each debate the place of its first speech."""

    @property
    def debate(self) -> Debate:
        """The debate where one is read. Of several it is the first: who acts on a speech asks for its own."""
        return self.reading.debates[0]

    def debate_at(self, place: int) -> Debate:
        """The debate of the speech at a place."""
        return self.reading.debates[max(0, bisect_right(self.starts, place) - 1)]

    def debate_of(self, speech: SpeechId) -> Debate | None:
        """The debate of a speech; None for one that does not show."""
        if len(self.reading.debates) == 1:
            return self.debate
        return next((debate for debate in self.reading.debates if any(s.id == speech for s in debate.speeches)), None)

    @property
    def count(self) -> int:
        """Exchanges that a question opens."""
        return sum(1 for exchange in self.exchanges if exchange.number is not None)


def of_debates(thread: Thread, speeches: Sequence[SpeechId]) -> list[tuple[Debate, tuple[SpeechId, ...]]]:
    """Those speeches by the debate that each is of, in the order of the reading."""
    asked = frozenset(speeches)
    found = [
        (debate, tuple(speech.id for speech in debate.speeches if speech.id in asked))
        for debate in thread.reading.debates
    ]
    return [(debate, own) for debate, own in found if own]
