"""The form of proceedings: question time, statement, urgent question, written answers or debate."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from store.model import Excerpt, Kind, Section
from store.parsed import ParsedDebate
from store.threads.cues import STATEMENT, Cue
from store.threads.floor import Mode
from store.threads.turns import Turn

WRITTEN = (Section.WRITTEN_ANSWER, Section.WRITTEN_QUESTION)
COMMENDS = re.compile(r"commend (?:this|the|my|that|these)(?: \w+){0,4} to the (?:House|Assembly|Parliament)")
THANKS = re.compile(
    r"(?:advance|prior|early|courtesy).{0,40}(?:sight|copy|notice|of)|\b(?:his|her|the|this|today.s) statement\b"
)
ANNOUNCES = re.compile(r"mak(?:e|ing) (?:a|her|his|their) (?:\w+ )?statement\b|\ba (?:\w+ )?statement (?:by|from)\b")
MOTION = re.compile(
    r"motion made|question proposed|beg to move|moved by|consideration of|considered|reading|call attention", re.I
)
ORAL = re.compile(r"oral (?:answers|questions)|question time|questions? (?:for|to) |topical questions", re.I)
URGENT = re.compile(r"urgent (?:oral |notice )?(?:question|answer)|private notice|questions? for urgent", re.I)
INTERVENTION = 1500
"""Characters: what follows a Minister's opening and is longer is no intervention in it."""
LONG = 2400
"""Characters: a Minister's opening that is longer is a statement or a speech."""


def mode_of(debate: ParsedDebate, turns: Sequence[Turn], spoken: Sequence[Turn]) -> Mode:
    """The form of proceedings, from the heading and the first turns."""
    if debate.section in WRITTEN:
        return Mode.WRITTEN
    if not spoken:
        return Mode.DEBATE
    first = spoken[0]
    second = spoken[1] if len(spoken) > 1 else None
    if first.remark.label is Kind.STATEMENT or _is_statement(debate, turns, spoken):
        return Mode.STATEMENT
    if _is_urgent(debate, first, second):
        return Mode.URGENT
    if first.remark.number or first.cue in (Cue.TABLED, Cue.ASKS) or first.remark.label in (Kind.QUESTION, Kind.ANSWER):
        return Mode.TOPICAL if "topical" in debate.title.lower() else Mode.QUESTIONS
    if debate.excerpt is not Excerpt.FULL and _excerpt_of_questions(spoken):
        return Mode.URGENT
    if (
        ORAL.search(" / ".join((*debate.parents[-1:], debate.title)))
        and first.cue is not Cue.MOVES
        and first.size < 600
    ):
        return Mode.TOPICAL if "topical" in debate.title.lower() else Mode.QUESTIONS
    return Mode.DEBATE


def _is_urgent(debate: ParsedDebate, first: Turn, second: Turn | None) -> bool:
    """An urgent question says so, in its heading or its words; or it has no number and a statement's length answers
    it."""
    if first.cue is Cue.MOVES:
        return False
    if first.cue is Cue.URGENT or URGENT.search(" / ".join((*debate.parents, debate.title, first.remark.attribution))):
        return True
    worded = first.cue in (Cue.TABLED, Cue.ASKS) and not first.remark.number and debate.house == "commons"
    return worded and second is not None and second.size > LONG


def _is_statement(debate: ParsedDebate, turns: Sequence[Turn], spoken: Sequence[Turn]) -> bool:
    """A statement says so in its first or last words or the Chair announces it; or its maker, having spoken at length,
    takes every other turn."""
    first = spoken[0]
    before = turns[: first.place]
    if first.remark.number or first.cue in (Cue.MOVES, Cue.TABLED, Cue.ASKS, Cue.URGENT, Cue.POINT):
        return False
    if any(MOTION.search(turn.remark.text[:400]) for turn in before):
        return False
    text = first.remark.text
    if first.cue is Cue.PERMISSION or (first.size > 600 and COMMENDS.search(text[-200:])):
        return len(spoken) == 1 or "beg to move" not in text[:400]
    if debate.title.lower().startswith("personal statement"):
        return True
    if any(turn.fixed is Kind.CHAIR and ANNOUNCES.search(turn.remark.text) for turn in before):
        return True
    if debate.section is not Section.CHAMBER or first.size < LONG or len(spoken) < 4:
        return False
    if MOTION.search(text[:200]) or any(turn.who != first.who for turn in spoken[2:8:2]):
        return False
    reply = spoken[1]
    return bool(reply.size > INTERVENTION or THANKS.search(reply.remark.text[:300]) or STATEMENT.search(text[:400]))


def _excerpt_of_questions(spoken: Sequence[Turn]) -> bool:
    """Are the turns of an excerpt questions and answers, not a speech and those who break in?"""
    first = spoken[0]
    if first.cue in (Cue.MOVES, Cue.FOLLOWS) or first.size > LONG:
        return False
    answers = spoken[2::2] if spoken[1:] else ()
    return not any(turn.size > LONG for turn in answers)


def answerers(
    debates: Sequence[ParsedDebate], spoken: Sequence[Sequence[Turn]], modes: Sequence[Mode]
) -> dict[tuple[str, ...], set[str]]:
    """Who answers for each department today: those who follow a tabled question and ask none themselves."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for debate, turns, mode in zip(debates, spoken, modes, strict=True):
        if mode not in (Mode.QUESTIONS, Mode.TOPICAL) or len(debate.parents) < 2:
            continue
        askers = {turn.who for turn in turns if turn.remark.number}
        for before, turn in itertools.pairwise(turns):
            if before.remark.number and turn.who not in askers and mode is Mode.QUESTIONS:
                found[debate.parents].add(turn.who)
    return found
