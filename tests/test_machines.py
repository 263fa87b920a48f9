"""Any sequence of imports, imports again, notes, tags, deletions, undos and restarts: what is found is what a look
through every text finds, and every note is on the words that it was put on, or waits in the tray."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from store import anchors
from store.annotations import Author, delete_note, edit_note, note_on, remove_debate, tag, untag
from store.library import Library
from store.model import Debate, NoteId, Speech
from store.parsed import Parsed, Remark
from store.records import Change, Note, Placing, Scope
from store.search import Query, parse
from tests import oracle
from tests.conftest import MEMORY
from tests.figures import count
from tests.libraries import ANSWERER, ASKER, NOW, SOURCE, debate

VOCABULARY = ["lamp", "tarn", "wick", "hulk", "brim", "marsh", "kelp", "dock", "gorst", "pilot", "funnel", "cobalt"]
"""Words none of which is in another, each its own stem."""
TAGS = ("zinc", "zinc/old", "jade")
DEBATES = 4
LONGEST = 8
TODAY = dt.date(2031, 6, 1)


@dataclass(frozen=True)
class Said:
    """A speech of the model. Every word of its own begins with its mark, whatever else of it changes."""

    mark: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words) + "."


class ReaderMachine(RuleBasedStateMachine):
    """Debates that come and come again, and a reader who marks them."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="dispatchbox-", dir=MEMORY if MEMORY.is_dir() else None))
        self.path = self.folder / "library.db"
        self.library = Library.open(self.path)
        self.editions: dict[str, list[tuple[str, Said]]] = {}
        """What each source says now: keys and speeches."""
        self.marked: dict[NoteId, frozenset[str]] = {}
        """The marks of the speeches that each note was put on; none for a note on a debate."""
        self.made = 0
        for seed in range(3):
            self.comes_in(seed)
            self.notes(seed)

    def next(self) -> int:
        self.made += 1
        return self.made

    # What sources do

    def said(self, chance: random.Random) -> Said:
        mark, words = f"{self.next():04}x", []
        for n in range(chance.randint(8, 20)):
            words += [f"{mark}{n:02}", *chance.choices(VOCABULARY, k=chance.choice([0, 0, 1, 2]))]
        return Said(mark, tuple(words))

    def put_in(self, key: str) -> None:
        remarks = tuple(
            Remark(name, said.text, (ASKER, ANSWERER)[place % 2], "")
            for place, (name, said) in enumerate(self.editions[key])
        )
        day = 1 + int(key[-1])
        made = replace(debate(f"Debate {key[-1]}", day, key), remarks=remarks)
        self.library.add(Parsed((made,)), replace(SOURCE, digest=str(self.next())), now=NOW)

    @rule(seed=st.integers(0, 10**9))
    def comes_in(self, seed: int) -> None:
        chance = random.Random(seed)
        key = f"debate/{chance.randrange(DEBATES)}"
        if key not in self.editions:
            self.editions[key] = [(f"{key}.{n}", self.said(chance)) for n in range(chance.randint(2, LONGEST))]
        self.put_in(key)

    @precondition(lambda self: self.editions)
    @rule(seed=st.integers(0, 10**9))
    def comes_again(self, seed: int) -> None:
        """With words changed, speeches removed, added, moved, and sometimes numbered anew."""
        chance = random.Random(seed)
        key = chance.choice(sorted(self.editions))
        edition = self.editions[key]
        for _ in range(chance.randint(1, 3)):
            chance.choice([self.change, self.change, self.remove, self.insert, self.move, self.renumber])(
                edition, key, chance
            )
        self.put_in(key)

    def change(self, edition: list[tuple[str, Said]], key: str, chance: random.Random) -> None:
        place = chance.randrange(len(edition))
        name, said = edition[place]
        words = list(said.words)
        words[chance.randrange(1, len(words))] = chance.choice(VOCABULARY)
        if chance.random() < 0.5:
            words.insert(chance.randrange(1, len(words)), chance.choice(VOCABULARY))
        edition[place] = name, replace(said, words=tuple(words))

    def remove(self, edition: list[tuple[str, Said]], key: str, chance: random.Random) -> None:
        if len(edition) > 1:
            del edition[chance.randrange(len(edition))]

    def insert(self, edition: list[tuple[str, Said]], key: str, chance: random.Random) -> None:
        edition.insert(chance.randint(0, len(edition)), (f"{key}.{1000 + self.next()}", self.said(chance)))

    def move(self, edition: list[tuple[str, Said]], key: str, chance: random.Random) -> None:
        edition.insert(chance.randrange(len(edition)), edition.pop(chance.randrange(len(edition))))

    def renumber(self, edition: list[tuple[str, Said]], key: str, chance: random.Random) -> None:
        """The source counts its speeches anew, so that a number comes to mean another."""
        edition[:] = [(f"{key}.{n}", said) for n, (_, said) in enumerate(edition)]

    # What a reader does

    def apply(self, change: Change | None) -> None:
        if change is not None:
            self.library.apply(change, now=NOW)

    def opened(self, chance: random.Random) -> Debate | None:
        shelf = self.library.shelf()
        return self.library.debate(chance.choice(shelf).id) if shelf else None

    @rule(seed=st.integers(0, 10**9))
    def notes(self, seed: int) -> None:
        chance = random.Random(seed)
        if (opened := self.opened(chance)) is None:
            return
        speech = chance.choice(opened.speeches)
        words = [at for at in range(len(speech.text)) if not at or speech.text[at - 1] == " "]
        first, last = sorted(chance.choices(range(len(words)), k=2))
        end = (words[last + 1] - 1) if last + 1 < len(words) else len(speech.text)
        scope, quotes = chance.choice(
            [
                (Scope.SPEECH, (anchors.whole(speech.id),)),
                (Scope.SPAN, (anchors.make(speech.id, speech.text, words[first], end),)),
                (Scope.SPAN, (anchors.make(speech.id, speech.text, words[first], end),)),
                (Scope.DEBATE, ()),
            ]
        )
        note = NoteId(f"{self.next():032x}")
        author = Author(f"2031-05-06T10:00:00.{self.made:06}Z")
        body = " ".join(chance.choices(VOCABULARY, k=chance.randint(1, 3)))
        self.apply(
            note_on(note, opened, (scope, quotes), author, body=body, tags=chance.sample(TAGS, chance.randint(0, 2)))
        )
        self.marked[note] = frozenset({mark(speech)} if quotes else ())

    @rule(seed=st.integers(0, 10**9))
    def changes(self, seed: int) -> None:
        """A note edited, tagged, untagged or deleted; a debate taken off the shelf."""
        chance = random.Random(seed)
        if (opened := self.opened(chance)) is None:
            return
        notes = self.library.notes(opened.id)
        author = Author(f"2031-05-06T11:00:00.{self.next():06}Z")
        if not notes or chance.random() < 0.1:
            self.apply(remove_debate(self.library.facts(opened.id)) if chance.random() < 0.3 else None)
            return
        note = chance.choice(notes)
        self.apply(
            chance.choice(
                [
                    lambda: edit_note(opened, note, author, body=" ".join(chance.choices(VOCABULARY, k=2))),
                    lambda: delete_note(opened, note),
                    lambda: tag(opened, notes, [(note.scope, note.quotes)], [chance.choice(TAGS)], author, ()),
                    lambda: untag(opened, notes, [chance.choice(TAGS)], author),
                ]
            )()
        )

    @rule(back=st.integers(-2, 3))
    def undoes(self, back: int) -> None:
        for _ in range(abs(back)):
            (self.library.undo if back > 0 else self.library.redo)(now=NOW)

    @rule()
    def starts_anew(self) -> None:
        self.library.close()
        self.library = Library.open(self.path)

    # What must hold

    @invariant()
    def every_note_is_on_its_words_or_in_the_tray(self) -> None:
        if not hasattr(self, "library"):
            return
        waiting = {note.id for note in self.library.orphans()}
        for (number,) in self.library._db.rows("SELECT id FROM note"):
            note = self.library.note(NoteId(number))
            for quote in note.quotes:
                text, home = self.library._db.one("SELECT text, debate FROM speech WHERE id = ?", quote.span.speech)
                if quote.placing is not Placing.SURE or home is None:
                    assert note.id in waiting, f"{note} has no place and is not in the tray"
                else:
                    assert self.marked[note.id] == {mark_of(text)}, f"{note} is on other words: {text}"
                    assert text[quote.span.start : quote.span.end] == quote.text

    @invariant()
    def what_is_found_is_what_a_look_through_the_texts_finds(self) -> None:
        if not hasattr(self, "library"):
            return
        chance = random.Random(self.made)
        speeches = [(row.id, speech) for row in self.library.shelf() for speech in self.library.debate(row.id).speeches]
        texts = {speech.id: speech.text.rstrip(".").split() for _, speech in speeches}
        on = self.noted()
        for _ in range(2):
            text, holds = asked(chance)
            query = parse(text, TODAY)
            assert isinstance(query, Query)
            found = {hit.speech for hit in self.library.search(query, limit=1000)}
            assert found == {number for number, words in texts.items() if holds(words, on.get(number, []))}, text
            assert self.library.count(query) == (len(found), True), text

    def noted(self) -> dict[int, list[tuple[Note, bool]]]:
        """The notes on each speech; whether a note on the whole debate stands at this one."""
        on: dict[int, list[tuple[Note, bool]]] = {}
        for row in self.library.shelf():
            speeches = self.library.debate(row.id).speeches
            first = min((speech.id for speech in speeches), default=None)
            for note in self.library.notes(row.id):
                places = {quote.span.speech for quote in note.quotes} or {speech.id for speech in speeches}
                for number in places:
                    on.setdefault(number, []).append((note, bool(note.quotes) or number == first))
        return on

    def teardown(self) -> None:
        if hasattr(self, "library"):
            while self.library.undo(now=NOW):
                pass
            self.every_note_is_on_its_words_or_in_the_tray()
            self.what_is_found_is_what_a_look_through_the_texts_finds()
            while self.library.redo(now=NOW):
                pass
            self.library.close()
            oracle.sound(self.path)
            shutil.rmtree(self.folder)
            count("machines of imports, notes and searches")


def mark(speech: Speech) -> str:
    return mark_of(speech.text)


def mark_of(text: str) -> str:
    return text[:5]


Holds = Callable[[list[str], list[tuple[Note, bool]]], bool]


def asked(chance: random.Random) -> tuple[str, Holds]:
    """A query, and what it means for the words of a speech and the notes on it."""
    parts = [chance.choice([word, word, phrase, tagged, without])(chance) for _ in range(chance.randint(1, 3))]
    if all(text.startswith("-") for text, _ in parts):
        parts.append(word(chance))
    wanted = {text for text, _ in parts if not text.startswith("-")}
    parts = [(text, holds) for text, holds in parts if text.removeprefix("-") not in wanted or text in wanted]
    return " ".join(text for text, _ in parts), lambda words, notes: all(holds(words, notes) for _, holds in parts)


def in_notes(text: str, notes: Sequence[tuple[Note, bool]]) -> bool:
    return any(here and text in " ".join((note.body, *note.tags)) for note, here in notes)


def word(chance: random.Random) -> tuple[str, Holds]:
    """In the speech or in a note that stands there."""
    text = chance.choice(VOCABULARY)
    return text, lambda words, notes: text in words or in_notes(text, notes)


def phrase(chance: random.Random) -> tuple[str, Holds]:
    text = chance.choices(VOCABULARY, k=2)
    return (
        f'"{" ".join(text)}"',
        lambda words, notes: (
            any(words[at : at + 2] == text for at in range(len(words))) or in_notes(" ".join(text), notes)
        ),
    )


def tagged(chance: random.Random) -> tuple[str, Holds]:
    """With a tag or one below it, on the words, the speech or the debate."""
    name = chance.choice(TAGS)
    return f"tag:{name}", lambda words, notes: any(
        each == name or each.startswith(f"{name}/") for note, _ in notes for each in note.tags
    )


def without(chance: random.Random) -> tuple[str, Holds]:
    """Not in the speech; what notes say is no matter."""
    text = chance.choice(VOCABULARY)
    return f"-{text}", lambda words, notes: text not in words


def run(examples: int, steps: int) -> None:
    machine = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=examples < 100,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    run_state_machine_as_test(ReaderMachine, settings=machine)  # type: ignore[no-untyped-call]


def test_imports_notes_and_searches() -> None:
    run(15, 20)


@pytest.mark.long
def test_many_imports_notes_and_searches() -> None:
    run(600, 50)
