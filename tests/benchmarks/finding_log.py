"""The log of 200 mixed queries, and notes for those of its fields that ask for what a reader made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from store import anchors
from store.library import Library
from store.model import Debate, NoteId, Place, Position
from store.records import Change, Edit, Note, Scope
from tests.benchmarks.corpus import House
from tests.benchmarks.libraries import NOW

QUERIES = 200
NOTED, NOTES = 1_000, 10
"""Debates with notes, and how many each has; each tenth of them was read."""
TOPICS = 60


def log(seed: int = 7) -> list[str]:
    """Words common and rare, phrases, operators, and every field that the corpus and the notes fill."""
    house, chance = House(1), Random(seed)
    forms = [form for form in house.words.forms if form.isascii() and form.isalpha()]

    def word() -> str:
        return forms[min(len(forms) - 1, int(len(forms) ** chance.random()))]

    def rare() -> str:
        return forms[chance.randrange(len(forms) // 10, len(forms))]

    def common() -> str:
        return forms[chance.randrange(30)]

    def name() -> str:
        return chance.choice(house.members).name

    def year() -> int:
        return chance.randrange(1991, 2001)

    def topic() -> str:
        return f"topic {chance.randrange(TOPICS)}"

    kinds: list[Callable[[], str]] = [
        word,
        rare,
        lambda: f"{word()} {word()}",
        lambda: f"{word()} {word()} {rare()}",
        lambda: f'"{word()} {word()}"',
        lambda: f'"{common()} {common()} {common()}"',
        lambda: f"{word()} OR {rare()}",
        lambda: f"{word()} -{word()}",
        lambda: f"{word()} NEAR/5 {word()}",
        lambda: f"{rare()[:5]}* {word()}",
        lambda: f'speaker:"{name()}" {word()}',
        lambda: f'speaker:"{name()}"',
        lambda: f"kind:question {word()}",
        lambda: f"{word()} date:{year()}",
        lambda: f"{rare()} date:{year()}-01..{year()}-06",
        lambda: f"title:{word()} {word()}",
        lambda: f'asked-by:"{name()}" {word()}',
        lambda: f'answered-by:"{name()}"',
        lambda: f"house:commons {word()} -kind:answer",
        lambda: f"(is:unread {word()}) column:{chance.randrange(1, 90)}",
        lambda: f"parliament:52 section:chamber has:column {word()}",
        lambda: f'tag:"{topic()}" OR {word()}',
        lambda: f'has:note {word()} -tag:"{topic()}"',
        lambda: f"note:compare code:promise is:annotated {word()}",
        lambda: f"is:read (has:tag OR {word()})",
    ]
    return [kinds[place % len(kinds)]() for place in range(QUERIES)]


def annotate(path: Path, seed: int = 5) -> None:
    """Notes with tags and codes on words all over a library, and debates that were read."""
    chance = Random(seed)
    with Library.open(path) as library:
        shelf = [shelved.id for shelved in library.shelf() if shelved.speeches > 1]
        for number, place in enumerate(chance.sample(shelf, min(NOTED, len(shelf)))):
            debate = library.debate(place)
            made = tuple(Edit(None, _note(debate, number * NOTES + each, chance)) for each in range(NOTES))
            library.apply(Change("made notes to measure with", made, debate.id), now=NOW)
            if number % 10 == 0:
                library.keep_place(place, Place(Position(debate.speeches[-1].id)))


def _note(debate: Debate, number: int, chance: Random) -> Note:
    speech = chance.choice(debate.speeches)
    start = chance.randrange(max(1, len(speech.text) - 30))
    quote = anchors.make(speech.id, speech.text, start, min(start + 25, len(speech.text)))
    tags = tuple(sorted({f"topic {chance.randrange(TOPICS)}" for _ in range(1 + number % 2)}))
    code = chance.choice(("evidence", "promise", "doubt", None))
    body = f"Compare number {chance.randrange(1000)}" if number % 3 == 0 else ""
    return Note(NoteId(f"{number:032x}"), debate.id, Scope.SPAN, (quote,), body, tags, code, NOW, NOW, "A. Reader")
