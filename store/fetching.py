"""What is asked of the two services, and how their answers become sources for the importers.

A debate of the Hansard API comes as its JSON with the lists of its divisions beside its items. A day is its list and
each debate once: what a heading has already brought with it is not asked for again, and a heading without words is no
debate. Where the API holds nothing of a day, TheyWorkForYou's files of that day stand in.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, TypeVar

from store.addresses import HOUSES, Bases, Day, File, Section, Wanted, files, section
from store.errors import SourceError
from store.folding import fold
from store.hansard import MissingError, UnreachableError
from store.importers.jsons import Fields, load
from store.importers.licences import PARLIAMENT
from store.importers.source import SourceFile

T = TypeVar("T")

PAGE: Final = 100
"""Debates of a day that are listed in one answer."""
_SUPERSEDED: Final = re.compile(rb"<publicwhip\b[^>]*\blatest\s*=\s*[\"']no[\"']")
_HEAD: Final = 64 * 1024


class Getter(Protocol):
    """What is needed of `store.hansard.Web`."""

    def get(self, address: str, read: Callable[[bytes], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A debate as the list of its day names it."""

    section: Section
    title: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source that came, and the number by which Hansard orders the sections of a day; 0 where it has none."""

    file: SourceFile
    order: int = 0
    title: str = ""
    """As the list of its day names it."""
    of: int = 0
    """How many the day lists; 0 where only this was asked for."""


def fetch(wanted: Wanted, web: Getter, bases: Bases, now: str) -> Iterator[Fetched | SourceError]:
    """Everything that was named, as it comes; a debate of a day that cannot be had is an error in its place.

    Raises MissingError where there is nothing, UnreachableError where nothing more can be had now, and SourceError.
    """
    match wanted:
        case Section():
            yield Fetcher(web, bases, now).section(wanted)
        case File():
            yield Fetcher(web, bases, now).file(wanted)
        case Day():
            yield from Fetcher(web, bases, now).day(wanted)


def in_order(fetched: Iterable[Fetched | SourceError]) -> list[SourceFile | SourceError]:
    """The sources in the order of Hansard's own document, then what failed."""
    came: list[Fetched] = []
    failed: list[SourceError] = []
    for item in fetched:
        if isinstance(item, Fetched):
            came.append(item)
        else:
            failed.append(item)
    return [*(item.file for item in sorted(came, key=lambda item: item.order)), *failed]


class Fetcher:
    """Asks, and remembers what one answer has brought for others."""

    def __init__(self, web: Getter, bases: Bases, now: str) -> None:
        self._web = web
        self._bases = bases
        self._now = now
        self._held: set[str] = set()

    def section(self, wanted: Section) -> Fetched:
        """A debate, or a heading with the debates below it."""
        address = self._bases.section(wanted)
        data, value = self._web.get(address, lambda data: (data, _object(data, address)))
        changed = [self._add_divisions(debate) for debate in _debates(value)]
        if any(changed):
            data = json.dumps(value.value).encode()
        self._held |= {_id(debate) for debate in _debates(value) if _has_words(debate)}
        order = _overview(value).number("Id") or 0
        return Fetched(self._source(address, data, PARLIAMENT), order)

    def file(self, wanted: File) -> Fetched:
        """A file of TheyWorkForYou, in its newest edition where the one named is superseded."""
        address = self._bases.file(wanted)
        data = self._web.get(address, lambda data: _xml(data, address))
        later = wanted.next_edition() if _SUPERSEDED.search(data[:_HEAD]) else None
        if later:
            with suppress(MissingError):
                return self.file(later)
        return Fetched(self._source(address, data))

    def day(self, wanted: Day) -> Iterator[Fetched | SourceError]:
        """Each debate of a day."""
        listed = self.listed(wanted)
        if not listed:
            yield from self._files(wanted)
        for each in listed:
            held = len(self._held)
            if each.section.id.upper() in self._held:
                continue
            try:
                fetched = self.section(each.section)
            except UnreachableError:
                raise
            except SourceError as error:
                yield error
                continue
            if len(self._held) > held:
                yield replace(fetched, title=each.title, of=len(listed))

    def listed(self, wanted: Day) -> tuple[Listed, ...]:
        """The debates and headings of a day in the API's list; empty where it holds none."""
        if wanted.house not in (None, *HOUSES):
            return ()
        found: dict[str, Listed] = {}
        for skip in itertools.count(0, PAGE):
            try:
                page, total = self._page(self._bases.day(wanted, skip, PAGE))
            except MissingError:
                break
            before = len(found)
            for entry in page:
                if _is_of(entry, wanted) and entry.text("DebateSectionExtId"):
                    each = section(entry.text("DebateSectionExtId"))
                    found.setdefault(each.id.upper(), Listed(each, entry.text("Title")))
            if skip + PAGE >= total or len(found) == before:
                break
        return tuple(found.values())

    def titled(self, wanted: Day, titles: Iterable[str]) -> Iterator[SourceFile]:
        """The debates of a day under the first of these titles that any of them has. Raises as `fetch` does."""
        listed = self.listed(wanted)
        for title in titles:
            same = [each for each in listed if fold(each.title) == fold(title)]
            if same:
                yield from (self.section(each.section).file for each in same)
                return

    def _page(self, address: str) -> tuple[list[Fields], int]:
        return self._web.get(address, lambda data: _results(data, address))

    def _files(self, wanted: Day) -> Iterator[Fetched]:
        came = False
        for file in files(wanted):
            with suppress(MissingError):
                yield self.file(file)
                came = True
        if not came:
            day = f"{wanted.date} ({wanted.house})" if wanted.house else f"{wanted.date}"
            raise MissingError(day, "no debate is published; check that there was a sitting.")

    def _source(self, address: str, data: bytes, licence: str = "") -> SourceFile:
        return SourceFile(address, address, data, hashlib.sha256(data).hexdigest(), self._now, licence)

    def _add_divisions(self, debate: Fields) -> bool:
        """Put the lists of a debate's divisions beside its items; whether there were any."""
        divided = any(item.text("ItemType") == "Division" for item in debate.objects("Items"))
        if not divided and not _id(debate).startswith("DEFERREDDIVISIONS"):
            return False
        address = self._bases.divisions(section(_overview(debate).text("ExtId")))
        try:
            listed = self._web.get(address, lambda data: _objects(data, address))
        except MissingError:
            return False
        debate.value["Divisions"] = [self._division(each).value for each in listed]
        return bool(listed)

    def _division(self, overview: Fields) -> Fields:
        address = self._bases.division(section(overview.text("ExternalId")))
        try:
            return self._web.get(address, lambda data: _object(data, address))
        except MissingError:
            return overview


def _debates(value: Fields) -> Iterator[Fields]:
    """A debate and all below it."""
    waiting = [value]
    while waiting:
        debate = waiting.pop()
        yield debate
        waiting.extend(debate.objects("ChildDebates"))


def _overview(debate: Fields) -> Fields:
    return Fields(debate.value.get("Overview"), debate.where)


def _id(debate: Fields) -> str:
    return _overview(debate).text("ExtId").upper()


def _has_words(debate: Fields) -> bool:
    said = (item for item in debate.objects("Items") if item.text("ItemType") != "Timestamp")
    return any(item.text("Value").strip() or item.text("ItemType") == "Division" for item in said)


def _json(data: bytes, address: str) -> Any:
    try:
        return load(data, address)
    except SourceError:
        why = "answers with something other than Hansard's JSON; a log-in page may be in the way, or it has changed."
        raise SourceError(address, why) from None


def _object(data: bytes, address: str) -> Fields:
    return Fields(_json(data, address), address)


def _objects(data: bytes, address: str) -> list[Fields]:
    return Fields({"list": _json(data, address)}, address).objects("list")


def _results(data: bytes, address: str) -> tuple[list[Fields], int]:
    answer = _object(data, address)
    if "Results" not in answer.value:
        raise SourceError(address, "lists no “Results”; the service has changed, and a newer Dispatchbox may know it.")
    results = answer.objects("Results")
    return results, answer.number("TotalResultCount") or len(results)


def _is_of(entry: Fields, day: Day) -> bool:
    date, house = entry.text("SittingDate")[:10], entry.text("House").lower()
    return date in ("", day.date.isoformat()) and (day.house is None or house in ("", day.house))


def _xml(data: bytes, address: str) -> bytes:
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"<publicwhip" not in data[:_HEAD]:
        why = "answers with something other than TheyWorkForYou's XML; open it in a browser to see what it is."
        raise SourceError(address, why)
    return data
