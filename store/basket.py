"""Rules of the basket: each returns a `Change`, which the library carries out and can take back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from store import anchors
from store.annotations import about
from store.copies import Choice
from store.editing import pieces
from store.errors import StoreError
from store.model import Debate, Position, Span
from store.records import Change, Edit, Gathered, Placing, Quote, Shaping

STEP = 1024
"""Between the positions of two that were added one after the other, so that there is room between them."""


def gather(
    debate: Debate, quotes: Sequence[Quote], basket: Sequence[Gathered], which: str, now: str,
    shapings: Sequence[Shaping] = (),
) -> Change:  # fmt: skip
    """Put a quotation at the end of the basket. Raises StoreError where it is there already."""
    new = Gathered(which, _last(basket) + STEP, tuple(quotes), tuple(shapings), "", now)
    if any(_same(new, one) for one in basket):
        raise StoreError("this quotation is in the basket already; g q shows it")
    first = quotes[0].span
    return Change(
        f"gathered {about(debate, quotes)}", (Edit(None, new),), debate.id, Position(first.speech, first.start)
    )


def _last(basket: Sequence[Gathered]) -> int:
    return max((one.position for one in basket), default=0)


def _same(one: Gathered, other: Gathered) -> bool:
    return one.shapings == other.shapings and [quote.span for quote in one.quotes] == [
        quote.span for quote in other.quotes
    ]


def drop(one: Gathered) -> Change:
    """Take a quotation out."""
    return Change(f"took {_told(one)} out of the basket", (Edit(one, None),))


def note(one: Gathered, words: str) -> Change | None:
    """Say something of a quotation; None where that is said already."""
    if words == one.note:
        return None
    return Change(f"noted {_told(one)} in the basket", (Edit(one, replace(one, note=words)),))


def move(basket: Sequence[Gathered], place: int, by: int) -> Change | None:
    """Move a quotation past its neighbour, up (-1) or down (1); None where there is none."""
    there = place + by
    if not (0 <= place < len(basket) and 0 <= there < len(basket)):
        return None
    order = list(basket)
    order[place], order[there] = order[there], order[place]
    moved = [replace(one, position=number * STEP) for number, one in enumerate(order, 1)]
    edits = [Edit(old, new) for old, new in zip(order, moved, strict=True) if old != new]
    return Change(f"moved {_told(basket[place])} in the basket", tuple(edits))


def _told(one: Gathered) -> str:
    flat = " ".join(one.quotes[0].text.split()) if one.quotes else ""
    return f"“{flat if len(flat) <= 40 else f'{flat[:39].rstrip()}…'}”"


def placed(one: Gathered, debate: Debate) -> tuple[tuple[Quote, ...], bool]:
    """The quotations where their words stand now, and whether each does so beyond doubt."""
    texts = {speech.id: speech.text for speech in debate.speeches}
    found = []
    for quote in one.quotes:
        span, text = quote.span, texts.get(quote.span.speech)
        if text is None:
            found.append(replace(quote, placing=Placing.LOST))
        else:
            found.append(quote if text[span.start : span.end] == quote.text else anchors.find(quote, text))
    return tuple(found), all(quote.placing is Placing.SURE for quote in found)


def choice(one: Gathered, debate: Debate, accessed: dt.date) -> tuple[Choice, bool]:
    """What is to be copied of a quotation, by its words of now, and whether they are those that were gathered.

    Where words changed or are gone the old ones stand, as they were gathered. Raises StoreError.
    """
    quotes, sure = placed(one, debate)
    known = {speech.id for speech in debate.speeches}
    spans = tuple(quote.span for quote in quotes if quote.span.speech in known)
    if not spans:
        raise StoreError(f"{_told(one)}: its speech is not in the library any more")
    shaped = len(one.quotes) == 1 and (one.shapings or not sure)
    return Choice(debate, spans, accessed, pieces(one.quotes[0].text, one.shapings) if shaped else ()), sure


def quotes_of(chosen: Choice) -> tuple[Quote, ...]:
    """The quotations of a choice, as they are kept."""

    def quote(span: Span) -> Quote:
        return anchors.make(span.speech, chosen.speech(span).text, span.start, span.end)

    return tuple(map(quote, chosen.spans))
