"""Author, date and title styles of universities and journals. Peers, the Chair and offices stand as printed."""

from __future__ import annotations

import datetime as dt
import re

from store.citations.columns import (
    MONTHS,
    fewest,
    joined,
    labelled,
    long_date,
    number_of,
    pinpoint,
    stopped,
    us_date,
    volume,
    year,
)
from store.citations.houses import assembly, committee, country
from store.citations.markup import angled, bare, italic
from store.citations.quoting import AMERICAN, BRITISH, Marks, nest
from store.citations.reference import Reference
from store.citations.uk import series

_MLA_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
_PROPER = frozenset(
    re.findall(
        r"\w+",
        """Britain British England English Scotland Scottish Wales Welsh Ireland Irish Northern Ulster Europe European
        Africa African Asia Asian America American Commonwealth Westminster Parliament London Edinburgh Cardiff Belfast
        Ukraine Ukrainian Russia Russian China Chinese Israel Israeli Gaza Palestine Palestinian Iran Iraq Syria Sudan
        Afghanistan India Pakistan Germany France Brexit Monday Tuesday Wednesday Thursday Friday Saturday Sunday
        Christmas Easter Christian Muslim Jewish Lords Commons""",
    )
) | (set(MONTHS) - {"March", "May"})
_WORD = re.compile(r"[^\W\d_][\w’']*")
_ARTICLE = re.compile(r"A [^\W\d_]{2}(?!d\b)")


def sentence_case(title: str) -> str:
    """`Harbour walls` for Harbour Walls (APA 7 §6.17); names that are known here, capitals and bills' titles stay."""
    if re.search(r"\b(?:Bill|Act|Order|Regulations)\b", title):
        return title

    def lower(found: re.Match[str]) -> str:
        word = found[0]
        ahead = title[: found.start()].rstrip("“‘\"'([ ")
        begins = not ahead or ahead.endswith((":", "?"))
        article = bool(_ARTICLE.match(title, found.start()))
        keep = begins or word in _PROPER or not (word[1:].islower() or article)
        return word if keep else word[0].lower() + word[1:]

    return _WORD.sub(lower, title)


def _quoted(title: str, marks: Marks, ending: str = "") -> str:
    """The title in quotation marks, with the comma or full stop that the style sets inside them."""
    if not title:
        return ""
    after = "" if ending == "." and title[-1] in ".?!…" else ending
    return f"{marks.outer[0]}{nest(title, marks)}{after}{marks.outer[1]}"


def _sitting(reference: Reference) -> str:
    """The chamber, and the committee where it sat as one."""
    return joined(assembly(reference).name, committee(reference))


def _hansard(reference: Reference, ending: str = " debates") -> str:
    """`Hansard: House of Commons debates`."""
    chamber = assembly(reference)
    return joined(chamber.record, labelled("", chamber.name, ending), by=": ")


def _inverted(reference: Reference, initials: str | None = None) -> str:
    return reference.speaker.inverted(initials) if reference.speaker else ""


def _column(reference: Reference) -> str:
    return pinpoint(reference, ("col. ", "cols. ")) or number_of(reference)


def _spoken(reference: Reference) -> str:
    return reference.speaker.full if reference.speaker else ""


def harvard(reference: Reference) -> str:
    """`Marlow, A. (2024) ‘Title’, Hansard: House of Commons debates, 30 July, vol. 752, col. 1282.` (Cite Them)"""
    author, title = _inverted(reference, ""), _quoted(reference.title, BRITISH)
    dated = labelled("(", year(reference.date), ")")
    source = italic(_hansard(reference))
    lead = joined(author, dated, title, by=" ") if author else joined(title or source, dated, by=" ")
    rest = joined(
        source if author or title else "",
        committee(reference),
        long_date(reference.date).rpartition(" ")[0],
        labelled("vol. ", volume(reference)),
        _column(reference),
    )
    body = stopped(joined(lead, rest, by=", " if author and title else " "))
    accessed = labelled(" (Accessed: ", long_date(reference.accessed), ")")
    return joined(body, labelled("Available at: ", bare(reference.url), f"{accessed}."), by=" ")


def _in_text(reference: Reference, marks: Marks) -> str:
    where = joined(year(reference.date), _column(reference))
    if reference.speaker:
        return f"({joined(reference.speaker.short, where)})"
    if not reference.title:
        return f"({joined(assembly(reference).record, where)})"
    inside = "," if marks is AMERICAN and where else ""
    return f"({joined(_quoted(reference.title, marks, inside), where, by=' ' if inside else ', ')})"


def harvard_intext(reference: Reference) -> str:
    """`(Marlow, 2024, col. 1282)`; without a speaker the title."""
    return _in_text(reference, BRITISH)


def apa7_intext(reference: Reference) -> str:
    """`(Marlow, 2024, col. 1282)` (APA 7 §8.25); without a speaker the title."""
    return _in_text(reference, AMERICAN)


def apa7(reference: Reference) -> str:
    """`Marlow, A. (2024, July 30). Harbour walls [Parliamentary debate]. Hansard: House of Commons, 752, col. 1282.`"""
    day = us_date(reference.date)
    dated = labelled("(", day and f"{day[-4:]}, {day.rpartition(',')[0]}", ").")
    titled = joined(italic(sentence_case(reference.title)), "[Parliamentary debate].", by=" ")
    author = stopped(_inverted(reference, " "))
    source = joined(_hansard(reference, ""), committee(reference), volume(reference), _column(reference))
    first, second = (author, joined(dated, titled, by=" ")) if author else (titled, dated)
    return joined(first, second, stopped(source), bare(reference.url), by=" ")


def mla9(reference: Reference) -> str:
    """`Marlow, Ada. “Harbour Walls.” Hansard, vol. 752, House of Commons, 30 July 2024, col. 1282, address.`"""
    date = reference.date and f"{reference.date.day} {_MLA_MONTHS[reference.date.month - 1]} {reference.date.year}"
    container = joined(
        italic(assembly(reference).record),
        labelled("vol. ", volume(reference)),
        _sitting(reference),
        date or "",
        _column(reference),
        bare(reference.url),
    )
    return joined(stopped(_inverted(reference)), _quoted(reference.title, AMERICAN, "."), f"{container}.", by=" ")


def chicago_note(reference: Reference) -> str:
    """`Ada Marlow, “Harbour Walls,” Parliamentary debate, in Parliamentary Debates (Hansard), …` (Chicago)."""
    lead = _quoted(reference.title, AMERICAN, ",")
    described = joined(lead, f"Parliamentary debate, in {italic(assembly(reference).collection)}", by=" ")
    rest = joined(
        _spoken(reference),
        described,
        labelled("vol. ", volume(reference)),
        _sitting(reference),
        us_date(reference.date),
        _column(reference),
        bare(reference.url),
    )
    return f"{rest}."


def chicago_author_date(reference: Reference) -> str:
    """`Marlow, Ada. 2024. “Harbour Walls.” Parliamentary debate. In …` (Chicago; the column stands in the text)."""
    source = joined(italic(assembly(reference).collection), labelled("vol. ", volume(reference)))
    day = us_date(reference.date).rpartition(",")[0]
    return joined(
        stopped(_inverted(reference)),
        stopped(year(reference.date)),
        _quoted(reference.title, AMERICAN, "."),
        f"Parliamentary debate. In {source}.",
        stopped(joined(_sitting(reference), day)),
        labelled("", bare(reference.url), "."),
        by=" ",
    )


def mhra(reference: Reference) -> str:
    """`Ada Marlow, ‘Harbour Walls’, Hansard: House of Commons debates, 30 July 2024, vol. 752, col. 1282 <…>`"""
    body = joined(
        _spoken(reference),
        _quoted(reference.title, BRITISH),
        italic(_hansard(reference)),
        committee(reference),
        long_date(reference.date),
        labelled("vol. ", volume(reference)),
        _column(reference),
    )
    accessed = labelled("[accessed ", long_date(reference.accessed), "]") if reference.url else ""
    return f"{joined(body, angled(reference.url), accessed, by=' ')}."


def ieee(reference: Reference) -> str:
    """`A. Marlow, “Harbour Walls,” Hansard: House of Commons debates, vol. 752, col. 1282, Jul. 30, 2024.` (IEEE)."""
    name = reference.speaker
    author = ""
    if name:
        author = name.full if name.literal else joined(name.initials(" "), name.family, by=" ")
    body = joined(
        joined(_quoted(reference.title, AMERICAN, ","), italic(_hansard(reference)), by=" "),
        committee(reference),
        labelled("vol. ", volume(reference)),
        _column(reference),
        _ieee_date(reference.date),
    )
    accessed = labelled("Accessed: ", _ieee_date(reference.accessed), ".")
    online = joined(accessed, f"[Online]. Available: {bare(reference.url)}", by=" ") if reference.url else ""
    return joined(stopped(joined(author, body)), online, by=" ")


def _ieee_date(date: dt.date | None) -> str:
    if date is None:
        return ""
    month = MONTHS[date.month - 1]
    return f"{month if month == 'May' else f'{month[:3]}.'} {date.day}, {date.year}"


def _nlm_date(date: dt.date | None) -> str:
    return f"{date.year} {MONTHS[date.month - 1][:3]} {date.day}" if date else ""


def vancouver(reference: Reference) -> str:
    """`Marlow A. Harbour Walls [parliamentary debate]. Hansard: House of Commons [Internet]. 2024 Jul 30 …` (NLM)."""
    name = reference.speaker
    author = ""
    if name:
        author = name.full if name.literal else joined(name.family, name.initials(point=""), by=" ")
    cited = _nlm_date(reference.accessed) if reference.url else ""
    when = joined(_nlm_date(reference.date), labelled("[cited ", cited, "]"), by=" ")
    where = joined(
        volume(reference), pinpoint(reference, ("col. ", "cols. "), fewest, "-") or number_of(reference), by=":"
    )
    source = joined(_hansard(reference, ""), committee(reference))
    return joined(
        stopped(author),
        joined(reference.title, "[parliamentary debate].", by=" "),
        stopped(f"{source} [Internet]" if reference.url else source),
        stopped(joined(when, where, by=";" if volume(reference) else ":")),
        labelled("Available from: ", bare(reference.url)),
        by=" ",
    )


def bluebook(reference: Reference) -> str:
    """`752 Parl Deb HC (6th ser.) (2024) col. 1282 (UK)`, after Bluebook table T2 (not checked against the book)."""
    ordinal = {"1": "1st", "2": "2d", "3": "3d"}
    british = assembly(reference).publisher == "UK Parliament"
    number = series(reference) if british else reference.series
    place = {"Australia": "Austl.", "New Zealand": "N.Z.", "Canada": "Can."}
    bound = labelled("(", ordinal.get(number, f"{number}th" if number.isdigit() else number), " ser.)")
    held = committee(reference) or assembly(reference).short
    where = "UK" if british else place.get(country(reference), country(reference))
    dated = labelled("(", year(reference.date), ")")
    parts = (volume(reference), "Parl Deb", held, bound, dated, _column(reference), labelled("(", where, ")"))
    return joined(*parts, by=" ")
