"""Rules of debate: who holds the floor, who breaks in, who takes the floor next."""

from __future__ import annotations

import re

from store.model import Kind
from store.threads.cues import Cue
from store.threads.floor import Floor
from store.threads.questions import Finding, whose_turn
from store.threads.turns import Turn

INTERVENTION = 1500
"""Characters: the Chair stops interventions that turn into speeches; of 400 measured none was longer."""
SPEECH = 240
"""Characters: a turn that opens with the courtesies of a speech is one from here on."""
ASIDE = 120
"""Characters: what is called out, or a single short question."""
QUESTION = 450
"""Characters: a turn that ends in a question and is shorter is put to the one who speaks."""
CRY = 70
"""Characters: nobody opens a debate with fewer."""
WINDOW = 8
"""Turns ahead in which two who alternate are weighed against each other."""
DECIDED = re.compile(
    r"^(?:Amendments?|Clauses?|New [Cc]lause|Schedules?|Motion|Question|Lords [Aa]mendments?|Bill)\b"
    r".{0,120}?\b(?:withdrawn|agreed|negatived|disagreed|passed|not moved)\b",
    re.M,
)
"""A decision of the House, printed as a paragraph of its own in the last speech before it."""
MOVED = re.compile(r"\b(?:mov(?:e|ed|es)|second(?:ed)?|now read|resolved|agreed to)\b", re.I)
"""A motion may be moved in a few words."""
ANSWERS_ONE = re.compile(
    r"(?:My Lords, )?(?:I (?:am|was) (?:\w+ )?grateful|I (?:thank|accept|understand|agree|take)\b|Yes\b|No\b|Indeed\b"
    r"|Of course|(?:The|My) (?:right )?(?:hon\.|noble|Minister|Member))"
)
"""How the one who has the floor takes up an intervention."""


def opens(turn: Turn, floor: Floor) -> Finding | None:
    """Somebody moves the motion or opens the debate; a few words before that are called out, unless they are all that
    the debate has to open with."""
    if floor.holder is None:
        following = floor.ahead(turn)
        moved = turn.cue is not None or MOVED.search(turn.remark.text)
        longer = following is not None and following.who != turn.who and following.size > CRY
        if turn.size <= CRY and not moved and longer:
            return Kind.INTERVENTION, "a few words, and nobody has the floor"
        return Kind.SPEECH, "moves the motion" if turn.cue is Cue.MOVES else "opens the debate"
    return None


def goes_on(turn: Turn, floor: Floor) -> Finding | None:
    """Who holds the floor goes on, after an intervention or the Chair; a decision taken meanwhile ends a speech."""
    if floor.holder and floor.held and floor.holder.who == turn.who:
        if floor.last is floor.held and _decides(floor.held):
            return Kind.SPEECH, "speaks again after the decision"
        return Kind.CONTINUATION, "goes on with the speech"
    return None


def asks_to_break_in(turn: Turn, floor: Floor) -> Finding | None:
    """`Will the hon. Gentleman give way?` and `Before the Minister sits down` ask leave of the one who speaks."""
    if turn.cue in (Cue.YIELD, Cue.BEFORE) and turn.size <= INTERVENTION:
        return Kind.INTERVENTION, f"breaks in on {_holder(floor)}’s speech"
    return None


def called(turn: Turn, floor: Floor) -> Finding | None:
    """The Chair calls the next to speak by name."""
    chair = floor.last_chair
    if chair and turn.size >= SPEECH and "call" in chair.remark.text:
        return (Kind.SPEECH, "is called by the Chair") if turn.name.split()[-1] in chair.remark.text else None
    return None


def courteous(turn: Turn, floor: Floor) -> Finding | None:
    """`It is a pleasure to follow`, `I rise to support`, `I beg to move` open a speech."""
    if turn.cue in (Cue.FOLLOWS, Cue.MOVES) and turn.size >= SPEECH and not _holder_resumes(turn, floor):
        return Kind.SPEECH, "moves the motion" if turn.cue is Cue.MOVES else "opens a speech of their own"
    return None


def breaks_in(turn: Turn, floor: Floor) -> Finding | None:
    """An intervention is short, and the one who holds the floor answers it next and goes on."""
    if _holder_resumes(turn, floor):
        return Kind.INTERVENTION, f"breaks in on {_holder(floor)}’s speech, who goes on"
    return None


def one_of_several(turn: Turn, floor: Floor) -> Finding | None:
    """Two or three may break in one after the other before the speaker goes on."""
    following = floor.ahead(turn)
    if turn.size > INTERVENTION or not floor.holder or not following or following.who == floor.holder.who:
        return None
    between = [turn]
    for steps in (1, 2, 3):
        following = floor.ahead(turn, steps)
        if not following or (following.size > INTERVENTION and following.who != floor.holder.who):
            return None
        if following.who == floor.holder.who:
            short = all(each.size <= INTERVENTION // 2 for each in between)
            return (Kind.INTERVENTION, f"breaks in on {_holder(floor)}’s speech") if short else None
        if following.who == turn.who and following.size > ASIDE * 2:
            return None
        between.append(following)
    return None


def aside(turn: Turn, floor: Floor) -> Finding | None:
    """A few words or a short question that nobody takes up are called out, not a speech."""
    following = floor.ahead(turn)
    if _decides(turn) or turn.size > QUESTION or (turn.size > ASIDE and not turn.remark.text.rstrip().endswith("?")):
        return None
    continued = any((later := floor.ahead(turn, steps)) and later.who == turn.who for steps in (1, 2))
    if not continued and not (following is None and turn.size > ASIDE):
        return Kind.INTERVENTION, f"a few words after {_holder(floor)}"
    return None


def takes_the_floor(turn: Turn, floor: Floor) -> Finding:
    """Everyone else makes a speech of their own."""
    return Kind.SPEECH, f"takes the floor after {_holder(floor)}"


RULES = (
    opens,
    goes_on,
    whose_turn,
    asks_to_break_in,
    called,
    courteous,
    breaks_in,
    one_of_several,
    aside,
)
"""In the order in which they are asked; the first that knows decides, and who is left takes the floor."""


def find(turn: Turn, floor: Floor) -> Finding:
    """What a turn of a debate is."""
    for rule in RULES:
        finding = rule(turn, floor)
        if finding:
            return finding
    return takes_the_floor(turn, floor)


def _decides(turn: Turn) -> bool:
    """Is a decision printed in the turn, or does its speaker withdraw what they moved?"""
    text = turn.remark.text
    if "leave to withdraw" in text[-200:]:
        return True
    return bool(DECIDED.search(text) if "\n" in text else DECIDED.match(text))  # one paragraph begins once


def _holder(floor: Floor) -> str:
    return floor.holder.name if floor.holder else "nobody"


def _weights(turn: Turn, floor: Floor) -> tuple[int, int]:
    """Characters of this person and of the one who holds the floor, in the next turns that only these two take."""
    mine = theirs = 0
    holder = floor.holder.who if floor.holder else ""
    for steps in range(WINDOW):
        each = floor.ahead(turn, steps)
        if not each:
            break
        if each.who == turn.who:
            mine += each.size
        elif each.who == holder:
            theirs += each.size
        elif each.size > INTERVENTION:
            break
    return mine, theirs


def _resumes_at_length(turn: Turn, floor: Floor) -> bool:
    """Does this person, not the holder, carry the turns that follow? After a short turn only where what follows answers
    the holder: the last who breaks in on a speech often makes the next."""
    mine, theirs = _weights(turn, floor)
    if mine <= SPEECH * 5 or mine <= 2 * theirs:
        return False
    again = floor.ahead(turn, 2)
    return turn.size > SPEECH * 3 or bool(again and ANSWERS_ONE.match(again.remark.text))


def _holder_resumes(turn: Turn, floor: Floor) -> bool:
    following = floor.ahead(turn)
    if not floor.holder or not following or following.who != floor.holder.who or _decides(turn):
        return False
    return turn.size <= INTERVENTION and not _resumes_at_length(turn, floor)
