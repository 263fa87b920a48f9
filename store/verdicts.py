"""Verdicts on answers: was the question answered? A reader's private judgement, by a set that is the reader's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from store.annotations import long_date
from store.model import Debate, DebateId, Kind, Position, SpeechId
from store.records import Change, Edit, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with what it is on, as a row of a table."""

    verdict: Verdict
    debate: DebateId
    date: dt.date
    house: str
    title: str
    parents: tuple[str, ...]
    minister: str
    """Name of the one who answers."""
    party: str
    office: str
    asker: str
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a tally: how many answers of each grade."""

    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def answers_at(debate: Debate, speech: SpeechId) -> tuple[SpeechId, ...]:
    """The answer at a contribution: itself, or for a question the first answer to it; none for anything else."""
    for place, said in enumerate(debate.speeches):
        if said.id != speech:
            continue
        if said.kind is Kind.ANSWER:
            return (speech,)
        if said.kind is Kind.QUESTION:
            later = debate.speeches[place + 1 :]
            return tuple(a.id for a in later if a.kind is Kind.ANSWER and speech in a.replies_to)[:1]
    return ()


def judge(
    debate: Debate, there: Mapping[SpeechId, Verdict], speeches: Sequence[SpeechId], verdict: Verdict
) -> Change | None:
    """A verdict on one or several answers, in place of the one they have. `verdict` gives all but the speech; None
    where each has it already."""
    edits = []
    for speech in speeches:
        before = there.get(speech)
        after = Verdict(speech, verdict.verdict, " ".join(verdict.note.split()), verdict.author, verdict.at)
        if before is None or (before.verdict, before.note) != (after.verdict, after.note):
            edits.append(Edit(before, after))
    return _change(f"judged “{verdict.verdict}”:", debate, edits)


def withdraw(debate: Debate, there: Mapping[SpeechId, Verdict], speeches: Sequence[SpeechId]) -> Change | None:
    """The verdicts on these answers taken away; None where there is none."""
    edits = [Edit(there[speech], None) for speech in speeches if speech in there]
    return _change("took away the verdict on", debate, edits)


def _change(did: str, debate: Debate, edits: Sequence[Edit]) -> Change | None:
    if not edits:
        return None
    record = edits[0].after or edits[0].before
    speech = record.speech  # type: ignore[union-attr]  # every edit here is of a verdict
    if len(edits) > 1:
        what = f"{len(edits)} answers"
    else:
        said = next((s for s in debate.speeches if s.id == speech), None)
        what = (said.speaker.name if said.speaker else said.attribution) if said else ""
    words = f"{did} {what or debate.title}, {long_date(debate.date)}"
    return Change(words, tuple(edits), debate.id, Position(speech))


def by_minister(row: Judged) -> str:
    return row.minister or "not named"


def by_topic(row: Judged) -> str:
    """The heading, behind the department's where both are printed: `Justice › Prison Reform`."""
    return " › ".join([*row.parents[-1:], row.title])


def by_month(row: Judged) -> str:
    """`2025-01`."""
    return f"{row.date:%Y-%m}"


WAYS: Final[Mapping[str, Callable[[Judged], str]]] = {"minister": by_minister, "topic": by_topic, "month": by_month}
"""How verdicts may be counted together."""


def tally(rows: Iterable[Judged], way: Callable[[Judged], str]) -> tuple[Row, ...]:
    """How many answers of each grade there are by minister, topic or month: the most first, months in order."""
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        of = counts.setdefault(way(row), {})
        of[row.verdict.verdict] = of.get(row.verdict.verdict, 0) + 1
    found = [Row(name, of) for name, of in counts.items()]
    if way is by_month:
        return tuple(sorted(found, key=lambda row: row.name, reverse=True))
    return tuple(sorted(found, key=lambda row: (-row.total, row.name)))


def grades_of(grades: Mapping[str, str], rows: Iterable[Judged]) -> tuple[str, ...]:
    """The set in its order, and behind it what was judged by another set before."""
    return tuple(dict.fromkeys([*grades, *sorted({row.verdict.verdict for row in rows})]))


COLUMNS: Final = (
    *("date", "house", "debate", "title", "headings", "minister", "office", "party", "asked by", "column"),
    *("speech", "verdict", "note", "author", "judged"),
)


def table(rows: Iterable[Judged]) -> Iterator[tuple[str, ...]]:
    """One row a verdict, under a row of names: for CSV."""
    yield COLUMNS
    for row in rows:
        verdict = row.verdict
        yield (
            *(row.date.isoformat(), row.house, str(row.debate), row.title, " / ".join(row.parents)),
            *(row.minister, row.office, row.party, row.asker, row.column),
            *(str(verdict.speech), verdict.verdict, verdict.note, verdict.author, verdict.at),
        )


def tally_table(rows: Sequence[Judged], way: str, grades: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """A tally as rows: the name, one column a grade, and all."""
    names = grades_of(grades, rows)
    yield (way, *names, "all")
    for row in tally(rows, WAYS[way]):
        yield (row.name, *(str(row.counts.get(name, 0)) for name in names), str(row.total))
