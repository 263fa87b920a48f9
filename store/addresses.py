"""What a reader may name to be fetched, and where it is published.

Hansard's debates have an id, mostly a GUID, which stands in the address of their page and of the API's answer.
TheyWorkForYou's pages name a day and an edition letter; its XML folder holds one file for each of them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from store.errors import StoreError

HOUSES: Final = ("commons", "lords")
"""Those that the Hansard API holds."""

_GUID: Final = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{13,14}", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HANSARD_DEBATE: Final = re.compile(
    r"/debates?/(?:debate/)?(?=[a-z-]*\d)([\w-]{8,64})(?:\.(?:json|xml))?(?:/|$)", re.IGNORECASE | re.ASCII
)
_HANSARD_DAY: Final = re.compile(r"/(commons|lords)/(\d{4}-\d\d-\d\d)/?$", re.IGNORECASE | re.ASCII)
_XML_FILE: Final = re.compile(r"/scrapedxml/((?:[\w-]+/)+[\w-]+\.xml)$", re.ASCII)
_EDITION: Final = re.compile(r"(\d{4}-\d\d-\d\d)([a-z]?)", re.ASCII)
_LETTER: Final = re.compile(r"(?<=\d)([a-y])(?=\.xml$)")

_PAGES: Final = {
    "debates": ("debates/debates", "a"),
    "debate": ("debates/debates", "a"),
    "whall": ("westminhall/westminster", "a"),
    "lords": ("lordspages/daylord", "a"),
    "wrans": ("wrans/answers", "a"),
    "wms": ("wms/ministerial", "a"),
    "ni": ("ni/ni", ""),
    "senedd": ("senedd/en/senedd", ""),
}
"""TheyWorkForYou's pages: folder and opening of the file's name, and the letter of a first edition."""
DAYS: Final = {
    "commons": ("debates", "whall"),
    "lords": ("lords",),
    "northern_ireland": ("ni",),
    "wales": ("senedd",),
}
"""Which of them make up the spoken day of a House."""
_HELP: Final = "give a Hansard or TheyWorkForYou address, a debate's GUID, or a date such as 2025-03-11"


@dataclass(frozen=True, slots=True)
class Section:
    """A debate of the Hansard API, a heading with the debates below it, or one of their divisions."""

    id: str


@dataclass(frozen=True, slots=True)
class Day:
    """A sitting day; of both Houses where none is named."""

    date: dt.date
    house: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file in TheyWorkForYou's XML folder."""

    path: str

    def next_edition(self) -> File | None:
        """The file that takes its place where it is superseded."""
        path = _LETTER.sub(lambda letter: chr(ord(letter[1]) + 1), self.path)
        return File(path) if path != self.path else None


Wanted = Section | Day | File


@dataclass(frozen=True, slots=True)
class Bases:
    """Where the two services are."""

    hansard: str
    theyworkforyou: str

    def section(self, section: Section) -> str:
        """The address of a debate's JSON."""
        return self._hansard("debates/debate", section)

    def divisions(self, section: Section) -> str:
        """The address of the list of a debate's divisions."""
        return self._hansard("debates/divisions", section)

    def division(self, division: Section) -> str:
        """The address of a division with the names of those who voted."""
        return self._hansard("debates/division", division)

    def day(self, day: Day, skip: int, take: int) -> str:
        """The address of a part of a day's list."""
        date = day.date.isoformat()
        asked = {"startDate": date, "endDate": date, "house": (day.house or "").capitalize()}
        asked |= {"skip": str(skip), "take": str(take)}
        query = urlencode({f"queryParameters.{name}": value for name, value in asked.items() if value})
        return f"{self.hansard.rstrip('/')}/search/debates.json?{query}"

    def file(self, file: File) -> str:
        """The address of an XML file."""
        return f"{self.theyworkforyou.rstrip('/')}/{file.path}"

    def _hansard(self, path: str, what: Section) -> str:
        return f"{self.hansard.rstrip('/')}/{path}/{quote(what.id, safe='')}.json"


def wanted(text: str, house: str | None, bases: Bases) -> Wanted:
    """What an address, a GUID or a date names. Raises StoreError."""
    text = text.strip()
    if guid := _GUID.fullmatch(text):
        return Section(guid[1].upper())
    if _NUMBER.fullmatch(text):
        return Section(text)
    if _DATE.fullmatch(text):
        return _day(text, house)
    if not text.startswith(("https://", "http://")):
        raise StoreError(f"“{text}” names no debate; {_HELP}")
    try:
        found = _inside(text, bases) or _published(text, house)
    except ValueError:  # of urllib, for brackets that hold no address of a machine
        found = None
    if found is None:
        raise StoreError(f"{text} is not the address of a debate or a day; {_HELP}")
    return found


def section(name: str) -> Section:
    """A section by its id; a GUID is written in capitals, as the API itself writes it."""
    guid = _GUID.fullmatch(name)
    return Section(guid[1].upper() if guid else name)


def files(day: Day) -> tuple[File, ...]:
    """TheyWorkForYou's files of a day, the first editions; none for a House that it does not name by day."""
    houses = (day.house,) if day.house else HOUSES
    return tuple(_file(page, day.date.isoformat()) for house in houses for page in DAYS.get(house, ()))


def _day(text: str, house: str | None) -> Day:
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        raise StoreError(f"{text} is not a day of the calendar; write it as 2025-03-11") from None
    if house is not None and house not in DAYS:
        raise StoreError(f"“{house}” cannot be fetched by day; the Houses are {', '.join(DAYS)}")
    return Day(date, house)


def _inside(text: str, bases: Bases) -> Wanted | None:
    """What an address below one of the bases names, wherever they are."""
    for base in (bases.theyworkforyou, bases.hansard):
        path = text.removeprefix(base.rstrip("/") + "/")
        if path == text:
            continue
        if base == bases.theyworkforyou:
            return File(path) if re.fullmatch(r"(?:[\w-]+/)*[\w-]+\.xml", path) else None
        found = _HANSARD_DEBATE.search(f"/{path}")
        return section(found[1]) if found else None
    return None


def _published(text: str, house: str | None) -> Wanted | None:
    """What a page of the two services names."""
    address = urlsplit(text)
    host = (address.hostname or "").removeprefix("www.")
    if host in {"hansard.parliament.uk", "hansard-api.parliament.uk"}:
        if day := _HANSARD_DAY.search(address.path):
            return _day(day[2], day[1].lower())
        found = _HANSARD_DEBATE.search(address.path)
        return section(found[1]) if found else None
    if host != "theyworkforyou.com":
        return None
    if file := _XML_FILE.search(address.path):
        return File(file[1])
    page = address.path.strip("/").split("/")[0]
    asked = parse_qs(address.query)
    named = (asked.get("id") or asked.get("gid") or asked.get("d") or [""])[0]
    return _file(page, named) if page in _PAGES and _EDITION.match(named) else None


def _file(page: str, named: str) -> File:
    """The file of a page's day: `2025-03-11`, or an id that begins with it and the edition."""
    opening, first = _PAGES[page]
    if page == "wrans" and ".HL" in named:
        opening = "lordswrans/lordswrans"
    edition = _EDITION.match(named)
    date, letter = edition.groups() if edition else (named, "")
    return File(f"{opening}{date}{(letter or first) if first else ''}.xml")
