"""Which contribution is which: source keys, and the same speech met in two sources.

A source gives its own keys; where it gives none, a key is made of what was said. Between sources a speech is known by
its house, its day and its opening words, whatever the printing did to case, accents, quotation marks or spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from store.folding import fold
from store.parsed import ParsedDebate, Remark

OPENING = 60
"""Letters of a text that make up its digest."""

_LETTERS = re.compile(r"[^\W_]+")


def opening(text: str) -> str:
    """The first letters and figures of a text, folded."""
    return "".join(_LETTERS.findall(fold(text[: 3 * OPENING])))[:OPENING]


def number(*parts: str) -> int:
    """64 bits of a digest of the parts, signed, as SQLite keeps integers."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


def speech_digest(house: str, text: str) -> int:
    """By which the same speech is recognised in another source."""
    return number(house, opening(text))


def debate_digest(debate: ParsedDebate, rules: int) -> int:
    """Changes when anything that the source says of the debate changes, or the rules of threading."""
    facts = (debate.title, debate.date.isoformat(), debate.house, debate.section, *debate.parents, debate.key)
    rest = (debate.volume or "", debate.url, debate.excerpt, debate.warning, debate.committee, debate.session)
    return number(str(rules), *facts, *rest, *(part for remark in debate.remarks for part in _parts(remark)))


def _parts(remark: Remark) -> tuple[str, ...]:
    who = remark.speaker
    said = (who.name, who.party or "", who.seat or "", who.office or "", who.ref or "") if who else ()
    marks = ",".join(f"{mark.offset}:{mark.column}" for mark in remark.columns)
    labels = (remark.label or "", "s" if remark.supplementary else "", remark.number, remark.time or "", remark.url)
    return (remark.key, remark.attribution, *said, *labels, remark.column or "", marks, remark.text)


def debate_key(debate: ParsedDebate) -> str:
    """The source's key, else one made of the day, the house, the headings and who speaks."""
    if debate.key:
        return debate.key
    names = sorted({remark.attribution for remark in debate.remarks})
    facts = (debate.date.isoformat(), debate.house, debate.section, debate.excerpt, fold(debate.title))
    return f"made:{number(*facts, *debate.parents, *names) & (2**64 - 1):016x}"


def remark_keys(debate: ParsedDebate) -> Iterable[str]:
    """The key of each contribution; the second of two that nothing tells apart ends in `.2`."""
    met: dict[str, int] = {}
    for remark in debate.remarks:
        if remark.key:
            yield remark.key
            continue
        digest = number(debate.date.isoformat(), debate.house, remark.attribution, opening(remark.text))
        key = f"made:{digest & (2**64 - 1):016x}"
        met[key] = met.get(key, 0) + 1
        yield key if met[key] == 1 else f"{key}.{met[key]}"
