"""Days of an invented House of Commons in TheyWorkForYou's XML, as many as asked for, the same for the same seed.

python -m tests.benchmarks.corpus --speeches 120000 --out DIR --seed 1
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from tests.benchmarks.words import Words

PER_DAY: Final = 400
MEMBERS: Final = 650
FIRST: Final = dt.date(1990, 1, 8)
COLUMN: Final = 480
"""Words that a column holds."""
_SITTING: Final = range(4)
"""Weekdays on which the House sits: Monday to Thursday."""

QUESTION: Final = "Start Question"
ANSWER: Final = "Start Answer"
SUPPLEMENTARY: Final = "Start SupplementaryQuestion"
STATEMENT: Final = "Start Statement"
SPEECH: Final = "Start Speech"
INTERVENTION: Final = "Start Intervention"
CONTINUATION: Final = "Continuation Speech"
POINT: Final = "Start PointOfOrder"
LENGTHS: Final = {
    QUESTION: 17,
    ANSWER: 77,
    SUPPLEMENTARY: 88,
    STATEMENT: 1264,
    SPEECH: 575,
    INTERVENTION: 74,
    CONTINUATION: 249,
    POINT: 146,
    "": 40,
}
"""Median words of each type; who speaks longer than whom, while the day as a whole keeps to `words.QUANTILES`."""


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    rank: str
    title: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A contribution to come; nobody's where there is no speaker."""

    type: str
    speaker: Member | None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Division:
    ayes: list[Member]
    noes: list[Member]


Entry = Heading | Turn | Division


class House:
    """Its members and its business."""

    def __init__(self, seed: int, share: float = 1.0) -> None:
        self.words = Words(seed, share)
        self.chance = Random(seed + 1)
        self.members = [Member(90_000 + place, self.words.title(2)) for place in range(MEMBERS)]
        self.speaker = Member(89_999, self.words.title(2))
        self._number = 900_000
        self._division = 0

    def sitting(self) -> Iterator[Entry]:
        """A day without an end: questions and statements, then one debate after another."""
        yield Heading("major", "Prayers")
        yield Turn("", None)
        yield Heading("oral", "Oral Answers to Questions")
        yield Heading("major", self.words.title(2))
        yield from self._questions(self.chance.choice(self.members), self.chance.randint(8, 16))
        for _ in range(self.chance.randint(1, 2)):
            yield Heading("major", self.words.title(3))
            yield from self._statement(self.chance.choice(self.members))
        yield Heading("major", "Points of Order")
        for member in self.chance.sample(self.members, 2):
            yield Turn(POINT, member)
            yield Turn("", self.speaker)
        while True:
            yield Heading("major", f"{self.words.title(3)} Bill")
            yield from self._debate()

    def _questions(self, minister: Member, headings: int) -> Iterator[Entry]:
        for _ in range(headings):
            yield Heading("minor", self.words.title(3))
            askers = self.chance.sample(self.members, self.chance.choice((1, 1, 1, 2, 2, 3, 5)))
            for asker in askers:
                self._number += 1
                yield Turn(QUESTION, asker, self._number)
            yield Turn(ANSWER, minister)
            for asker in (*askers, *self.chance.sample(self.members, self.chance.randint(0, 3))):
                yield Turn(SUPPLEMENTARY, asker)
                yield Turn(ANSWER, minister)
            if self.chance.random() < 0.2:
                yield Turn("", self.speaker)

    def _statement(self, minister: Member) -> Iterator[Entry]:
        yield Turn(STATEMENT, minister)
        for asker in self.chance.sample(self.members, self.chance.randint(10, 40)):
            yield Turn(SUPPLEMENTARY, asker)
            yield Turn(ANSWER, minister)

    def _debate(self) -> Iterator[Entry]:
        for member in self.chance.sample(self.members, self.chance.randint(6, 20)):
            yield Turn(SPEECH, member)
            for other in self.chance.sample(self.members, self.chance.choice((0, 0, 0, 1, 1, 2, 4))):
                yield Turn(INTERVENTION, other)
                yield Turn(CONTINUATION, member)
            if self.chance.random() < 0.3:
                yield Turn("", self.speaker)
        yield Turn("", None)
        if self.chance.random() < 0.5:
            voters = self.chance.sample(self.members, self.chance.randint(400, 640))
            half = self.chance.randint(180, len(voters) - 180)
            yield Division(voters[:half], voters[half:])

    def day(self, date: dt.date, speeches: int) -> str:
        """The file of one day with so many `speech` elements."""
        entries = _first(self.sitting(), speeches)
        turns = [entry for entry in entries if isinstance(entry, Turn)]
        lengths = sorted(self.words.length() for _ in turns)
        ranks = [LENGTHS[turn.type] * self.chance.lognormvariate(0, 0.8) for turn in turns]
        ranked = sorted(range(len(turns)), key=ranks.__getitem__)
        words = dict(zip(ranked, lengths, strict=True))
        page = _Page(date, self)
        spoken = 0
        for entry in entries:
            match entry:
                case Heading():
                    page.heading(entry)
                case Turn():
                    page.speech(entry, words[spoken])
                    spoken += 1
                case Division():
                    self._division += 1
                    page.division(entry, self._division)
        return page.text()


def _first(entries: Iterator[Entry], speeches: int) -> list[Entry]:
    taken: list[Entry] = []
    while speeches:
        taken.append(next(entries))
        speeches -= isinstance(taken[-1], Turn)
    return taken


class _Page:
    """The XML of one day, with its columns, ids and clock."""

    def __init__(self, date: dt.date, house: House) -> None:
        self._date = date
        self._house = house
        self._lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<publicwhip scraperversion="a" latest="yes">']
        self._column, self._place, self._words = 1, -1, 0
        self._minutes = 14 * 60 + 30

    def text(self) -> str:
        return "\n".join([*self._lines, "</publicwhip>", ""])

    def heading(self, heading: Heading) -> None:
        tag = f"{heading.rank}-heading"
        self._lines.append(f'<{tag} {self._attributes()} nospeaker="true" url="">{heading.title}</{tag}>')

    def speech(self, turn: Turn, count: int) -> None:
        attributes = self._attributes()
        if turn.speaker:
            who = f'speakername="{turn.speaker.name}" person_id="uk.org.publicwhip/person/{turn.speaker.id}"'
        else:
            who = 'nospeaker="true"'
        kind = f' type="{turn.type}"' if turn.type else ""
        number = f' qnum="{turn.number}"' if turn.number else ""
        paragraphs = "".join(f"<p{number}>{text}</p>" for text in self._house.words.paragraphs(count))
        self._lines.append(f'<speech {attributes} {who}{kind} url="">{paragraphs}</speech>')
        self._words += count

    def division(self, division: Division, number: int) -> None:
        lines = [f'<division {self._attributes()} nospeaker="true" divdate="{self._date}" divnumber="{number}">']
        lines.append(f'<divisioncount ayes="{len(division.ayes)}" noes="{len(division.noes)}"/>')
        for vote, members in (("aye", division.ayes), ("no", division.noes)):
            lines.append(f'<mplist vote="{vote}">')
            person = '<mpname person_id="uk.org.publicwhip/person/{}" vote="{}">{}</mpname>'
            lines.extend(person.format(member.id, vote, member.name) for member in members)
            lines.append("</mplist>")
        self._lines += [*lines, "</division>"]

    def _attributes(self) -> str:
        """Id, column and clock of the next element. Ids count from 0 in each column."""
        column = 1 + self._words // COLUMN
        self._place = self._place + 1 if column == self._column else 0
        self._column = column
        minutes = self._minutes + self._words // 150
        clock = f"{minutes // 60 % 24:02}:{minutes // 10 % 6}0:00"
        key = f"uk.org.publicwhip/debate/{self._date}a.{column}.{self._place}"
        return f'id="{key}" colnum="{column}" time="{clock}"'


def days() -> Iterator[dt.date]:
    """Every sitting day from FIRST on."""
    date = FIRST
    while True:
        if date.weekday() in _SITTING:
            yield date
        date += dt.timedelta(1)


def write(folder: Path, speeches: int, seed: int = 1, per_day: int = PER_DAY, share: float = 1.0) -> list[Path]:
    """Writes days of `per_day` speeches, the last one of what is left, and returns their files in order; with another
    `share` than the whole of the words that a sitting has."""
    folder.mkdir(parents=True, exist_ok=True)
    house = House(seed, share)
    files: list[Path] = []
    for date in days():
        if not speeches:
            return files
        count = min(per_day, speeches)
        files.append(folder / f"debates{date}a.xml")
        files[-1].write_text(house.day(date, count), encoding="utf-8")
        speeches -= count
    return files


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.corpus", description=__doc__)
    parser.add_argument("--speeches", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-day", type=int, default=PER_DAY)
    asked = parser.parse_args()
    files = write(asked.out, asked.speeches, asked.seed, asked.per_day)
    print(f"{asked.speeches:,} speeches in {len(files):,} files")


if __name__ == "__main__":
    main()
