"""Who sat in a parliament: people with their names, seats, parties and offices over time.

These are the values that lists of people are read into (`store.rosters`) and that the library keeps. Days are ISO 8601
text, so that they compare as they stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from store.folding import fold


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    first: str = ""
    """Empty where the list does not say."""
    last: str = ""
    """Empty where it goes on."""

    def covers(self, day: str) -> bool:
        """Whether an ISO day is in it. A beginning that is not told excludes nothing."""
        return self.first <= day and (not self.last or day <= self.last)


@dataclass(frozen=True, slots=True)
class Name:
    """A name that somebody has or had."""

    text: str
    """In the order in which it is said, without honorifics: `Harriet Quill`, `Lord Parrish of Lode`."""
    family: str = ""
    """The family name, where the list gives it apart."""
    held: Period = Period()


@dataclass(frozen=True, slots=True)
class Membership:
    """A time without break in one House, for one seat and one party."""

    id: str
    house: str
    """`commons lords scotland wales northern_ireland`, or the parliament's name; empty where the list does not say."""
    party: str = ""
    """In its usual letters where it has some: `Lab`."""
    seat: str = ""
    held: Period = Period()

    @property
    def dated(self) -> bool:
        """Whether the list says since when: one that does not proves nothing of any day."""
        return bool(self.held.first)


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody held."""

    id: str
    title: str
    """`The Secretary of State for Tides`."""
    held: Period = Period()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, over time. Two people may have the same name; what tells them apart are their ids."""

    key: str
    """The list's id of the person."""
    names: tuple[Name, ...]
    """The main ones first, the latest before the older."""
    refs: tuple[str, ...] = ()
    """Every id by which a source may name the person: of the person, of a membership, Parliament's number."""
    memberships: tuple[Membership, ...] = ()
    offices: tuple[Office, ...] = ()
    id: int = 0
    """Number in the library; 0 before it is kept."""

    def name_on(self, day: str) -> str:
        """The name of that day; the latest where none is told."""
        held = (name.text for name in self.names if name.held.covers(day))
        return next(held, self.names[0].text if self.names else self.key)

    def seat_on(self, house: str, day: str) -> Membership | None:
        """What the person was in that House on that day; None where no list proves that it was so."""
        return next((m for m in self.memberships if m.house == house and m.dated and m.held.covers(day)), None)

    def undated(self, house: str) -> Membership | None:
        """A membership of that House, or of one not told, of which no list says when it was."""
        if any(m.dated for m in self.memberships):
            return None
        return next((m for m in self.memberships if m.house in (house, "")), None)

    def offices_on(self, day: str) -> tuple[Office, ...]:
        """The offices of that day."""
        return tuple(office for office in self.offices if office.held.covers(day))


@dataclass(frozen=True, slots=True)
class Roster:
    """What one list of people holds."""

    name: str
    """Which list it is: what a list of that name said of somebody gives way to what it says now."""
    people: tuple[Person, ...] = ()
    offices: tuple[tuple[str, Office], ...] = ()
    """An id of the person, and the office: of a list that names its people by ids alone."""
    skipped: tuple[str, ...] = ()
    """A sentence for each entry that was left out."""


_LETTERS = {
    "Lab": "labour|labour party",
    "Lab/Co-op": "labour/co-operative|labour/co-op|labour (co-op)|labour co-operative|lab co-op",
    "Con": "conservative|conservative party",
    "LD": "liberal democrat|liberal democrats|lib dem|libdem",
    "SNP": "scottish national party",
    "PC": "plaid cymru|plaid",
    "DUP": "democratic unionist party",
    "UUP": "ulster unionist party|ulster unionist",
    "SDLP": "social democratic and labour party",
    "SF": "sinn fein",
    "Alliance": "apni|alliance party|alliance party of northern ireland",
    "TUV": "traditional unionist voice",
    "Green": "green party|gp",
    "Reform": "reform uk|ruk",
    "CB": "crossbench|crossbencher|xb",
    "Non-Afl": "non-affiliated|non affiliated",
    "Ind": "independent",
}
_KNOWN = {fold(word): letters for letters, words in _LETTERS.items() for word in (letters, *words.split("|"))}


def party_letters(party: str) -> str:
    """A party as the Official Report prints it in brackets; one that is not known as it stands."""
    return _KNOWN.get(fold(party), party)
