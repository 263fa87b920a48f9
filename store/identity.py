"""Which contribution is which: source keys, and the same speech met in two sources.

A source gives its own keys; where it gives none, a key is made of what was said. Between sources a speech is known by
its house, its day and its opening words, whatever the printing did to case, accents, quotation marks or spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import Protocol

from store.folding import fold
from store.model import SpeechId
from store.parsed import ParsedDebate, Remark

OPENING = 60
"""Letters of a text that make up its digest."""

DISTINCT = 40
"""Letters that a speech must have to be known by its words alone; "No." is known by what stands beside it."""
ALIKE = 0.8
"""Share of words by which two printings are the same speech."""
EDITED = 0.5
"""Share of words that an edition must leave for the same key to mean the same speech, whoever spoke."""
MADE = "made:"
"""How a key begins that no source gave."""
CUT = 12
"""Letters that are left at least of a speech that was cut short."""

_REACH = 3
_COMPARED = 3000
_EACH_WITH_EACH = 2000
"""Pieces beyond which what stands everywhere is no beginning of a match: the time would grow with the square."""
_LETTERS = re.compile(r"[^\W_]+")
_NO_LETTERS = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())
_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


def opening(text: str) -> str:
    """The first letters and figures of a text, folded."""
    head = text[: 3 * OPENING]
    plain = head if head.isascii() else unicodedata.normalize("NFKD", head).encode("ascii", "ignore").decode()
    if 2 * len(plain) > len(head):
        return plain.lower().translate(_NO_LETTERS)[:OPENING]
    return letters(head)[:OPENING]


def letters(text: str) -> str:
    """The letters and figures of a text, folded: what two printings of the same words have in common."""
    return "".join(_LETTERS.findall(fold(text)))


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
    parts = [str(rules), *facts, *rest]
    for remark in debate.remarks:
        parts += _parts(remark)
    return number(*parts)


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
    return f"{MADE}{number(*facts, *debate.parents, *names) & (2**64 - 1):016x}"


def remark_keys(debate: ParsedDebate) -> Iterable[str]:
    """The key of each contribution; the second of two that nothing tells apart ends in `.2`."""
    met: dict[str, int] = {}
    for remark in debate.remarks:
        if remark.key:
            yield remark.key
            continue
        digest = number(debate.date.isoformat(), debate.house, remark.attribution, opening(remark.text))
        key = f"{MADE}{digest & (2**64 - 1):016x}"
        met[key] = met.get(key, 0) + 1
        yield key if met[key] == 1 else f"{key}.{met[key]}"


class Known(Protocol):
    """The speeches of a day and a house that the library holds."""

    def keyed(self, key: str) -> SpeechId | None:
        """The one of this source key."""

    def worded(self, digest: int) -> Sequence[SpeechId]:
        """Those of this digest that are free."""

    def free(self, speech: SpeechId) -> bool:
        """May it be claimed by its words? Not if the file names its key, or it stands in other proceedings."""

    def said(self, speech: SpeechId) -> tuple[str, str]:
        """Its text and its printed attribution."""

    def reading(self) -> Sequence[tuple[SpeechId, int]]:
        """Speeches and digests of the debate that has the same key, in order; none where there is no such debate."""

    def beside(self, speech: SpeechId, step: int) -> SpeechId | None:
        """The one so many turns on in the same debate, before it where `step` is negative."""


def recognise(remarks: Sequence[Remark], digests: Sequence[int], known: Known) -> list[SpeechId | None]:
    """Which remark is which speech of the library; None for what is new. No speech is claimed twice."""
    matching = _Matching(remarks, digests, known)
    matching.by_key()
    matching.by_words()
    matching.by_order()
    matching.by_neighbour(1)
    matching.by_neighbour(-1)
    matching.by_slot()
    matching.by_speaker()
    return matching.found


class _Matching:
    """Remarks and what they were found to be, from the surest sign to the weakest."""

    def __init__(self, remarks: Sequence[Remark], digests: Sequence[int], known: Known) -> None:
        self.remarks, self.digests, self.known = remarks, digests, known
        self.found: list[SpeechId | None] = [None] * len(remarks)
        self.claimed: set[SpeechId] = set()
        self.keyed = [known.keyed(remark.key) if remark.key else None for remark in remarks]

    def claim(self, place: int, speech: SpeechId) -> None:
        if self.found[place] is None and speech not in self.claimed:
            self.found[place] = speech
            self.claimed.add(speech)

    def may_be(self, place: int, speech: SpeechId) -> bool:
        """Is the speech free, and has it the words of the remark?"""
        if speech in self.claimed or not self.known.free(speech):
            return False
        return likeness(self.remarks[place].text, self.known.said(speech)[0]) >= ALIKE or self.is_cut(place, speech)

    def is_cut(self, place: int, speech: SpeechId) -> bool:
        """Does one of the two end in the middle of the other, where its page was cut short?"""
        here, (there, who) = self.remarks[place], self.known.said(speech)
        if here.attribution != who or not who:
            return False
        last = place == len(self.remarks) - 1
        return (last and is_cut(here.text, there)) or (is_cut(there, here.text) and not self.known.beside(speech, 1))

    def by_key(self) -> None:
        """The same key, and enough of the words, where any are known."""
        for place, speech in enumerate(self.keyed):
            said = self.known.said(speech)[0] if speech else ""
            if speech and (not said or likeness(self.remarks[place].text, said) >= EDITED):
                self.claim(place, speech)

    def by_words(self) -> None:
        """Words that are long enough to know them by, and stand once."""
        for place, remark in enumerate(self.remarks):
            alike = self.known.worded(self.digests[place]) if remark.speaker and self.found[place] is None else ()
            if alike and len(opening(remark.text)) >= DISTINCT:
                may = [speech for speech in alike if self.may_be(place, speech)]
                if len(may) == 1:
                    self.claim(place, may[0])

    def by_order(self) -> None:
        """The same beginnings in the same order, in the debate that has the same key."""
        own = self.known.reading()
        many = len(own) > _EACH_WITH_EACH
        matcher = SequenceMatcher(None, [digest for _, digest in own], self.digests, autojunk=many)
        for block in matcher.get_matching_blocks():
            for turn in range(block.size):
                place, (speech, _) = block.b + turn, own[block.a + turn]
                if self.may_be(place, speech):
                    self.claim(place, speech)

    def by_neighbour(self, step: int) -> None:
        """Like words next to a speech that is known; an excerpt may have left some out between."""
        places = range(len(self.remarks))
        for place in places if step > 0 else reversed(places):
            beside = self.found[place - step] if place - step in places else None
            for turns in range(1, _REACH + 1) if beside and self.found[place] is None else ():
                near = self.known.beside(beside, step * turns) if beside else None
                if near and self.may_be(place, near):
                    self.claim(place, near)

    def by_slot(self) -> None:
        """The only turn between two that are known, and the same speaker: printed in other words."""
        for place in range(1, len(self.remarks) - 1):
            ahead, behind = self.found[place - 1], self.found[place + 1]
            there = self.known.beside(ahead, 1) if ahead and behind and self.found[place] is None else None
            if there and ahead and self.known.beside(ahead, 2) == behind and self.known.free(there):
                who = self.remarks[place].speaker
                if who and fold(who.name) in fold(self.known.said(there)[1]):
                    self.claim(place, there)

    def by_speaker(self) -> None:
        """The same key and the same speaker, however much the words changed; but not where the file says the old words
        elsewhere, or the library holds the new ones: then keys were dealt out anew."""
        for place, speech in enumerate(self.keyed):
            if speech is None or self.found[place] is not None or speech in self.claimed:
                continue
            said, who = self.known.said(speech)
            if fold(self.remarks[place].attribution) == fold(who) and not self.dealt_anew(place, speech, said):
                self.claim(place, speech)

    def dealt_anew(self, place: int, speech: SpeechId, said: str) -> bool:
        """Does the file say the old words of a key elsewhere, or the library the new ones?"""
        there = dict(self.known.reading())
        if len(opening(said)) >= DISTINCT and there.get(speech) in self.digests:
            return True
        return len(opening(self.remarks[place].text)) >= DISTINCT and self.digests[place] in there.values()


def likeness(one: str, other: str) -> float:
    """Share of words that two texts have in common in order, 0 to 1; printing and punctuation do not count."""
    if one == other:
        return 1.0
    words, others = (_LETTERS.findall(fold(text[:_COMPARED])) for text in (one, other))
    if words == others:
        return 1.0
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= EDITED else 0.0


def is_cut(one: str, other: str) -> bool:
    """Is one text the beginning of the other, and more than a word or two?"""
    words, whole = letters(one), letters(other)
    return CUT <= len(words) < len(whole) and whole.startswith(words)


def word_changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The two texts in pieces, old and new side by side: equal where nothing changed, one empty where words came or
    went. Joined, the pieces are the texts."""
    words, others = _PIECES.findall(old), _PIECES.findall(new)
    long, same = min(len(words), len(others)) > _EACH_WITH_EACH, 0
    if long:  # what is alike at both ends need not be compared each with each
        begin = "".join(words[: (alike := _alike(words, others))])
        yield begin, begin
        words, others = words[alike:], others[alike:]
        same = _alike(words[::-1], others[::-1])
    ended = len(words) - same, len(others) - same
    for _, a, b, c, d in SequenceMatcher(None, words[: ended[0]], others[: ended[1]], autojunk=long).get_opcodes():
        yield "".join(words[a:b]), "".join(others[c:d])
    if same:
        yield "".join(words[ended[0] :]), "".join(others[ended[1] :])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces are the same at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
