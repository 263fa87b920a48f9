"""Columns, their spans and letters, dates, and joining: what every style shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from store.citations.reference import Reference
from store.model import Section

COMMITTEES = frozenset({Section.PUBLIC_BILL_COMMITTEE, Section.STANDING_COMMITTEE, Section.COMMITTEE})
"""Sections whose columns stand in no volume of the Official Report."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LETTERS = {
    Section.WESTMINSTER_HALL: "WH",
    Section.WRITTEN_ANSWER: "W",
    Section.WRITTEN_STATEMENT: "WS",
    Section.CORRECTION: "MC",
    Section.PETITION: "P",
    Section.GRAND_COMMITTEE: "GC",
}

Elide = Callable[[int, int], str]
"""How the last number of a span is shortened."""
Affix = Callable[[Reference], tuple[str, str]]
"""The letters before and after a column's number."""


def joined(*parts: str, by: str = ", ") -> str:
    """The parts that there are, with the separator between them."""
    return by.join(part for part in parts if part)


def labelled(label: str, value: str, after: str = "") -> str:
    """The value between its label and what follows, or nothing at all."""
    return f"{label}{value}{after}" if value else ""


def stopped(text: str) -> str:
    """The text as a sentence: with a full stop unless it ends with a mark of its own."""
    return text if not text or text.rstrip("\1\2”’)")[-1:] in {".", "!", "?", "…"} else f"{text}."


def long_date(date: dt.date | None) -> str:
    """`3 February 1977`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else ""


def us_date(date: dt.date | None) -> str:
    """`February 3, 1977`."""
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}" if date else ""


def year(date: dt.date | None) -> str:
    return str(date.year) if date else ""


def _shortened(first: int, last: int, keep: int, *, zero: bool) -> str:
    start, end = str(first), str(last)
    if len(start) != len(end):
        return end
    cut = next((place for place in range(len(end)) if start[place] != end[place]), len(end) - 1)
    cut = max(0, min(cut, len(end) - keep))
    while cut and end[cut] == "0" and not zero:
        cut -= 1
    return end[cut:]


def two_digits(first: int, last: int) -> str:
    """973–76, 1397–420, but 201–203: at least two digits, none of them a leading nought (OSCOLA 5 §1.3.2)."""
    return _shortened(first, last, 2, zero=False)


def two_digits_or_nought(first: int, last: int) -> str:
    """101-04: at least two digits (the Official Report's own way)."""
    return _shortened(first, last, 2, zero=True)


def fewest(first: int, last: int) -> str:
    """77-9, 1397-420 (Parliament's index)."""
    return _shortened(first, last, 1, zero=True)


def fewest_but_teens(first: int, last: int) -> str:
    """132–6, but 114–18 (New Hart's Rules)."""
    return _shortened(first, last, 2 if 10 <= last % 100 < 20 else 1, zero=True)


def full(_first: int, last: int) -> str:
    return str(last)


def no_letters(_reference: Reference) -> tuple[str, str]:
    return "", ""


def letters_after(reference: Reference) -> tuple[str, str]:
    """483W, 71WH, 148GC; written answers of the Lords 193WA (Parliament's index, in both Houses)."""
    if reference.section is Section.WRITTEN_ANSWER and reference.house.casefold() in ("lords", "house of lords"):
        return "", "WA"
    return "", _LETTERS.get(reference.section, "")


def letters_oscola(reference: Reference) -> tuple[str, str]:
    """WA261 in the Lords and GC148 before the number, the others after it (OSCOLA 4 §3.4.2)."""
    if reference.section is Section.GRAND_COMMITTEE:
        return "GC", ""
    return letters_after(reference)[::-1] if letters_after(reference)[1] == "WA" else letters_after(reference)


def letters_plain(reference: Reference) -> tuple[str, str]:
    """As after the number, but W for the written answers of either House (TheyWorkForYou)."""
    return "", _LETTERS.get(reference.section, "")


def span(reference: Reference, elide: Elide = two_digits, dash: str = "–", affix: Affix = letters_oscola) -> str:
    """The speech's columns with their letters, or its page: `973–76`, `GC148–49`, `71WH`, `4175`; else nothing."""
    first, last = reference.col_start, reference.col_end
    if first is None:
        return reference.page
    before, after = ("", first.letters) if first.letters else affix(reference)
    end = f"{dash}{elide(first.number, last.number)}" if last else ""
    return f"{before}{first.number}{end}{after}"


def pinpoint(
    reference: Reference,
    labels: tuple[str, str] = ("col ", "cols "),
    elide: Elide = two_digits,
    dash: str = "–",
    affix: Affix = letters_oscola,
) -> str:
    """The columns with their label, one or several; a page takes p or pp with the label's own full stop."""
    digits = span(reference, elide, dash, affix)
    if reference.col_start is None:
        point = ". " if "." in labels[0] else " "
        several = any(mark in reference.page for mark in "-–,")
        return labelled(f"{'pp' if several else 'p'}{point}", digits)
    return f"{labels[bool(reference.col_end)]}{digits}"


def number_of(reference: Reference) -> str:
    """The number of a written question or statement, which stands for the column where there is none."""
    return labelled("UIN ", reference.uin) or reference.wms_id


def volume(reference: Reference) -> str:
    """The volume, of sections that have one."""
    return "" if reference.section in COMMITTEES else reference.volume
