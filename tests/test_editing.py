"""A quotation shaped before it is copied: cuts, words put in, and nothing else changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.citations import CUT, Gloss
from store.citations.quoting import join_pieces
from store.editing import Shaping, edges, pieces, shape
from store.errors import StoreError

TEXT = "The wall, as she says, will stand. [Interruption.] She knows it."


def after(*steps: tuple[str, str | None]) -> str:
    shapings: tuple[Shaping, ...] = ()
    for words, put in steps:
        start = TEXT.index(words)
        shapings = shape(shapings, start, start + len(words), put)
    return join_pieces(pieces(TEXT, shapings))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], TEXT),
        ([(", as she says,", None)], "The wall … will stand. [Interruption.] She knows it."),
        ([(", as she says,", "…")], "The wall […] will stand. [Interruption.] She knows it."),
        ([("She", "The Minister")], "The wall, as she says, will stand. [Interruption.] [The Minister] knows it."),
        ([("The wall, as she says, ", None)], "will stand. [Interruption.] She knows it."),
        ([("She", "Dame Ada"), ("She knows it.", None)], "The wall, as she says, will stand. [Interruption.]"),
        ([(" [Interruption.]", None)], "The wall, as she says, will stand. … She knows it."),
    ],
)
def test_what_is_cut_and_put_in(steps: list[tuple[str, str | None]], expected: str) -> None:
    assert after(*steps) == expected


def test_a_cut_does_not_part_another() -> None:
    shapings = shape((), 4, 12, "the pier")
    with pytest.raises(StoreError, match="partly cut"):
        shape(shapings, 8, 20, None)
    assert shape(shapings, 0, 20, None) == (Shaping(0, 20),)


def test_words_may_be_put_in_between() -> None:
    shapings = shape((), 4, 4, "sea")
    assert pieces(TEXT, shapings)[:2] == ("The", Gloss("sea"))
    assert pieces(TEXT, shape((), 0, len(TEXT), "…")) == (CUT,)


@given(st.lists(st.tuples(st.integers(0, 63), st.integers(0, 63), st.sampled_from([None, "…", "x"])), max_size=6))
def test_what_is_left_is_of_the_record(steps: list[tuple[int, int, str | None]]) -> None:
    shapings: tuple[Shaping, ...] = ()
    for start, end, put in steps:
        try:
            shapings = shape(shapings, min(start, end), max(start, end), put)
        except StoreError:
            continue
    assert all(piece in TEXT for piece in pieces(TEXT, shapings) if isinstance(piece, str))
    first, last = edges(TEXT, shapings)
    assert 0 <= first <= last <= len(TEXT)
