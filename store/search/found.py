"""What a search gives: speeches with the words found in them, how many there are, and who said them when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from store.folding import alike, fold
from store.model import DebateId, Kind, Section, Span, SpeechId


class Order(StrEnum):
    """Which hits come first."""

    DATE = "date"
    """The newest sitting day."""
    RELEVANCE = "relevance"
    """Those in which the words weigh most (bm25)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A speech that a search found."""

    speech: SpeechId
    debate: DebateId
    date: dt.date
    house: str
    section: Section
    title: str
    kind: Kind
    speaker: str
    """As the library knows them on that day, else as printed; empty for nobody."""
    party: str
    column: str | None
    text: str
    spans: tuple[Span, ...] = ()
    """The words found, in order; none where only fields were asked for."""
    noted: str = ""
    """The note with the words, where the speech itself does not have them."""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits each has, the most first."""

    people: tuple[tuple[str, int], ...]
    parties: tuple[tuple[str, int], ...]
    houses: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    """The newest first."""
    exact: bool = True
    """Whether exact phrases were looked for in the texts; else their words were counted with any endings."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What may be meant by a query that finds nothing, or how a name was understood."""

    names: Mapping[str, tuple[str, ...]]
    """For each name that was asked for, those in the library that it means; empty for none."""
    instead: str = ""
    """A query with the nearest words of the library, where one of its words is in none."""


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=64)
def exact(phrase: str) -> re.Pattern[str]:
    """What finds these forms of words side by side in a folded text, whatever stands between them but letters; also
    behind a letter: begun with the words themselves it is looked for ten times as fast."""
    words = _WORD.findall(fold(phrase))
    return re.compile(r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])")


def holds(text: str, phrase: str) -> bool:
    """Whether a text has exactly these words in this order.

    >>> holds("The “public”\\u00a0purse.", "public purse"), holds("public purses", "public purse")
    (True, False)
    >>> holds("a republic purse", "public purse")
    False
    """
    text, wanted = alike(text), exact(phrase)
    found = wanted.search(text)
    while found is not None and found.start() and _WORD.match(text[found.start() - 1]):
        found = wanted.search(text, found.start() + 1)
    return found is not None
