"""The wall against control characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sanitise import REPLACEMENT, clean, clean_line, count

BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
ANY = st.text(st.characters(exclude_categories=())).map(str)


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\x1b]52;c;cm0=\x07", "\ufffd]52;c;cm0=\ufffd"),
        ("a\x9b31mb", "a\ufffd31mb"),
        ("a\rb", "a\ufffdb"),
        ("a\x7fb\x00", "a\ufffdb\ufffd"),
        ("price \u202e001\u2066", "price \ufffd001\ufffd"),
        ("lone \ud83d", "lone \ufffd"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("\u200f\u200e \u200d\u200c", "\u200f\u200e \u200d\u200c"),
        ("👩\u200d🚀 a\u00a0b e\u0301 [Lords] [/]", "👩\u200d🚀 a\u00a0b e\u0301 [Lords] [/]"),
    ],
)
def test_only_what_acts_is_replaced(raw: str, safe: str) -> None:
    assert clean(raw) == safe
    assert count(raw) == safe.count(REPLACEMENT) - raw.count(REPLACEMENT)


@given(ANY)
def test_what_is_clean_acts_on_no_terminal_and_is_as_long_as_before(text: str) -> None:
    safe = clean(text)
    assert len(safe) == len(text)
    assert clean(safe) == safe
    assert not [c for c in safe if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\t\n"]
    assert not [c for c in safe if ord(c) in BIDI]
    safe.encode("utf-8")


@given(ANY)
def test_a_line_is_one_line(text: str) -> None:
    line = clean_line(text)
    assert "\n" not in line
    assert "  " not in line
    assert line == line.strip(" ") == clean_line(line)
