"""Citations: what is cited (`Reference`), in which style (`STYLES`), in which format (`FORMATS`).

Rules and forms are those of docs/citations.md. A part that the reference lacks is dropped with its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from store.citations.columns import COMMITTEES
from store.citations.houses import PAGED
from store.citations.names import Name, printed_name
from store.citations.parliament import QUESTIONS, STATEMENTS, online_question, online_statement
from store.citations.quoting import join_pieces
from store.citations.reference import CUT, Column, Gloss, Reference, Turn
from store.citations.styles import FORMATS, GROUPS, STYLES, Style, exchanged, finished, quoted
from store.errors import StoreError
from store.model import Section

__all__ = [
    "CUT", "FORMATS", "GROUPS", "STYLES", "Column", "Gloss", "Name", "Reference", "Style", "Turn", "cite", "missing",
    "printed_name", "quote", "quote_exchange",
]  # fmt: skip

_NUMBERED = frozenset({"parliament", "commons_library"})
"""Styles that cite online questions and statements by their number, session and title."""


def cite(reference: Reference, style: str, format: str = "text") -> str:  # noqa: A002 - the name in CITATIONS.md
    """The finished citation; `text` is each style's own form, as a BibTeX entry is that of `bibtex`.

    Raises StoreError for a style or format that there is not, and where nothing that the style prints is known.
    """
    entry = _style(style)
    form = _form(entry, format)
    result = finished(entry, reference, form)
    if not result:
        needs = " and ".join(missing(reference, style))
        raise StoreError(f"There is nothing to cite in the style {style}: it needs {needs}.")
    return result


def missing(reference: Reference, style: str) -> tuple[str, ...]:
    """The parts that this style would print but the reference lacks: `("volume", "column")`."""
    wanted = _style(style).parts
    numbered = reference.section in QUESTIONS | STATEMENTS and reference.col_start is None
    if numbered and style in _NUMBERED and _known(reference, "column"):
        wanted = ("session", "title", "date") if style == "parliament" else ("title", "date")
    elif "column" in wanted:
        wanted = (*_committee_part(reference), *wanted)
    absent = [part for part in wanted if not _known(reference, part)]
    paged = reference.jurisdiction.casefold() in PAGED
    return tuple("page" if part == "column" and paged else part for part in absent)


def quote(
    pieces: Sequence[str | Gloss],
    reference: Reference,
    style: str = "parliament",
    format: str = "text",  # noqa: A002 - as in `cite`
    block: bool | None = None,
) -> str:
    """Chosen pieces of one speech with their citation: in the line or as a block, by length unless `block` says."""
    entry = _style(style)
    form = _form(entry, format)
    cited = STYLES[entry.intext] if entry.intext else entry
    return quoted(join_pieces([pieces] if isinstance(pieces, str) else pieces), reference, cited, _markup(form), block)


def quote_exchange(
    turns: Iterable[Turn | Gloss],
    reference: Reference,
    style: str = "parliament",
    format: str = "text",  # noqa: A002 - as in `cite`
) -> str:
    """Speeches of several people as one block, each after its printed name, `CUT` for those left out; one citation."""
    entry = _style(style)
    return exchanged(tuple(turns), reference, entry.write, _markup(_form(entry, format)))


def _style(name: str) -> Style:
    try:
        return STYLES[name]
    except KeyError:
        raise StoreError(f"There is no style “{name}”{_near(name, STYLES)}") from None


def _form(style: Style, name: str) -> str:
    if name not in FORMATS:
        raise StoreError(f"There is no format “{name}”{_near(name, FORMATS)}")
    if name == "text" and style.forms:
        return style.forms[0]
    if name not in style.forms:
        raise StoreError(f"The style {style.name} has no {name} form; it has {' and '.join(style.forms)}.")
    return name


def _markup(form: str) -> str:
    if form not in ("text", "markdown", "html"):
        raise StoreError(f"A quotation has no {form} form; choose text, markdown or html.")
    return form


def _near(name: str, names: Iterable[str]) -> str:
    known = list(names)
    near = get_close_matches(name, known, 3, 0.4) or known[:6]
    return f"; choose {', '.join(near[:-1])} or {near[-1]}." if len(near) > 1 else f"; did you mean {near[0]}?"


def _committee_part(reference: Reference) -> tuple[str, ...]:
    parts = {
        Section.PUBLIC_BILL_COMMITTEE: "bill_title",
        Section.STANDING_COMMITTEE: "committee_letter",
        Section.COMMITTEE: "committee_name",
    }
    return (parts[reference.section],) if reference.section in parts else ()


def _known(reference: Reference, part: str) -> bool:
    if part == "column":
        return bool(reference.col_start or reference.page) or online_question(reference) or online_statement(reference)
    if part == "volume":
        unbound = reference.section in COMMITTEES or reference.jurisdiction.casefold() in ("au", "ca")
        return unbound or bool(reference.volume) or online_question(reference) or online_statement(reference)
    if part == "quote":
        return bool(reference.quote or reference.quote_parts)
    if part in ("bill_title", "committee_letter") and (reference.committee_name or reference.bill_number):
        return True
    return bool(getattr(reference, part))
