"""Rows as values. Written by hand and for speed: a debate of 10,000 speeches opens in some tens of milliseconds."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from store.model import (
    ColumnMark,
    Debate,
    DebateId,
    Excerpt,
    Kind,
    Section,
    Source,
    Speaker,
    Speech,
    SpeechId,
)
from store.records import Correction, DebateFacts
from store.values import reader

KINDS = {kind.value: kind for kind in Kind}
SECTIONS = {section.value: section for section in Section}
_EXCERPTS = {excerpt.value: excerpt for excerpt in Excerpt}

Attributed = tuple[str, Speaker | None]
"""A printed attribution and whom the source means by it."""

NOBODY: Attributed = ("", None)


def attributed(row: tuple[Any, ...]) -> Attributed:
    """Of attribution, name, party, seat, office, ref; no name means that the source names no person."""
    attribution, name, *rest = row
    return attribution, Speaker(name, *(part or None for part in rest)) if name else None


def column_marks(kept: str | None) -> tuple[ColumnMark, ...]:
    """Of `[offset, column, …]`, which is NULL for most speeches."""
    if kept is None:
        return ()
    flat = json.loads(kept)
    return tuple(map(ColumnMark, flat[::2], flat[1::2]))


def kept_marks(marks: tuple[ColumnMark, ...]) -> str | None:
    """The reverse of `column_marks`."""
    if not marks:
        return None
    return json.dumps([part for mark in marks for part in (mark.offset, mark.column)], separators=(",", ":"))


def speech(
    row: tuple[Any, ...],
    speakers: Mapping[int | None, Attributed],
    reasons: Mapping[int, str],
    replies: Mapping[int, tuple[SpeechId, ...]],
) -> Speech:
    """Of `queries.debates.SPEECHES`, with what its numbers stand for."""
    number, key, kind, speaker, column, time, text, reason, columns, url, printed = row[:11]
    attribution, who = speakers[speaker]
    return Speech(
        number,
        key,
        KINDS[kind],
        who,
        attribution,
        column,
        time,
        text,
        replies.get(number, ()),
        reasons[reason],
        column_marks(columns) if columns else (),
        url,
        printed,
    )


def debate(row: tuple[Any, ...], speeches: tuple[Speech, ...]) -> Debate:
    """Of `queries.debates.DEBATE`."""
    number, key, title, date, house, section, parents, volume, url, excerpt, warning, committee, session = row[:13]
    return Debate(
        id=DebateId(number),
        key=key,
        title=title,
        date=dt.date.fromisoformat(date),
        house=house,
        section=SECTIONS[section],
        parents=tuple(json.loads(parents)),
        volume=volume,
        url=url,
        source=Source(*row[13:]),
        speeches=speeches,
        excerpt=_EXCERPTS[excerpt],
        warning=warning,
        committee=committee,
        session=session,
    )


def facts(row: tuple[Any, ...]) -> DebateFacts:
    """Of `queries.debates.FACTS`."""
    number, title, date, house, section, volume, removed = row
    day = dt.date.fromisoformat(date)
    return DebateFacts(DebateId(number), title, day, house, SECTIONS[section], volume, bool(removed))


def correction(row: tuple[Any, ...]) -> Correction:
    """Of `queries.debates.CORRECTIONS`."""
    speech_id, kind, replies, speaker, column = row
    return Correction(
        SpeechId(speech_id),
        kind and KINDS[kind],
        None if replies is None else tuple(map(SpeechId, json.loads(replies))),
        speaker and reader(Speaker)(json.loads(speaker)),
        column,
    )
