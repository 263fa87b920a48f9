"""Law guides of Australia, New Zealand and Canada, for their own parliaments and for British debates."""

from __future__ import annotations

import re

from store.citations.columns import joined, labelled, long_date, pinpoint, span, volume
from store.citations.houses import assembly, committee, country, house_key
from store.citations.markup import italic
from store.citations.reference import Reference


def _place(reference: Reference) -> str:
    return country(reference) or ("United Kingdom" if house_key(reference) else "")


def _who(reference: Reference) -> str:
    return reference.speaker.full if reference.speaker else ""


def aglc4(reference: Reference) -> str:
    """`Commonwealth, Parliamentary Debates, Senate, 7 February 2017, 39 (Orla Finch).` (AGLC4 r 7.5.1)."""
    role = reference.speaker.role if reference.speaker else ""
    who = joined(_who(reference), role if role != _who(reference) else "")
    home = reference.jurisdiction.casefold() == "au"
    body = joined(
        reference.parliament or ("" if home else _place(reference)),
        italic("Parliamentary Debates"),
        assembly(reference).name if reference.house else "",
        committee(reference),
        long_date(reference.date),
        "" if home else labelled("vol ", volume(reference)),
        pinpoint(reference) if reference.col_start else reference.page,
    )
    return f"{joined(body, labelled('(', who, ')'), by=' ')}."


def nzlsg(reference: Reference) -> str:
    """`(6 April 2005) 624 NZPD 19676.`, `178 GBPD HC 1088`; without a place the title and speaker (NZLSG 3 §5.1.1)."""
    place = _place(reference)
    if place == "New Zealand":
        report = "NZPD"
    elif place == "United Kingdom":
        report = joined("GBPD", committee(reference) or assembly(reference).short, by=" ")
    elif house_key(reference):
        report = joined(assembly(reference).name, "PD", committee(reference), by=" ")
    else:
        report = joined(reference.parliament or place, "PD", committee(reference) or reference.house, by=" ")
    where = span(reference) or labelled("(", joined(reference.title, _who(reference)), ")")
    return f"{joined(labelled('(', long_date(reference.date), ')'), volume(reference), report, where, by=' ')}."


def mcgill(reference: Reference) -> str:
    """`House of Commons Debates, 37-1, No 64 (17 May 2001) at 4175 (Hon Orla Finch).` (McGill Guide)."""
    chamber = assembly(reference)
    british = chamber.publisher == "UK Parliament"
    if british:
        title = joined("UK", chamber.short, italic("Parliamentary Debates"), committee(reference))
    elif reference.house.casefold() == "senate" and reference.jurisdiction.casefold() == "ca":
        title = italic("Debates of the Senate")
    else:
        title = italic(joined(chamber.name, "Debates", by=" "))
    sitting = joined(reference.session, labelled("No ", re.sub(r"^No\.?\s*", "", reference.number)))
    body = joined(title, labelled("vol ", volume(reference)), "" if british else sitting)
    at = pinpoint(reference) if reference.col_start else reference.page
    date, who = labelled("(", long_date(reference.date), ")"), labelled("(", _who(reference), ")")
    return f"{joined(body, date, labelled('at ', at), who, by=' ')}."
