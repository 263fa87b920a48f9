"""Hits as they leave the program: their words with some before and after, JSON values, CSV, JSON Lines, Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from store.csv_text import safe
from store.model import Span
from store.search.found import Found

AROUND = 80
"""Characters of a snippet before and after the first words found."""
COLUMNS = ("speech", "debate", "date", "house", "section", "title", "kind", "speaker", "party", "column", "snippet")


@dataclass(frozen=True, slots=True)
class Context:
    """Words found, with what stands before and after them in one line."""

    before: str
    words: str
    after: str
    span: Span


def contexts(found: Found, around: int = AROUND) -> Iterator[Context]:
    """Each place of a hit in its context: a concordance; the opening words where only fields were asked for, and the
    note before them where only that has the words."""
    if found.noted and not found.spans:
        note = _line(found.noted[:around]) + ("…" if len(found.noted) > around else "")
        yield Context("note: ", note, "   " + _line(found.text[:around]), Span(found.speech, 0, 0))
        return
    for span in found.spans or (Span(found.speech, 0, 0),):
        before = _line(found.text[max(0, span.start - around) : span.start])
        after = _line(found.text[span.end : span.end + around])
        yield Context(before, _line(found.text[span.start : span.end]), after, span)


def _line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def snippet(found: Found, around: int = AROUND) -> str:
    """The first words found with some before and after, cut at spaces."""
    first = next(contexts(found, around))
    before, after = first.before, first.after
    if len(before) == around and first.span.start > around:
        before = "… " + before.partition(" ")[2]
    if first.span.end + around < len(found.text):
        after = after.rpartition(" ")[0] + " …"
    return before + first.words + after


def found_json(found: Found) -> dict[str, Any]:
    """A hit in the shape of `search --json`; spans are offsets in code points of the speech's text."""
    return {
        "speech": found.speech,
        "debate": found.debate,
        "date": found.date.isoformat(),
        "house": found.house,
        "section": found.section.value,
        "title": found.title,
        "kind": found.kind.value,
        "speaker": found.speaker,
        "party": found.party or None,
        "column": found.column,
        "snippet": snippet(found),
        "spans": [[span.start, span.end] for span in found.spans],
        "note": found.noted or None,
    }


def as_csv(hits: Iterable[Found]) -> str:
    """A table with a heading; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    rows.writeheader()
    for found in hits:
        rows.writerow({name: _cell(value) for name, value in found_json(found).items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    return safe(value) if isinstance(value, str) else value


def as_json_lines(hits: Iterable[Found]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(found_json(found), ensure_ascii=False) + "\n" for found in hits)


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def as_markdown(hits: Sequence[Found], said: str) -> str:
    """A list under the query's own words; nothing of the record is taken for Markdown."""
    lines = [f"# {_escaped(said)}", ""]
    for found in hits:
        column = f", column {found.column}" if found.column else ""
        head = (
            f"**{_escaped(found.speaker or 'Proceedings')}**, {_escaped(found.title)}, {found.date.isoformat()}{column}"
        )
        lines += [f"- {head} ({found.speech})  ", f"  {_escaped(snippet(found))}"]
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


EXPORTS = {"csv": as_csv, "jsonl": as_json_lines}
"""Formats that need no more than the hits."""
