"""Who is meant by a printed attribution: the rules, over people whose names, seats and offices are known by the day.

A match is sure only where it is the only one there can be on that day. All else is left open and says why, with those
who may be meant: two people of one name are never taken for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.folding import fold
from store.model import Speaker, SpeechId
from store.person_names import HONORIFICS, Form, Likeness, form, likeness, office_words, words
from store.persons import Office, Person, party_letters

_CHAIR = frozenset({"speaker", "mr speaker", "madam speaker"})
_SHOWN = 9
"""Candidates that are listed: as many as there are digits."""
_TOLD = {
    Likeness.FAMILY: "of that family name",
    Likeness.PART: "whose name agrees",
    Likeness.WHOLE: "of that name",
}


@dataclass(frozen=True, slots=True)
class Match:
    """Whom an attribution means."""

    person: Person | None
    """None where that is not sure."""
    why: str
    """For the reader: how it was found, or why it is not sure."""
    candidates: tuple[Person, ...] = ()
    """Those who may be meant, where it is not sure."""


NOBODY = Match(None, "the source names nobody")


@dataclass(frozen=True, slots=True)
class Sitting:
    """The House and the day (ISO 8601) on which something was said."""

    house: str
    day: str


@dataclass(frozen=True, slots=True)
class Who:
    """Everything that is known of who makes a contribution."""

    attribution: str
    """As printed."""
    printed: Speaker | None
    """What the source says of the person."""
    match: Match
    sitting: Sitting
    by_hand: Speaker | None
    """Whom a reader has set."""
    speeches: tuple[SpeechId, ...]
    """Those of the debate that print the same."""


class People:
    """The people that lists tell of, found by id, by name and by office."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_ref: dict[str, Person] = {}
        self._by_key: dict[str, list[Person]] = {}
        self._by_office: dict[str, list[tuple[Person, Office]]] = {}
        self._chairs: list[Person] = []
        for person in people:
            self.by_ref |= dict.fromkeys((person.key, *person.refs), person)
            for key in {form(name.text).key for name in person.names}:
                self._by_key.setdefault(key, []).append(person)
            for office in person.offices:
                self._by_office.setdefault(office_words(office.title), []).append((person, office))
            if any(membership.party == "Speaker" for membership in person.memberships):
                self._chairs.append(person)

    def of_name(self, key: str) -> Sequence[Person]:
        """Everyone with a name of that key (`Form.key`)."""
        return self._by_key.get(key, ())

    def holders(self, title: str, sitting: Sitting) -> list[Person]:
        """Who held an office on that day and may have sat in that House."""
        held = self._by_office.get(office_words(title), ())
        found: list[Person] = []
        for person, office in held:
            if office.held.covers(sitting.day) and _may_sit(person, sitting):
                _add(found, person)
        return found

    def chairs(self, sitting: Sitting) -> list[Person]:
        """Who had the Speaker's seat in that House on that day."""
        seats = ((person, person.seat_on(sitting.house, sitting.day)) for person in self._chairs)
        return [person for person, seat in seats if seat and seat.party == "Speaker"]


def recognise(speakers: Sequence[Speaker | None], people: People, sitting: Sitting) -> list[Match]:
    """Whom each of a debate's printed speakers means; they come in the order in which they are first printed.

    Those with a name come first: an office that stands alone may then be one of theirs, and a family name that several
    have is that of the one who was named in full before.
    """
    found: dict[int, Match] = {}
    in_full: list[Person] = []
    holders: dict[str, list[Person]] = {}
    for place, speaker in enumerate(speakers):
        if speaker is None:
            found[place] = NOBODY
        elif not _office_alone(speaker):
            match = found[place] = _by_id(speaker, people) or _by_name(speaker, people, sitting, in_full)
            if match.person and not _is_short(speaker, match.person):
                in_full.append(match.person)
            if match.person and speaker.office:
                _add(holders.setdefault(office_words(speaker.office), []), match.person)
    found |= _overshadowed(speakers, found, people)
    for place, speaker in enumerate(speakers):
        if speaker is not None and place not in found:
            named = holders.get(office_words(speaker.name), [])
            found[place] = _by_id(speaker, people) or _by_office(speaker, people, sitting, named)
    return [found[place] for place in range(len(speakers))]


def _overshadowed(speakers: Sequence[Speaker | None], found: Mapping[int, Match], people: People) -> dict[int, Match]:
    """Family names alone that may be of somebody who is named in full in the debate, but whom no list surely knows."""
    strangers = [
        speaker.name
        for place, speaker in enumerate(speakers)
        if speaker and place in found and not found[place].person and len(form(speaker.name).words) > 1
    ]
    doubted = {}
    for place, match in found.items():
        speaker, person = speakers[place], match.person
        if not speaker or not person or speaker.seat or people.by_ref.get(speaker.ref or "") is person:
            continue
        others = [name for name in strangers if form(name).key == form(speaker.name).key and not _may_be(name, person)]
        if others and _is_short(speaker, person):
            why = f"{others[0]} speaks in this debate too, and no list says surely who that is"
            doubted[place] = Match(None, why, (person,))
    return doubted


def shown(person: Person, speaker: Speaker, sitting: Sitting) -> tuple[str, str, str]:
    """What to show of a person: the name instead of a printed one without the given name, party and seat of that day.

    The name is for an office or `Mr Dhesi`, else empty; the Chair speaks as the Chair and keeps that name.
    """
    chair = _office_alone(speaker) and words(speaker.name)[-1:] in (("speaker",), ("chair",), ("chairman",))
    name = person.name_on(sitting.day) if _is_short(speaker, person) and not chair else ""
    seat = person.seat_on(sitting.house, sitting.day)
    return (name, seat.party, seat.seat) if seat else (name, "", "")


def chosen(person: Person, speaker: Speaker | None, sitting: Sitting) -> Speaker:
    """The speaker of a contribution once a reader has said who it is.

    Of what is printed only the office stays: the rest may be what misled.
    """
    _, party, seat = shown(person, speaker or Speaker(""), sitting)
    office = speaker.office if speaker else None
    return Speaker(person.name_on(sitting.day), party or None, seat or None, office, person.key)


def _by_id(speaker: Speaker, people: People) -> Match | None:
    """The source's own id, unless the printed name has nothing in common with any name of that person."""
    person = people.by_ref.get(speaker.ref or "")
    if person is None:
        return None
    known = {word for name in person.names for word in words(f"{name.text} {name.family}")}
    if known and not _office_alone(speaker) and not known & (set(words(speaker.name)) - HONORIFICS):
        why = f"the source gives the id of {person.names[0].text} but prints {speaker.name}"
        return Match(None, why, (person,))
    return Match(person, "the source gives this person’s id")


def _by_name(speaker: Speaker, people: People, sitting: Sitting, in_full: Sequence[Person]) -> Match:
    printed = form(speaker.name)
    namesakes = people.of_name(printed.key)
    ranked = [(_rank(printed, person, sitting.day), person) for person in namesakes if _may_sit(person, sitting)]
    best = max((rank for rank, _ in ranked), default=Likeness.NONE)
    if best is Likeness.NONE:
        return _elsewhere(printed, namesakes, [person for _, person in ranked])
    here = [person for rank, person in ranked if rank is best]
    left, agrees = _narrowed(speaker, here, sitting)
    if not left:
        return Match(None, f"nobody {_TOLD[best]} is known to have sat for {speaker.seat} on that day", _listed(here))
    if len(left) > 1 and best is Likeness.FAMILY:
        before = [person for person in left if person in in_full]
        if len(before) == 1:
            return Match(before[0], f"the only one {_TOLD[best]} who is named in full before in this debate")
    if len(left) > 1:
        return Match(None, f"{len(left)} people {_TOLD[best]} may have sat on that day", _listed(left))
    (person,) = left
    if person.seat_on(sitting.house, sitting.day) is None and not (agrees == "seat" and best >= Likeness.PART):
        return Match(None, f"one {_TOLD[best]} is known, but no list says who sat on that day", _listed(left))
    whose = f"; the {agrees} is as printed" if agrees else ""
    return Match(person, f"the only one {_TOLD[best]} in this House on that day{whose}")


def _narrowed(speaker: Speaker, here: list[Person], sitting: Sitting) -> tuple[list[Person], str]:
    """Those who agree with the printed seat, and of several those who agree with party and office; and which did it."""
    agrees = ""
    if speaker.seat and fold(speaker.seat) != "in the chair":
        here = [person for person in here if _place(_seat(person, sitting)) == _place(speaker.seat)]
        agrees = "seat"
    if speaker.party and len(here) > 1:
        letters = party_letters(speaker.party)
        fewer = [person for person in here if _party(person, sitting) == letters]
        here, agrees = (fewer, "party") if fewer else (here, agrees)
    if speaker.office and len(here) > 1:
        held = _in_office(office_words(speaker.office), here, sitting.day)
        here, agrees = (held, "office") if held else (here, agrees)
    return here, agrees


def _in_office(office: str, people: Sequence[Person], day: str) -> list[Person]:
    """Those who held an office, given in its `office_words`, on that day."""
    return [p for p in people if any(office_words(held.title) == office for held in p.offices_on(day))]


def _elsewhere(printed: Form, namesakes: Sequence[Person], sat: Sequence[Person]) -> Match:
    """Nobody of that name is known to have had it, and to have sat, on that day."""
    had = [person for person in namesakes if any(likeness(printed, name) for name in person.names)]
    if had:
        return Match(None, "somebody has had that name, but did not both bear it and sit on that day", _listed(had))
    if sat:
        return Match(None, "only the family name is that of somebody who sat on that day", _listed(sat))
    return Match(None, "no list has that name")


def _by_office(speaker: Speaker, people: People, sitting: Sitting, named: Sequence[Person]) -> Match:
    """An office that is printed without a name."""
    if len(named) == 1:
        return Match(named[0], "named with that office in this debate")
    chair = fold(speaker.name).removeprefix("the ") in _CHAIR
    held = named or (people.chairs(sitting) if chair else ()) or people.holders(speaker.name, sitting)
    if not held:
        return Match(None, "no list says who held that office on that day")
    if len(held) > 1:
        return Match(None, f"{len(held)} people held that office on that day", _listed(held))
    return Match(held[0], "held that office on that day")


def _rank(printed: Form, person: Person, day: str) -> Likeness:
    return max((likeness(printed, name) for name in person.names if name.held.covers(day)), default=Likeness.NONE)


def _may_be(name: str, person: Person) -> bool:
    return any(likeness(form(name), other) >= Likeness.PART for other in person.names)


def _may_sit(person: Person, sitting: Sitting) -> bool:
    """In that House on that day, or by a list that gives no days."""
    return person.seat_on(sitting.house, sitting.day) is not None or person.undated(sitting.house) is not None


def _seat(person: Person, sitting: Sitting) -> str:
    membership = person.seat_on(sitting.house, sitting.day) or person.undated(sitting.house)
    return membership.seat if membership else ""


def _party(person: Person, sitting: Sitting) -> str:
    membership = person.seat_on(sitting.house, sitting.day)
    return membership.party if membership else ""


def _place(seat: str) -> tuple[str, ...]:
    return tuple(word for word in words(seat) if word not in ("and", "the"))


def _office_alone(speaker: Speaker) -> bool:
    return speaker.office is not None and fold(speaker.name) == fold(speaker.office)


def _is_short(speaker: Speaker, person: Person) -> bool:
    """Whether the printed name lacks the given name: an office, or a family name that this person has."""
    if _office_alone(speaker):
        return True
    printed = form(speaker.name)
    ranks = [likeness(printed, name) for name in person.names]
    return not printed.title and Likeness.FAMILY in ranks and Likeness.WHOLE not in ranks


def _listed(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda person: (person.names[0].text, person.key))[:_SHOWN])


def _add(people: list[Person], person: Person) -> None:
    if person not in people:
        people.append(person)
