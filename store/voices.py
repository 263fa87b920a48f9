"""Who speaks in a library, gathered from all that sources print of them: ids where they give them, else names.

Under one name there are several people where ids of one kind say so; where none does, one name is one person, and
`Voice.by_name` says that nothing else joins what is printed. Ids of memberships, of which a person has many, do not
part people; ids of persons do, and a list of people tells whose membership it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from store.errors import NotFoundError
from store.folding import fold
from store.model import Speaker
from store.person_names import HONORIFICS, form, words
from store.threads.turns import MANY

NEAR = 3
"""Names that are told where none is the one typed."""
LIKE = 70.0
"""How alike, of 100, a name must be to be told as near."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One speaker as sources print them."""

    number: int
    """Of the row in the library."""
    speaker: Speaker
    person: str = ""
    """The key of the person where a list of people has the id."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One person who speaks."""

    key: str
    """By which they are asked for again: an id, or the name where no source gives one."""
    name: str
    about: str
    """Seat and party as last printed; empty where none is."""
    numbers: tuple[int, ...]
    """The speakers in the library that are this person."""
    refs: frozenset[str]
    names: frozenset[str]
    """Folded names under which a speaker without an id is this person."""
    speaker: Speaker
    """As last printed, without an office: who is named by hand."""
    by_name: bool = False
    """Nothing but the name joins what sources print under several ids or none: two of one name may be in it."""

    def speaks(self, speaker: Speaker | None) -> bool:
        """Whether a speaker is this person."""
        if speaker is None:
            return False
        return speaker.ref in self.refs if speaker.ref else bare(speaker.name) in self.names

    @property
    def told(self) -> str:
        """`Harriet Quill (Harrowmere, Lab)`."""
        return f"{self.name} ({self.about})" if self.about else self.name


def bare(name: str) -> str:
    """A name as people are told apart by it: folded, without honorifics."""
    parts = form(name)
    return " ".join((parts.title, *parts.words, *(("of", *parts.place) if parts.place else ()))).strip()


def voices(printed: Iterable[Printed]) -> tuple[Voice, ...]:
    """Everybody who speaks, by name."""
    named: dict[str, dict[str, list[Printed]]] = {}
    for one in printed:
        name = one.speaker.name.strip()
        if name and not MANY.match(name):
            named.setdefault(bare(name), {}).setdefault(one.person or one.speaker.ref or "", []).append(one)
    people: dict[str, list[Printed]] = {}
    alone: dict[str, set[str]] = {}
    by_name: set[str] = set()
    for name, by_id in named.items():
        whole = _one(by_id)
        for ref, rows in by_id.items():
            key = _key(by_id) if whole else ref or rows[0].speaker.name
            people.setdefault(key, []).extend(rows)
            if whole and (len(by_id) > 1 or not ref):
                by_name.add(key)
            if whole or not ref:
                alone.setdefault(key, set()).add(name)
    made = [_voice(key, rows, frozenset(alone.get(key, ())), key in by_name) for key, rows in people.items()]
    return tuple(sorted(made, key=lambda voice: (fold(voice.name), voice.key)))


def _kind(ref: str) -> str:
    """What an id numbers: `uk.org.publicwhip/person/`; of an id of letters, letters."""
    return re.sub(r"\d+", "", ref) if any(letter.isdigit() for letter in ref) else "letters"


def _one(by_id: Mapping[str, Sequence[Printed]]) -> bool:
    """Whether all that goes under a name is one person: no two ids of one kind, but of memberships."""
    kinds = [_kind(ref) for ref in by_id if ref]
    return all(kinds.count(kind) == 1 or "member" in kind for kind in kinds)


def _key(by_id: Mapping[str, Sequence[Printed]]) -> str:
    """The id that says most of a person: that of a list, of a person, any; else the name."""
    refs = sorted(filter(None, by_id), key=lambda ref: ("member" in ref, "person" not in ref, ref))
    listed = [row.person for rows in by_id.values() for row in rows if row.person]
    return (listed or refs or [by_id[""][0].speaker.name if "" in by_id else ""])[0]


def _voice(key: str, rows: Sequence[Printed], names: frozenset[str], by_name: bool) -> Voice:
    rows = sorted(rows, key=lambda row: row.number)
    refs = {row.speaker.ref for row in rows if row.speaker.ref} | {row.person for row in rows if row.person}
    latest = next((row.speaker for row in reversed(rows) if row.speaker.seat or row.speaker.party), None)
    about = ", ".join(filter(None, (latest.seat, latest.party))) if latest else ""
    name = rows[-1].speaker.name
    seat, party = (latest.seat, latest.party) if latest else (None, None)
    speaker = Speaker(name, party, seat, None, key if key in refs else None)
    return Voice(key, name, about, tuple(row.number for row in rows), frozenset(refs), names, speaker, by_name)


@dataclass(frozen=True, slots=True)
class Voices:
    """Everybody who speaks in a library, and how they are asked for."""

    people: tuple[Voice, ...]
    by_key: dict[str, Voice] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {name: voice for voice in self.people for name in voice.names}
        known |= {ref: voice for voice in self.people for ref in voice.refs}
        object.__setattr__(self, "by_key", known | {voice.key: voice for voice in self.people})

    def of(self, speaker: Speaker | None) -> Voice | None:
        """Who a speaker is."""
        if speaker is None:
            return None
        return self.by_key.get(speaker.ref) if speaker.ref else self.by_key.get(bare(speaker.name))

    def matching(self, typed: str, limit: int = 9) -> tuple[Voice, ...]:
        """Those of whose name every word typed begins a word, in any order; whole names first."""
        asked = [word for word in words(typed) if word not in HONORIFICS] or list(words(typed))
        if not asked:
            return ()
        found = []
        for voice in self.people:
            parts = words(voice.name)
            if all(any(part.startswith(word) for part in parts) for word in asked):
                whole = sum(word in parts for word in asked)
                found.append((-whole, parts[-1:] != (asked[-1],), len(parts), voice.name, voice))
        return tuple(voice for *_, voice in sorted(found, key=lambda each: each[:4])[:limit])

    def find(self, typed: str) -> Voice:
        """Who is meant by a key or a name. Raises NotFoundError, which tells who comes near."""
        known = self.by_key.get(typed) or self.by_key.get(bare(typed))
        if known is not None:
            return known
        found = self.matching(typed)
        exact = [voice for voice in found if bare(voice.name) == bare(typed)]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        if found:
            told = "; ".join(f"{voice.told} [{voice.key}]" for voice in found[:NEAR])
            more = f" and {len(found) - NEAR} more" if found[NEAR:] else ""
            raise NotFoundError(f"“{typed}” may be any of {told}{more}; give the whole name, or what is in brackets")
        near = "; ".join(voice.name for voice in self.near(typed))
        hint = f"near it: {near}" if near else "nobody of that name speaks in this library"
        raise NotFoundError(f"no speaker is called “{typed}”; {hint}")

    def near(self, typed: str) -> tuple[Voice, ...]:
        """Those whose names are most like what was typed."""
        from rapidfuzz import fuzz, process  # 33 ms: read when somebody is misspelt

        choices = {place: bare(voice.name) for place, voice in enumerate(self.people)}
        found = process.extract(bare(typed), choices, scorer=fuzz.WRatio, limit=NEAR, score_cutoff=LIKE)
        return tuple(self.people[place] for _, _, place in found)
