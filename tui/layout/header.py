"""What stands above the words of a contribution: who speaks, for whom, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from store.model import Debate, Excerpt, Kind, Speaker, Speech, SpeechId
from store.readings import Exchange, Reading, Thread
from tui.layout.cells import clip, width
from tui.layout.wrap import lines

NOT_SHOWN = "answers a Member not shown on this page"
OF_KIND = {Kind.CONTINUATION: "continues", Kind.POINT_OF_ORDER: "point of order"}
LISTED = 3
"""An answer to more questions than this says how many they are."""


class Role(StrEnum):
    """What a piece of a header row is, which decides how it is painted."""

    NAME = "name"
    SEAT = "seat"
    PARTY = "party"
    OFFICE = "office"
    LABEL = "label"
    QUIET = "quiet"
    CHAPTER = "chapter"
    """What begins above the heading of a debate: a Parliament, a day."""


class Piece(NamedTuple):
    """Some words of a header row."""

    role: Role
    text: str


Row = tuple[Piece, ...]


def name_of(speech: Speech) -> str:
    """Who spoke, as a header and an outline give it; empty for a turn without a speaker."""
    if speech.speaker is not None:
        return speech.speaker.name
    return speech.attribution


def numbers(thread: Thread, exchange: Exchange) -> dict[int, str]:
    """The number of each question of an exchange by its place: `3` opens exchange 3, `3.2` is asked later in it."""
    if exchange.number is None:
        return {}
    asked = [turn for turn in exchange.turns if thread.speeches[turn].kind is Kind.QUESTION]
    later = {turn: f"{exchange.number}.{count}" for count, turn in enumerate(asked[1:], 2)}
    return {asked[0]: f"{exchange.number}", **later} if asked else {}


class Labels:
    """What stands at the right of each name, by the place of the speech. Made where it is asked for: of a long day few
    are shown at once."""

    def __init__(self, thread: Thread, places: Mapping[SpeechId, int]) -> None:
        """`places` tells the place of each speech id."""
        self._thread, self._places = thread, places
        self._numbers: dict[int, dict[int, str]] = {}

    def __getitem__(self, place: int) -> str:
        speech = self._thread.speeches[place]
        if speech.kind is Kind.ANSWER:
            return self._answer(place, speech)
        return OF_KIND.get(speech.kind) or self._number(place)

    def _number(self, place: int) -> str:
        index = self._thread.exchange_of[place]
        if index not in self._numbers:
            self._numbers[index] = numbers(self._thread, self._thread.exchanges[index])
        return self._numbers[index].get(place, "")

    def _answer(self, place: int, speech: Speech) -> str:
        targets = [self._places[to] for to in speech.replies_to if to in self._places]
        if len(targets) > LISTED:
            return f"answers {len(targets)} questions above"
        if targets:
            names = [self._number(target) or name_of(self._thread.speeches[target]) for target in targets]
            told = f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]
            return f"answers {told} above"
        partly = self._thread.reading.joined
        debate = self._thread.debate_at(place) if partly else self._thread.debate
        alone = debate.excerpt is not Excerpt.FULL or (partly and bool(speech.replies_to))
        return NOT_SHOWN if alone else ""


def _about(speaker: Speaker | None) -> list[Piece]:
    if speaker is None:
        return []
    given = ((Role.SEAT, speaker.seat), (Role.PARTY, speaker.party))
    return [Piece(role, text) for role, text in given if text]


def introduced(thread: Thread) -> bytes:
    """For each speech 1 where its speaker's office is told: at their first turn in an exchange."""
    found = bytearray(len(thread.speeches))
    for exchange in thread.exchanges:
        met: set[str] = set()
        for turn in exchange.turns:
            speaker = thread.speeches[turn].speaker
            if speaker is not None and speaker.office and (who := speaker.ref or speaker.name) not in met:
                met.add(who)
                found[turn] = 1
    return bytes(found)


def rows(speech: Speech, label: str, room: int, introduce: bool = True) -> list[Row]:
    """The header in one row, or in more where the width needs them; none for a turn without a speaker."""
    name = name_of(speech)
    if not name:
        return []
    first = [Piece(Role.NAME, name)]
    for piece in _about(speech.speaker):
        first += [Piece(Role.QUIET, " · " if first[1:] else "  "), piece]
    office = (speech.speaker.office if speech.speaker is not None and introduce else None) or ""
    office = "" if office.casefold() == name.casefold() else office  # named by the office already
    joined = [*first, Piece(Role.QUIET, " · " if first[1:] else "  "), Piece(Role.OFFICE, office)] if office else first
    if _fits(joined, label, room):
        return [_set(joined, label, room)]
    below = [(Piece(Role.OFFICE, line),) for line in lines(office, room)] if office else []
    if _fits(first, label, room):
        return [_set(first, label, room), *below]
    return [_set(first, "", room), *below, _set([], label, room)]


def _fits(pieces: list[Piece], label: str, room: int) -> bool:
    used = sum(width(piece.text) for piece in pieces)
    return used + (width(label) + 2 if label else 0) <= room


def _set(pieces: list[Piece], label: str, room: int) -> Row:
    """Pieces from the left and the label at the right edge, clipped to the room."""
    label = clip(label, room)
    left = room - (width(label) + 2 if label else 0)
    done: list[Piece] = []
    for role, full in pieces:
        text = clip(full, left)
        left -= width(text)
        if text:
            done.append(Piece(role, text))
    if label:
        gap = room - width(label) - sum(width(piece.text) for piece in done)
        done += [Piece(Role.QUIET, " " * gap), Piece(Role.LABEL, label)]
    return tuple(done)


def page_heading(reading: Reading, room: int) -> list[Row]:
    """What stands above all that is read: of one whole debate its heading, else what was chosen and how much it is."""
    if not reading.joined:
        return heading(reading.debates[0], room)
    told = ((Role.NAME, reading.title), (Role.SEAT, reading.about))
    return [(Piece(role, line),) for role, text in told for line in lines(text, room)]


def heading(debate: Debate, room: int, dated: bool = True) -> list[Row]:
    """What stands above the debate: its title, where and when it was held unless the page says that of all its debates,
    and what the source warns of."""
    found: list[Row] = []

    def add(role: Role, text: str) -> None:
        found.extend((Piece(role, line),) for line in lines(text, room))

    add(Role.NAME, debate.title)
    if dated:
        add(Role.SEAT, " · ".join((place_of(debate), f"{debate.date:%A} {debate.date.day} {debate.date:%B %Y}")))
    if debate.parents:
        add(Role.OFFICE, " › ".join(debate.parents))
    if debate.warning:
        add(Role.LABEL, debate.warning)
    return found


def place_of(debate: Debate) -> str:
    """House and room in words: `Commons`, `Lords, Grand Committee`."""
    house = debate.house.replace("_", " ").title() if debate.house.islower() else debate.house
    if debate.committee:
        return f"{house}, {debate.committee}"
    room = debate.section.words
    return house if room == "chamber" else f"{house}, {room[0].upper() + room[1:] if room.count(' ') else room}"
