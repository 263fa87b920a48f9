"""A quotation shaped by its copier before it is copied: cuts and words put in. The stored text stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from store.citations import CUT, Gloss
from store.errors import StoreError
from store.records import Shaping


def shape(shapings: Sequence[Shaping], start: int, end: int, put: str | None) -> tuple[Shaping, ...]:
    """With one more. What lies within it goes. Raises StoreError where it would part another."""
    kept = tuple(one for one in shapings if not start <= one.start <= one.end <= end or one.start == one.end == end)
    if any(one.start < end and start < one.end for one in kept):
        raise StoreError("these words are partly cut already; u takes the last step back")
    return tuple(sorted((*kept, Shaping(start, end, put)), key=lambda one: (one.start, one.end)))


def pieces(text: str, shapings: Sequence[Shaping]) -> tuple[str | Gloss, ...]:
    """What is left of a text, and between it what was put in."""
    out: list[str | Gloss] = []
    at = 0
    for one in shapings:
        out.append(text[at : one.start])
        if one.put is not None:
            out.append(CUT if one.put == CUT.text else Gloss(one.put))
        at = one.end
    out.append(text[at:])
    return tuple(piece.strip() if isinstance(piece, str) else piece for piece in out if _says(piece))


def _says(piece: str | Gloss) -> bool:
    return isinstance(piece, Gloss) or any(sign.isalnum() for sign in piece)


def edges(text: str, shapings: Sequence[Shaping]) -> tuple[int, int]:
    """From the first to the last code point that is left; (0, 0) where nothing is."""
    left = [place for place, sign in enumerate(text) if sign.isalnum() and not _gone(place, shapings)]
    return (left[0], left[-1] + 1) if left else (0, 0)


def _gone(place: int, shapings: Sequence[Shaping]) -> bool:
    return any(one.start <= place < one.end for one in shapings)
