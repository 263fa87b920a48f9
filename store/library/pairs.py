"""Who speaks in the library; what two people said to each other, and all that one said."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.library import rows
from store.library.reading import Reading as Remembered
from store.library.readings import Order, Readings
from store.model import Debate, DebateId, Speaker, Speech, SpeechId
from store.queries import between, debates
from store.readings import Of, Reading, Wanted
from store.values import reader

if TYPE_CHECKING:
    from store.choosing import Offer
    from store.parliaments import Parliament
    from store.voices import Voice, Voices

WESTMINSTER = ("commons", "lords")
"""The Houses that a Parliament has."""
MOST = 3000
"""Speeches that a reading of all of one person holds: the newest."""
LATEST = 5
"""Readings opened last that are offered again."""
AROUND = 4
"""Turns on either side that are looked at first for the nearest that is not the Chair's."""
APART = 5
"""Years after which another of the same name may sit."""
_WHOLE = (0, 2**62)


class Pairs(Readings, Remembered):
    """People and what they said."""

    _known: tuple[object, Voices] | None = None
    """The voices, and the state of the library in which they were gathered."""

    def voices(self) -> Voices:
        """Everybody who speaks in the library."""
        from store.voices import Printed, Voices, voices  # the rules of names are read when people are asked for

        stamp = self._db.one(between.VOICES_STAMP)
        if self._known is None or self._known[0] != stamp:
            resolved: dict[int, str] = dict(self._db.rows(between.RESOLVED))
            printed = [
                Printed(number, speaker, person or resolved.get(number, ""))
                for number, *about, person in self._db.rows(between.PRINTED)
                if (speaker := rows.attributed(("", *about))[1])
            ]
            by_hand = [reader(Speaker)(json.loads(kept)) for (kept,) in self._db.rows(between.NAMED_BY_HAND)]
            printed = [*(Printed(-n, speaker) for n, speaker in enumerate(by_hand, 1)), *printed]
            self._known = stamp, Voices(voices(printed))
        return self._known[1]

    def reading(self, asked: Wanted) -> Reading:
        """What is asked for; raises NotFoundError where nothing of it is there."""
        if asked.of is Of.PAIR:
            return self._pair(asked)
        return self._person(asked) if asked.of is Of.PERSON else super().reading(asked)

    def offers(self, debate: DebateId, speech: SpeechId | None) -> tuple[list[Offer], Voice | None]:
        """What may be read from here, and who speaks here: also all that they said, and what they said with those whom
        this speech answers or who answer it, and the readings opened last."""
        from store.between import NOBODY  # here and below: not to open a library
        from store.choosing import Offer, offers

        here = self.debate(debate)
        found, everybody = offers(here), self.voices()
        spoken = next((said for said in here.speeches if said.id == speech), None)
        voice = everybody.of(spoken.speaker) if spoken and spoken.kind not in NOBODY else None
        if spoken is not None and voice is not None:
            found.append(Offer(Wanted(Of.PERSON, people=(voice.key,)), voice.told, "one person"))
            for key in _with(here, spoken, voice, everybody):
                pair = Wanted(Of.PAIR, people=(voice.key, key))
                found.append(Offer(pair, f"{voice.name} and {everybody.by_key[key].name}", "two people"))
        known = {offer.asked for offer in found}
        latest = self.latest_joined(LATEST)
        again = [Offer(asked, title, "read lately") for asked, title in latest if asked not in known]
        return found + again, voice

    def partners(self, key: str) -> tuple[tuple[Voice, int], ...]:
        """Those with whom somebody spoke, and in how many answers and interventions; the most often first."""
        everybody = self.voices()
        who = everybody.find(key)
        by_number = {number: voice for voice in everybody.people for number in voice.numbers}
        counts: dict[str, int] = {}
        for number, count in self._db.rows(between.PARTNERS, {"one": json.dumps(who.numbers)}):
            other = by_number.get(number)
            if other is not None and other.key != who.key:
                counts[other.key] = counts.get(other.key, 0) + count
        found = sorted(counts.items(), key=lambda each: -each[1])
        return tuple((everybody.by_key[other], count) for other, count in found)

    def check(self, asked: Wanted) -> None:
        """Raise NotFoundError where a name or a Parliament that is asked for is none, or two people are one."""
        people = [self.voices().find(person) for person in asked.people]
        _within(asked.parliament)
        if len({person.key for person in people}) < len(people):
            raise NotFoundError(f"{people[0].name} is one person; name two")

    def _pair(self, asked: Wanted) -> Reading:
        """What two people said to each other, the newest first, under the Parliament of each."""
        from store.between import talk

        everybody = self.voices()
        one, two = (everybody.find(person) for person in asked.people)
        parliament, within = _within(asked.parliament)
        self.check(asked)
        values = {"one": json.dumps(one.numbers), "two": json.dumps(two.numbers), **within}
        linked = {speech for row in self._db.rows(between.BETWEEN, values) for speech in row}
        touched = self._by_hand(within, (one, two))
        orders = _newest_first(self._orders(debates.ORDERS, self._homes(linked) | touched))
        near = self._near(orders, linked) | _all(orders, touched)
        found = [(debate, talk(debate, one, two)) for debate in self._debates(orders, near)]
        shown = {speech for _, talked in found for speech in talked}
        during = f" during the {parliament.title}" if parliament else ""
        if not shown:
            raise NotFoundError(f"nothing that {one.name} and {two.name} said to each other{during} is in this library")
        title = f"Debates between {one.name} and {two.name}{during}"
        return self._joined(asked, title, _by_name((one, two), orders, shown), orders, shown)

    def _person(self, asked: Wanted) -> Reading:
        """All that one person said, the newest first."""
        (who,) = (self.voices().find(person) for person in asked.people)
        parliament, within = _within(asked.parliament)
        found = {SpeechId(speech): debate for speech, debate in self._db.rows(
            between.BY, {"one": json.dumps(who.numbers), **within})}  # fmt: skip
        touched = self._by_hand(within, (who,))
        orders = _newest_first(self._orders(debates.ORDERS, {DebateId(home) for home in found.values()} | touched))
        near = {speech for _, order in orders for speech in order if speech in found} | _all(orders, touched)
        newest = set(sorted(near)[-MOST:]) if len(near) > MOST else near
        spoken = self._debates([order for order in orders if newest.intersection(order[1])], newest)
        shown = {speech.id for debate in spoken for speech in debate.speeches if who.speaks(speech.speaker)}
        during = f" during the {parliament.title}" if parliament else ""
        if not shown:
            raise NotFoundError(f"nothing that {who.name} said{during} is in this library")
        newest_of = f"the newest of {len(near):,}" if len(near) > MOST else ""
        about = " · ".join(filter(None, (newest_of, _by_name((who,), orders, shown))))
        return self._joined(asked, f"{who.told}{during}", about, orders, shown)

    # What both need

    def _by_hand(self, within: dict[str, int], people: Iterable[Voice]) -> set[DebateId]:
        """Debates in which a reader set something by hand, where these people may speak: they are looked through."""
        numbers = json.dumps([number for person in people for number in person.numbers])
        return {DebateId(row[0]) for row in self._db.rows(between.BY_HAND, {"people": numbers, **within})}

    def _near(self, orders: Sequence[Order], linked: Collection[SpeechId]) -> set[SpeechId]:
        """The speeches among which those that show are chosen: what was linked, and the nearest turn on either side
        that is not the Chair's."""
        places = [(order, place) for _, order in orders for place, speech in enumerate(order) if speech in linked]
        beside = {s for order, at in places for s in order[max(0, at - AROUND) : at + AROUND + 1]}
        nobodys = self._nobodys(beside)
        near = {*linked}
        for order, at in places:
            for side in (order[at + 1 :], order[:at][::-1]):
                if not nobodys.issuperset(side[:AROUND]) or len(side) <= AROUND:
                    found = next((speech for speech in side[:AROUND] if speech not in nobodys), None)
                else:
                    all_nobodys = self._nobodys(side)
                    found = next((speech for speech in side if speech not in all_nobodys), None)
                near |= {found} if found is not None else set()
        return near

    def _nobodys(self, speeches: Iterable[SpeechId]) -> set[SpeechId]:
        return {SpeechId(row[0]) for row in self._db.rows(between.NOBODYS, json.dumps(list(speeches)))}

    def _homes(self, speeches: Collection[SpeechId]) -> set[DebateId]:
        return {DebateId(row[1]) for row in self._db.rows(debates.HOMES, json.dumps(sorted(speeches)))}

    def _joined(
        self, asked: Wanted, title: str, about: str, orders: list[Order], shown: Collection[SpeechId]
    ) -> Reading:
        from store.choosing import amount, left_out

        kept = [(debate, order) for debate, order in orders if any(speech in shown for speech in order)]
        found = self._debates(kept, shown)
        told = " · ".join(filter(None, (about, amount(found))))
        reading = Reading(asked.key, title, told, found, (), left_out(kept, shown))
        return replace(reading, chapters=_chapters(reading))


def _with(debate: Debate, speech: Speech, voice: Voice, everybody: Voices) -> list[str]:
    """The keys of those whom a speech answers or breaks, or who answer or break it."""
    from store.between import ADDRESSED

    known = {said.id: said for said in debate.speeches}
    others = [known[target] for target in speech.replies_to if target in known]
    others += [said for said in debate.speeches if speech.id in said.replies_to and said.kind in ADDRESSED]
    found = dict.fromkeys(other.key for said in others if (other := everybody.of(said.speaker)))
    return [key for key in found if key != voice.key]


def _within(parliament: str) -> tuple[Parliament | None, dict[str, int]]:
    """The Parliament that is asked for, and the ids of its speeches."""
    if not parliament:
        return None, {"first": _WHOLE[0], "last": _WHOLE[1]}
    from store.parliaments import parliament_named

    found = parliament_named(parliament)
    if found is None:
        raise NotFoundError(f"“{parliament}” is no Parliament since 1918; name it by the year of its election: 2019")
    first, last = (
        int(day.strftime("%Y%m%d")) * 10**6 if day else _WHOLE[1] for day in (found.elected, found.dissolved)
    )
    return found, {"first": first, "last": last + 999_999 if found.dissolved else last}


def _all(orders: Sequence[Order], which: Collection[DebateId]) -> set[SpeechId]:
    return {speech for debate, order in orders if debate in which for speech in order}


def _by_name(people: Iterable[Voice], orders: Sequence[Order], shown: Collection[SpeechId]) -> str:
    """Who of these may be two of one name: nothing but the name joins what they said so many years apart."""
    years = [speech // 10**10 for _, order in orders for speech in order if speech in shown]
    unsure = [who.name for who in people if who.by_name]
    if not unsure or max(years) - min(years) < APART:
        return ""
    return f"{' and '.join(unsure)}, {min(years)}–{max(years)}, joined by name alone"


def _newest_first(orders: list[Order]) -> list[Order]:
    """By sitting day, the latest first; within a day as the day went."""
    return sorted(orders, key=lambda order: (-(order[0] // 10**4), order[0]))


def _chapters(reading: Reading) -> tuple[str, ...]:
    """The Parliament that begins with each debate."""
    from store.parliaments import parliament_of

    chapters: list[str] = []
    before = ""
    for debate in reading.debates:
        parliament = parliament_of(debate.date) if debate.house in WESTMINSTER else None
        now = f"{parliament.title}, {parliament.dates}" if parliament else ""
        chapters.append(now if now != before else "")
        before = now
    return tuple(chapters)
