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
from tui.widgets.paint_shelf import Lines, debate_line, fit, group_line, told_apart
from tui.widgets.paint_strip import strip

DAY = dt.date(2025, 3, 11)
FERRIES = Shelved(
    DebateId(202503110001), "Ferry Services", DAY, "commons", Section.CHAMBER, ("Transport",), "14:30:00",
    ("Ann Marchbank", "Owen Quill"), 2, 9, 3, 0, 0.0,
)  # fmt: skip


def shown(debate: Shelved, width: int, difference: str = "") -> str:
    return "".join(cell.text for cell in debate_line(debate, difference, width))


def test_groups_stand_over_their_debates() -> None:
    lines = Lines(3, [2, 1])
    assert [(row.group, row.debate) for row in map(lines.at, range(len(lines)))] == [
        (0, None), (None, 0), (None, 1), (None, None), (1, None), (None, 2),
    ]  # fmt: skip
    flat = Lines(2, [])
    assert ([flat.at(line).debate for line in range(len(flat))], flat.of(1), flat.near(9, 1)) == ([0, 1], 1, 1)
    assert (len(Lines(0, [])), Lines(0, []).near(3, 1)) == (0, 0)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=9))
def test_every_debate_has_one_line_and_the_way_there_ends_near_it(sizes: list[int]) -> None:
    lines = Lines(sum(sizes), sizes)
    shown = [lines.at(line) for line in range(len(lines))]
    assert [row.debate for row in shown if row.debate is not None] == list(range(sum(sizes)))
    assert [shown[lines.of(place)].debate for place in range(sum(sizes))] == list(range(sum(sizes)))
    for line in range(len(lines)):
        before = [row.debate for row in shown[: line + 1] if row.debate is not None]
        after = [row.debate for row in shown[line:] if row.debate is not None]
        assert lines.near(line, 1) == (before[-1] if before else 0)
        assert lines.near(line, -1) == (after[0] if after else 0)


@pytest.mark.parametrize(
    ("name", "said"),
    [("2025-03-09", " Sun 9 March 2025   2 days ago"), ("2025-03", " March 2025"), ("2025", " 2025"),
     ("53", " 53rd Parliament"), ("42", " 42nd Parliament"), ("lords grand_committee", " Lords · Grand Committee")],
)  # fmt: skip
def test_headings(name: str, said: str) -> None:
    assert "".join(cell.text for cell in group_line(name, DAY, 60)).rstrip() == said


@pytest.mark.parametrize("width", [20, 80])
def test_a_line_that_no_day_stands_over_says_its_day(width: int) -> None:
    line = "".join(cell.text for cell in debate_line(FERRIES, "", width, dated=True))
    assert ("11 Mar 2025" in line) == (width == 80)


def test_the_calendar_shows_the_weeks_of_the_year_or_its_months() -> None:
    days = [("2025-03-11", 4), ("2025-03-03", 1), ("2025-01-06", 2), ("2024-03-11", 9)]
    weeks, here = strip(days, "2025-03-11", 70)
    assert (len(weeks), weeks[here], weeks[here - 1], weeks.count("·")) == (53, "█", "▂", 50)
    assert strip(days, "2025-03-11", 17) == ("▃·█·········", 2)
    assert strip(days, "2025-03-11", 16) == ("", 0)


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
