"""Key sequences: what waits, what is done, what leads nowhere."""

from __future__ import annotations

import pytest
from textual.binding import ActiveBinding, Binding
from textual.widget import Widget

from tui.keys import Sequences, clashes, face


def active(*keys: str) -> dict[str, ActiveBinding]:
    node = Widget()
    return {key: ActiveBinding(node, Binding(key, f"do_{key}", f"does {key}", id=key), True, "") for key in keys}


PANE = active("j", "g g", "g o", "y y", "y q", "m any", "apostrophe any", "apostrophe apostrophe")


@pytest.mark.parametrize(
    ("typed", "states", "found"),
    [
        (["j"], ["none"], None),
        (["g", "g"], ["waiting", "done"], "g g"),
        (["y", "q"], ["waiting", "done"], "y q"),
        (["g", "x"], ["waiting", "wrong"], None),
        (["m", "a"], ["waiting", "done"], "m any"),
        (["apostrophe", "apostrophe"], ["waiting", "done"], "apostrophe apostrophe"),
        (["apostrophe", "b"], ["waiting", "done"], "apostrophe any"),
        (["g", "escape", "g", "o"], ["waiting", "wrong", "waiting", "done"], "g o"),
    ],
)
def test_keys_come_to(typed: list[str], states: list[str], found: str | None) -> None:
    sequences = Sequences()
    steps = [sequences.feed(key, key if len(key) == 1 else None, PANE) for key in typed]
    assert [step.state for step in steps] == states
    last = steps[-1].binding
    assert (last.binding.key if last else None) == found
    assert sequences.begun == ()


def test_a_letter_is_handed_on() -> None:
    sequences = Sequences()
    sequences.feed("m", "m", PANE)
    assert sequences.feed("x", "x", PANE).character == "x"


def test_a_key_that_types_nothing_does_not_stand_for_any() -> None:
    sequences = Sequences()
    sequences.feed("m", "m", PANE)
    assert sequences.feed("escape", "\x1b", PANE).state == "wrong"


def test_choices_tell_what_may_follow() -> None:
    sequences = Sequences()
    sequences.feed("y", "y", PANE)
    assert sequences.choices(PANE) == [("y", "does y y"), ("q", "does y q")]


def test_clashes_are_reported() -> None:
    bindings = [
        Binding("j", "a", id="a"),
        Binding("j", "b", id="b"),
        Binding("g", "c", id="c"),
        Binding("g g", "d", id="d"),
    ]
    assert clashes(bindings) == [("j", "a", "b"), ("g", "c", "d")]


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("g g", "g g"),
        ("right_square_bracket a", "] a"),
        ("ctrl+d", "ctrl+d"),
        ("pagedown", "PgDn"),
        ("m any", "m letter"),
    ],
)
def test_faces(key: str, shown: str) -> None:
    assert face(key) == shown
