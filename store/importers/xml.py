"""The one way in for XML, and how its markup becomes the text that is stored.

Parsing is by bytes, with nothing outside the file ever opened: internal entities resolve, external ones and external
document types do not, depth, text size and entity growth are capped by libxml2 (256 levels, 10 MB, a factor of five).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, cast

from lxml import etree

from store.errors import SourceError
from store.importers.prose import Prose
from store.importers.text import collapse

_BREAKS: Final = re.compile(
    r"p|div|table|tbody|thead|tfoot|tr|caption|ul|ol|li|dl|dt|dd|blockquote|quote|br|h[1-6]|pre"
)
"""Elements that begin and end a line."""
_INLINE: Final = frozenset({"i", "b", "em", "strong", "phrase", "a", "span", "sup", "sub", "I", "B", "u", "citation"})
_CELLS: Final = frozenset({"td", "th"})
_PLACE: Final = re.compile(r",? line \d+, column \d+.*$", re.DOTALL)
_ELEMENT: Final = re.compile(r"<(?:[\w.\-]+:)?([A-Za-z_][\w.\-]*)")
_C1: Final = re.compile("[\x80-\x9f]")
"""`&#145;` in a scraped page is Windows-1252, as browsers read it (HTML Standard, numeric character reference end
state); as a code point it would be a control character."""

Mark = Callable[[etree._Element], str | None]


def parse(data: bytes, name: str) -> etree._Element:
    """The root. Raises SourceError, with the line, for whatever is not sound XML."""
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]  # the stubs know only of booleans
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        why = " ".join(_PLACE.sub("", error.msg or "it is empty").split()).rstrip(".")
        raise SourceError(
            name, f"is not sound XML ({why}); fetch the file again or mend that line.", error.lineno
        ) from error


def root_name(head: bytes) -> str:
    """Local name of the first element in the opening of a file; empty where there is none."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head.decode(encoding, errors="replace")
    place = text.find("<")
    while place >= 0:
        if found := _ELEMENT.match(text, place):
            return found[1]
        end = text.find("-->", place) if text.startswith("<!--", place) else place
        place = text.find("<", end + 1) if end >= 0 else -1
    return ""


def line_of(element: etree._Element) -> int:
    """Its line in the source, from 1; 0 where unknown."""
    return cast(int, element.sourceline or 0)


def inline(element: etree._Element) -> str:
    """All the words in an element on one line."""
    words = "".join(cast("Iterator[str]", element.itertext())) if len(element) else element.text or ""
    if words.isprintable() and "  " not in words:
        return words.strip(" ")
    return _characters(collapse(words))


def passage(element: etree._Element, mark: Mark | None = None) -> Prose:
    """The text of an element: a paragraph where a block begins or ends, a row of a table on one line with ` | ` between
    its cells, and the columns that begin in it. `mark` gives the column that an element stands for, or None."""
    prose = Prose()
    _walk(element, prose, mark or _no_mark, cell=False)
    return prose


def plain(element: etree._Element) -> str | None:
    """The text of an element that holds paragraphs of words and simple inline markup, quickly; None where there is
    more in it than that, for which `passage` is."""
    if element.text and not element.text.isspace():
        return None
    lines = []
    for child in element:
        if child.tag != "p" or (child.tail and not child.tail.isspace()):
            return None
        if len(child) and any(inner.tag not in _INLINE or len(inner) for inner in child):
            return None
        if line := inline(child):
            lines.append(line)
    return "\n".join(lines)


def _walk(element: etree._Element, prose: Prose, mark: Mark, *, cell: bool) -> None:
    """Bounded in depth: libxml2 takes no more than 256 levels."""
    tag = element.tag.rpartition("}")[2]
    if column := mark(element):
        prose.turn(column)
    if tag in _CELLS and element.getprevious() is not None:
        prose.say(" | ")
    breaks = _BREAKS.fullmatch(tag) is not None
    _part(breaks, prose, cell=cell)
    prose.say(_characters(element.text or ""))
    for child in element:
        _walk(child, prose, mark, cell=cell or tag in _CELLS)
        prose.say(_characters(child.tail or ""))
    _part(breaks, prose, cell=cell)


def _part(breaks: bool, prose: Prose, *, cell: bool) -> None:
    if breaks and cell:
        prose.say(" ")
    elif breaks:
        prose.paragraph()


def _no_mark(_: etree._Element) -> None:
    return None


def _characters(text: str) -> str:
    if text.isprintable():
        return text
    return _C1.sub(lambda found: found[0].encode("latin-1").decode("cp1252", errors="replace"), text)
