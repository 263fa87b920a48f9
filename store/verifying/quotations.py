"""Quotations found in a draft, and what the draft says around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from store.citations.quoting import closing_mark
from store.verifying.claims import Claim, claims
from store.verifying.passages import Passage
from store.verifying.words import words

LEAST = 5
"""Words from which a quotation is checked; shorter ones say too little."""
_OPENS = "“‘\"'«„"
_AROUND = 300
"""Characters before and after a quotation in which its speaker and citation are looked for."""
_CUT = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\s\.\s\.(?:\s\.)?|\.{3,4}")
_GLOSS = re.compile(r"\[([^\[\]]*)\]")
_LETTERS = re.compile(r"\[(\w{1,3})\](?=\w)|(?<=\w)\[(\w{1,3})\]")
_CITED_AFTER = re.compile(
    r"[\s,.;:’”\"')\]]*(?:\(\d{4}[a-z]?\)\s*)?[,.]?\s*\[?(?:in\s+)?"
    r"(?:Parliamentary [Dd]ebate|Hansard|Official Report|HC Deb|HL Deb)"
)
_DATED_BEFORE = re.compile(
    r"\((?:\d{4}[a-z]?|n\.?d\.?)(?:, [A-Z][a-z]+ \d{1,2})?\)[.,]?\s*$|\.\s\d{4}\.\s$|^[^“‘\"]{2,60},\s$"
)
_ATTRIBUTION = re.compile(r"\s*(?:[—–―]|--?\s|\(|\[\s*Official|HC Deb|HL Deb|Hansard)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that must stand together in a speech."""

    text: str
    joined: bool = False
    """Whether words of the copier's in brackets, and no cut, stand between it and the piece before."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a draft gives as somebody's."""

    text: str
    line: int
    pieces: tuple[Piece, ...]
    claim: Claim


def quotations(passages: Sequence[Passage]) -> list[Quotation]:
    """Every quotation of `LEAST` words or more, in the order of the draft."""
    found: list[Quotation] = []
    for place, passage in enumerate(passages):
        made = _of_block(passages, place) if passage.block else _inline(passages, place)
        found += (quotation for quotation in made if sum(len(words(p.text)) for p in quotation.pieces) >= LEAST)
    return found


def pieces(text: str) -> tuple[Piece, ...]:
    """The text without what the copier put in: parted at cuts and at words in square brackets."""
    text = _LETTERS.sub(lambda found: found[1] or found[2], text)
    out: list[Piece] = []
    for part in _CUT.split(text):
        begins, at = len(out), 0
        for gloss in _GLOSS.finditer(part):
            out.append(Piece(part[at : gloss.start()]))
            at = gloss.end()
        out.append(Piece(part[at:]))
        out[begins + 1 :] = [replace(piece, joined=True) for piece in out[begins + 1 :]]
    return tuple(piece for piece in out if words(piece.text))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The outermost quotations of a paragraph: from behind the opening mark up to the closing one. One that is not
    closed runs to the end of the paragraph where it opened with a mark that is no apostrophe."""
    at = 0
    while at < len(text):
        sign = text[at]
        if sign in _OPENS and _begins(text, at):
            end = _end(text, at)
            if end > at:
                yield at + 1, end
                at = end
        at += 1


def _begins(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    return text[at] in "“«„" or not before or before.isspace() or before in "([{—–-/:"


def _end(text: str, at: int) -> int:
    sign = text[at]
    if sign in "‘'":
        return closing_mark(text, at)
    if sign == '"':
        closing = re.compile(r"(?<!\s)\"(?=\W|$)").search(text, at + 1)
        return closing.start() if closing else -1
    opening, closing_sign = {"“": ("“", "”"), "«": ("«", "»"), "„": ("„", "“")}[sign]
    depth = 0
    for place in range(at, len(text)):
        if text[place] == closing_sign and (sign != "„" or place > at):
            depth -= 1
            if not depth:
                return place
        elif text[place] == opening:
            depth += 1
    return len(text)


def _inline(passages: Sequence[Passage], place: int) -> Iterator[Quotation]:
    passage = passages[place]
    marked = list(spans(passage.text))
    for index, (start, end) in enumerate(marked):
        text = passage.text[start:end]
        before = passage.text[marked[index - 1][1] + 1 if index else 0 : start - 1]
        after = passage.text[end + 1 : marked[index + 1][0] - 1 if index + 1 < len(marked) else len(passage.text)]
        if _is_title(before, after):
            continue
        limit = marked[index + 1][0] if index + 1 < len(marked) else len(passage.text) + 1
        notes = [note for offset, note in passage.notes if start <= offset < limit]
        claim = claims(before[-_AROUND:], after[:_AROUND], notes[:1])
        yield Quotation(text.strip(), passage.line_of(start), pieces(text), claim)


def _is_title(before: str, after: str) -> bool:
    """Whether what stands in the marks is the title of a debate in a reference."""
    return bool(_CITED_AFTER.match(after) and (not before.strip() or _DATED_BEFORE.search(before)))


def _of_block(passages: Sequence[Passage], place: int) -> Iterator[Quotation]:
    """A paragraph of a block; its attribution stands in it, or in the passages that follow the block."""
    passage = passages[place]
    text, own = _without_attribution(passage.text)
    if not words(text):
        return
    group = [other for other in passages if other.block == passage.block]
    last = max(index for index, other in enumerate(passages) if other.block == passage.block)
    behind = passages[last + 1] if last + 1 < len(passages) else None
    after = own
    if not after and (closing := _attribution_in(group)):
        after = closing
    notes = [note for other in group for _, note in other.notes]
    if not after and behind is not None and not behind.block and _ATTRIBUTION.match(behind.text):
        after = behind.text[:_AROUND]
        notes += [note for _, note in behind.notes]
    ahead = next((other for other in reversed(passages[:place]) if other.block != passage.block), None)
    before = ahead.text[-_AROUND:] if ahead is not None and not ahead.block else ""
    claim = claims(before, after, notes[-1:], block=True)
    if passage.speaker:
        claim = replace(claim, speakers=(passage.speaker,), certain=True)
    said = _unmarked(text)
    yield Quotation(said, passage.line, pieces(said), claim)


def _attribution_in(group: Iterable[Passage]) -> str:
    return next((own for other in group if (own := _without_attribution(other.text)[1])), "")


def _without_attribution(text: str) -> tuple[str, str]:
    """A paragraph of a block, and the attribution that is set in it: `— Ada Marlow, HC Deb …`."""
    found = re.search(r"(?:^|(?<=[.?!’”\"'\]]))\s*(?:[—–―]|--)\s*(?=[A-Z\[(])(?=.*\d)[^“”]{4,240}$", text)
    return (text[: found.start()].strip(), found[0].strip()) if found else (text, "")


def _unmarked(text: str) -> str:
    """A block's own marks at its ends are none of the record's."""
    return text.strip().strip("“”\"‘’'") if text[:1] in _OPENS else text
