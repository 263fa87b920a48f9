"""Debate files of the Hansard API: one debate, or a container with the debates below it.

A container (oral answers, a department, petitions) repeats in `ChildDebates` what its debates hold when they are asked
for by themselves; each debate comes in once, under its GUID, and a container without words of its own not at all.
`Items` holds clocks, column breaks and procedural lines beside the speeches; `Timecode` runs out of order and is not
read. `Divisions`, where a fetch has put it beside `Items`, holds the lists of the divisions in the shape of the API's
`DivisionItem`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from store.errors import SourceError
from store.importers.attribution import speaker
from store.importers.fragments import flatten
from store.importers.jsons import Fields, load
from store.importers.licences import PARLIAMENT
from store.importers.options import Options
from store.importers.prose import Prose
from store.importers.text import collapse, counted
from store.model import Kind, Section, Speaker
from store.parsed import Parsed, ParsedDebate, Remark, Skipped

NAME: Final = "Hansard JSON"

_MARKS: Final = re.compile(rb'"(?:Overview|ItemType|ChildDebates|DebateSectionExtId|AyesCount|TotalResultCount)"\s*:')
_UNSPOKEN: Final = re.compile(
    r"hs_(?:columnn?umber|cl.*|debatetype|amendment.*|tabledby|procedure|76fchair|brev)|err_tablewrapper", re.IGNORECASE
)
_COLUMNS: Final = ("hs_columnnumber", "hs_columnumber")
_COLUMN: Final = re.compile(r"[A-Z]{0,3}\d{1,5}[A-Z]{0,3}")
"""A column break may hold the number alone, outside the usual span."""
_SECTIONS: Final = (
    ("westminster hall", Section.WESTMINSTER_HALL),
    ("grand committee", Section.GRAND_COMMITTEE),
    ("public bill committee", Section.PUBLIC_BILL_COMMITTEE),
    ("written statement", Section.WRITTEN_STATEMENT),
    ("written answer", Section.WRITTEN_ANSWER),
    ("correction", Section.CORRECTION),
    ("petitions", Section.PETITION),
    ("committee", Section.COMMITTEE),
)
_COMMITTEES: Final = (Section.PUBLIC_BILL_COMMITTEE, Section.COMMITTEE)
_NUMBER: Final = re.compile(r"(T?\d{1,3})\. ")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")


def accepts(head: bytes, name: str) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[") and _MARKS.search(head) is not None


def parse(data: bytes, name: str, options: Options) -> Parsed:
    """Every debate of the file that has words, in order. Raises SourceError, also for the API's lists and searches."""
    value = load(data, name)
    _refuse_lists(value, name)
    debates: dict[str, ParsedDebate] = {}
    skipped: list[Skipped] = []
    people: dict[str, Speaker] = {}
    waiting = [Fields(value, name)]
    while waiting:
        fields = waiting.pop()
        debate = _debate(fields, people, skipped)
        if debate.remarks:
            debates.setdefault(debate.key or f"{len(debates)}", debate)
        waiting.extend(reversed(fields.objects("ChildDebates")))
    if not debates:
        raise SourceError(name, "holds a heading without a word under it; get the debates below it instead.")
    return Parsed(tuple(debates.values()), tuple(skipped), licence=PARLIAMENT)


def _refuse_lists(value: Any, name: str) -> None:
    """Answers of the API that tell of debates without their words."""
    if isinstance(value, dict) and "Results" in value:
        found = counted(len(Fields(value, name).items("Results")), "debate")
        raise SourceError(name, f"lists {found} without the words; fetch the day or the debates themselves.")
    divisions = value if isinstance(value, list) else [value]
    if divisions and all(isinstance(each, dict) and "AyesCount" in each for each in divisions):
        found = counted(len(divisions), "division")
        title = collapse(Fields(divisions[0], name).text("DebateSection"))
        about = f"“{title}”" if title else "that was divided on"
        raise SourceError(name, f"holds {found} without the debate; fetch the debate {about} instead.")
    if isinstance(value, list):
        raise SourceError(name, "is a list and no debate; fetch the debates themselves.")


def _debate(fields: Fields, people: dict[str, Speaker], skipped: list[Skipped]) -> ParsedDebate:
    overview = Fields(fields.value.get("Overview"), fields.where)
    title = collapse(overview.text("Title")) or "Untitled"
    house = overview.text("House").casefold()
    section = _section(overview.text("Location"))
    parents = tuple(_parents(fields.objects("Navigator"), overview))
    key = overview.text("ExtId").upper()
    date = _date(overview)
    url = _url(house, date, key, title)
    volume = overview.number("VolumeNo")
    reader = _Reader(overview.text("HRSTag"), url, people, skipped)
    remarks = reader.read(fields.objects("Items"), fields.objects("Divisions"))
    return ParsedDebate(
        title=title,
        date=date,
        house=house,
        remarks=tuple(remarks),
        section=section,
        parents=parents,
        key=f"hansard/{key}" if key else "",
        volume=str(volume) if volume else None,
        url=url,
        committee=(*parents, title)[0] if section in _COMMITTEES else "",
    )


def _date(overview: Fields) -> dt.date:
    try:
        return dt.date.fromisoformat(overview.text("Date")[:10])
    except ValueError:
        overview.refuse("gives no date for its debate")


def _section(location: str) -> Section:
    place = location.casefold()
    return next((section for words, section in _SECTIONS if words in place), Section.CHAMBER)


def _parents(navigator: list[Fields], overview: Fields) -> list[str]:
    """The headings above, outermost first, without the chamber that stands above them all."""
    places = {entry.number("Id"): entry for entry in navigator}
    above: list[str] = []
    here = places.pop(overview.number("Id"), None)
    while here and (here := places.pop(here.number("ParentId"), None)):
        above.insert(0, collapse(here.text("Title")))
    return [title for title in above if title and title != overview.text("Location")]


def _url(house: str, date: dt.date, guid: str, title: str) -> str:
    """The page of the debate; the site needs some words at the end, and these are the ones it gives itself."""
    slug = "".join(word[:1].upper() + word[1:] for word in re.sub(r"[^a-zA-Z0-9\s]", "", title).split())
    return (
        f"https://hansard.parliament.uk/{house.capitalize()}/{date}/debates/{guid}/{slug or 'debate'}" if guid else ""
    )


class _Reader:
    """Goes through the items of one debate, with the column and the clock carried forward."""

    def __init__(self, tag: str, url: str, people: dict[str, Speaker], skipped: list[Skipped]) -> None:
        self._tag = tag.casefold()
        self._url = url
        self._people = people
        self._skipped = skipped
        self._column: str | None = None
        self._time: str | None = None
        self._stated = False

    def read(self, items: list[Fields], divisions: list[Fields]) -> Iterator[Remark]:
        lists = {division.text("ExternalId").upper(): division for division in divisions}
        for item in items:
            if item.text("ItemType") == "Timestamp":
                self._tick(item)
                continue
            remark = self._remark(item)
            division = lists.pop(remark.key.removeprefix("hansard/"), None)
            if division:
                remark = replace(remark, text=_division(division), label=Kind.DIVISION)
            if remark.text:
                yield remark
        for guid, division in lists.items():
            yield Remark(_key(guid), _division(division), label=Kind.DIVISION, column=self._column, time=self._time)

    def _tick(self, item: Fields) -> None:
        clock = _CLOCK.fullmatch(item.text("Value").strip())
        if clock:
            self._time = f"{clock[1]:0>2}:{clock[2]}:{clock[3] or '00'}"
        else:
            self._skipped.append(Skipped(0, f"a clock that reads “{item.text('Value')}”"))

    def _remark(self, item: Fields) -> Remark:
        prose = Prose(self._column)
        if item.text("HRSTag").casefold() in _COLUMNS and _COLUMN.fullmatch(item.text("Value").strip()):
            prose.turn(item.text("Value").strip())
        else:
            flatten(item.text("Value"), prose)
        self._column = prose.last_column
        attribution = collapse(item.text("AttributedTo"))
        unspoken = _UNSPOKEN.fullmatch(item.text("HRSTag")) is not None
        who = None if unspoken else self._speaker(attribution, item.number("MemberId"))
        guid = item.text("ExternalId").upper()
        number = _NUMBER.match(prose.text) if self._tag == "hs_8question" else None
        return Remark(
            key=_key(guid),
            text=prose.text,
            speaker=who,
            attribution=attribution,
            label=self._label(item, unspoken, attribution, who),
            number=item.text("UIN") or (number[1] if number else ""),
            column=prose.column,
            columns=prose.columns,
            time=self._time,
            url=f"{self._url}#contribution-{guid}" if self._url and guid else "",
        )

    def _speaker(self, attribution: str, member: int | None) -> Speaker | None:
        """The speaker as printed; what an earlier attribution printed of the same member is kept."""
        ref = str(member) if member else None
        known = self._people.get(ref) if ref else None
        found = speaker(attribution)
        if found is None:
            return None if attribution else known
        if known:
            name = known.name if found.name == found.office else found.name
            found = replace(found, name=name, party=found.party or known.party, seat=found.seat or known.seat)
        if ref:
            found = replace(found, ref=ref)
            self._people[ref] = found
        return found

    def _label(self, item: Fields, unspoken: bool, attribution: str, who: Speaker | None) -> Kind | None:
        if item.text("ItemType") == "Division":
            return Kind.DIVISION
        if unspoken or item.text("ItemType") == "Amendment":
            return Kind.PROCEDURAL
        if "(urgent question)" in attribution.casefold() or item.text("HRSTag").casefold() == "hs_question":
            return Kind.QUESTION
        if self._tag == "hs_2cstatement" and not self._stated and who and who.office:
            self._stated = "speaker" not in who.office.casefold()
            return Kind.STATEMENT if self._stated else None
        return None


def _key(guid: str) -> str:
    return f"hansard/{guid}" if guid else ""


def _division(division: Fields) -> str:
    """A division and its lists, a line each."""
    prose = Prose()
    flatten(division.text("TextBeforeVote"), prose)
    ayes, noes = division.number("AyesCount"), division.number("NoesCount")
    head = f"Division No. {division.text('Number')}\nAyes {ayes}, Noes {noes}"
    lines = [prose.text, head] if prose.text else [head]
    for side, members in (("Ayes", "AyeMembers"), ("Noes", "NoeMembers")):
        voters = division.objects(members)
        if not voters:
            continue
        lines.append(side)
        for teller in (False, True):
            names = [collapse(each.text("DisplayAs")) for each in voters if each.flag("IsTeller") is teller]
            lines.extend([f"Tellers for the {side}", *names] if teller and names else names)
    after = Prose()
    flatten(division.text("TextAfterVote"), after)
    return "\n".join([*lines, after.text] if after.text else lines)
