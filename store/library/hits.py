"""Rows of `queries.finding.DETAILS` as hits."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from store.library import rows
from store.model import DebateId, Span, SpeechId
from store.queries import finding
from store.search.found import Found

_MARKED = re.compile(f"{finding.BEGIN}(.*?){finding.END}", re.S)


def found(row: tuple[Any, ...], spans: tuple[Span, ...] = (), noted: str = "") -> Found:
    """A speech that was found, with the words found in it, or the note by which it was."""
    number, debate, date, house, section, title, kind, speaker, party, column, text = row
    return Found(
        SpeechId(number), DebateId(debate), dt.date.fromisoformat(date), house, rows.SECTIONS[section], title,
        rows.KINDS[kind], speaker, party, column, text, spans, noted,
    )  # fmt: skip


def spans(speech: int, marked: str | None) -> tuple[Span, ...]:
    """The places of what is marked in a text, counted without the marks."""
    made = []
    for place, hit in enumerate(_MARKED.finditer(marked or "")):
        start = hit.start() - 2 * place
        made.append(Span(SpeechId(speech), start, start + len(hit[1])))
    return tuple(made)


def first_marked(marked: str) -> str:
    """The first words marked."""
    hit = _MARKED.search(marked)
    return hit[1] if hit else ""
