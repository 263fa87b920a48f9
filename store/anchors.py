"""Quotations that find their words again when a text changes.

A quotation keeps its words and up to 48 characters on either side. In a changed text it is sure of its place only
where the same words stand between neighbours that are like the old ones, and nowhere else as well. Where words or
neighbours changed it is moved, and the reader is asked; where too little is left it is lost, and kept as it was. It
never leaves its speech and never takes a look-alike.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from store.folding import fold
from store.model import Span, SpeechId
from store.records import Placing, Quote

CONTEXT = 48
"""Characters kept on either side."""

_WORD = re.compile(r"\w+")
_COMMON = 16
"""A pair of words that stands in a text more often says nothing about the place."""
_SLACK = 16
"""Words by which an edit may push its neighbours aside."""
_MARGIN = 0.1
"""By how much the best place must be better than any other."""
_ASIDE = 4
_FEW = 4
"""Fewer words than these must have their neighbours nearly whole."""
_BEGIN, _END = "^", "$"
"""Stand for the ends of a speech among its words: that a quotation opened it is a neighbour like any other."""
_LONG, _PART = 4_000, 1_000
"""Characters of a quotation that is looked for by its two ends, and of each end: words are compared each with each."""
_MANY = 6
"""Words that are known again by one neighbour."""


def make(speech: SpeechId, text: str, start: int, end: int) -> Quote:
    """The quotation of `text[start:end]`, where `text` is that of the speech."""
    span = Span(speech, start, end)
    return Quote(span, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def whole(speech: SpeechId) -> Quote:
    """A quotation that means the speech as a whole."""
    return Quote(Span(speech, 0, 0), "")


def find(quote: Quote, text: str) -> Quote:
    """The quotation placed in the text that its speech has now.

    Where it is sure, its words and neighbours are those of the text; where it is moved or lost it keeps the old ones,
    so that both can be shown.
    """
    if not quote.text:
        return quote
    span = quote.span
    if len(quote.before) > CONTEXT or len(quote.after) > CONTEXT:  # none that `make` made
        found = find(replace(quote, before=quote.before[-CONTEXT:], after=quote.after[:CONTEXT]), text)
        return found if found.placing is Placing.SURE else replace(found, before=quote.before, after=quote.after)
    whole_again = _unchanged(quote, text)
    if whole_again is not None:
        return make(span.speech, text, whole_again, whole_again + len(quote.text))
    if len(quote.text) > _LONG:
        return _by_ends(quote, text)
    places = sorted(_places(quote, text), key=lambda place: place.score, reverse=True)
    best = places[0] if places else None
    rival = max((place.score for place in places[1:] if not place.overlaps(places[0])), default=0.0)
    if best is None or best.score - rival < _MARGIN or not best.likely:
        return replace(quote, placing=Placing.LOST)
    if best.certain:
        return make(span.speech, text, best.start, best.end)
    return replace(quote, span=replace(span, start=best.start, end=best.end), placing=Placing.MOVED)


def _by_ends(quote: Quote, text: str) -> Quote:
    """A long quotation from where it begins to where it ends; sure if both are and every word between them is there."""
    speech, words = quote.span.speech, quote.text
    nowhere = Span(speech, 0, 0)
    head = Quote(nowhere, words[:_PART], quote.before, words[_PART : _PART + CONTEXT])
    tail = Quote(nowhere, words[-_PART:], words[-_PART - CONTEXT : -_PART], quote.after)
    first, last = find(head, text), find(tail, text)
    start, end = first.span.start, last.span.end
    if Placing.LOST in (first.placing, last.placing) or start >= end:
        return replace(quote, placing=Placing.LOST)
    sure = first.placing is last.placing is Placing.SURE
    if sure and [word for word, _, _ in _words(text[start:end])] == [word for word, _, _ in _words(words)]:
        return make(speech, text, start, end)
    return replace(quote, span=Span(speech, start, end), placing=Placing.MOVED)


def _unchanged(quote: Quote, text: str) -> int | None:
    """Where the words stand with both neighbours to the letter, if that is in one place only."""
    passage = quote.before + quote.text + quote.after
    found = text.find(passage)
    if found < 0 or text.find(passage, found + 1) >= 0:
        return None
    if len(quote.before) < CONTEXT and found > 0:
        return None
    if len(quote.after) < CONTEXT and found + len(passage) < len(text):
        return None
    return found + len(quote.before)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the words may stand now, and how much speaks for it: 0 to 1 each."""

    start: int
    end: int
    words: float
    """How much of the words is there."""
    before: float
    after: float
    count: int
    """Words of the quotation that are there."""
    bounded: bool
    """Both ends are known to the letter."""

    @property
    def score(self) -> float:
        return self.words / 2 + self.before / 4 + self.after / 4

    @property
    def certain(self) -> bool:
        enough = 0.94 if self.count >= _FEW else 0.98
        return self.bounded and self.words == 1.0 and min(self.before, self.after) >= 0.75 and self.score >= enough

    @property
    def likely(self) -> bool:
        near, far = sorted((self.before, self.after))
        return self.words >= 0.5 and self.score >= 0.7 and (near >= 0.3 or (far >= 0.8 and self.count >= _MANY))

    def overlaps(self, other: _Place) -> bool:
        return self.start < other.end and other.start < self.end


Words = Sequence[tuple[str, int, int]]
"""Folded, with where they start and end."""


def _words(text: str) -> Words:
    return [(fold(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class _Passage:
    """The words of a quotation and of its neighbours."""

    quote: Quote
    words: tuple[str, ...]
    first: int
    """Place of the first word of the quotation."""
    last: int


def _passage(quote: Quote) -> _Passage:
    """Words that the 48 characters cut in two are left out."""
    before, inside, after = _words(quote.before), _words(quote.text), _words(quote.after)
    if len(quote.before) == CONTEXT and before and before[0][1] == 0:
        before = before[1:]
    if len(quote.after) == CONTEXT and after and after[-1][2] == CONTEXT:
        after = after[:-1]
    first = [_BEGIN] if len(quote.before) < CONTEXT else []
    final = [_END] if len(quote.after) < CONTEXT else []
    words = (*first, *(word for word, _, _ in (*before, *inside, *after)), *final)
    start = len(first) + len(before)
    return _Passage(quote, words, start, start + len(inside) - 1)


def _places(quote: Quote, text: str) -> Iterator[_Place]:
    """Every place in the text where pairs of words gather that also stand in the quotation or beside it."""
    old, new = _passage(quote), [(_BEGIN, 0, 0), *_words(text), (_END, len(text), len(text))]
    if old.last < old.first:
        return
    for shift in _shifts(old.words, [word for word, _, _ in new]):
        low = max(0, shift - _SLACK)
        place = _align(old, text, new, range(low, min(len(new), shift + len(old.words) + _SLACK)))
        if place is not None:
            yield place


def _shifts(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """By how many words the old ones may have moved: where most pairs agree, without near repeats."""
    standing: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(itertools.pairwise(new)):
        standing.setdefault(pair, []).append(place)
    votes: Counter[int] = Counter()
    for place, pair in enumerate(itertools.pairwise(old)):
        found = standing.get(pair, ())
        if len(found) <= _COMMON:
            votes.update(there - place for there in found)
    shifts: list[int] = []
    for shift, _ in votes.most_common(3 * _COMMON):
        if all(abs(shift - other) > _SLACK // 2 for other in shifts):
            shifts.append(shift)
    return shifts[:_COMMON]


def _align(old: _Passage, text: str, new: Words, window: range) -> _Place | None:
    """The words of the quotation matched, in order, with those of one part of the text."""
    from difflib import SequenceMatcher  # read when a text has changed

    matcher = SequenceMatcher(None, old.words, [new[place][0] for place in window], autojunk=False)
    blocks = matcher.get_matching_blocks()
    to = {block.a + n: window.start + block.b + n for block in blocks for n in range(block.size)}
    held = [to[place] for place in range(old.first, old.last + 1) if place in to]
    if not held:
        return None
    begin = to.get(old.first, min(held[0], to.get(old.first - 1, held[0]) + 1))
    end = to.get(old.last, max(held[-1], to.get(old.last + 1, held[-1]) - 1))
    lead, trail = _trimmings(old.quote.text)
    start, stop = new[begin][1], new[end][2]
    start -= len(lead) if text[:start].endswith(lead) else 0
    stop += len(trail) if text.startswith(trail, stop) else 0
    ahead, behind = range(old.first - 1, -1, -1), range(old.last + 1, len(old.words))
    return _Place(
        start,
        stop,
        len(held) / max(old.last - old.first + 1, end - begin + 1),
        _near(ahead, to, begin),
        _near(behind, to, end),
        len(held),
        old.first in to and old.last in to,
    )


def _trimmings(text: str) -> tuple[str, str]:
    """The marks in front of the first word and behind the last."""
    return re.match(r"\W*", text)[0], re.search(r"\W*$", text)[0]  # type: ignore[index]


def _near(places: range, to: dict[int, int], edge: int) -> float:
    """How much of one neighbour is there; the nearest words count most, those pushed aside by half."""
    found = 0.0
    for distance, place in enumerate(places, 1):
        if place in to:
            aside = abs(abs(to[place] - edge) - distance) > _ASIDE
            found += (0.5 if aside else 1.0) / distance
    return found / sum(1 / distance for distance in range(1, len(places) + 1))
