"""Parliaments and chambers: the names that a citation gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.citations.columns import labelled
from store.citations.reference import Reference
from store.model import Section


@dataclass(frozen=True, slots=True)
class Assembly:
    """A chamber whose debates are reported."""

    short: str
    """`HC`, `HL`, `SP`; else the chamber's name."""
    name: str
    deb: str
    """What a citation of its debates begins with: `HC Deb`."""
    publisher: str
    record: str = "Hansard"
    """What its report is called."""

    @property
    def collection(self) -> str:
        """The title of the whole report."""
        return "Parliamentary Debates (Hansard)" if self.record == "Hansard" else self.record


_UK = {
    "commons": Assembly("HC", "House of Commons", "HC Deb", "UK Parliament"),
    "lords": Assembly("HL", "House of Lords", "HL Deb", "UK Parliament"),
    "scotland": Assembly("SP", "Scottish Parliament", "SP OR", "Scottish Parliament", "Official Report"),
    "wales": Assembly("Senedd", "Senedd", "Senedd Record", "Senedd Cymru", "Record of Proceedings"),
    "northern_ireland": Assembly(
        "NIA", "Northern Ireland Assembly", "NIA Official Report", "Northern Ireland Assembly", "Official Report"
    ),
}
"""OSCOLA gives HC and HL Deb; SP OR, Senedd Record and NIA Official Report follow those reports' own titles."""
_ALSO = {
    "house of commons": "commons",
    "house of lords": "lords",
    "scottish parliament": "scotland",
    "senedd": "wales",
    "senedd cymru": "wales",
    "welsh parliament": "wales",
    "northern ireland assembly": "northern_ireland",
}
_COUNTRIES = {
    "uk": "United Kingdom", "scotland": "Scotland", "wales": "Wales", "northern_ireland": "Northern Ireland",
    "au": "Australia", "nz": "New Zealand", "ca": "Canada", "ie": "Ireland",
}  # fmt: skip
PAGED = frozenset({"au", "nz", "ca"})
"""Jurisdictions whose reports are cited by the page."""


def house_key(reference: Reference) -> str:
    """`commons`, `lords`, `scotland`, `wales`, `northern_ireland`; nothing for any other chamber."""
    house, place = reference.house.casefold(), reference.jurisdiction.casefold()
    if place in ("", "uk"):
        house = _ALSO.get(house, house)
        return house if house in _UK else ""
    return place if place in _UK else ""


def assembly(reference: Reference) -> Assembly:
    """The chamber; one that is not known here goes by its own name and its parliament's."""
    key = house_key(reference)
    if key:
        return _UK[key]
    place = reference.parliament or country(reference)
    name = reference.house or place
    deb = f"{labelled('', reference.parliament, ' ')}{reference.house}".strip() or place
    if reference.jurisdiction.casefold() in ("", "uk") and not (reference.house or reference.parliament):
        return Assembly("", "", "Parl Deb", "UK Parliament")
    seat = country(reference) if place == "Commonwealth" else place
    return Assembly(name, name, f"{deb} Deb", f"Parliament of {seat}" if seat else name)


def country(reference: Reference) -> str:
    """The name of the jurisdiction."""
    return _COUNTRIES.get(reference.jurisdiction.casefold(), reference.jurisdiction)


def committee(reference: Reference) -> str:
    """The committee's name, made from the bill's title or the letter where only those are known; else nothing."""
    if reference.committee_name or reference.section not in (Section.PUBLIC_BILL_COMMITTEE, Section.STANDING_COMMITTEE):
        return reference.committee_name
    if reference.section is Section.STANDING_COMMITTEE:
        return labelled("Standing Committee ", reference.committee_letter.removeprefix("Standing Committee "))
    bill = re.sub(r"(?: Bill)?(?: \[(?:Lords|HL)\])?$", "", reference.bill_title)
    return labelled("", bill, " Public Bill Committee")


def _before_2007(reference: Reference) -> bool:
    """Whether a committee on a bill was a standing committee, known by its letter; they ended with 2006."""
    lettered = reference.section is Section.PUBLIC_BILL_COMMITTEE and bool(reference.committee_letter)
    return lettered and reference.date is not None and reference.date.year < 2007


def debates(reference: Reference) -> str:
    """`HC Deb`, `Health Bill Deb`, `PBC Deb (Bill 99)`, `SC Deb (A)`: as OSCOLA and Parliament name them."""
    chamber = assembly(reference)
    standing = reference.section is Section.STANDING_COMMITTEE or _before_2007(reference)
    if reference.section is Section.PUBLIC_BILL_COMMITTEE and not standing:
        named = "" if re.match(r"(?:H[CL] )?Bill ", reference.bill_number) else "Bill "
        number = labelled(f" ({named}", reference.bill_number, ")")
        if reference.bill_title and not (reference.pbc_short and number):
            return f"{reference.bill_title} Deb"
        return f"PBC Deb{number}" if number or not reference.committee_name else f"{reference.committee_name} Deb"
    if standing:
        told = re.search(r"\bStanding Committee ([A-Z])\b", reference.committee_name)
        letter = reference.committee_letter.removeprefix("Standing Committee ") or (told[1] if told else "")
        return f"SC Deb{labelled(' (', letter, ')')}"
    if reference.section is Section.COMMITTEE and reference.committee_name:
        devolved = house_key(reference) not in ("", "commons", "lords")
        return f"{chamber.deb} {reference.committee_name}" if devolved else f"{reference.committee_name} Deb"
    return chamber.deb
