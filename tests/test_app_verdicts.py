"""Verdicts and promises in the app: given by a key, shown beside the words, counted and taken back."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from store.library import Library
from store.model import Kind, Position
from store.parsed import Parsed
from store.records import Verdict
from tests.libraries import NOW, SOURCE, debate
from tests.test_app import library, pane, running, screen_text, settled
from tests.test_bringing import until
from tests.test_every_key import strike as press
from tui.app import Dispatchbox
from tui.config import Config

__all__ = ["library"]


async def at_answer(pilot: Pilot[None], kind: Kind = Kind.ANSWER) -> None:
    """The reader at the first answer to a question, or at the question."""
    app = pilot.app
    assert isinstance(app, Dispatchbox)
    (shelved, *_) = await app.desk(lambda library: library.shelf())
    debate = await app.desk(lambda library: library.debate(shelved.id))
    answer = next(speech for speech in debate.speeches if speech.kind is Kind.ANSWER and speech.replies_to)
    await app.open_debate(shelved.id, answer.id if kind is Kind.ANSWER else answer.replies_to[0])
    await settled(pilot)


def verdicts(pilot: Pilot[None]) -> list[Verdict]:
    return list(pane(pilot).asides.verdicts.values())


async def test_a_key_judges_the_answer_and_its_letter_stands_beside_it(library: Path) -> None:
    async with running(library) as pilot:
        await at_answer(pilot, Kind.QUESTION)
        await press(pilot, "A")
        assert "Verdict on the answer of" in screen_text(pilot)
        assert "✓ now" not in screen_text(pilot)
        await press(pilot, "e")
        (verdict,) = verdicts(pilot)
        assert (verdict.verdict, verdict.note) == ("evaded", "")
        await press(pilot, "percent_sign")
        assert pane(pilot).caret.speech == verdict.speech
        assert "judged evaded" in screen_text(pilot)
        assert any(line.lstrip().startswith("A e") for line in screen_text(pilot).split("\n"))
        await press(pilot, "u")
        assert verdicts(pilot) == []
        await press(pilot, "full_stop")
        assert [each.verdict for each in verdicts(pilot)] == ["evaded"]


async def test_a_note_is_written_and_the_verdict_changed_and_taken_away(library: Path) -> None:
    async with running(library, size=(140, 40)) as pilot:
        await at_answer(pilot)
        await press(pilot, "A", "j", "tab", *"no date", "enter")
        (verdict,) = verdicts(pilot)
        assert (verdict.verdict, verdict.note) == ("partial", "no date")
        assert "p partial" in screen_text(pilot)
        assert "no date" in screen_text(pilot)
        await press(pilot, "A")
        assert "✓ now" in screen_text(pilot)
        await press(pilot, "d")
        assert [(each.verdict, each.note) for each in verdicts(pilot)] == [("direct", "no date")]
        await press(pilot, "A", "escape")
        assert len(verdicts(pilot)) == 1
        await press(pilot, "A", "x")
        assert verdicts(pilot) == []


async def test_keys_and_a_click_on_the_card_go_to_what_was_judged(library: Path) -> None:
    async with running(library, size=(140, 40)) as pilot:
        await at_answer(pilot)
        await press(pilot, "A", "e", "A", "tab", *"no date", "enter")
        (verdict,) = verdicts(pilot)
        for keys in (("right_square_bracket", "v"), ("left_square_bracket", "v")):
            await press(pilot, "g", "g")
            assert pane(pilot).caret.speech != verdict.speech
            await press(pilot, *keys)
            assert pane(pilot).caret == Position(verdict.speech)
        await press(pilot, "k")
        rows = [line for line in screen_text(pilot).split("\n") if "no date" in line]
        row = screen_text(pilot).split("\n").index(rows[0])
        await pilot.click(pane(pilot), offset=(rows[0].index("no date"), row))
        await settled(pilot)
        assert pane(pilot).caret == Position(verdict.speech)


async def test_the_set_is_that_of_the_config_and_only_answers_are_judged(library: Path) -> None:
    async with running(library, config=Config(verdicts={"splendid": "s", "poor": "p"})) as pilot:
        await at_answer(pilot)
        await press(pilot, "A")
        assert "splendid" in screen_text(pilot)
        assert "evaded" not in screen_text(pilot)
        await press(pilot, "s")
        assert [each.verdict for each in verdicts(pilot)] == ["splendid"]


async def test_verdicts_are_counted_and_listed(library: Path) -> None:
    async with running(library, size=(120, 40)) as pilot:
        await press(pilot, "g", "A")
        assert "no verdicts yet" in screen_text(pilot)
        await press(pilot, "q")
        await at_answer(pilot)
        await press(pilot, "A", "e", "g", "A")
        assert "1 verdict   by minister" in screen_text(pilot)
        await press(pilot, "s")
        assert "by topic" in screen_text(pilot)
        await press(pilot, "s", "s")
        assert "1 verdict   each" in screen_text(pilot)
        await press(pilot, "s", "enter")
        assert "1 verdict of Dilys Marchbank" in screen_text(pilot)
        await press(pilot, "q")
        assert "by minister" in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert verdicts(pilot)[0].speech == pane(pilot).caret.speech


async def test_promises_are_listed_dismissed_closed_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "promises.db"
    with Library.open(path) as opened:
        opened.add(Parsed((debate(), debate("Other", 6, "debate/2"))), SOURCE, now=NOW)
    async with running(path, size=(120, 40)) as pilot:
        await press(pilot, "g", "p")
        await until(pilot, lambda: "2 open" in screen_text(pilot))
        assert "“I will write to the hon. Lady.”" in screen_text(pilot)
        assert "will write; open for" in screen_text(pilot)
        await press(pilot, "x")
        assert "1 open" in screen_text(pilot)
        await press(pilot, "u")
        assert "2 open" in screen_text(pilot)
        await press(pilot, "j", "c")
        assert "What closed it?" in screen_text(pilot)
        await press(pilot, "o")
        assert "1 open" in screen_text(pilot)
        await press(pilot, "s")
        assert "1 closed" in screen_text(pilot)
        assert "outside the library" in screen_text(pilot)
        await press(pilot, "O")
        assert "none closed" in screen_text(pilot)
        file = tmp_path / "out.csv"
        await press(pilot, "s", "s", "w", *str(file), "enter")
        await until(pilot, file.exists)
        assert file.read_text().count("I will write to the hon. Lady.") == 2
        await press(pilot, "slash", *"other", "enter", "enter")
        assert "Other" in screen_text(pilot)
        assert pane(pilot).thread is not None
