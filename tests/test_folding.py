"""Text as it is compared: letter by letter in quick steps, and still as the whole text in one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import folding
from store.folding import alike, fold
from store.search.found import holds


@given(st.one_of(st.text(), st.text("aé’—ﬀİẞ\u0301\u05b0\u05bc\u00ad\u00a0Ωſ`", max_size=12)))
@settings(max_examples=300, deadline=None)
def test_letters_exchanged_one_kind_after_another_are_those_of_the_whole_text(text: str) -> None:
    assert alike(text) == (text.lower() if text.isascii() else folding._whole(text))


@pytest.mark.parametrize(
    ("text", "phrase", "there"),
    [
        ("The “public”\u00a0purse.", "public purse", True),
        ("The Públic\npurse", "PUBLIC PURSE", True),
        ("a republic purse", "public purse", False),
        ("a republic purse, the public purse", "public purse", True),
        ("the public purses", "public purse", False),
        ("no no no", "no no", True),
        ("ano no no", "no no", True),
        ("soft\u00adened", "softened", True),
    ],
)
def test_exact_words_in_a_text(text: str, phrase: str, there: bool) -> None:
    assert holds(text, phrase) is there


def test_a_text_of_many_letters_is_folded_at_once() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(folding._FEW + 1)) + "É"
    assert fold(text).endswith("e")
