"""The reading pane under the keys themselves, sequences too, under the wheel, without colour."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from store.model import Position, SpeechId
from tests.invented import FIRST_ID, SMALL, large
from tests.test_app import screen_text
from tests.test_reading_pane import NOTES, shown, speech
from tui.widgets.reading_pane import ReadingPane


async def keys(pilot: Pilot[None], *typed: str) -> None:
    """Do what keys are bound to, sequences too, which outside the whole app nobody gathers."""
    for key in typed:
        bound = pilot.app.screen.active_bindings[key]
        await pilot.app.run_action(bound.binding.action, bound.node)
        await pilot.pause(0)


def chosen(pane: ReadingPane) -> list[str]:
    return [SMALL[span.speech - FIRST_ID][2][span.start : span.end] for span in pane.selection]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("w", "i w"), ["assessment"]),
        (("i s",), [SMALL[1][2]]),
        (("i p",), [SMALL[1][2]]),
        (("w", "w", "b", "e"), ["What assessment"]),
        (("dollar_sign",), ["What assessment she has made of the state of the harbour wall at Upper"]),
        (("l", "l", "h"), ["Wh"]),
        (("V", "j"), [SMALL[1][2], SMALL[2][2]]),
        (("v",), []),
    ],
)
async def test_words_are_chosen(typed: tuple[str, ...], expected: list[str]) -> None:
    async with shown() as (pilot, pane):
        await keys(pilot, "j", "v", *typed)
        assert [text.rstrip() for text in chosen(pane)][: len(expected)] == expected
        assert bool(pane.selection) == bool(expected)


async def test_a_drag_over_two_speeches_is_a_span_in_each() -> None:
    async with shown(size=(80, 40)) as (pilot, pane):
        assert pane.view is not None
        page, parts = pane.view.page, pane.frame
        rows = [page.text_rows(place).start - pane.view.top + parts.head for place in (3, 4)]
        await pilot.mouse_down(pane, offset=(parts.text.left + 2, rows[0]))
        await pilot.hover(pane, offset=(parts.text.left + 2 + 2 * page.depths[4], rows[1]))
        await pilot.mouse_up(pane, offset=(parts.text.left + 2 + 2 * page.depths[4], rows[1]))
        assert [span.speech - FIRST_ID for span in pane.selection] == [3, 4]
        assert "".join(chosen(pane)) in SMALL[3][2] + SMALL[4][2]


async def test_the_wheel_moves_three_rows_and_nothing_glides() -> None:
    async with shown(large(40)) as (pilot, pane):
        assert pane.view is not None
        for wheel, top in ((events.MouseScrollDown, 3), (events.MouseScrollDown, 6), (events.MouseScrollUp, 3)):
            pane.post_message(wheel(pane, 5, 5, 0, 0, 0, False, False, False))
            await pilot.pause(0)
            assert pane.view.top == top
        assert not pilot.app.animator.is_being_animated(pane, "scroll_y")


async def test_folds() -> None:
    async with shown() as (pilot, pane):
        here = SpeechId(FIRST_ID + 1)
        division = pane.folds
        for key, folds in (("z a", {here}), ("z o", set()), ("z c", {here}), ("z a", set()), ("z c", {here})):
            await keys(pilot, *(["j"] if speech(pane) == 0 else []), key)
            assert pane.folds - division == folds, key
            assert pane.caret == Position(here)
        await keys(pilot, "z M")
        assert len(pane.folds) == len(SMALL)
        await keys(pilot, "z R")
        assert not pane.folds
        assert pane.caret == Position(here)


async def test_the_line_is_put_where_it_is_wanted() -> None:
    async with shown(large(40), size=(80, 24)) as (pilot, pane):
        await keys(pilot, "J", "J", "J", "w")
        for key, row in (("z t", 0), ("z z", pane.frame.body // 2), ("z b", pane.frame.body - 1)):
            before = pane.caret
            await keys(pilot, key)
            assert (pane.place().row, pane.caret) == (row, before), key


async def test_going_by_what_answers_what_and_by_who_speaks() -> None:
    async with shown() as (pilot, pane):
        for key, place in (
            ("j", 1),
            ("percent_sign", 2),
            ("percent_sign", 1),
            ("right_parenthesis", 3),
            ("percent_sign", 4),
            ("P", 1),
            ("percent_sign", 2),
            ("right_parenthesis", 4),
            ("left_parenthesis", 2),
        ):
            await keys(pilot, key)
            assert speech(pane) == place, key


async def test_hits_and_annotations_both_ways() -> None:
    async with shown(notes=NOTES) as (pilot, pane):
        assert pane.search("lamp") == 3
        first = pane.caret
        await keys(pilot, "n", "n", "N", "N")
        assert pane.caret == first
        await keys(pilot, "asterisk", "x")
        assert {marked - FIRST_ID for marked in pane.marked} == {2}
        await keys(pilot, "g g", *["right_square_bracket a"] * 3)
        assert pane.note == "lamp"
        await keys(pilot, *["left_square_bracket a"] * 2)
        assert pane.note == "wall"


async def test_without_colour_words_chosen_still_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(notes=NOTES, size=(140, 40)) as (pilot, pane):
        assert pilot.app.no_color
        await keys(pilot, "j", "v", "w", "e")
        assert "What assessment" in screen_text(pilot)
        [style] = {part.style for y in range(20) for part in pane.render_line(y) if part.text.startswith("What ass")}
        assert style is not None
        assert style.underline
