"""Citations: what is cited (`Reference`), in which style (`STYLES`), in which format (`FORMATS`).

Rules and forms are those of docs/citations.md. A part that the reference lacks is dropped with its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from store.citations.columns import COMMITTEES
from store.citations.houses import PAGED
from store.citations.names import Name, printed_name
from store.citations.parliament import online_question, online_statement, printed_in_the_lords
from store.citations.quoting import join_pieces
from store.citations.reference import CUT, Column, Gloss, Reference, Turn
from store.citations.styles import FORMATS, GROUPS, STYLES, Style, exchanged, finished, near, quoted
from store.errors import StoreError
from store.model import Section

__all__ = [
    "CUT", "FORMATS", "GROUPS", "STYLES", "Column", "Gloss", "Name", "Reference", "Style", "Turn", "cite", "missing",
    "printed_name", "quote", "quote_exchange",
]  # fmt: skip

_NUMBERED = {"parliament": ("session", "title"), "commons_library": ("title",)}
"""What more these styles print of online questions and statements."""
_COMMITTEE_PARTS = {
    Section.PUBLIC_BILL_COMMITTEE: "bill_title",
    Section.STANDING_COMMITTEE: "committee_letter",
    Section.COMMITTEE: "committee_name",
}


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
    absent = [part for part in _wanted(reference, _style(style)) if not _known(reference, part)]
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
        raise StoreError(f"There is no style “{name}”{near(name, STYLES)}") from None


def _form(style: Style, name: str) -> str:
    if name not in FORMATS:
        raise StoreError(f"There is no format “{name}”{near(name, FORMATS)}")
    if name == "text" and style.forms:
        return style.forms[0]
    if name not in style.forms:
        raise StoreError(f"The style {style.name} has no {name} form; it has {' and '.join(style.forms)}.")
    return name


def _markup(form: str) -> str:
    if form not in ("text", "markdown", "html"):
        raise StoreError(f"A quotation has no {form} form; choose text, markdown or html.")
    return form


def _wanted(reference: Reference, style: Style) -> tuple[str, ...]:
    """What the style prints of such a reference: a number for what is online only, the committee where one sat."""
    parts = style.parts
    if "column" not in parts:
        return parts
    number = _number_field(reference)
    if number:
        kept = (part for part in parts if part not in ("volume", "column"))
        return (number, *_NUMBERED.get(style.name, ()), *kept)
    unbound = reference.section in COMMITTEES or reference.jurisdiction.casefold() in ("au", "ca")
    unbound = unbound or (style.name == "official_report" and printed_in_the_lords(reference))
    bound = (part for part in parts if part != "volume") if unbound else parts
    committee = _COMMITTEE_PARTS.get(reference.section)
    return (committee, *bound) if committee else tuple(bound)


def _number_field(reference: Reference) -> str:
    """`uin` or `wms_id` for questions and statements that are cited by their number, not by a column."""
    if reference.col_start or reference.page:
        return ""
    if reference.section is Section.WRITTEN_QUESTION or online_question(reference):
        return "uin"
    return "wms_id" if reference.section is Section.WRITTEN_STATEMENT_ONLINE or online_statement(reference) else ""


def _known(reference: Reference, part: str) -> bool:
    if part == "column":
        return bool(reference.col_start or reference.page)
    if part == "quote":
        return bool(reference.quote or reference.quote_parts)
    if part == "bill_title":
        return bool(reference.bill_title or reference.bill_number or reference.committee_name)
    return bool(getattr(reference, part))
