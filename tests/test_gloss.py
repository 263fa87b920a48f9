"""Whom forms of address mean, under the words: rows of their own that are none of the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Position
from tests import invented
from tests.test_app import library, pane, press, running, screen_text
from tests.test_app_verdicts import at_answer
from tui.layout.asides import Asides, Meant
from tui.layout.page import LineKind, Page

__all__ = ["library"]


DOUBT = "a friend is of one’s own party, but Ottoline Marsh is Har and Bartholomew Quill Mea"


def pages(width: int) -> tuple[Page, Page]:
    """The small debate as it is, and with whom two of its forms of address mean."""
    thread = invented.small()

    def meant(place: int, words: str, name: str, doubt: str = "") -> tuple[Meant, ...]:
        start = thread.speeches[place].text.index(words)
        return (Meant(start, start + len(words), name, "", doubt),)

    of = {2: meant(2, "My hon. Friend", "Bartholomew Quill", DOUBT), 6: meant(6, "the hon. Lady", "Siân Gwydir-Llŷn")}
    asides = Asides(meant={thread.speeches[place].id: each for place, each in of.items()})
    return Page(thread, width), Page(thread, width, asides=asides)


def rows_of_words(page: Page) -> list[tuple[int, int, int]]:
    lines = [page.line(row) for row in range(len(page))]
    return [(line.place, line.start, line.end) for line in lines if line.kind is LineKind.TEXT]


@pytest.mark.parametrize("width", [10, 24, 40, 72])
def test_the_words_stay_as_they_are_and_every_place_is_found(width: int) -> None:
    plain, with_names = pages(width)
    assert rows_of_words(plain) == rows_of_words(with_names)
    assert len(with_names) > len(plain)
    for speech in with_names.speeches:
        for offset in range(len(speech.text)):
            row = with_names.row_of(Position(speech.id, offset))
            line = with_names.line(row)
            assert line.kind is LineKind.TEXT
            assert line.start <= offset < line.end
    for row in range(len(with_names)):
        place = with_names.position_at(row)
        assert 0 <= place.offset <= max(0, len(with_names.speeches[with_names.places[place.speech]].text) - 1)


def test_a_name_stands_under_its_words() -> None:
    _, page = pages(72)
    rows = [row for row in range(len(page)) if page.line(row).kind is LineKind.GLOSS]
    told = [[piece.text for piece in page.glosses[row]] for row in rows]
    assert told[0] == ["↳ Bartholomew Quill ?"]
    assert " ".join(words for (words,) in told[1:-1]) == DOUBT
    assert told[-1] == ["↳ Siân Gwydir-Llŷn"]
    for row in (rows[0], rows[-1]):
        above = page.line(row - 1)
        (meant,) = page.meant[page.speeches[above.place].id]
        assert above.start <= meant.start < above.end
        assert page.glosses[row][0].cell <= page.column_of(Position(page.speeches[above.place].id, meant.start))
        assert above.start <= page.position_at(row).offset < above.end


@given(
    st.lists(st.sampled_from(["word", "Llŷn", "🫖", "a", "\n"]), min_size=1, max_size=40).map(" ".join),
    st.lists(st.tuples(st.integers(0, 150), st.integers(1, 9), st.booleans()), max_size=6),
    st.integers(6, 60),
)
def test_any_names_leave_every_row_within_the_width(text: str, spans: list[tuple[int, int, bool]], width: int) -> None:
    from tui.layout.cells import width as cells
    from tui.layout.gloss import under, with_rows
    from tui.layout.wrap import wrap

    starts = wrap(text, width)
    meant = [
        Meant(start, min(start + size, len(text)), "Bartholomew Quill", "", "another party" if doubt else "")
        for start, size, doubt in sorted(spans)
        if start < len(text)
    ]
    rows = under(text, starts, meant, width, lambda start: 0)
    for pieces in (row for found in rows.values() for row in found):
        end = 0
        for piece in pieces:
            assert piece.cell >= end
            end = piece.cell + cells(piece.text)
        assert end <= width
    offsets, of = with_rows(starts, len(text), rows)
    assert [offset for row, offset in enumerate(offsets) if row not in of] == starts
    assert offsets == sorted(offsets)


async def test_a_key_shows_them_and_no_copy_holds_them(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.app.Dispatchbox.copy", lambda self, text, what, lacks="": copied.append(text))
    async with running(library) as pilot:
        await at_answer(pilot)
        before = screen_text(pilot)
        await press(pilot, "g", "a")
        assert "↳ " in screen_text(pilot)
        assert "forms of address" in screen_text(pilot)
        await press(pilot, "y", "q")
        assert copied
        assert "↳" not in copied[0]
        await press(pilot, "z", "M", "z", "R", "g", "a")
        assert "↳" not in screen_text(pilot)
        assert pane(pilot).asides.meant == {}
        assert before.split("\n")[:5] == screen_text(pilot).split("\n")[:5]
