"""Verdicts and promises in the app: given by a key, shown beside the words, counted and taken back."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from store.model import Kind
from store.records import Verdict
from tests.test_app import library, pane, press, running, screen_text, settled
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


async def test_the_set_is_that_of_the_config_and_only_answers_are_judged(library: Path) -> None:
    async with running(library, config=Config(verdicts={"splendid": "s", "poor": "p"})) as pilot:
        await at_answer(pilot)
        await press(pilot, "A")
        assert "splendid" in screen_text(pilot)
        assert "evaded" not in screen_text(pilot)
        await press(pilot, "s")
        assert [each.verdict for each in verdicts(pilot)] == ["splendid"]
