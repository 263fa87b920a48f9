"""How the threading rules stand where a day gives them less, and what each rule is worth.

    python -m tests.benchmarks.threads_rules

Scores the labelled days (those of the shared data and the invented one) as `threads_gold` does, after something was
taken away from every turn: the numbers of questions, headings, offices, the Chair's turns, question marks, the rest of
the day, a part of the words. Then it leaves out one rule after the other, and tells the score and how many of the forms
of tests/forms.py come out wrong without it: a rule that nothing misses is one that only these files needed, or none.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from store.importers import parse_bytes
from store.importers.options import Options
from store.parsed import ParsedDebate, Remark
from store.threads import link, questions, speeches
from tests.benchmarks import threads_gold as gold
from tests.forms import FORMS, LETTERS
from tests.mutations import DATA

SAMPLE = Path(__file__).parent.parent.parent / "sample_data" / "theyworkforyou" / "debates2025-03-11b.xml"
TUPLES = ((questions, "AT_FIRST"), (questions, "NOTHING_ASKED"), (questions, "ASKED"), (speeches, "RULES"))

Day = tuple[Sequence[ParsedDebate], dict[str, str]]
Taking = Callable[[Sequence[ParsedDebate], dict[str, str]], list[ParsedDebate]]


def days() -> Iterator[Day]:
    """Each labelled day without its labels, and the labels."""
    for path in (*(DATA / "theyworkforyou" / name for name in gold.DAYS), SAMPLE):
        if path.exists():
            data = path.read_bytes()
            read = parse_bytes(data, path.name, Options(captured=dt.date(2031, 1, 1))).parsed.debates
            bare = [replace(each, remarks=tuple(map(gold._unlabelled, each.remarks))) for each in read]
            yield bare, gold._types(data)


def scored(all_days: Sequence[Day], take: Taking, *, alone: bool = False) -> gold.Score:
    """The score after something was taken away; `alone` links each debate without the rest of its day."""
    total = gold.Score()
    for day, types in all_days:
        given = take(day, types)
        links = [link([each])[0] for each in given] if alone else link(given)
        for each, found in zip(given, links, strict=True):
            gold._score_debate(each, [types.get(remark.key, "") for remark in each.remarks], found, total)
    return total


def each_turn(change: Callable[[Remark], Remark]) -> Taking:
    return lambda day, types: [replace(each, remarks=tuple(map(change, each.remarks))) for each in day]


def _without_office(remark: Remark) -> Remark:
    return replace(remark, speaker=remark.speaker and replace(remark.speaker, office=None))


def _shorter(remark: Remark) -> Remark:
    """Up to half of a longer turn cut out of its middle."""
    if len(remark.text) < 300:
        return remark
    kept = int(len(remark.text) * (1 - random.Random(remark.key).random() / 2))
    return replace(remark, text=f"{remark.text[: kept * 2 // 3]} {remark.text[-(kept // 3) :]}")


def _longer(remark: Remark) -> Remark:
    """A longer turn with up to half of its words once more."""
    more = int(len(remark.text) * random.Random(remark.key).random() / 2) if len(remark.text) >= 200 else 0
    return replace(remark, text=f"{remark.text} {remark.text[:more]}")


def _without_chair(day: Sequence[ParsedDebate], types: dict[str, str]) -> list[ParsedDebate]:
    return [replace(each, remarks=tuple(r for r in each.remarks if types.get(r.key) or not r.speaker)) for each in day]


TAKEN: dict[str, Taking] = {
    "nothing": lambda day, types: list(day),
    "the numbers of questions": each_turn(lambda remark: replace(remark, number="")),
    "headings": lambda day, types: [replace(each, title="Debate", parents=()) for each in day],
    "offices": each_turn(_without_office),
    "the Chair's turns": _without_chair,
    "turns without a speaker": lambda day, types: [
        replace(each, remarks=tuple(r for r in each.remarks if r.speaker)) for each in day
    ],
    "question marks": each_turn(lambda remark: replace(remark, text=remark.text.replace("?", "."))),
    "up to half of each longer turn": each_turn(_shorter),
    "nothing, but longer turns grow by up to half": each_turn(_longer),
}


def forms_missed() -> int:
    """How many of the invented forms come out wrong."""
    missed = 0
    for parsed, told in FORMS.values():
        wanted = [(LETTERS[turn[0]], tuple(int(to) for to in turn[1:].split(",") if to)) for turn in told.split()]
        (links,) = link([parsed])
        missed += [(each.kind.value, each.replies_to) for each in links] != wanted
    return missed


def main() -> None:
    all_days = list(days())
    for what, take in TAKEN.items():
        _tell(f"without {what}", scored(all_days, take))
    _tell("without the rest of the day", scored(all_days, TAKEN["nothing"], alone=True))
    print(f"forms wrong: {forms_missed()} of {len(FORMS)}")
    for module, name in TUPLES:
        rules = getattr(module, name)
        for rule in rules:
            setattr(module, name, tuple(other for other in rules if other is not rule))
            _tell(
                f"{name} without {rule.__name__}", scored(all_days, TAKEN["nothing"]), f", forms wrong {forms_missed()}"
            )
        setattr(module, name, rules)


def _tell(what: str, score: gold.Score, more: str = "") -> None:
    print(f"{what:46} kinds {score.kinds:.4f}  answer links {score.links:.4f}{more}")


if __name__ == "__main__":
    main()
