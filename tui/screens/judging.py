"""Verdicts from the reader: an answer is judged where it stands, and the table and the promises are opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.model import Debate, Kind, SpeechId
from store.records import Verdict
from tui.clock import now
from tui.screens.repeating import Repeating

if TYPE_CHECKING:
    from tui.screens.verdict import Given
    from tui.widgets.reading_pane import ReadingPane

SHOWN = 200
"""Characters of the question that the box shows."""


class Judging(Repeating):
    """The keys of a view with a reading pane that judge answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "verdict", "Verdict", id="judge.verdict", tooltip="Your verdict on this answer, private"),
    ]

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

    def show_verdicts(self, verdicts: Mapping[SpeechId, Verdict]) -> None:
        """What the reader has judged so far; painted with what is shown next."""
        self.pane.asides = replace(self.pane.asides, verdicts=verdicts, letters=self.box.began.config.verdicts)

    def answers(self) -> tuple[Debate, tuple[SpeechId, ...]] | None:
        """The answers that a verdict is put on: those of the marked speeches, else the one at the caret; all of one
        debate."""
        thread = self.pane.thread
        if thread is None:
            return None
        chosen = sorted(self.pane.marked) or [self.pane.caret.speech]
        debate = thread.debate_of(chosen[0])
        if debate is None:
            return None
        from store.verdicts import answers_at  # read when something is first judged

        found = [answer for speech in chosen for answer in answers_at(debate, speech)]
        return debate, tuple(dict.fromkeys(found))

    def action_verdict(self) -> None:
        found = self.answers()
        if found is None or not found[1]:
            self.say("a verdict is on an answer; this is none, and nobody answers it here")
            return
        from tui.screens.verdict import Given, VerdictScreen  # read when something is first judged

        debate, answers = found
        there = self.pane.asides.verdicts.get(answers[0])
        has = Given(there.verdict, there.note) if there else None
        self.app.push_screen(VerdictScreen(*_about(debate, answers), self.box.began.config.verdicts, has), self._given)

    def _given(self, given: Given | None) -> None:
        if given is not None:
            words = f"judge “{given.verdict}”" if given.verdict else "take the verdict away"
            self.did(words, lambda view: view._judge(given), Judging)
            self._judge(given)

    def _judge(self, given: Given) -> None:
        found = self.answers()
        if found is None or not found[1]:
            self.say("a verdict is on an answer; this is none, and nobody answers it here")
            return
        from store.verdicts import judge, withdraw

        debate, answers = found
        there = self.pane.asides.verdicts
        if given.verdict:
            made = Verdict(answers[0], given.verdict, given.note, self.box.began.config.author, now())
            change = judge(debate, there, answers, made)
        else:
            change = withdraw(debate, there, answers)
        self.pane.marked = frozenset()
        if change is None:
            self.say("nothing to change")
        else:
            self.box.apply(change)


def _about(debate: Debate, answers: tuple[SpeechId, ...]) -> tuple[str, str]:
    """Whose answer it is, and how what was asked begins."""
    if len(answers) > 1:
        return f"Verdict on {len(answers)} answers", ""
    answer = next(speech for speech in debate.speeches if speech.id == answers[0])
    who = answer.speaker.name if answer.speaker else answer.attribution
    asked = [s for s in debate.speeches if s.id in answer.replies_to and s.kind is Kind.QUESTION]
    if not asked:
        return f"Verdict on the answer of {who}", ""
    last = asked[-1]
    text = " ".join(last.text.split())
    text = text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + " …"
    return f"Verdict on the answer of {who}", f"{last.speaker.name if last.speaker else last.attribution}: {text}"
