"""Set phrases with which turns begin. Parliament speaks in formulas, and a formula says what a turn is.

Only the first words are looked at, and phrases by plain search, so that a day of ten thousand turns is read at once."""

from __future__ import annotations

import re
from enum import StrEnum

HEAD = 150
"""Characters of a turn in which a set phrase may stand."""


class Cue(StrEnum):
    """What the first words of a turn announce."""

    GESTURE = "gesture"
    """`rose—`, `indicated assent.`, `[Interruption.]`, `My Lords—`: reported, and nobody's turn."""
    POINT = "point"
    """`On a point of order`, `Further to that point of order`."""
    URGENT = "urgent"
    """`(Urgent Question): To ask …`, a private notice question, or the asking for next week's business."""
    TABLED = "tabled"
    """The wording that only a tabled question has: `To ask Her Majesty’s Government`, `asked the Minister`, `1.`"""
    ASKS = "asks"
    """The wording of tabled questions in the Commons, and of some others: `What steps`, `If he will`."""
    PERMISSION = "permission"
    """`With permission, Mr Speaker, I will make a statement`."""
    MOVES = "moves"
    """`I beg to move`, `I move that this Bill be now read a Second time`."""
    BEFORE = "before"
    """`Before the noble Baroness sits down`: a last question to the one who has just spoken."""
    YIELD = "yield"
    """`Will the hon. Gentleman give way?`, `I am grateful to the Minister for giving way`."""
    FOLLOWS = "follows"
    """`It is a pleasure to follow`, `I rise to`: the courtesies that open a speech."""
    TURN = "turn"
    """`My Lords, it is the turn of the Cross Benches`: the Lords have no Chair who calls them."""
    ORDER = "order"
    """What only the Chair says: `Order.`, `I call`, `With this it will be convenient to discuss`."""
    CHAIRING = "chairing"
    """What the Chair says often and others now and then: `I remind the House`, `Let us move on`."""


STARTS: dict[Cue, str] = {
    Cue.GESTURE: (
        r"(?:rose|indicated (?:dis)?assent|made (?:a )?gestures?)[\s—–\-.]*$|\[[^\]]{1,60}\]\W*$"
        r"|[—–\-.…\s]+$|Object(?:ed|ion)?[.!]?$|(?:[^.]{1,40}\. )?Not moved\.?$"
    ),
    Cue.POINT: r"(?:On|Further to) (?:a|that|this|the|my|his|her|your)(?: \w+){0,3} points? of order",
    Cue.URGENT: (
        r"\(Urgent Question\)|\(Private Notice\)"
        r"|(?:Will|Would|Could|Can|May I ask) the (?:right hon\. \w+ the )?Leader(?: of the House)? "
    ),
    Cue.TABLED: (
        r"\[?[TQ]?\d{1,3}[.\]] |To ask "
        r"|(?:rose |I (?:beg|rise|desire|wish) )to (?:ask (?:the|His|Her)|put the Question)\b"
        r"|asked (?:(?:His|Her) Majesty|(?:the|His|Her) (?:Government|Minister|Secretary|Prime|First|deputy|Executive))"
    ),
    Cue.ASKS: (
        r"What (?:\w+ ){0,3}(?:he|she|they|his|her|steps|progress|plans|discussions|assessment|estimate|support)\b"
        r"|If (?:he|she|they|the \w+) will\b|Whether (?:he|she|they|the)\b"
    ),
    Cue.MOVES: r"That (?:this|the) (?:\w+ ){0,2}?(?:House|Committee|Assembly|Bill|draft|sitting)\b|Moved by "
    r"|I (?:\w+ ){0,2}(?:move|second),? (?:that|the|this|an?|[Aa]mendments?|Motion|new [Cc]lause|Clause|formally)\b",
    Cue.YIELD: r"(?:[Ww]ill|[Ww]ould|[Cc]ould|[Cc]an) [^.?]{0,60}?(?:give way|yield|take (?:an|my) intervention)",
    Cue.FOLLOWS: (
        r"(?:It|Let me say what a|What a) (?:is )?(?:\w+ ){0,3}?(?:pleasure|privilege|honour|delight)\b"
        r"|I,? (?:am )?(?:too,? )?(?:also )?(?:rise|congratulate|delighted to|pleased to (?:follow|speak|have))\b"
        r"|I (?:thank|am grateful to) (?:you|Mr|Madam) [^.]{0,60}calling me"
        r"|With the leave of the (?:House|Committee), (?!we)"
    ),
    Cue.TURN: (
        r"(?:I (?:think|believe) )?(?:that )?it is (?:now |surely )?the (?:\w+ )?turn of|why do we not hear"
        r"|(?:to be fair [^.]{0,40}, )?we (?:ought to|should|must) move on"
    ),
    Cue.ORDER: (
        r"Order\b[.,!—– ]?(?! in )|(?:(?:And|So|Now|Finally|Just)\b,? ?)*I (?:now |will |shall )*call "
        r"(?!on\b|for\b|upon\b|it\b|this\b|that\b|him\b|her\b|them\b)"
        r"|Before I call|With this,? it |With the leave of the \w+, we "
        r"|The (?:reasoned )?[Qq]uestion is,? (?:as|[Tt]hat) "
        r"|I (?:beg|have) to (?:acquaint|inform|notify|announce|report)\b|As many as are"
        r"|The (?:sitting|House) is suspended|As the House has (?:just )?(?:agreed|resolved)|Objection taken"
        r"|(?:Mr )?Speaker has received notice|Question \d+ has been (?:withdrawn|transferred|grouped)"
        r"|The (?:next|first|final) item of business|Mr\.? Speaker has (?:not )?selected"
        r"|That is not (?:a|strictly a|really a) (?:point of order|matter for the Chair)"
    ),
    Cue.CHAIRING: (
        r"I (?:must|should|would|will|do|can|may)? ?(?:just |gently )?(?:remind|draw|inform|advise|hope the House"
        r"|have (?:selected|received|allowed)|ask (?:the|hon|all|Members))"
        r"|We (?:now|shall|will|must) (?:now )?(?:come|go|move|return)"
        r"|Let us (?:hear|move|go|head|land)|May I (?:just )?(?:gently )?(?:say|remind|ask|appeal)|That concludes"
        r"|I am (?:sorry to interrupt|going to)|In order to |[Ii]nterventions (?:are|must|should)|Very briefly"
        r"|Members (?:should|must|will)|(?:The )?hon\. Members? (?:should|must|will)"
        r"|The [Mm]ember (?:should|must|has) "
    ),
}
"""Cues that stand at the very start, with their patterns, in the order in which they are tried."""

PHRASES: tuple[tuple[str, Cue], ...] = (
    ("beg to move", Cue.MOVES),
    ("giving way", Cue.YIELD),
    ("sits down", Cue.BEFORE),
    ("suspend the ", Cue.ORDER),
)
"""Cues that may stand a few words in, in the order in which they are tried."""

STATEMENT = re.compile(
    r"(?:With|By) (?:\w+ )?(?:permission|leave)\b(?! of)"
    r"|\b(?:I|me|opportunity|leave|permission)\b[^.]{0,60}"
    r"(?:mak(?:e|ing)|repeat(?:ing)?|give|deliver) (?:a|this|the|my|today.s|to the \w+ a)(?: \w+){0,4} [Ss]tatement\b"
)
"""The formulas of a ministerial statement."""

ADDRESSES = ("My Lords", "Mr", "Madam", "Thank you", "Good ")
VOCATIVE = re.compile(
    r"(?:(?:My Lords|(?:(?:Thank you|Good (?:morning|afternoon))[,.]? )?(?:Mr\.?|Madam) (?:Deputy )?Speaker)"
    r"[,.]\s+)?"
)
START = re.compile("|".join(f"(?P<{cue}>{pattern})" for cue, pattern in STARTS.items()))
GROUPS: dict[str | None, Cue] = {cue.value: cue for cue in STARTS}
LORDS_BREAK_OFF = re.compile(r"\s*My Lords,?\s*[—–\-]\W*$")


def cue(text: str) -> Cue | None:
    """What the first words announce; None for plain speech."""
    head = text[:HEAD]
    begin = VOCATIVE.match(head) if head.startswith(ADDRESSES) else None
    start = START.match(head, begin.end() if begin else 0)
    if start:
        return GROUPS[start.lastgroup]
    if ("tatement" in head or "permission" in head) and STATEMENT.search(head):
        return Cue.PERMISSION
    for phrase, meaning in PHRASES:
        if phrase in head:
            return meaning
    return Cue.GESTURE if len(text) < 20 and LORDS_BREAK_OFF.match(text) else None
