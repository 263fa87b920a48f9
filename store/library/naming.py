"""Who and what a name in a query means: speakers, people over time, parties, houses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from store.folding import fold
from store.library.connection import Connection
from store.queries import finding

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SAME = (
    ("lab", "labour", "labour co-op", "labour/co-operative", "lab/co-op"),
    ("con", "conservative", "conservative and unionist"),
    ("ld", "libdem", "lib dem", "liberal democrat", "liberal democrats"),
    ("snp", "scottish national party", "scottish national"),
    ("pc", "plaid cymru", "plaid"),
    ("dup", "democratic unionist party", "democratic unionist"),
    ("sf", "sinn fein"),
    ("sdlp", "social democratic and labour party", "social democratic & labour party"),
    ("uup", "ulster unionist party", "ulster unionist"),
    ("green", "green party"),
    ("reform", "reform uk"),
    ("ind", "independent"),
    ("cb", "crossbench", "crossbencher"),
)
"""Names of one party, folded."""


class Names:
    """Remembers the names of a library until there are others."""

    def __init__(self, db: Connection, changed: Callable[[], object]) -> None:
        """`changed` gives another value once anybody has written to the library."""
        self._db = db
        self._changed = changed
        self._stamp: object = None
        self._houses_stamp: object = None
        self._houses: list[str] = []
        self._called: list[tuple[str, str, str]] = []
        self._parties: list[str] = []

    def speakers(self, asked: str) -> list[str]:
        """The facts of everybody in whose name these words stand."""
        return [fact for fact, _ in self._meant(asked)]

    def called(self, asked: str) -> tuple[str, ...]:
        """The names that are meant, each once."""
        return tuple(dict.fromkeys(name for _, name in self._meant(asked)))

    def beginning(self, asked: str) -> str | None:
        """A whole name with a word that begins so, the shortest; None where there is none."""
        begun = f" {_plain(asked)}"
        self._read()
        found = [name for _, name, folded in self._called if begun in folded]
        return min(found, key=len) if found else None

    def near(self, asked: str) -> str | None:
        """The name most like one that nobody has."""
        from rapidfuzz import fuzz, process  # 33 ms: when a name is not known

        self._read()
        choices = {name: folded for _, name, folded in self._called}
        best = process.extractOne(fold(asked), choices, scorer=fuzz.partial_ratio, score_cutoff=75)
        return str(best[2]) if best else None

    def parties(self, asked: str) -> list[str]:
        """The parties that are meant, as they are printed."""
        self._read()
        wanted = fold(asked)
        same = next((set(names) for names in _SAME if wanted in names), {wanted})
        exact = [party for party in self._parties if fold(party) in same or _letters(party) in same]
        return exact or [party for party in self._parties if f" {wanted}" in f" {fold(party)}"]

    def houses(self, asked: str) -> list[str]:
        """The houses that are meant: the contract's names as they are, others by their words."""
        if asked in {"commons", "lords", "scotland", "wales", "northern_ireland"}:
            return [asked]
        wanted = fold(asked)
        return [house for house in self.all_houses() if wanted in fold(house)]

    def all_houses(self) -> list[str]:
        stamp = self._changed()
        if stamp != self._houses_stamp:
            self._houses = [row[0] for row in self._db.rows(finding.HOUSES)]
            self._houses_stamp = stamp
        return self._houses

    def all_parties(self) -> list[str]:
        self._read()
        return self._parties

    def same_party(self, party: str) -> str:
        """The first of all names that mean what this one means."""
        meant = set(self.parties(party))
        return next((each for each in self._parties if set(self.parties(each)) == meant), party)

    def _meant(self, asked: str) -> list[tuple[str, str]]:
        """Facts and names: the words side by side, else all of them anywhere, else a word that begins so."""
        self._read()
        wanted = _plain(asked)
        words = [f" {word} " for word in wanted.split()]
        if not words:
            return []
        for parts in ([f" {wanted} "], words, [word.rstrip() for word in words]):
            found = [(fact, name) for fact, name, folded in self._called if all(part in folded for part in parts)]
            if found:
                return found
        return []

    def _read(self) -> None:
        stamp = self._db.one(finding.KNOWN_NAMES)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        printed = self._db.rows(finding.SPEAKER_NAMES)
        people = self._db.rows(finding.PERSON_NAMES)
        self._called = [
            *((f"0w{number}", name or said, _spaced((name, said))) for number, name, said, _ in printed),
            *((f"0p{person}", name, _spaced((name,))) for person, name in people),
        ]
        self._parties = [row[0] for row in self._db.rows(finding.PARTIES) if row[0]]


def _spaced(names: Iterable[str]) -> str:
    """Folded, with a space on either side of every word and a bar between the names."""
    return f" {' | '.join(map(_plain, names))} "


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))


def _letters(party: str) -> str:
    return fold(party).partition("/")[0].strip()
