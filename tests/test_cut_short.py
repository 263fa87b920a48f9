"""A page that was copied only in part, and then as a whole, in either order: one debate, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import anchors
from store.annotations import Author, note_on
from store.importers import parse_bytes
from store.importers.options import Options
from store.library import Library
from store.model import Debate, NoteId, Source
from store.parsed import Parsed
from store.records import Placing, Scope
from tests import oracle
from tests.ferries import DAY
from tests.libraries import NOW

PAGES = sorted((Path(__file__).parent.parent / "sample_data" / "parallel-parliament").glob("*.txt"))
CUTS = (0.45, 0.62, 0.83, 0.97)
SOURCE = Source("page.txt", "Parallel Parliament page", "ab" * 32)


def parsed(text: str) -> Parsed:
    return parse_bytes(text.encode(), "page.txt", Options(DAY)).parsed


def readings(library: Library) -> list[list[str]]:
    debates: list[Debate] = [library.debate(shelved.id) for shelved in library.shelf()]
    return sorted([speech.text for speech in debate.speeches] for debate in debates)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.parametrize("whole_first", [False, True])
def test_a_page_cut_short_is_the_same_debate(tmp_path: Path, page: Path, *, whole_first: bool) -> None:
    text = page.read_text(encoding="utf-8")
    whole = parsed(text)
    expected = sorted([remark.text for remark in debate.remarks] for debate in whole.debates)
    for number, cut in enumerate(CUTS):
        part = parsed(text[: int(len(text) * cut)])
        path = tmp_path / f"{number}.db"
        with Library.open(path) as library:
            for each in (whole, part) if whole_first else (part, whole):
                library.add(each, SOURCE, now=NOW)
            assert readings(library) == expected, cut
            again = library.add(whole, SOURCE, now=NOW)
            assert (again.new, again.updated) == (0, 0), cut
            assert readings(library) == expected, cut
        oracle.sound(path)


def test_a_note_on_words_before_the_cut_stays_with_them(tmp_path: Path) -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    with Library.open(tmp_path / "library.db") as library:
        added = library.add(parsed(text[: text.rindex(" ")]), SOURCE, now=NOW)
        debate = library.debate(added.debates[-1])
        last = debate.speeches[-1]
        target = (Scope.SPAN, (anchors.make(last.id, last.text, 0, 12),))
        change = note_on(NoteId("0" * 32), debate, target, Author(NOW), body="mine")
        assert change is not None
        library.apply(change, now=NOW)
        library.add(parsed(text), SOURCE, now=NOW)
        (note,) = library.notes(debate.id)
        assert [(quote.text, quote.placing) for quote in note.quotes] == [(last.text[:12], Placing.SURE)]
        assert note.quotes[0].span.speech == last.id
