"""The lines of the shelf."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.model import DebateId, Excerpt, Section, Shelved
from tui.clock import ago
from tui.widgets.paint_shelf import debate_line, fit, rows, told_apart

DAY = dt.date(2025, 3, 11)
FERRIES = Shelved(
    DebateId(202503110001), "Ferry Services", DAY, "commons", Section.CHAMBER, ("Transport",), "14:30:00",
    ("Ann Marchbank", "Owen Quill"), 2, 9, 3, 0, 0.0,
)  # fmt: skip


def shown(debate: Shelved, width: int, difference: str = "") -> str:
    return "".join(cell.text for cell in debate_line(debate, difference, width))


def test_days_stand_over_their_debates() -> None:
    earlier = replace(FERRIES, date=DAY - dt.timedelta(days=1))
    lines = rows([FERRIES, FERRIES, earlier])
    assert [(line.day is not None, line.debate) for line in lines] == [
        (True, None), (False, 0), (False, 1), (False, None), (True, None), (False, 2),
    ]  # fmt: skip


def test_namesakes_are_told_apart_by_what_differs() -> None:
    later = replace(FERRIES, parents=("Wales",))
    assert told_apart([FERRIES, later]) == ("Transport", "Wales")
    evening = replace(FERRIES, time="19:00:00")
    assert told_apart([FERRIES, evening]) == ("14:30", "19:00")
    assert told_apart([FERRIES, replace(FERRIES, excerpt=Excerpt.PAIR)]) == ("", "pair")
    assert told_apart([FERRIES, replace(FERRIES, title="Ferries")]) == ("", "")
    assert told_apart([]) == ()


def test_namesakes_that_nothing_else_tells_apart_are_counted_in_the_order_of_the_record() -> None:
    second, third, fourth = (replace(FERRIES, id=DebateId(FERRIES.id + n)) for n in (1, 2, 3))
    assert told_apart([third, FERRIES, second]) == ("3 of 3", "1 of 3", "2 of 3")
    evening = replace(fourth, time="19:00:00", people=("Vane",))
    assert told_apart([FERRIES, second, evening]) == (
        "14:30 Ann Marchbank 1 of 2",
        "14:30 Ann Marchbank 2 of 2",
        "19:00 Vane",
    )


def test_a_title_has_the_room_of_people_who_are_not_named() -> None:
    long = replace(FERRIES, title="Ferries to the outer islands in winter")
    assert long.title not in shown(long, 80)
    assert long.title in shown(replace(long, people=()), 80)


@pytest.mark.parametrize("width", [20, 40, 80, 100, 140])
def test_a_line_is_never_wider_than_the_pane(width: int) -> None:
    long = replace(FERRIES, title="Cludiant ar y Môr 🛳 " * 9, notes=12, read=0.67, exchanges=1234)
    assert cell_len(shown(long, width)) <= max(width, 45)


def test_a_line_at_80() -> None:
    line = shown(replace(FERRIES, notes=2, read=0.67), 80)
    for words in ("Commons", "Ferry Services", "Marchbank, Quill", "3 exch", "67%", "●2"):
        assert words in line
    wide = shown(replace(FERRIES, notes=2, read=0.67), 120)
    for words in ("3 exchanges", "██░", "67%", "2 notes"):
        assert words in wide


def test_a_title_in_brackets_is_shown_whole() -> None:
    assert "Harbours Bill [Lords]" in shown(replace(FERRIES, title="Harbours Bill [Lords]"), 100)


@given(st.text(), st.integers(0, 60))
def test_fit_is_exact(text: str, cells: int) -> None:
    assert cell_len(fit(text.replace("\n", " "), cells)) == cells


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (13, "13 days ago"), (14, "2 weeks ago"), (31, "1 month ago"),
     (61, "2 months ago"), (366, "1 year ago"), (800, "2 years ago"), (-3, "in 3 days")],
)  # fmt: skip
def test_how_long_ago(days: int, said: str) -> None:
    assert ago(DAY, DAY + dt.timedelta(days=days)) == said
