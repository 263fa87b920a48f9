"""The words of a saved page, a line for each block, whatever its classes are called."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from store.errors import SourceError

_SIGN: Final = re.compile(r"<(?:!doctype html|html|head|body|div|article|section|main)\b", re.IGNORECASE)
_SILENT: Final = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "select", "nav", "button", "dialog", "iframe"}
)
_ROLES: Final = frozenset({"navigation", "contentinfo", "search", "dialog", "menu", "menubar"})
"""Landmarks of the site around a page's words (WAI-ARIA); elements of the same meaning are silent too."""
_WITHIN: Final = frozenset({"article", "main", "section", "blockquote"})
"""A `footer` in one of these is a part of it; else it is the site's (HTML Standard, the footer element)."""
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "cite", "em", "font", "i", "img", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
)
_FATAL: Final = 3


def is_html(text: str) -> bool:
    return _SIGN.search(text, 0, 4096) is not None


def text_of(text: str, name: str) -> str:
    """Raises SourceError for a page too deep to be read whole (libxml2 stops at 255 levels, and says so in its log
    alone)."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    fatal = next((entry for entry in parser.error_log if entry.level >= _FATAL), None)
    if root is None or fatal is not None:
        raise SourceError(name, "is a page that cannot be read whole; save it again or copy its text.")
    pieces: list[str] = []
    _walk(root, pieces)
    return "".join(pieces)


def _walk(element: etree._Element, pieces: list[str]) -> None:
    tag = element.tag
    if tag in _SILENT or element.get("role") in _ROLES or (tag == "footer" and not _is_within(element)):
        return
    edge = "" if tag in _INLINE else "\n"
    pieces.append(edge)
    if tag == "img":
        pieces.append(f"{element.get('alt', '')} ")
    pieces.append(_flat(element.text))
    for child in element:
        _walk(child, pieces)
        pieces.append(_flat(child.tail))
    pieces.append(edge)


def _is_within(element: etree._Element) -> bool:
    return any(above.tag in _WITHIN for above in element.iterancestors())


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")
