"""The rules of quoting, as functions of text: nesting of marks, in the line or as a block, joining, exchanges.

Words are never changed; only the marks of a quotation inside a quotation become the other mark, as the style wants.
Square brackets that the record prints stay; those of the copier come from a `Gloss` and from nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from store.citations.columns import joined, labelled
from store.citations.markup import as_html, as_markdown, bold, link, render
from store.citations.reference import CUT, Gloss, Turn, clean_line, clean_prose

_LINE = 80
"""Characters that a line of print is taken to hold, to tell three lines from more."""
_REACH = 64
"""Marks among which the end of a quotation in single marks is looked for, so that no text takes long."""
_DOUBLE, _SINGLE = '“”"', "‘’'"
_MARK = re.compile("[“”\"‘’']")
_ELISION = re.compile(r"(?:tis|twas|twere|twill|twould|em|til|till|cause|bout|cos|neath|n|\d0s)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:s|\bo|\win)['’]\s+\w", re.IGNORECASE)
_OPENS_AFTER = frozenset(" \n\t([{—–-“‘\"'/")
_NO_SPACE_BEFORE = frozenset(",.;:!?’”)")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks around a quotation, those inside it, and how long it may be in the line."""

    outer: str
    inner: str
    words: int = 0
    """The words from which a quotation is a block; 0 where lines decide: more than three."""

    def is_block(self, text: str) -> bool:
        """Whether the style sets so long a quotation as an indented block; several paragraphs always are one."""
        parts = paragraphs(text)
        if len(parts) > 1:
            return True
        return len(text.split()) >= self.words if self.words else -(-len(text) // _LINE) > 3


BRITISH = Marks("‘’", "“”")
"""Single outside, double inside; a block above three lines (OSCOLA 5 §1.5)."""
AMERICAN = Marks("“”", "‘’", 40)
"""Double outside, single inside; a block from forty words (APA 7 §8.27)."""


def paragraphs(text: str) -> list[str]:
    """The paragraphs of the text, blank lines left out."""
    return [part.strip() for part in text.split("\n") if part.strip()]


def join_pieces(pieces: Iterable[str | Gloss]) -> str:
    """Chosen pieces of one speech: ` … ` between them, never at an end; a gloss in square brackets has spaces only."""
    out = ""
    after_words = False
    for piece in pieces:
        is_words = isinstance(piece, str)
        text = clean_prose(piece) if isinstance(piece, str) else labelled("[", clean_line(piece.text), "]")
        if not text:
            continue
        if not out:
            out = text
        elif is_words and after_words and not (out.endswith("…") or text.startswith("…")):
            out = f"{out} … {text}"
        else:
            out += text if text[0] in _NO_SPACE_BEFORE else f" {text}"
        after_words = is_words
    return out


def nest(text: str, marks: Marks) -> str:
    """The text with its own quotation marks made to alternate inside those of the style; apostrophes stay."""
    return _alternate(text, marks.inner, marks.outer)


def unnested(text: str, marks: Marks) -> str:
    """The same for a block, which has no marks around it: its own begin with the style's outer mark."""
    return _alternate(text, marks.outer, marks.inner)


def _alternate(text: str, first: str, second: str) -> str:
    if not _MARK.search(text):
        return text
    out: list[str] = []
    stack: list[str] = []
    copied = 0
    closers: set[int] = set()
    for found in _MARK.finditer(text):
        place, sign = found.start(), found[0]
        kind = _DOUBLE if sign in _DOUBLE else _SINGLE
        role = _role(text, place, stack, closers)
        if not role:
            continue
        if role == "open":
            again = kind == _DOUBLE and stack[-1:] == [_DOUBLE] and text[place - 1 : place] == "\n"
            depth = len(stack) - again
            if not again:
                stack.append(kind)
        else:
            if kind in stack:
                while stack.pop() != kind:
                    pass
            depth = len(stack)
        out += [text[copied:place], (second if depth % 2 else first)[role == "close"]]
        copied = place + 1
    return "".join(out) + text[copied:]


def _role(text: str, place: int, stack: Sequence[str], closers: set[int]) -> str:
    """`open`, `close`, or nothing for an apostrophe or a sign of measure."""
    sign = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    begins = (not before or before in _OPENS_AFTER) and bool(after) and not after.isspace()
    if sign in _DOUBLE:
        if sign != '"':
            return "open" if sign == "“" else "close"
        if begins and not (_DOUBLE in stack and before in "-—–" and not after.isalnum()):
            return "open"
        return "" if before.isdigit() and _DOUBLE not in stack else "close"
    if place in closers:
        closers.discard(place)
        return "close"
    if sign == "’" or not begins or (before.isalnum() and after.isalnum()):
        return ""
    closer = closing_mark(text, place)
    if _ELISION.match(text, place + 1) and (sign == "'" or closer < 0):
        return ""
    if closer < 0 and sign == "'":
        return ""
    closers.add(closer)
    return "open"


def closing_mark(text: str, opening: int) -> int:
    """Where the single mark that opens here closes: the first that is no possessive, else the first; -1 if none."""
    doubtful = -1
    doubles = 0
    for found in islice(_MARK.finditer(text, opening + 1), _REACH):
        place, sign = found.start(), found[0]
        before, after = text[place - 1], text[place + 1 : place + 2]
        if sign in "“”":
            doubles += 1 if sign == "“" else -1
            if doubles < 0:
                break
        elif sign == "‘":
            if not doubles and not _ELISION.match(text, place + 1):
                break
        elif sign != '"' and not doubles and not after.isalnum() and not before.isspace():
            if not _POSSESSIVE.match(text, max(place - 1, 0)) and not _POSSESSIVE.match(text, max(place - 3, 0)):
                return place
            if doubtful < 0:
                doubtful = place
    return doubtful


def inline(text: str, citation: str, marks: Marks, form: str) -> str:
    """The quotation in the line, in its marks, with the citation in round brackets after it."""
    quoted = f"{marks.outer[0]}{nest(' '.join(paragraphs(text)), marks)}{marks.outer[1]}" if text else ""
    if citation.startswith("[") and quoted:
        return render(f"{quoted}—{citation}", form)
    bracketed = citation if citation.startswith("(") or not quoted else labelled("(", citation.removesuffix("."), ")")
    return render(joined(quoted, bracketed, by=" "), form)


def block(parts: Sequence[str], speaker: str, citation: str, url: str, form: str) -> str:
    """Paragraphs as one block without marks, and after it who spoke and the citation."""
    if form == "html":
        cite = f' cite="{as_html(url).replace(chr(34), "&quot;")}"' if url else ""
        inside = "".join(f"<p>{as_html(part)}</p>" for part in parts)
        cited = labelled("<cite>", as_html(citation), "</cite>")
        return joined(
            labelled(f"<blockquote{cite}>", inside, "</blockquote>"),
            labelled("<p>—", joined(as_html(speaker), cited), "</p>"),
            by="\n",
        )
    if form == "markdown":
        body = "\n>\n".join(f"> {as_markdown(part)}" for part in parts)
        attribution = joined(as_markdown(speaker), as_markdown(link(citation, url) if citation else ""))
    else:
        body = "\n\n".join(f"    {render(part, form)}" for part in parts)
        attribution = joined(speaker, render(citation, form))
    return joined(body, labelled("— ", attribution), by="\n\n")


def exchange(turns: Iterable[str | Gloss | Turn]) -> list[str]:
    """The paragraphs of an exchange: each speech begins with its printed name, a speech left out is `[…]`."""
    parts: list[str] = []
    for turn in turns:
        if isinstance(turn, Gloss):
            parts += [] if parts[-1:] == [f"[{CUT.text}]"] and turn == CUT else [f"[{clean_line(turn.text)}]"]
        elif isinstance(turn, str):
            parts += paragraphs(clean_prose(turn))
        else:
            words = paragraphs(clean_prose(turn.text))
            name = clean_line(turn.name).removesuffix(":")
            parts += [joined(bold(labelled("", name, ":")), *words[:1], by=" "), *words[1:]]
    return [part for part in parts if part]
