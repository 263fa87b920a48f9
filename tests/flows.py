"""What a reader does to a library, step by step and always the same, so that a killed program can be compared.

`python -m tests.flows LIBRARY` does the steps for ever and prints the number of each as soon as it is done.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from store import anchors, bulk, codebook
from store import annotations as rules
from store.annotations import Author
from store.library import Library
from store.model import Debate, NoteId, Place, Position
from store.parsed import Parsed
from store.records import Change, Code, Scope, Tag
from tests.libraries import SOURCE, debate


def at(step: int) -> str:
    return f"2031-05-06T{step // 3600 % 24:02}:{step // 60 % 60:02}:{step % 60:02}Z"


def do(library: Library, step: int) -> None:
    """The step of that number: one thing that a reader does, in one transaction."""
    chance = random.Random(step)
    act = chance.choice(["bring", "bring", "again", "undo", "undo", "redo", "read", *["mark"] * 8])
    shelf = library.shelf()
    if act == "bring" or not shelf:
        made = [debate(f"Debate {step}", 1 + step % 28, f"debate/{step}/{n}") for n in range(chance.randint(1, 4))]
        library.add(Parsed(tuple(made)), SOURCE, now=at(step))
    elif act == "again":
        opened = library.debate(chance.choice(shelf).id)
        library.add(Parsed((edition(opened, step),)), replace(SOURCE, digest=str(step)), now=at(step))
    elif act == "undo":
        library.undo(now=at(step))
    elif act == "redo":
        library.redo(now=at(step))
    elif act == "read":
        row = chance.choice(shelf)
        first = library.debate(row.id).speeches[0]
        library.keep_place(row.id, Place(Position(first.id, step % 7), step, chance.random()))
    else:
        change = mark(library, library.debate(chance.choice(shelf).id), chance, step)
        if change is not None:
            library.apply(change, now=at(step))


def edition(opened: Debate, step: int):  # type: ignore[no-untyped-def]
    """A newer edition: other words in front of the last speech."""
    made = debate(opened.title, opened.speeches[0].id // 10**6 % 100, opened.key)
    last = made.remarks[-1]
    return replace(made, remarks=(*made.remarks[:-1], replace(last, text=f"Edition {step}. {last.text}")))


def mark(library: Library, opened: Debate, chance: random.Random, step: int) -> Change | None:
    """Something that the journal keeps."""
    author = Author(at(step), "A. Reader")
    notes = library.notes(opened.id)
    ids = (NoteId(f"{step:020x}{n:012x}") for n in count())
    everywhere = [(Scope.SPEECH, (anchors.whole(speech.id),)) for speech in opened.speeches]
    speech = chance.choice(opened.speeches)
    start = chance.randrange(len(speech.text) - 5)
    words = (Scope.SPAN, (anchors.make(speech.id, speech.text, start, start + 5),))
    note = chance.choice(notes) if notes else None
    defined = [tag for tag, _ in library.tags() if tag.definition or tag.key]
    codes = library.codes()
    name, other = f"tag {step % 3}", f"tag {(step + 1) % 3}"
    taken = {code.letter for code in codes}
    letter = next(chr(number) for number in range(0x4E00, 0x9000) if chr(number) not in taken)
    parts = {note.id: ((other, f"{name}/part") if n % 2 else (f"{name}/part",)) for n, note in enumerate(notes)}
    acts = [
        lambda: bulk.rename_tag(library.tagged(name), defined, name, f"{other}/{name}", author),
        lambda: bulk.merge_tags(library.tagged(name, below=False), defined, [name], other, author),
        lambda: bulk.split_tag(library.tagged(name, below=False), defined, name, parts, author),
        lambda: bulk.remove_tag(library.tagged(name), defined, name, author),
        lambda: bulk.rename_code(library.coded(codes[0].name), codes[0], replace(codes[0], name=f"c{step}"), author),
        lambda: bulk.remove_code(library.coded(codes[-1].name), codes[-1], author) if codes[5:] else None,
        lambda: bulk.code_notes(notes, codes[0].name if step % 2 else None, author),
        lambda: bulk.delete_notes(notes) if step % 4 == 0 else None,
        lambda: codebook.bring(codes, (Code(f"new {step}", letter, "red"),)),
        lambda: rules.note_on(next(ids), opened, words, author, body=f"Note {step}", tags=["a"]),
        lambda: rules.tag(opened, notes, everywhere, [f"tag {step % 3}"], author, ids),
        lambda: rules.untag(opened, notes, [f"tag {step % 3}", "a"], author),
        lambda: rules.highlight(opened, notes, [words, *everywhere], "promise", author, ids),
        lambda: note and rules.edit_note(opened, note, author, body=f"Edited {step}"),
        lambda: note and rules.delete_note(opened, note),
        lambda: rules.put_tag(Tag(f"defined {step}", "x")),
        lambda: rules.put_code(Code(f"code {step}", "z", "red")),
        lambda: rules.remove_debate(library.facts(opened.id), len(notes)) if step % 5 == 0 else None,
        lambda: rules.correct_debate(
            library.facts(opened.id), replace(library.facts(opened.id), title=f"{opened.title}, corrected {step}")
        ),
    ]
    return chance.choice(acts)()


def main() -> None:
    with Library.open(Path(sys.argv[1])) as library:
        for step in count():
            do(library, step)
            print(step, flush=True)


if __name__ == "__main__":
    main()
