"""What forms of address say for a link or against it.

A friend is of one's own party, and a Lady is no Gentleman: where parties or titles are known, "my hon. Friend" at the
start of an answer confirms that its question is the one found, or contradicts it. A name in brackets says most. What
proves nothing is not told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.model import Debate, Kind, Speaker, SpeechId
from store.persons import party_letters

FRIEND = re.compile(r"[Mm]y (?:right )?hon")
COALITION = ("2010-05-11", "2015-05-08")
"""First and last day on which two parties governed the United Kingdom and called each other friends."""
_TITLES = {
    "Lady": re.compile(r"(?:Mr|Sir|Lord|Earl|Viscount)\b"),
    "Gentleman": re.compile(r"(?:Mrs|Ms|Miss|Dame|Lady|Baroness|Countess)\b"),
}
"""Titles that nobody has who is addressed so."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One form of address that bears on what a turn replies to, or on what replies to it."""

    words: str
    """As printed: `My hon. Friend`."""
    told: str
    """For the reader: `Ann Lee and Bo Ray are both Lab`."""
    against: bool
    """It contradicts the link."""


def alike(one: str, two: str, day: dt.date | None = None) -> bool:
    """Whether Members of two parties call each other friends: Labour and Co-operative Members are Labour's, and from
    2010 to 2015 the two parties of the coalition did."""
    sides = {party_letters(party).removesuffix("/Co-op") for party in (one, two)}
    if len(sides) == 1:
        return True
    return sides == {"Con", "LD"} and (day is None or COALITION[0] <= day.isoformat() <= COALITION[1])


def contradiction(words: str, by: Speaker | None, whom: Speaker | None, day: dt.date | None = None) -> str:
    """Why a form of address cannot mean somebody; empty where nothing says so."""
    if by is None or whom is None:
        return ""
    if FRIEND.match(words) and by.party and whom.party and not alike(by.party, whom.party, day):
        return f"a friend is of one’s own party, but {by.name} is {by.party} and {whom.name} {whom.party}"
    for addressed, other in _TITLES.items():
        if words.endswith(addressed) and other.match(whom.name):
            return f"{whom.name} is no {addressed}"
    return ""


def evidence(debate: Debate, speech: SpeechId) -> Iterator[Evidence]:
    """What a contribution's forms of address say of its links, in the order in which they are printed."""
    from store.people import mentions, said  # here: what is certain of a mention asks this module for contradictions

    turns = said(debate)
    index = next(place for place, each in enumerate(debate.speeches) if each.id == speech)
    this = turns[index]
    near = _joined(debate, index)
    others = [turns[place].speaker for place in near]
    for each in mentions(index, turns):
        if each.rule.startswith("named in brackets"):
            if each.start <= 60 and this.kind is Kind.ANSWER and (told := _named(each.person or "", others)):
                yield Evidence(each.text, told, False)
            continue
        whom = turns[each.turn].speaker if each.turn in near and each.turn is not None else None
        if each.doubt:
            yield Evidence(each.text, each.doubt, True)
        elif whom and this.speaker and FRIEND.match(each.text) and this.speaker.party and whom.party:
            party = party_letters(whom.party)
            same = party_letters(this.speaker.party) == party
            sides = f"are both {party}" if same else "sit together"
            yield Evidence(each.text, f"{this.speaker.name} and {whom.name} {sides}", False)


def _joined(debate: Debate, index: int) -> set[int]:
    """The places of what a turn replies to, of what replies to it, and of an intervention just before it."""
    this, places = debate.speeches[index], {each.id: place for place, each in enumerate(debate.speeches)}
    found = {places[target] for target in this.replies_to if target in places}
    found |= {place for place, each in enumerate(debate.speeches) if this.id in each.replies_to}
    if this.kind is Kind.CONTINUATION and index:
        found.add(index - 1)
    return found


def _named(name: str, others: Sequence[Speaker | None]) -> str:
    known = next((each for each in others if each and each.name == name), None)
    return f"{known.name} is taken up by name" if known else ""
