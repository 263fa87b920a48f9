"""What the Official Report prints before a speech, taken apart: `The Minister for Ferries (Mr Bob Weir) (Con)`.

The first turn of a member prints name, seat and party, later turns a short name; a minister's prints the office with
the name in brackets, a peer's has no seat. Nothing is guessed: what fits none of these forms is the name as printed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from store.model import Speaker

CHAIR_LINE: Final = r"\[[^\[\]]*\bin the Chair\]"
"""`[Mr Speaker in the Chair]` stands where a heading may, but is none."""
_COLLECTIVE: Final = re.compile(
    r"((several|some|many|other|an?|the) )?((right )?hon(\.|ourable)? |noble |opposition |government )*"
    r"(members?|lords?|senators?)",
    re.IGNORECASE,
)
_HONORIFIC: Final = re.compile(r"((Rt|Right) Hon\.? |(The )?Rev(d|erend)?\.? |(Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Prof)\.? )+")
_RANK: Final = r"(Lord|Lady|Baroness|Viscount|Viscountess|Earl|Countess|Marquess|Duke|Duchess|Archbishop|Bishop)"
_PEER: Final = re.compile(rf"({_RANK} |The {_RANK} of |The (Master|Lord (Bishop|Archbishop)) of )")
_CHAIR: Final = re.compile(r"(Mr|Madam)\.? (Deputy )?(Speaker|Chairman)|(Deputy )?Lord Speaker")
_BRACKET: Final = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_LONGEST: Final = 500
"""Characters; no attribution is longer."""
_BESIDE: Final = re.compile(r" *(\[V\]|\((Maiden Speech|Valedictory Speech|Urgent Question)\))", re.IGNORECASE)
_PARTY: Final = re.compile(
    r"Lab|Lab(our)?/Co-?op|Con|LD|Lib Dem|SNP|PC|DUP|UUP|SDLP|APNI|Alliance|SF|TUV|UKIP|Reform( UK)?|RUK|Green|GP"
    r"|Ind\b.*|CB|XB|Non-Afl|Alba|WPB|Your Party|Change UK.*|Respect|Brexit"
)


def is_collective(attribution: str) -> bool:
    """`Hon. Members`, `Noble Lords`: many people, so nobody's name."""
    return _COLLECTIVE.fullmatch(attribution) is not None


def bare(name: str) -> str:
    """The name without `Mr`, `Sir` and the like where two words or more are left: `David Evans`, but `Mr Evans`."""
    rest = _HONORIFIC.sub("", name, count=1) if _HONORIFIC.match(name) else name
    return rest if " " in rest else name


@lru_cache(maxsize=4096)
def speaker(attribution: str) -> Speaker | None:
    """Who is printed, or None where nobody is named: no words, or a collective."""
    text = _BESIDE.sub("", attribution).strip()
    if not text or is_collective(text):
        return None
    if len(text) > _LONGEST:
        return Speaker(text)
    first = _BRACKET.search(text)
    head = text[: first.start()].strip() if first else text
    brackets = [found[1:-1].strip() for found in _BRACKET.findall(text)]
    if not head or (first and _BRACKET.sub("", text[first.start() :]).strip()):
        return Speaker(text)
    if _is_office(head, brackets):
        seat, party = _seat_and_party(brackets[1:])
        return Speaker(bare(brackets[0]) if brackets else head, party, seat, head)
    if len(brackets) > 2:
        return Speaker(text)
    seat, party = _seat_and_party(brackets)
    if seat and party is None and _PEER.match(head):
        return Speaker(text)
    return Speaker(bare(head), party, seat)


def _is_office(head: str, brackets: list[str]) -> bool:
    if _CHAIR.fullmatch(head) or (head.startswith("The ") and not _PEER.match(head) and not _HONORIFIC.match(head)):
        return True
    named = bool(brackets) and (_HONORIFIC.match(brackets[0]) or _PEER.match(brackets[0]))
    return bool(named) and not _PEER.match(head) and not _HONORIFIC.match(head)


def _seat_and_party(brackets: list[str]) -> tuple[str | None, str | None]:
    """`(Seat) (Party)`; one bracket alone is a party where it is a known one, else a seat."""
    if len(brackets) >= 2:
        return brackets[0], brackets[1]
    if not brackets:
        return None, None
    return (None, brackets[0]) if _PARTY.fullmatch(brackets[0]) else (brackets[0], None)
