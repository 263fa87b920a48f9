"""Rules of questions and answers: question time, statements, urgent questions, written questions."""

from __future__ import annotations

from store.model import Excerpt, Kind
from store.threads.cues import Cue
from store.threads.floor import Floor, Mode, leaves
from store.threads.turns import Turn

Finding = tuple[Kind, str]
"""What a turn is, and the reason for the reader."""

HECKLE = 70
"""Characters: what is called out from a seat is shorter than any question that the Chair calls."""


def makes_a_statement(turn: Turn, floor: Floor) -> Finding | None:
    """A Minister makes a statement by leave of the House, and then answers questions on it."""
    if floor.mode is Mode.STATEMENT and not turn.remark.number:
        return Kind.STATEMENT, "makes a statement"
    return None


def whose_turn(turn: Turn, floor: Floor) -> Finding | None:
    """The Lords have no Chair who calls them: the Leader or a Whip says whose turn it is."""
    if turn.cue is Cue.TURN and turn.size < 350:
        return Kind.PROCEDURAL, "helps the House to decide whose turn it is"
    return None


def tabled(turn: Turn, floor: Floor) -> Finding | None:
    """The order paper numbers a tabled question, and the number stands at its asker's name; where none is printed, its
    wording tells."""
    if turn.remark.number:
        return Kind.QUESTION, f"asks question {turn.remark.number}, tabled before"
    if floor.mode is Mode.STATEMENT or not floor.tables(turn) or floor.may_answer(turn):
        return None
    urgent = floor.mode is Mode.URGENT
    return Kind.QUESTION, "asks an urgent question" if urgent else "asks in the words of a tabled question"


def opens_with_a_question(turn: Turn, floor: Floor) -> Finding | None:
    """Question time begins with a question, which some records leave to the Chair's words or do not print."""
    if floor.excerpt is not Excerpt.FULL:
        return None
    if turn.minister:
        return Kind.ANSWER, "answers a question that is not printed here"
    return Kind.QUESTION, "asks an urgent question" if floor.mode is Mode.URGENT else "opens with a question"


def answers_one_not_shown(turn: Turn, floor: Floor) -> Finding | None:
    """An excerpt leaves out the turns of others: its first words, or those after an answer, may answer one of them."""
    if floor.excerpt is Excerpt.FULL:
        return None
    following, after = floor.ahead(turn), floor.ahead(turn, 2)
    answers_next = bool(following and after and following.who != turn.who == after.who)
    if floor.may_answer(turn) or (floor.last is None and answers_next):
        return Kind.ANSWER, "answers a Member not shown on this page"
    return None


def gives_evidence(turn: Turn, floor: Floor) -> Finding | None:
    """Before a committee whoever asks no numbered question is a witness; several may answer one after the other."""
    if floor.evidence and turn.who not in floor.askers and floor.last_kind in (Kind.QUESTION, Kind.ANSWER):
        return Kind.ANSWER, f"gives evidence; answers {_asked_by(floor)}" if floor.pending else "gives evidence as well"
    return None


def leaves_it(turn: Turn, floor: Floor) -> Finding | None:
    """Whose question another has asked already, or who withdraws it, is called and leaves it; nothing then waits."""
    if leaves(turn) and not floor.may_answer(turn):
        return Kind.QUESTION, "is called to ask and leaves it, so nothing waits for an answer"
    return None


def goes_on_with_the_answer(turn: Turn, floor: Floor) -> Finding | None:
    """After an interruption the Minister goes on with the answer, or with the statement."""
    if not floor.last or turn.who not in floor.answerers:
        return None
    if floor.last.who == turn.who and floor.last_kind in (Kind.ANSWER, Kind.STATEMENT):
        return Kind.CONTINUATION, f"goes on with the {floor.last_kind.value}"
    if floor.last_kind is Kind.INTERVENTION:
        return Kind.CONTINUATION, "goes on after the interruption"
    return None


def adds_to_the_answer(turn: Turn, floor: Floor) -> Finding | None:
    """A second Minister may add to what the first has answered; Ministers do not ask their own department."""
    if turn.who in floor.answerers:
        return Kind.ANSWER, "adds to the answer before"
    return None


def breaks_off(turn: Turn, floor: Floor) -> Finding | None:
    """Who starts while another is called breaks off, and tries again or gives up."""
    if turn.size > HECKLE or not floor.last or not _cut_off(turn):
        return None
    again = any((following := floor.ahead(turn, steps)) and following.who == turn.who for steps in (1, 2))
    return (Kind.QUESTION, "begins to ask") if again else (Kind.PROCEDURAL, "begins to speak and breaks off")


def calls_out(turn: Turn, floor: Floor) -> Finding | None:
    """Members call out from their seats; the record gives such words a line, and nobody answers them as a question."""
    if turn.size > HECKLE or not floor.last or turn.remark.text.rstrip().endswith("?"):
        return None
    if floor.pending and not _is_heard_out(turn, floor):
        return None
    return Kind.INTERVENTION, f"calls out after {floor.last.name}"


def _is_heard_out(turn: Turn, floor: Floor) -> bool:
    """Does the question that waits go on, or its answer follow, after these words?"""
    following = floor.ahead(turn)
    if following and following.who == turn.who:
        following = floor.ahead(turn, 2)
    asked = floor.pending[-1]
    return bool(following and (floor.may_answer(following) or (following.who == asked.who and _cut_off(asked))))


def _cut_off(turn: Turn) -> bool:
    return turn.remark.text.rstrip().endswith(("—", "–", "-"))


def goes_on_with_the_question(turn: Turn, floor: Floor) -> Finding | None:
    """The Chair or a noise may stop a question; what its asker says next is the rest of it."""
    if floor.pending[-1].who == turn.who:
        return Kind.CONTINUATION, "goes on with the question"
    return None


def answers(turn: Turn, floor: Floor) -> Finding | None:
    """One who has answered for the department today, or whose office is printed as a ministerial one, answers."""
    if not floor.may_answer(turn):
        return None
    if floor.mode is Mode.WRITTEN or (floor.excerpt is not Excerpt.FULL and not turn.minister):
        return Kind.ANSWER, f"answers {_asked_by(floor)}"
    if floor.holder and floor.holder.who == turn.who:
        return Kind.ANSWER, f"made the statement; answers {_asked_by(floor)}"
    side = (
        "answers for the department" if floor.mode in (Mode.QUESTIONS, Mode.TOPICAL) else "answers for the Government"
    )
    return Kind.ANSWER, f"{side}; follows {_asked_by(floor)}"


def first_answer(turn: Turn, floor: Floor) -> Finding | None:
    """Who follows a question answers it, unless one who is known to answer comes next: then two ask in a row."""
    following = floor.ahead(turn)
    answers_next = bool(following and following.who != turn.who and following.who in floor.answerers)
    if answers_next and (floor.answered or floor.mode is Mode.STATEMENT):
        return None
    if floor.mode is Mode.WRITTEN:
        return Kind.ANSWER, f"answers {_asked_by(floor)}"
    return Kind.ANSWER, f"is the first to follow {_asked_by(floor)}"


def asks(turn: Turn, floor: Floor) -> Finding:
    """Everyone else whom the Chair calls at question time or after a statement asks."""
    first = floor.first_question(turn)
    if first and turn.who == floor.asker:
        return Kind.QUESTION, "asks again"
    if first:
        return Kind.QUESTION, "a supplementary to their own question" if turn.who in floor.group else "a supplementary"
    subject = {Mode.STATEMENT: " on the statement", Mode.URGENT: " on the urgent question"}
    return Kind.QUESTION, "asks" + (subject.get(floor.mode, "") if floor.excerpt is Excerpt.FULL else "")


AT_FIRST = (
    makes_a_statement,
    tabled,
    answers_one_not_shown,
    opens_with_a_question,
)
"""Rules for the first turn, in the order in which they are tried; the first that knows decides, who is left asks."""

NOTHING_ASKED = (
    whose_turn,
    tabled,
    answers_one_not_shown,
    gives_evidence,
    goes_on_with_the_answer,
    leaves_it,
    breaks_off,
    calls_out,
    adds_to_the_answer,
)
"""Rules while no question waits for its answer."""

ASKED = (
    goes_on_with_the_question,
    whose_turn,
    tabled,
    gives_evidence,
    answers,
    calls_out,
    first_answer,
)
"""Rules while one waits."""


def find(turn: Turn, floor: Floor) -> Finding:
    """What a turn of questions and answers is."""
    for rule in ASKED if floor.pending else NOTHING_ASKED if floor.last else AT_FIRST:
        finding = rule(turn, floor)
        if finding:
            return finding
    return asks(turn, floor)


def _asked_by(floor: Floor) -> str:
    """`Ann Lee’s question`; `the questions of Ann Lee and Bo Ray, asked together`."""
    if len(floor.pending) == 1:
        return f"{floor.pending[0].name}’s question"
    names = list(dict.fromkeys(question.name for question in floor.pending))
    if len(names) > 3:
        return f"the questions of {names[0]} and {len(names) - 1} others, asked together"
    if len(names) > 1:
        return f"the questions of {', '.join(names[:-1])} and {names[-1]}, asked together"
    return f"{names[0]}’s questions"
