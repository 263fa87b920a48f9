"""Styles for the United Kingdom's own lawyers and publishers: OSCOLA, New Hart's Rules, the ICJS form of APA."""

from __future__ import annotations

import datetime as dt
import re

from store.citations.columns import (
    fewest_but_teens,
    joined,
    labelled,
    letters_oscola,
    long_date,
    no_letters,
    number_of,
    pinpoint,
    two_digits_or_nought,
    volume,
)
from store.citations.houses import assembly, debates
from store.citations.markup import angled, italic
from store.citations.reference import Reference
from store.model import Section

_IN_WORDS = {Section.WRITTEN_ANSWER: "written answers", Section.WRITTEN_STATEMENT: "written statements"}


def oscola_core(reference: Reference) -> str:
    """`HC Deb 3 February 1977, vol 389, cols 973–76`, without an address (OSCOLA 4 §3.4.2, 5 §3.7.8)."""
    return joined(
        joined(debates(reference), long_date(reference.date), by=" "),
        labelled("vol ", volume(reference)),
        pinpoint(reference) or number_of(reference),
    )


def _address(reference: Reference) -> str:
    """Where there is no column, the address and the day it was read (OSCOLA 4 §3.1.4)."""
    if pinpoint(reference) or not reference.url:
        return ""
    return f" {angled(reference.url)}{labelled(' accessed ', long_date(reference.accessed))}"


def oscola(reference: Reference) -> str:
    """OSCOLA; without a column the address follows."""
    return oscola_core(reference) + _address(reference)


def oscola_speaker(reference: Reference) -> str:
    """OSCOLA with the speaker in round brackets after the pinpoint."""
    name = reference.speaker.full if reference.speaker else ""
    return oscola_core(reference) + labelled(" (", name, ")") + _address(reference)


def oscola_footnote(reference: Reference) -> str:
    """OSCOLA as a footnote: with a full stop."""
    return f"{oscola(reference)}."


def series(reference: Reference) -> str:
    """The series of the Official Report: as given, else by the day (1820, 1830, 1892, 1909; Commons 1981)."""
    if reference.series or not reference.date:
        return re.sub(r"^(\d)(?:st|nd|rd|th|d)?(?: ser(?:ies|\.)?)?$", r"\1", reference.series)
    beginnings = [dt.date(1803, 11, 22), dt.date(1820, 4, 21), dt.date(1830, 10, 26), dt.date(1892, 2, 9)]
    beginnings.append(dt.date(1909, 1, 1))
    if assembly(reference).short == "HC":
        beginnings.append(dt.date(1981, 3, 9))
    return str(sum(day <= reference.date for day in beginnings) or "")


def harts(reference: Reference) -> str:
    """`Hansard, HC vol 357, cols 234–45 (13 April 1965)`; before 1909 `Parl. Deb. (series 4) …` (§13.7.3)."""
    chamber = assembly(reference)
    date = labelled("(", long_date(reference.date), ")")
    old = reference.date.year < 1909 if reference.date else reference.series in {"1", "2", "3", "4"}
    if old and chamber.short in ("HC", "HL", ""):
        bound = joined(labelled("(series ", series(reference), ")"), labelled("vol. ", volume(reference)), by=" ")
        columns = pinpoint(reference, ("col. ", "cols. "), fewest_but_teens)
        return joined(joined(joined("Parl. Deb.", bound, by=" "), columns), date, by=" ")
    name = chamber.short if debates(reference) == chamber.deb else debates(reference)
    body = joined(
        italic(chamber.record),
        joined(name, labelled("vol ", volume(reference)), by=" "),
        pinpoint(reference, elide=fewest_but_teens),
    )
    return joined(body, date, by=" ")


def apa_icjs(reference: Reference) -> str:
    """`Hansard HC Deb vol 314 cols 1083-86 (24 June 1998).` (University of Portsmouth, Criminal Justice Studies)."""
    words = _IN_WORDS.get(reference.section, "")
    affix = no_letters if words else letters_oscola
    columns = pinpoint(reference, elide=two_digits_or_nought, dash="-", affix=affix)
    date = labelled("(", long_date(reference.date), ")")
    head = joined("Hansard", debates(reference), labelled("vol ", volume(reference)), words, columns, date, by=" ")
    return f"{head}."


def apa_icjs_intext(reference: Reference) -> str:
    """`(Hansard, 25 November 1997 col 835)`."""
    columns = pinpoint(reference, elide=two_digits_or_nought, dash="-")
    return f"({joined('Hansard', joined(long_date(reference.date), columns, by=' '))})"
