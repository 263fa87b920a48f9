"""The printed page in historic Hansard's XML: text that columns, page images and line ends cut through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from store.importers.prose import Prose
from store.importers.text import collapse

_BLOCKS: Final = frozenset({"p", "ol", "ul", "li", "quote", "table", "tr"})
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEAD: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+)(-?)$")
"""The word at the end; it is looked for where a word begins only, or a long one would be tried at its every letter."""
_TAIL: Final = re.compile(r"[^\W\d_]+")
_ENDS: Final = tuple(".?!;:—\"”’')]")
"""After these a line end parts paragraphs; elsewhere it is only where the line was full."""

Token = tuple[str, str]
"""`say` words, `turn` a column; `cut` by a page image, `line` ends, `block` begins or ends."""


def vocabulary(root: etree._Element) -> Counter[str]:
    """Every word of the volume, compounds whole, with how often it stands there."""
    return Counter(word for text in root.itertext() for word in _WORD.findall(str(text).casefold()))


def page(elements: list[etree._Element], words: Counter[str], prose: Prose, opening: str | None) -> None:
    """Says an opening and the elements with their tails; words that were cut are mended.

    A cut word is one with a hyphen before the cut, unless the volume elsewhere writes it with the hyphen; or two
    scraps that the volume elsewhere writes as one word, of which one is no word of its own.
    """
    tokens: list[Token] = [("say", opening or "")]
    for element in elements:
        tokens.extend(_tokens(element))
        tokens.append(("say", element.tail or ""))
    _mend(tokens, words)
    ended = False
    for kind, value in tokens:
        if kind == "say":
            prose.say(value)
            ended = value.rstrip().endswith(_ENDS) if value.strip() else ended
        elif kind == "turn":
            prose.turn(value)
        elif kind == "block" or (kind == "line" and ended):
            prose.paragraph()
        elif kind == "line":
            prose.say(" ")


def _tokens(element: etree._Element) -> Iterator[Token]:
    """Bounded in depth: libxml2 takes no more than 256 levels."""
    match element.tag:
        case "col":
            yield "turn", collapse(element.text or "")
            return
        case "image" | "lb":
            yield ("cut" if element.tag == "image" else "line"), ""
            return
        case "td" if element.getprevious() is not None:
            yield "say", " | "
    if element.tag in _BLOCKS:
        yield "block", ""
    yield "say", element.text or ""
    for child in element:
        yield from _tokens(child)
        yield "say", child.tail or ""
    if element.tag in _BLOCKS:
        yield "block", ""


def _mend(tokens: list[Token], words: Counter[str]) -> None:
    last: int | None = None
    cut = False
    for place, (kind, value) in enumerate(tokens):
        if kind == "block":
            last = None
        elif kind != "say":
            cut = True
        elif value.strip():
            if last is not None and cut:
                _join(tokens, last, place, words)
            last, cut = place, False


def _join(tokens: list[Token], last: int, place: int, words: Counter[str]) -> None:
    before, after = tokens[last][1].rstrip(), tokens[place][1].lstrip()
    head, tail = _HEAD.search(before), _TAIL.match(after)
    if not head or not tail or not _is_cut(head[1].casefold(), bool(head[2]), tail[0], words):
        return
    compound = f"{head[1]}-{tail[0]}".casefold()
    whole = (head[1] + tail[0]).casefold()
    if head[2] and not tail[0][0].isupper() and (words[whole] or not words[compound]):
        before = before[:-1]
    tokens[last] = ("say", before)
    tokens[place] = ("say", after)
    for between in range(last + 1, place):
        if tokens[between][0] in ("say", "line"):
            tokens[between] = ("cut", "")


def _is_cut(head: str, hyphen: bool, tail: str, words: Counter[str]) -> bool:
    if hyphen:
        return True
    scraps = words[head] <= 1 or words[tail.casefold()] <= 1
    return tail.islower() and scraps and words[head + tail] > 0
