"""One row of the outline, as a strip."""

from __future__ import annotations

from textual.strip import Strip

from store.model import Kind
from tui.layout.cells import clip, shown, width
from tui.layout.header import NOT_SHOWN, name_of
from tui.layout.outline import Entry
from tui.layout.page import Page
from tui.widgets.ink import Ink, strip

NOTED = "●"


def outline_row(page: Page, entry: Entry | None, cells: int, current: bool, noted: bool, ink: Ink) -> Strip:
    """`  3 Bartholomew Quill ●`, or under it `    └ Ottoline Marsh`. None paints an empty row."""
    if entry is None:
        return strip((), cells, ink.base)
    if entry.heading:
        return strip([(" ", ink.base), (shown(clip(entry.heading, cells - 2)), ink.of("heading"))], cells, ink.base)
    speech = page.speeches[entry.turn]
    looks = ("here", "current") if current else ("dim",)
    name = name_of(speech) or " ".join(speech.text[:60].split())
    if entry.under:
        lead = "    └ "
    elif entry.number is not None:
        lead = f"{entry.number:>4} "
    else:
        lead = f"   {'‹' if page.labels[entry.turn] == NOT_SHOWN else '·'} "
    lead = clip(("▎" + lead[1:]) if current else lead, cells)
    words = shown(clip(name, max(0, cells - width(lead) - 2 * noted)))
    whole = looks if current else ("quiet",) if speech.kind in (Kind.PROCEDURAL, Kind.CHAIR) else ()
    name_looks = ("dim",) if entry.under and not current else whole
    gap = cells - width(lead) - width(words) - 2
    return strip(
        [
            (lead, ink.of(*looks)),
            (words, ink.of(*name_looks)),
            (" " + NOTED if noted and gap >= 0 else "", ink.of("dot")),
        ],
        cells,
        ink.base,
    )
