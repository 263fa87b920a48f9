"""Parliament's own forms: its index, the Official Report's bracket, the Library, Holyrood, and TheyWorkForYou."""

from __future__ import annotations

from functools import partial

from store.citations.columns import (
    fewest,
    joined,
    labelled,
    letters_after,
    letters_oscola,
    letters_plain,
    long_date,
    no_letters,
    pinpoint,
    two_digits_or_nought,
    volume,
)
from store.citations.houses import assembly, committee, debates, house_key
from store.citations.markup import italic
from store.citations.reference import Reference
from store.model import Section

QUESTIONS = frozenset({Section.WRITTEN_QUESTION, Section.WRITTEN_ANSWER})
STATEMENTS = frozenset({Section.WRITTEN_STATEMENT_ONLINE, Section.WRITTEN_STATEMENT})

_columns = partial(pinpoint, labels=("c", "cc"), elide=fewest, dash="-", affix=letters_after)


def online_question(reference: Reference) -> bool:
    """Whether a written question is cited by its number: it has one, and no column."""
    return bool(reference.uin) and reference.section in QUESTIONS and reference.col_start is None


def online_statement(reference: Reference) -> bool:
    """Whether a written statement is cited by its number."""
    return bool(reference.wms_id) and reference.section in STATEMENTS and reference.col_start is None


def parliament(reference: Reference) -> str:
    """`HC Deb 3 March 2015 vol 593 c917`; online questions and statements by number (Parliament's own index)."""
    session = labelled("[of Session ", reference.session, "]")
    on = labelled("on ", reference.title)
    if online_question(reference):
        return joined(reference.uin, session, on, labelled("given on ", long_date(reference.date)), by=" ")
    if online_statement(reference):
        day = f"{reference.date:%d} {long_date(reference.date).split(' ', 1)[1]}" if reference.date else ""
        made = joined(on, labelled("made on ", day), by=" ")
        return joined(joined(reference.wms_id, session, by=" "), made)
    return joined(
        debates(reference),
        long_date(reference.date),
        labelled("vol ", volume(reference)),
        _columns(reference),
        by=" ",
    )


def commons_library(reference: Reference) -> str:
    """`HC Deb 30 July 2024 c1282`, `PQ 225322 [on Spirits], 3 March 2015` (House of Commons Library)."""
    on = labelled("[on ", reference.title, "]")
    if online_question(reference):
        return joined(joined("PQ", reference.uin, on, by=" "), long_date(reference.date))
    if online_statement(reference):
        return joined(joined(reference.wms_id, on, by=" "), long_date(reference.date))
    return joined(debates(reference), long_date(reference.date), _columns(reference), by=" ")


def theyworkforyou(reference: Reference) -> str:
    """`HC Deb, 28 October 2009, c71WH`: no volume, W for the written answers of either House."""
    return joined(debates(reference), long_date(reference.date), _columns(reference, affix=letters_plain))


def printed_in_the_lords(reference: Reference) -> bool:
    """Whether the Official Report of the Lords prints the citation; it gives no volume."""
    return (reference.citing_house.casefold() or house_key(reference)) in ("lords", "house of lords")


def official_report(reference: Reference) -> str:
    """The bracket that the Official Report prints after a quotation, in the form of the House that prints it."""
    house = house_key(reference)
    if printed_in_the_lords(reference):
        return _in_the_lords(reference, house)
    where = "" if house == "commons" or committee(reference) else assembly(reference).name
    head = joined(italic("Official Report"), where, committee(reference), long_date(reference.date))
    columns = pinpoint(reference, ("c. ", "c. "), two_digits_or_nought, "-", letters_after)
    found = joined(labelled("Vol. ", volume(reference)), columns, reference.questions)
    return f"[{joined(head, found, by=', ' if reference.section is Section.CORRECTION else '; ')}.]"


def _in_the_lords(reference: Reference, house: str) -> str:
    where = {"lords": "", "commons": "Commons"}.get(house, assembly(reference).name)
    day = f"{reference.date.day}/{reference.date.month}/{reference.date:%y}" if reference.date else ""
    head = joined(italic("Official Report"), where, committee(reference), day)
    columns = pinpoint(reference, ("col. ", "cols. "), two_digits_or_nought, "-", _letters_lords)
    return f"[{joined(head, joined(columns, reference.questions), by='; ')}.]"


def _letters_lords(reference: Reference) -> tuple[str, str]:
    before, after = letters_oscola(reference)
    if reference.section is Section.WRITTEN_STATEMENT and house_key(reference) == "lords":
        before, after = after, before
    return labelled("", before, " "), after


def official_report_pq(reference: Reference) -> str:
    """`30 March 2009, Official Report, column 991W`, as written answers of the Commons cite."""
    where = "" if house_key(reference) == "commons" or committee(reference) else assembly(reference).name
    columns = pinpoint(reference, ("column ", "columns "), two_digits_or_nought, "-", letters_after)
    return joined(long_date(reference.date), italic("Official Report"), where, committee(reference), columns)


def sp_official_report(reference: Reference) -> str:
    """`[Official Report, 9 September 2009; c 19395.]`, the Scottish Parliament's bracket."""
    house = house_key(reference)
    where = "" if house == "scotland" else assembly(reference).name
    written = "Written Answers" if reference.section in QUESTIONS else ""
    head = joined(italic("Official Report"), where, committee(reference), written, long_date(reference.date))
    bound = labelled("Vol ", volume(reference)) if where else ""
    columns = pinpoint(reference, ("c ", "c "), two_digits_or_nought, "-", letters_after if where else no_letters)
    return f"[{joined(head, joined(bound, columns or reference.uin or reference.number), by='; ')}.]"
