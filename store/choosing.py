"""What a reading chooses of its debates, what it leaves out, and what it is called. Functions of values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from store.model import Debate, DebateId, Kind, Section, Speech, SpeechId
from store.plain import HOUSES, long_date
from store.readings import Gap, Of, Wanted

ANSWERS = (Kind.ANSWER, Kind.STATEMENT)


@dataclass(frozen=True, slots=True)
class Offer:
    """A reading that is at hand."""

    asked: Wanted
    words: str
    """What is read: a title, names."""
    kind: str
    """`section`, `sitting day`, `two people`."""


def offers(debate: Debate) -> list[Offer]:
    """What may be read from a debate: itself, the headings above it from the nearest, its day, Ministers alone."""
    above = [Offer(Wanted(Of.SECTION, debate.id, words=name), name, "section") for name in reversed(debate.parents)]
    return [
        Offer(Wanted(Of.DEBATE, debate.id), debate.title, "debate"),
        *above,
        Offer(Wanted(Of.DAY, debate.id), sitting(debate), "sitting day"),
        Offer(Wanted(Of.MINISTERS, debate.id), f"{debate.title}: Ministers only", "extracts"),
        Offer(Wanted(Of.MINISTERS, debate.id, words="day"), "the whole day: Ministers only", "extracts"),
    ]


def left_out(orders: Sequence[tuple[DebateId, Sequence[SpeechId]]], shown: Collection[SpeechId]) -> tuple[Gap, ...]:
    """The runs of speeches that are not shown; `orders` holds all that each debate reads."""
    gaps: list[Gap] = []
    before = 0
    for debate, order in orders:
        run = 0
        for place, speech in enumerate(order):
            if speech not in shown:
                run += 1
                continue
            if run:
                gaps.append(Gap(debate, place - run, run, before))
            run, before = 0, before + 1
        if run:
            gaps.append(Gap(debate, len(order) - run, run, before, ends=True))
    return tuple(gaps)


def extracts(debate: Debate) -> set[SpeechId]:
    """What Ministers say, and the questions they answer and the speeches they break.

    A Minister is who answers or makes a statement in this debate, or has a ministerial office in print.
    """
    from store.threads.turns import MINISTER, SHADOW  # the rules are read when something is first extracted

    def who(speech: Speech) -> str:
        return (speech.speaker.ref or speech.speaker.name) if speech.speaker else ""

    def holds(office: str) -> bool:
        return bool(MINISTER.search(office)) and not SHADOW.search(office)

    ministers = {
        who(speech)
        for speech in debate.speeches
        if speech.kind in ANSWERS or (speech.speaker and holds(speech.speaker.office or ""))
    } - {""}
    spoken = [speech for speech in debate.speeches if who(speech) in ministers and speech.kind is not Kind.CHAIR]
    answered = {target for speech in spoken if speech.kind is Kind.ANSWER for target in speech.replies_to}
    return {speech.id for speech in spoken} | answered


def sitting(debate: Debate) -> str:
    """`House of Commons, Tuesday 11 March 2025`, with the committee or the room where it was not the Chamber."""
    room = debate.committee or ("" if debate.section is Section.CHAMBER else debate.section.words)
    return ", ".join(filter(None, (HOUSES.get(debate.house, debate.house), room, long_date(debate.date))))


def amount(debates: Sequence[Debate]) -> str:
    """`2 debates · 6 speeches`."""
    count = sum(len(debate.speeches) for debate in debates)
    return f"{len(debates):,} debate{'s' * (len(debates) != 1)} · {count:,} speech{'es' * (count != 1)}"
