"""Whether a speech holds the words of a quotation, and where it does not, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from store.verifying.quotations import Piece
from store.verifying.words import places, words

GLOSS = 12
"""Words of a speech that words in square brackets may stand for."""
_ROOM = 4
"""Words of a speech to either side of what is like a quotation, within which it may begin or end."""


Diff = tuple[tuple[str, str], ...]
"""(`same`, `draft` or `record`, words): what both say, what only the draft says, what only the record says."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How like a speech is to a quotation, at its best place."""

    likeness: float
    """Share of words in common, 0 to 1."""
    start: int
    end: int
    """Code points of the speech."""
    diff: Diff


def standing(pieces: Sequence[Piece], text: str) -> tuple[int, int] | None:
    """From the first to the last code point of the pieces where they stand in a text word for word and in order."""
    said = places(text)
    hay = " " + " ".join(word for word, _, _ in said) + " "
    needles = [" " + " ".join(words(piece.text)) + " " for piece in pieces]
    starts = {at: index for index, at in enumerate(accumulate((len(word) + 1 for word, _, _ in said), initial=0))}
    at = hay.find(needles[0])
    while at >= 0:
        end = _rest(needles, pieces, hay, at)
        if end >= 0:
            return said[starts[at]][1], said[starts[end] - 1][2]
        at = hay.find(needles[0], at + 1)
    return None


def _rest(needles: Sequence[str], pieces: Sequence[Piece], hay: str, at: int) -> int:
    """Where the last needle ends if each follows the one before; -1 else."""
    end = at + len(needles[0]) - 1
    for needle, piece in zip(needles[1:], pieces[1:], strict=True):
        found = hay.find(needle, end)
        if found < 0 or (piece.joined and hay.count(" ", end, found) > GLOSS):
            return -1
        end = found + len(needle) - 1
    return end


def alike(pieces: Sequence[Piece], text: str) -> float:
    """A quick measure of how much of the pieces is in a text, 0 to 100."""
    from rapidfuzz import fuzz  # 30 ms, where a draft is checked

    asked = " ".join(" ".join(words(piece.text)) for piece in pieces)
    said = " ".join(words(text))
    return float(fuzz.partial_ratio(asked, said) if len(asked) <= len(said) else fuzz.ratio(asked, said))


def compare(pieces: Sequence[Piece], text: str) -> Compared:
    """The pieces beside what is most like them in a text."""
    said = places(text)
    kept, total, start, end = 0, 0, len(text), 0
    diff: list[tuple[str, str]] = []
    for piece in pieces:
        asked = places(piece.text)
        first, last = _window([word for word, _, _ in asked], [word for word, _, _ in said])
        window = said[first:last]
        matcher = SequenceMatcher(None, [word for word, _, _ in asked], [word for word, _, _ in window], autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        kept += sum(block.size for block in blocks)
        total += len(asked)
        if blocks:
            low, high = _edges(blocks[0], blocks[-1], len(asked), len(window))
            start, end = min(start, window[low][1]), max(end, window[high - 1][2])
            diff += _piece_diff(matcher.get_opcodes(), piece.text, asked, text, window, (low, high))
        else:
            diff.append(("draft", piece.text.strip()))
    return Compared(kept / total if total else 0.0, min(start, end), end, tuple(diff))


def _edges(first: object, last: object, asked: int, window: int) -> tuple[int, int]:
    """What of a window belongs to the quotation: as many words more at its ends as the draft has other ones there."""
    ahead = getattr(first, "a", 0)
    low = max(0, getattr(first, "b", 0) - ahead)
    behind = asked - (getattr(last, "a", 0) + getattr(last, "size", 0))
    return low, min(window, getattr(last, "b", 0) + getattr(last, "size", 0) + behind)


def _window(asked: Sequence[str], said: Sequence[str]) -> tuple[int, int]:
    """The words of a speech among which the piece is to be looked for."""
    from rapidfuzz import fuzz

    needle, hay = " ".join(asked), " ".join(said)
    if len(needle) >= len(hay):
        return 0, len(said)
    found = fuzz.partial_ratio_alignment(needle, hay)
    if found is None:
        return 0, len(said)
    before = hay.count(" ", 0, found.dest_start)
    return max(0, before - _ROOM), min(len(said), hay.count(" ", 0, found.dest_end) + 1 + _ROOM)


def _piece_diff(
    codes: Sequence[tuple[str, int, int, int, int]],
    draft: str,
    asked: Sequence[tuple[str, int, int]],
    record: str,
    window: Sequence[tuple[str, int, int]],
    edges: tuple[int, int],
) -> Iterator[tuple[str, str]]:
    low, high = edges
    for _, first, last, start, end in codes:
        ours, theirs = asked[first:last], window[max(start, low) : max(low, min(end, high))]
        if [word for word, _, _ in ours] == [word for word, _, _ in theirs]:
            if ours:
                yield "same", record[theirs[0][1] : theirs[-1][2]]
            continue
        if ours:
            yield "draft", draft[ours[0][1] : ours[-1][2]]
        if theirs:
            yield "record", record[theirs[0][1] : theirs[-1][2]]
