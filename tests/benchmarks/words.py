"""Invented words as a parliament uses them: 60,000 forms by Zipf's law, speeches as long as those of the Commons."""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from itertools import accumulate, product
from typing import Final

FORMS: Final = 60_000
TABLE: Final = 2**20
"""Entries of the table that words are drawn from; the rarest form has one, the commonest some 90,000."""
BATCH: Final = 2**16
QUANTILES: Final = (
    (0.0, 1),
    (0.01, 1),
    (0.05, 9),
    (0.1, 13),
    (0.2, 30),
    (0.3, 50),
    (0.4, 65),
    (0.5, 79),
    (0.6, 91),
    (0.7, 110),
    (0.8, 143),
    (0.85, 185),
    (0.9, 298),
    (0.95, 573),
    (0.98, 970),
    (0.99, 1320),
    (0.999, 2600),
    (1.0, 6790),
)
"""Share of speeches and the words that the longest of them has: median 79, mean 146, 95th percentile 573."""
_SHARES: Final = [share for share, _ in QUANTILES]
_ONSETS: Final = (*"bcdfghjklmnprstvwz", "br", "ch", "dr", "fl", "gl", "pl", "sh", "st", "th", "tr", "wh")
_VOWELS: Final = ("a", "e", "i", "o", "u", "ea", "ou")
_CODAS: Final = ("", "l", "m", "n", "r", "s", "t", "nd", "rn", "st")
_SENTENCES: Final = (9, 14, 18, 21, 24, 30, 38)
_STOPS: Final = (".", ".", ".", ".", ".", ".", "?", ";", "—", "!")
_PARAGRAPH: Final = 90


class Words:
    """A source of text; the same for the same seed."""

    def __init__(self, seed: int, share: float = 1.0) -> None:
        """`share` of the words that QUANTILES tell: to have so many in all."""
        self.chance = random.Random(seed)
        self.share = share
        self.forms = _forms()
        weights = list(accumulate(1 / rank for rank in range(1, FORMS + 1)))
        spare, total = TABLE - FORMS, weights[-1]
        self._table = list(self.forms)
        last = 0
        for form, weight in zip(self.forms, weights, strict=True):
            until = round(spare * weight / total)
            self._table.extend([form] * (until - last))
            last = until
        self._waiting: list[str] = []

    def take(self, count: int) -> list[str]:
        """The next words."""
        while len(self._waiting) < count:
            numbers = memoryview(self.chance.randbytes(4 * BATCH)).cast("I")
            table, mask = self._table, TABLE - 1
            self._waiting += [table[number & mask] for number in numbers]
        taken = self._waiting[-count:] if count else []
        del self._waiting[len(self._waiting) - count :]
        return taken

    def length(self) -> int:
        """Words of a speech, drawn as QUANTILES tell."""
        share = self.chance.random()
        place = max(1, bisect_left(_SHARES, share))
        (low, few), (high, many) = QUANTILES[place - 1], QUANTILES[place]
        part = (share - low) / (high - low)
        return max(1, round(self.share * math.exp(math.log(few) + (math.log(many) - math.log(few)) * part)))

    def paragraphs(self, count: int) -> list[str]:
        """A speech of `count` words."""
        words = self.take(count)
        found: list[str] = []
        for start in range(0, count, _PARAGRAPH):
            part, place, sentences = words[start : start + _PARAGRAPH], 0, []
            while place < len(part):
                end = place + self.chance.choice(_SENTENCES)
                sentence = " ".join(part[place:end])
                sentences.append(f"{sentence[0].upper()}{sentence[1:]}{self.chance.choice(_STOPS)}")
                place = end
            found.append(" ".join(sentences))
        return found

    def title(self, count: int) -> str:
        return " ".join(word.title() for word in self.take(count))


def _forms() -> list[str]:
    """The forms, short ones first as in any language; one in fifty has an apostrophe and one in a hundred an accent."""
    syllables = sorted(("".join(parts) for parts in product(_ONSETS, _VOWELS, _CODAS)), key=len)
    short = syllables[:600]
    chance = random.Random(0)
    chance.shuffle(short)
    seen = dict.fromkeys(short[:300])
    while len(seen) < FORMS:
        form = "".join(chance.choices(short if len(seen) < FORMS // 4 else syllables, k=2))
        kind = chance.random()
        seen[f"{form}’s" if kind < 0.02 else form.replace("e", "ê") if kind < 0.03 else form] = None
    return list(seen)
