"""People: taken in from lists, and asked who is who. What that takes is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.library import rows
from store.library.base import Base
from store.model import DebateId, Speaker, SpeechId
from store.queries import debates as reading
from store.queries import people as queries

if TYPE_CHECKING:
    from store.library.listing import Listed
    from store.library.recognising import Recognised
    from store.people_matching import Who
    from store.persons import Person, Roster


class Peopled(Base):
    """Who was who."""

    def add_people(self, roster: Roster) -> Listed:
        """Take in a list; what the same list said before of its people gives way.

        People are one where they share an id; nobody is taken for another by name.
        """
        from store.library.listing import add

        with self._db.transaction():
            return add(self._db, roster)

    def recognise(self) -> Recognised:
        """Work out anew who the speakers of every debate are, some debates at a time."""
        from store.library.recognising import GATHERED, Recognised, Recogniser

        recogniser, total = Recogniser(self._db), Recognised()
        debates = [DebateId(row[0]) for row in self._db.rows(queries.DEBATES)]
        for start in range(0, len(debates), GATHERED):
            with self._db.transaction():
                total += recogniser.work_out(debates[start : start + GATHERED])
        return total

    def who(self, debate: DebateId, speech: SpeechId) -> Who:
        """Who makes a contribution of a debate, and how that is known."""
        from store.library.recognising import attributed, may_be, sitting_of
        from store.people_matching import NOBODY, People, Who, recognise

        spoken = [row[0] for row in self._db.rows(queries.SPOKEN, debate)]
        said = attributed(self._db, spoken)
        speakers = [said[number][1] for number in spoken]
        sitting = sitting_of(self._db, debate)
        found = dict(zip(spoken, recognise(speakers, People(may_be(self._db, speakers)), sitting), strict=True))
        (number,) = self._db.one(queries.SPEAKER_OF, speech)
        attribution, printed = said.get(number, rows.NOBODY)
        by_hand = self._db.first(reading.CORRECTION, speech)
        same = tuple(SpeechId(row[0]) for row in self._db.rows(queries.SAYING, debate, speech))
        speaker = rows.correction(by_hand).speaker if by_hand else None
        return Who(attribution, printed, found.get(number, NOBODY), sitting, speaker, same or (speech,))

    def people_named(self, name: str) -> tuple[Person, ...]:
        """Everyone whose name may be this one, those with the most of it first."""
        from store.library.recognising import may_be
        from store.person_names import form, likeness

        printed = form(name)
        alike = [
            (max(likeness(printed, each) for each in person.names), person)
            for person in may_be(self._db, [Speaker(name)])
            if person.names
        ]
        return tuple(person for rank, person in sorted(alike, key=lambda each: -each[0]) if rank)
