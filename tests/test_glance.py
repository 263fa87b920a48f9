"""Two people at a glance: what is counted, how it is drawn, and as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from click.testing import CliRunner

from store.glance import Glance, drawn, glance, table
from store.library import Library
from store.model import Speaker
from store.parsed import Parsed
from tests import invented
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import library, press, running, screen_text
from tests.test_app_verdicts import at_answer
from tui.cli import dispatchbox

__all__ = ["library"]
TWO = (invented.ASKER, invented.MINISTER)


def who(speaker: Speaker | None) -> int | None:
    return TWO.index(speaker) if speaker in TWO else None


def test_exchanges_words_questions_and_answers_are_counted() -> None:
    thread = invented.small()
    seen = glance(thread, who, ("Quill", "Marsh"))
    words = [len(thread.speeches[place].text.split()) for place in range(5)]
    assert seen.months == (("2031-03", 1, words[1] + words[3], words[2] + words[4]),)
    assert (seen.asked, seen.answered) == ((2, 0), (2, 0))
    assert (seen.first, seen.last, seen.days) == (invented.DAY, invented.DAY, 1)
    assert seen.topics == ((thread.debate.title, 1),)


def test_nobody_is_counted_who_is_not_there() -> None:
    seen = glance(invented.small(), lambda speaker: None, ("a", "b"))
    assert (seen.exchanges, seen.first) == (0, None)
    assert list(drawn(seen)) == ["no exchange here in which both speak"]


def test_a_year_is_a_line_and_every_line_fits() -> None:
    months = (("2029-01", 1, 10, 0), ("2031-03", 8, 90, 100), ("2031-12", 4, 1, 1))
    topics = tuple((f"Topic {n}", 1) for n in range(20))
    seen = Glance(("Ann Lee", "Bo Ray"), months, topics, (4, 0), (3, 0), dt.date(2029, 1, 2), dt.date(2031, 12, 1), 9)
    lines = list(drawn(seen, 60))
    assert "             2029   ▁ · · · · · · · · · · ·   1" in lines
    assert "             2031   · · █ · · · · · · · · ▄   12" in lines
    assert not any("2030" in line for line in lines)
    assert "  Ann Lee asked 4; Bo Ray answered 3 (75%)" in lines
    assert lines[-1].strip() == "and 12 more"
    assert all(len(line) <= 60 for line in lines)
    rows = list(table(seen))
    assert ("exchanges", "2031-03", "", "8") in rows
    assert ("words", "2031-03", "Bo Ray", "100") in rows
    assert len({len(row) for row in rows}) == 1


def test_the_command_draws_and_writes(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        opened.add(Parsed((debate(), debate("Other", 6, "debate/2"))), SOURCE, now=NOW)
    run = ["--library", str(path), "pair", "Prydderch", "Vane"]
    told = CliRunner().invoke(dispatchbox, [*run, "--glance"])
    assert (told.exit_code, told.output.split("\n")[:2]) == (
        0,
        ["Ffion Prydderch and Osric Vane", "2 exchanges on 2 days"],
    )
    rows = list(csv.reader(io.StringIO(CliRunner().invoke(dispatchbox, [*run, "--csv"]).output)))
    assert ["questions answered by the other", "", "Ffion Prydderch", "2"] in rows


async def test_a_key_shows_the_two_at_the_caret(library: Path) -> None:
    async with running(library) as pilot:
        await at_answer(pilot)
        await press(pilot, "g", "percent_sign")
        assert "exchanges a month" in screen_text(pilot)
        assert "Dilys Marchbank and Harriet Quill" in screen_text(pilot)
