"""What the rules know while a debate goes by: who holds the floor, which questions wait, who has answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from store.model import Excerpt, Kind, Link
from store.threads.cues import Cue
from store.threads.turns import Turn

LEAVES = re.compile(
    r"\b(?:question|point)s?,? (?:\w+ ){0,3}(?:was|were|has|have) (?:\w+ ){0,4}"
    r"(?:asked|answered|covered|made|put|raised)"
    r"|\b(?:I|we) (?:shall|will|do) not (?:need to )?(?:trouble|detain|repeat)|\bI (?:\w+ )?withdraw (?:my|the|it)\b",
    re.I,
)
"""How one who is called to ask leaves it, because another has asked it or it has been answered."""
LEAVING = 220
"""Characters: who says more than that asks after all."""


def leaves(turn: Turn) -> bool:
    """Is this Member called to ask, and asks nothing?"""
    text = turn.remark.text
    return turn.size <= LEAVING and not text.rstrip().endswith("?") and bool(LEAVES.search(text))


class Mode(Enum):
    """The form of proceedings; each has its own rules."""

    QUESTIONS = auto()
    """Oral questions: a tabled question or a group, its answer, supplementaries."""
    TOPICAL = auto()
    """Topical questions: each new asker opens an exchange."""
    STATEMENT = auto()
    """A statement and the questions on it."""
    URGENT = auto()
    """An urgent or private notice question and the questions that follow."""
    WRITTEN = auto()
    """Written questions, each with its answer."""
    DEBATE = auto()
    """Speeches, interventions and continuations."""


class Floor:
    """The state of one debate; `take` moves it on by one turn and returns the link."""

    def __init__(
        self, mode: Mode, speakers: Sequence[Turn], answerers: set[str], excerpt: Excerpt, evidence: bool = False
    ) -> None:
        self.mode = mode
        self.evidence = evidence and any(turn.remark.number for turn in speakers)
        """Witnesses answer a committee, which numbers its questions."""
        self.askers = {turn.who for turn in speakers if turn.remark.number}
        """Who asks a numbered question here."""
        self.speakers = speakers
        """The turns that are somebody's, in order."""
        self.answerers = answerers
        """Who has answered here, or for the same department that day."""
        self.excerpt = excerpt
        self.numbered = any(turn.remark.number for turn in speakers)
        """The source prints the numbers of tabled questions."""
        self.holder: Turn | None = None
        """The first part of the speech or statement that holds the floor."""
        self.held: Turn | None = None
        """The latest part of it."""
        self.pending: list[Turn] = []
        """Questions not yet answered."""
        self.answered: tuple[int, ...] = ()
        """The questions that the last answer answered."""
        self.group: dict[str, int] = {}
        """Tabled questions of the current group: asker and place."""
        self.tabled: Turn | None = None
        """The first of that group."""
        self.asker = ""
        self.asked = 0
        """Who asked last, and the first of their questions in a row."""
        self.parts: dict[str, int] = {}
        """For each person the turn of which their next continuation would be a part."""
        self.last: Turn | None = None
        self.last_kind: Kind | None = None
        """The last turn that was somebody's, and what it was."""
        self.last_chair: Turn | None = None
        """The Chair's turn since then."""

    def ahead(self, turn: Turn, steps: int = 1) -> Turn | None:
        """The turn that follows by so many turns of somebody's."""
        index = turn.order + steps
        return self.speakers[index] if index < len(self.speakers) else None

    def tables(self, turn: Turn) -> bool:
        """Is this a tabled question: by its number, or where none are printed by its wording?"""
        if turn.remark.number or self.numbered:
            return bool(turn.remark.number)
        return turn.cue is Cue.TABLED or (turn.cue is Cue.ASKS and self.last_kind in (None, Kind.QUESTION))

    def may_answer(self, turn: Turn) -> bool:
        """Has this person answered here or for the department today, or a ministerial office in print?"""
        return turn.who in self.answerers or turn.minister

    def take(self, turn: Turn, kind: Kind, why: str) -> Link:
        """Links the turn as `kind` and moves the floor on."""
        replies = self._replies(turn, kind)
        if not turn.fixed:
            self.last, self.last_kind, self.last_chair = turn, kind, None
        elif kind is Kind.CHAIR:
            self.last_chair = turn
        return Link(kind, replies, why)

    def _replies(self, turn: Turn, kind: Kind) -> tuple[int, ...]:
        if kind is Kind.CONTINUATION:
            return self._continue(turn)
        if not turn.fixed and kind is not Kind.POINT_OF_ORDER:
            self.parts[turn.who] = turn.place
        match kind:
            case Kind.QUESTION:
                return self._ask(turn)
            case Kind.ANSWER:
                return self._answer(turn)
            case Kind.SPEECH | Kind.STATEMENT:
                self.holder = self.held = turn
                if kind is Kind.STATEMENT:
                    self.answerers.add(turn.who)
                    self.pending = []
            case Kind.INTERVENTION:
                speech = self.holder if self.mode is Mode.DEBATE else None
                broken = speech if speech and speech.who != turn.who else self.last
                return (broken.place,) if broken else ()
        return ()

    def _ask(self, turn: Turn) -> tuple[int, ...]:
        first = self.first_question(turn)
        tabled = self.tables(turn)
        if tabled and self.last_kind is not Kind.QUESTION:
            self.group = {}
        if not first and (tabled or not self.tabled):
            if not self.group:
                self.tabled = turn
            self.group[turn.who] = turn.place
        if not (first and self.asker == turn.who):
            self.asker, self.asked = turn.who, first[0] if first else turn.place
        if not leaves(turn):
            self.pending.append(turn)
        return first

    def first_question(self, turn: Turn) -> tuple[int, ...]:
        """The question to which this one is a supplementary: the asker's own, else the first of the group."""
        if self.tables(turn):
            return ()
        if self.asker == turn.who:
            return (self.asked,)
        if self.mode is not Mode.QUESTIONS or not self.tabled:
            return ()
        return (self.group.get(turn.who, self.tabled.place),)

    def _answer(self, turn: Turn) -> tuple[int, ...]:
        self.answerers.add(turn.who)
        if self.pending:
            self.answered = tuple(question.place for question in self.pending)
            self.pending = []
        elif self.last_kind is Kind.QUESTION or self.excerpt is not Excerpt.FULL:
            self.answered = ()
        return self.answered

    def _continue(self, turn: Turn) -> tuple[int, ...]:
        if self.holder and self.holder.who == turn.who:
            self.held = turn
        return (self.parts[turn.who],) if turn.who in self.parts else ()
