"""The official "Download text" of a debate.

Blocks stand between blank lines. Two lines are a new speech, the printed name first; one line is a paragraph of the
speech before it, a clock, or a line that says what the House did. The sitting day is only in the name that the site
gives the file; the House is nowhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from store.errors import SourceError
from store.importers.attribution import speaker
from store.importers.licences import OF_HOUSES
from store.importers.options import Options
from store.importers.procedure import is_procedure
from store.importers.text import collapse, decode
from store.model import Kind
from store.parsed import Parsed, ParsedDebate, Remark

NAME: Final = "Hansard text download"

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d):([0-5]\d)")
_DIVISION: Final = re.compile(r"(?:The )?Division (?:No\.? )?\d")
_DAY: Final = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
_NAMED: Final = re.compile(r"(?:\A|\n)[ \t]*\r?\n[A-Z][^\n()]{2,150} \([^\n]{1,150}\)\r?\n\S")
_UNNAMED: Final = re.compile(r"[.,;:?!…—–”’\"]$")
_LONGEST_NAME: Final = 300


def accepts(head: bytes, name: str) -> bool:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"[") or b"\0" in head:
        return False
    text = decode(head, name)
    return "View Speech" not in text and _NAMED.search(text) is not None


def parse(data: bytes, name: str, options: Options) -> Parsed:
    """One debate. Raises SourceError where the House or the day is given by nobody, and where nobody speaks."""
    if options.house is None:
        raise SourceError(name, "does not say which House it is from; add --house commons or --house lords.")
    blocks = list(_blocks(decode(data, name)))
    title = _title(blocks, name, options)
    if blocks and collapse(blocks[0][1][0]) == title:
        del blocks[0]
    remarks = tuple(_remarks(blocks))
    if not any(remark.speaker for remark in remarks):
        raise SourceError(name, "holds no line with a speaker's name over a speech; download the text again.")
    debate = ParsedDebate(title, _date(name, options), options.house, remarks)
    return Parsed((debate,), licence=OF_HOUSES.get(options.house, ""))


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number of its first line, and the lines of each block."""
    block: list[str] = []
    number = 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []
    if block:
        yield number - len(block) + 1, block


def _title(blocks: list[tuple[int, list[str]]], name: str, options: Options) -> str:
    """The title given; else the first line where the file is named after it, else the name of the file."""
    if options.title:
        return options.title
    stem = collapse(_DAY.sub("", PurePath(name).stem))
    first = collapse(blocks[0][1][0]) if blocks and len(blocks[0][1]) == 1 else ""
    return first if first and (not stem or _letters(first).startswith(_letters(stem))) else stem or "Untitled"


def _letters(title: str) -> str:
    return "".join(filter(str.isalnum, title)).casefold()


def _date(name: str, options: Options) -> dt.date:
    found = _DAY.search(PurePath(name).name)
    try:
        if options.date or found:
            return options.date or dt.date.fromisoformat(found[1] if found else "")
    except ValueError:
        pass
    raise SourceError(name, "has no sitting day in its name; add --date YYYY-MM-DD.")


def _remarks(blocks: list[tuple[int, list[str]]]) -> Iterator[Remark]:
    speech: Remark | None = None
    paragraphs: list[str] = []
    time: str | None = None
    for number, lines in blocks:
        words = [collapse(line) for line in lines]
        clock = _CLOCK.fullmatch(words[0]) if len(words) == 1 else None
        if clock:
            time = f"{clock[1]:0>2}:{clock[2]}:{clock[3]}"
            continue
        named = len(words) > 1 and _is_name(words[0])
        if speech and not named and not is_procedure(words[0]):
            paragraphs += words
            continue
        if speech:
            yield replace(speech, text="\n".join(paragraphs))
        speech = Remark("", "", speaker(words[0]), words[0], time=time, line=number) if named else None
        paragraphs = words[1:]
        if not named:
            yield Remark("", "\n".join(words), label=_label(words[0]), time=time, line=number)
    if speech:
        yield replace(speech, text="\n".join(paragraphs))


def _label(line: str) -> Kind:
    return Kind.DIVISION if _DIVISION.match(line) else Kind.PROCEDURAL


def _is_name(line: str) -> bool:
    return len(line) <= _LONGEST_NAME and _UNNAMED.search(line) is None and not is_procedure(line)
