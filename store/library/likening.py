"""Said before: speeches with a sentence in nearly the same words."""

from __future__ import annotations

import json
import re
from itertools import combinations

from store.library import hits
from store.library.connection import Connection
from store.model import Span, SpeechId
from store.queries import finding
from store.search.found import Found

ALIKE = 82
"""Of a hundred: how alike a stretch of a speech must be to the sentence."""
_RARE, _HELD = 6, 4
"""So many of the rarest words of a sentence are looked for, and so many of them a speech must hold."""
_LOOKED_AT = 400
"""Candidates whose texts are compared: half of them the oldest, half the newest."""
_LONGEST = 14
"""Words of a sentence whose frequency is looked up: the longest, which as a rule are the rarest."""
_COUNTED = 20_000
"""Words in more speeches than these are all alike common."""
_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans(dict.fromkeys("‘’", "'") | dict.fromkeys("“”", '"') | dict.fromkeys("‐‑‒–—―−", "-"))


def said_before(db: Connection, sentence: str) -> tuple[Found, ...]:
    """Every speech with nearly these words, the first to say them first; the stretch that is alike is its one span."""
    from rapidfuzz import fuzz  # 33 ms: when it is asked for

    match = _candidates(db, sentence)
    if not match:
        return ()
    wanted = " ".join(_plain(sentence).split()).strip(" .!?")
    sql = (finding.LIKE_OLDEST, finding.LIKE_NEWEST)
    numbers = {row[0] for each in sql for row in db.rows(each, match, _LOOKED_AT // 2)}
    said = []
    for row in sorted(db.rows(finding.DETAILS, json.dumps(list(numbers)))):
        alike = fuzz.partial_ratio_alignment(wanted, _plain(row[-1]), score_cutoff=ALIKE)
        if alike is not None and alike.dest_end - alike.dest_start >= len(wanted) * 0.8:
            start, end = _whole_words(row[-1], alike.dest_start, alike.dest_end)
            said.append(hits.found(row, (Span(SpeechId(row[0]), start, end),)))
    return tuple(said)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch that is compared by letters, from the beginning of its first word to the end of its last.

    >>> text = "said. My hon. Friend might be"
    >>> start, end = _whole_words(text, 4, 24)
    >>> text[start:end]
    'My hon. Friend might'
    """
    while start < end and not text[start].isalnum():
        start += 1
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end].isalnum() and text[end].isalnum():
        end += 1
    return start, start + len(text[start:end].rstrip())


def _candidates(db: Connection, sentence: str) -> str:
    """Finds the speeches that hold most of the rarest words of the sentence; empty where it has too few words."""
    words = sorted(dict.fromkeys(_WORD.findall(sentence.casefold())), key=len, reverse=True)[:_LONGEST]
    often = {word: db.one(finding.HOW_MANY, f'text : "{word}"', _COUNTED)[0] for word in words}
    rare = sorted((word for word in words if often[word]), key=lambda word: often[word])[:_RARE]
    if len(rare) < 3:
        return ""
    held = min(_HELD, len(rare) - (len(rare) > 3))
    sets = (" AND ".join(f'text : "{word}"' for word in some) for some in combinations(rare, held))
    return " OR ".join(f"({each})" for each in sets)


def _plain(text: str) -> str:
    """The text as it is compared, letter for letter."""
    small = "".join(letter if len(letter.lower()) != 1 else letter.lower() for letter in text)
    return re.sub(r"\s", " ", small.translate(_PLAIN))
