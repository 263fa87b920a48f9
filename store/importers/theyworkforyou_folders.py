"""Which folder of TheyWorkForYou a file belongs to, hence whose words it holds, and the day of the sitting."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from store.errors import SourceError
from store.importers import xml
from store.importers.licences import OF_HOUSES
from store.importers.options import Options
from store.model import Section

_FOLDERS: Final = {
    "debate": ("commons", Section.CHAMBER),
    "westminhall": ("commons", Section.WESTMINSTER_HALL),
    "lords": ("lords", Section.CHAMBER),
    "standing": ("commons", Section.PUBLIC_BILL_COMMITTEE),
    "wrans": ("commons", Section.WRITTEN_ANSWER),
    "wms": ("commons", Section.WRITTEN_STATEMENT),
    "spor": ("scotland", Section.CHAMBER),
    "sp": ("scotland", Section.CHAMBER),
    "spwa": ("scotland", Section.WRITTEN_ANSWER),
    "ni": ("northern_ireland", Section.CHAMBER),
    "senedd": ("wales", Section.CHAMBER),
}
"""The part of an id between `uk.org.publicwhip/` and the date; wrans and wms hold both Houses."""
_AUSTRALIA: Final = {"lords": "Australian Senate", "senate": "Australian Senate"}
_REPRESENTATIVES: Final = "Australian House of Representatives"
ASSEMBLIES: Final = {
    "commons": "House of Commons",
    "lords": "House of Lords",
    "scotland": "Scottish Parliament",
    "wales": "Senedd Cymru",
    "northern_ireland": "Northern Ireland Assembly",
}
_FOLDER: Final = re.compile(r"uk\.org\.publicwhip/([\w-]+)/")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_EDITION: Final = re.compile(r"\d{4}-\d\d-\d\d([a-z])\.")
_PEERS: Final = re.compile(r"/lord/|/ld\d{4,}/|[./]HL\d")
_BILL_COMMITTEES: Final = dt.date(2006, 11, 15)
"""Public bill committees took the place of standing committees with the session that opened on this day."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What holds for every debate of a file."""

    house: str
    section: Section
    date: dt.date
    committee: str = ""

    @property
    def assembly(self) -> str:
        return ASSEMBLIES.get(self.house, self.house)

    @property
    def licence(self) -> str:
        return OF_HOUSES.get(self.house, "")


def key_of(source_id: str) -> str:
    """An id less its edition letter: `…/debate/2020-12-14b.1.8` gives `…/debate/2020-12-14.1.8`."""
    found = _EDITION.search(source_id)
    return source_id[: found.start(1)] + source_id[found.end(1) :] if found else source_id


def folder_of(root: etree._Element, name: str, options: Options) -> Folder:
    """Raises SourceError where neither an id, nor the file's name, nor the options give the day."""
    source_id = next((value for element in root if "publicwhip/" in (value := element.get("id", ""))), "")
    found = _FOLDER.match(source_id)
    folder = found[1] if found else "debate"
    date = _date(source_id, name, options)
    if root.tag == "debates":
        return Folder(_AUSTRALIA.get(folder, _REPRESENTATIVES), Section.CHAMBER, date)
    house, section = _FOLDERS.get(folder, (options.house or folder, Section.CHAMBER))
    if folder in ("wrans", "wms") and _is_lords(root, name):
        house = "lords"
    if section is not Section.PUBLIC_BILL_COMMITTEE:
        return Folder(house, section, date)
    bill = root.find("bill")
    committee = "" if bill is None else bill.get("title") or xml.inline(bill)
    return Folder(house, section if date >= _BILL_COMMITTEES else Section.STANDING_COMMITTEE, date, committee)


def _date(source_id: str, name: str, options: Options) -> dt.date:
    """The last date in an id: a committee's holds the day of its first sitting too."""
    for text in (source_id, name.rpartition("/")[2]):
        for printed in reversed(_DATE.findall(text)):
            try:
                return dt.date.fromisoformat(printed)
            except ValueError:
                continue
    if options.date is None:
        raise SourceError(name, "gives no date in its ids; import it with --date YYYY-MM-DD.")
    return options.date


def _is_lords(root: etree._Element, name: str) -> bool:
    if name.rpartition("/")[2].startswith("lords"):
        return True
    first = next((element for element in root if element.tag in ("ques", "speech")), None)
    return first is not None and _PEERS.search(" ".join(map(str, first.attrib.values()))) is not None
