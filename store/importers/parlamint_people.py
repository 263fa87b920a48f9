"""The lists of people and organisations of a ParlaMint corpus (`listPerson`, `listOrg`): names, and party and seat on a
day. A list may stand in the file of the sitting or in a file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from store.importers import xml
from store.model import Speaker

TEI: Final = "{http://www.tei-c.org/ns/1.0}"
ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_PARTIES: Final = ("politicalParty", "parliamentaryGroup")
"""Roles of organisations that count as a party, the better first."""
_SEAT: Final = re.compile(r"(?:MP|MSP|MS|Member(?: of Parliament)?) for (.+)")
_WORDS: Final = re.compile(r"(?<=[a-z])(?<!Mc)(?<!Mac)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Organisation:
    role: str
    name: str
    letters: str
    """The short form of the name, or the name."""


@dataclass(frozen=True, slots=True)
class _Affiliation:
    organisation: str
    first: str
    last: str
    seat: str | None


@dataclass(frozen=True, slots=True)
class _Name:
    """What a person was called in a time: who marries may have two names."""

    words: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class _Person:
    names: tuple[_Name, ...]
    affiliations: tuple[_Affiliation, ...]

    def name(self, day: str) -> str:
        """On that day; the first listed, where none is of that day."""
        held = (each.words for each in self.names if _covers(each, day))
        return next(held, self.names[0].words if self.names else "")


class Register:
    """Who is who in a corpus, by the `xml:id` of people and organisations; what `roots` list goes before `other`."""

    def __init__(self, roots: Iterable[etree._Element], other: Register | None = None) -> None:
        self._people: dict[str, _Person] = dict(other._people) if other else {}
        self._organisations: dict[str, _Organisation] = dict(other._organisations) if other else {}
        for root in roots:
            self._people |= {each.get(ID, ""): _person(each) for each in root.iter(f"{TEI}person")}
            self._organisations |= {each.get(ID, ""): _organisation(each) for each in root.iter(f"{TEI}org")}

    def __len__(self) -> int:
        return len(self._people) + len(self._organisations)

    def organisation(self, ref: str) -> str:
        """Full name of an organisation; empty where it is not listed."""
        found = self._organisations.get(ref)
        return found.name if found else ""

    def speaker(self, ref: str, day: str, printed: str) -> Speaker | None:
        """The person with what is known on an ISO day; else the printed name; else the id is all there is, and one
        made of a name (`AnnLee`) has its words parted."""
        person = self._people.get(ref)
        name = (person.name(day) if person else "") or printed or (_WORDS.sub(" ", ref) if ref.isalpha() else ref)
        if not name:
            return None
        held = [each for each in person.affiliations if _covers(each, day)] if person else []
        seat = next((each.seat for each in held if each.seat), None)
        return Speaker(name, party=self._party(held), seat=seat, ref=ref or None)

    def _party(self, held: list[_Affiliation]) -> str | None:
        """Dated memberships go before those for all time, and parties before groups."""
        for role in _PARTIES:
            for affiliation in sorted(held, key=lambda each: each.first, reverse=True):
                found = self._organisations.get(affiliation.organisation)
                if found and found.role == role:
                    return found.letters
                prefix, dot, letters = affiliation.organisation.partition(".")
                if not found and dot and prefix == role:
                    return letters
        return None


def _covers(held: _Affiliation | _Name, day: str) -> bool:
    """Dates may be years or months; they then cover the whole of it."""
    return held.first <= day and (not held.last or day[: len(held.last)] <= held.last)


def _person(element: etree._Element) -> _Person:
    names = tuple(map(_name, element.iterfind(f"{TEI}persName")))
    return _Person(names, tuple(map(_affiliation, element.iter(f"{TEI}affiliation"))))


def _name(printed: etree._Element) -> _Name:
    kinds = ("forename", "nameLink", "surname")
    parts = [xml.inline(part) for kind in kinds for part in printed.iter(f"{TEI}{kind}")]
    words = " ".join(filter(None, parts)) or xml.inline(printed)
    return _Name(words, printed.get("from") or "", printed.get("to") or "")


def _affiliation(element: etree._Element) -> _Affiliation:
    return _Affiliation(
        organisation=(element.get("ref") or "").rpartition("#")[2] if element.get("role") == "member" else "",
        first=element.get("from") or "",
        last=element.get("to") or "",
        seat=_seat(element),
    )


def _seat(element: etree._Element) -> str | None:
    """The place, or what a role such as `MP for Kirkholm` names."""
    place = element.find(f".//{TEI}placeName")
    if place is not None:
        return xml.inline(place) or None
    role = element.find(f"{TEI}roleName")
    found = _SEAT.fullmatch(xml.inline(role)) if role is not None else None
    return found[1] if found else None


def _organisation(element: etree._Element) -> _Organisation:
    """English names first, as citations of a foreign parliament are made in English."""
    names = element.findall(f"{TEI}orgName")
    full = [name for name in names if name.get("full") != "abb"]
    english = [name for name in full if name.get(LANG) == "en"]
    best = next((xml.inline(name) for name in english or full), "")
    short = next((xml.inline(name) for name in names if name.get("full") == "abb"), best)
    return _Organisation(element.get("role") or "", best, short or best)
