"""Promises in answers: `I will write to`, `we will publish`, `in due course`, `happy to meet` and their kin.

A promise is a sentence of an answer and the rules of `store.promise_rules` that found it; nothing is put in other words
and nothing is guessed. What a reader says of one (dismissed, closed by a later contribution) is kept by its words, so
that it stays through new editions of the text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from store.annotations import long_date
from store.folding import fold
from store.model import DebateId, SpeechId
from store.promise_rules import rules_of, told
from store.records import Change, Edit, PromiseMark

_SENTENCE = re.compile(r"[.!?…]+[”’\"')\]]*(?:\s+|$)(?=[“‘\"'(\[—]?[^\W_a-zà-ÿ]|$)|\n+")
_ABBREVIATED = re.compile(r"\b(?:hon|[Rr]t|Mr|Mrs|Ms|Dr|St|No|Nos|Lt|Col|Gen|Prof|Rev|cols?|vols?|p|pp|[A-Z])\.\s+$")
_NEAR = 12
"""Code points before a break in which an abbreviation stands."""


DAYS: Final = 4
"""So many sitting days are looked through at a time, so that whoever else asks the library need not wait: 40 ms for
1,600 speeches on a small machine."""


@dataclass(frozen=True, slots=True)
class Found:
    """A promise in a text: code points from `start` up to `end`, a whole sentence, and the rules that found it."""

    start: int
    end: int
    rules: tuple[str, ...]
    """Names of rules, the one that says most first."""


def find(text: str) -> tuple[Found, ...]:
    """The promises in the words of an answer, in order."""
    found = []
    for start, end in sentences(text):
        rules = rules_of(text[start:end])
        if rules:
            found.append(Found(start, end, rules))
    return tuple(found)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, without the white space between."""
    start = 0
    for stop in _SENTENCE.finditer(text):
        if stop.end() < len(text) and _ABBREVIATED.search(text, max(start, stop.end() - _NEAR), stop.end()):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if bare := words.strip():
        first = start + len(words) - len(words.lstrip())
        yield first, first + len(bare)


def key_of(speech: SpeechId, sentence: str) -> str:
    """By which what a reader says of a promise is kept: its speech and its letters."""
    digest = hashlib.blake2b(fold(sentence).encode(), digest_size=6).hexdigest()
    return f"{speech}.{digest}"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as it is listed."""

    key: str
    speech: SpeechId
    debate: DebateId
    start: int
    end: int
    sentence: str
    rules: tuple[str, ...]
    date: dt.date
    title: str
    who: str
    """Name of the one who answers."""
    office: str
    to: str = ""
    """Whose question is answered, where the answer replies to one."""
    state: str = ""
    """Empty while it is open, `closed` or `dismissed`."""
    closed_by: SpeechId | None = None
    closed_on: dt.date | None = None
    at: str = ""
    """When the reader said so."""

    def days(self, today: dt.date) -> int:
        """For how long it has been open; of one that is closed, for how long it was."""
        return ((self.closed_on if self.state == "closed" and self.closed_on else today) - self.date).days


def dismiss(promise: Promise, at: str) -> Change | None:
    """The reader says that a promise is none; None where that is said already."""
    return _marked("dismissed a promise of", promise, PromiseMark(promise.key, promise.speech, "dismissed", None, at))


def close(promise: Promise, by: SpeechId | None, at: str) -> Change | None:
    """The reader confirms what kept a promise: a later contribution, or something outside the library."""
    return _marked("closed a promise of", promise, PromiseMark(promise.key, promise.speech, "closed", by, at))


def reopen(promise: Promise) -> Change | None:
    """What the reader said of a promise taken back; None where nothing was said."""
    return _marked("opened again a promise of", promise, None)


def _marked(did: str, promise: Promise, after: PromiseMark | None) -> Change | None:
    before = PromiseMark(promise.key, promise.speech, promise.state, promise.closed_by, promise.at)
    was = before if promise.state else None
    if (was is None and after is None) or (
        was and after and (was.state, was.closed_by) == (after.state, after.closed_by)
    ):
        return None
    words = f"{did} {promise.who or promise.title}, {long_date(promise.date)}"
    return Change(words, (Edit(was, after),))  # undone in the list where it was done, so it leads nowhere


COLUMNS: Final = (
    *("date", "debate", "title", "minister", "office", "to", "promise", "rules", "state", "days"),
    *("closed by", "closed on", "speech"),
)


def table(promises: Iterable[Promise], today: dt.date) -> Iterator[tuple[str, ...]]:
    """One row a promise, under a row of names: for CSV. `days` is how long it has been open, or was."""
    yield COLUMNS
    for each in promises:
        yield (
            *(each.date.isoformat(), str(each.debate), each.title, each.who, each.office, each.to),
            *(" ".join(each.sentence.split()), told(each.rules), each.state or "open", str(each.days(today))),
            *(str(each.closed_by or ""), each.closed_on.isoformat() if each.closed_on else "", str(each.speech)),
        )


@dataclass(frozen=True, slots=True)
class Later:
    """A contribution that comes after a promise, of the same person or office."""

    speech: SpeechId
    debate: DebateId
    date: dt.date
    title: str
    kind: str
    who: str
    office: str
    text: str


@dataclass(frozen=True, slots=True)
class Closer:
    """A later contribution that may have kept a promise: proposed, for the reader to confirm."""

    later: Later
    sentence: str
    why: str
    """`says “have written to”; also of: lamp, harbour`."""
    score: float


_DONE: Final = re.compile(
    r"\b(?:(?:I|[Ww]e) (?:have |had )?(?:now |today |already |since |also |then )?(?:written|wrote|replied|responded"
    r"|met|published|placed|laid|announced|launched|introduced|reported|visited|spoke|spoken|raised|looked|considered"
    r"|set out)"
    r"|(?:has|have|was|were|is|are)(?: now| today| already| since| also)?(?: been)? (?:published|placed in|laid before"
    r"|made available|announced|launched|available (?:in|on)|deposited|sent to|issued)"
    r"|(?:am|are) (?:today |now |also )?(?:publishing|announcing|laying|placing|launching|setting out)"
    r"|(?:my|our) (?:letter|reply|response) (?:of|to|dated)|[Ff]ollowing (?:my|our) (?:meeting|commitment|undertaking)"
    r"|I (?:said|promised|undertook|committed) (?:that )?(?:I|we) would|as (?:I )?promised"
    r"|(?:had|held) (?:a|an) (?:\w+ )?meeting)\b"
)
"""What is said of something that is done."""
_COMMON: Final = """
    about after again also another answer because been before being both call came case chamber come could course
    debate department does done down each even ever every from friend further gentleman give given good government
    hon house into issue issues just know lady last learned like look lord madam make many matter member members might
    minister ministers more most much must need next noble once only other over part people place point points question
    questions right said same say secretary see shall should since some speaker state still such take than thank that
    their them then there these they thing this those through time today under very want way week well were what when
    where whether which while will with work would write writing year years your happy publish published meet meeting
    shortly report going able ensure agree have made make already doing least already hope kind whole
"""
_PLAIN: Final = frozenset(_COMMON.split())
"""Words that say nothing of what a promise is about."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
LEAST: Final = 2
"""So many words must be shared, where nothing else joins the two."""


def subject(*texts: str) -> frozenset[str]:
    """The words that tell what texts are about, folded and without a plural's ending."""
    found = (word for text in texts for word in _WORD.findall(fold(text)))
    return frozenset(_singular(word) for word in found if word not in _PLAIN)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word


def closers(promise: Promise, question: str, later: Sequence[Later], *, limit: int = 8) -> tuple[Closer, ...]:
    """Which later contributions may have kept a promise: they say that something is done and are about the same words.

    `question` is the text of what was answered. The best come first; nothing is closed by this.
    """
    about = subject(promise.sentence, question, promise.title)
    of = [(each, subject(each.title, each.text) & about) for each in later]
    counts = Counter(word for _, shared in of for word in shared)
    found = [closer for each, shared in of if (closer := _closer(promise, each, shared, counts, len(of)))]
    found.sort(key=lambda closer: (-closer.score, closer.later.speech))
    return tuple(found[:limit])


_KEPT: Final[Mapping[str, str]] = {
    "write": "written wrote letter reply replied response",
    "meet": "met meeting visited spoke spoken",
    "publish": "publish published available issued",
    "library": "placed laid deposited laying placing available",
    "answer": "written replied responded response reported reply",
    "tell": "announced announcing set setting reported",
    "bring": "introduced launched launching laid published",
    "look": "looked considered raised",
}
"""Words by which what is done is of the kind that was promised."""


def _closer(
    promise: Promise, later: Later, shared: frozenset[str], counts: Mapping[str, int], total: int
) -> Closer | None:
    if later.debate == promise.debate:
        return None
    own = subject(promise.sentence)
    weight = {word: (math.log((total + 1) / counts[word]) + 0.1) * (2 if word in own else 1) for word in shared}
    same = fold(later.title) == fold(promise.title)
    kept = {word for rule in promise.rules for word in _KEPT.get(rule, "").split()}
    best: Closer | None = None
    for start, end in sentences(later.text):
        done = _DONE.search(later.text, start, end)
        if done is None:
            continue
        sentence = later.text[start:end]
        here = subject(sentence) & shared
        if len(shared) + 2 * same < LEAST or not (here or same):
            continue
        alike = bool(kept & {*_WORD.findall(fold(done.group()))})
        score = sum(weight[word] for word in here) + 0.3 * sum(weight.values()) + same + 2 * alike
        if best is None or score > best.score:
            words = sorted(shared, key=lambda word: (word not in here, -weight[word], word))[:4]
            why = f"says “{done.group()}”" + (f"; also of: {', '.join(words)}" if words else "")
            best = Closer(later, sentence, why, score)
    return best
