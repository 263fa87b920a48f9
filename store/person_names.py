"""Names as they are printed, taken apart and compared: honorifics, initials, family names alone, peers' titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from store.folding import fold
from store.persons import Name

_TITLES = ("mr", "mrs", "ms", "miss", "mx", "madam", "dr", "sir", "dame", "prof", "professor", "rt", "right", "hon")
HONORIFICS = frozenset((*_TITLES, "honourable", "rev", "revd", "reverend", "captain", "colonel", "major", "the"))
_AFTER = frozenset(("mp", "msp", "mla", "mbe", "obe", "cbe", "dbe", "kbe", "qc", "kc"))
_RANKED = ("lord", "baroness", "viscount", "viscountess", "earl", "countess", "marquess", "marchioness")
_RANKS = {rank: rank for rank in (*_RANKED, "duke", "duchess", "bishop", "archbishop")} | {
    "lady": "baroness",
    "baron": "lord",
}
"""Titles of peers, and the form under which those that say the same are compared."""
_WORDS = re.compile(r"[^\W_']+(?:'[^\W_]+)*")
_EMPTY = frozenset(("the", "a", "of", "for", "and", "in", "to", "at", "on", "hm", "department", "ministry", "office"))


class Likeness(IntEnum):
    """How much of a name is printed."""

    NONE = 0
    FAMILY = 1
    """The family name alone, `Mr Dhesi`; of a peer the name without the place."""
    PART = 2
    """Initials, or without a middle name."""
    WHOLE = 3


@dataclass(frozen=True, slots=True)
class Form:
    """A name in its parts, folded: `("lord", ("parrish",), ("lode",))` for Lord Parrish of Lode."""

    title: str
    words: tuple[str, ...]
    """Of a peer the name; of anybody else given and family name."""
    place: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The word by which all forms of a name are found: the last of a name, the first of a title."""
        if self.title:
            return (self.words or self.place or ("",))[0 if not self.words else -1]
        return self.words[-1] if self.words else ""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded; hyphens part them as spaces do."""
    return tuple(_WORDS.findall(fold(text)))


@lru_cache(maxsize=65536)
def form(text: str) -> Form:
    """A name as printed, in its parts."""
    found = list(words(text))
    while len(found) > 1 and found[0] in HONORIFICS:
        del found[0]
    while len(found) > 1 and found[-1] in _AFTER:
        del found[-1]
    if found[:1] == ["lord"] and found[1:2] in (["bishop"], ["archbishop"]):
        del found[0]
    if len(found) > 1 and found[0] in _RANKS:
        rest = found[1:]
        cut = rest.index("of") if "of" in rest else len(rest)
        return Form(_RANKS[found[0]], tuple(rest[:cut]), tuple(rest[cut + 1 :]))
    return Form("", tuple(found))


def likeness(printed: Form, name: Name) -> Likeness:
    """How much of a name the printed one gives."""
    other = form(name.text)
    if printed.title or other.title:
        return _peers(printed, other)
    if printed.words == other.words:
        return Likeness.WHOLE
    family = words(name.family)
    if family:
        if printed.words == family:
            return Likeness.FAMILY
    elif printed.words == other.words[-len(printed.words) :]:
        return Likeness.FAMILY
    cut = len(family) or 1
    same = printed.words[-cut:] == other.words[-cut:]
    return Likeness.PART if same and _given(printed.words[:-cut], other.words[:-cut]) else Likeness.NONE


def _peers(printed: Form, other: Form) -> Likeness:
    if printed.title != other.title or printed.words != other.words:
        return Likeness.NONE
    if printed.place == other.place:
        return Likeness.WHOLE
    return Likeness.FAMILY if printed.words and not (printed.place and other.place) else Likeness.NONE


def _given(printed: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names agree: the first is the same or its initial, and none contradicts another."""
    if not printed or not other or not _initial(printed[0], other[0]):
        return False
    fewer, more = sorted((printed[1:], other[1:]), key=len)
    rest = iter(more)
    return all(any(_initial(word, candidate) for candidate in rest) for word in fewer)


def _initial(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def office_words(title: str) -> str:
    """An office as it is compared: `The Secretary of State for Tides` and `Secretary of State, Tides` are one."""
    return " ".join(word for word in words(title) if word not in _EMPTY)
