"""Debates of an invented parliament as importers give them, in a few words a turn, for tests of rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from store.model import Debate, DebateId, Excerpt, Link, Section, Source, Speaker, Speech, SpeechId
from store.parsed import ParsedDebate, Remark

DAY = dt.date(2031, 3, 4)
FIRST_ID = 20310304 * 10**6


def said(name: str, text: str, number: str = "", office: str | None = None, **more: Any) -> Remark:
    """A turn; nobody speaks where the name is empty."""
    speaker = Speaker(name, office=office, party=more.pop("party", None), seat=more.pop("seat", None)) if name else None
    return Remark(key="", text=text, speaker=speaker, attribution=name, number=number, **more)


def debate(*remarks: Remark, title: str = "Ferries", **more: Any) -> ParsedDebate:
    """A debate of the Commons, unless `more` says otherwise."""
    fields: dict[str, Any] = {"date": DAY, "house": "commons", "section": Section.CHAMBER, "excerpt": Excerpt.FULL}
    return ParsedDebate(title=title, remarks=remarks, **(fields | more))


def stored(parsed: ParsedDebate, links: tuple[Link, ...]) -> Debate:
    """The debate as the library gives it back."""
    speeches = tuple(
        Speech(
            id=SpeechId(FIRST_ID + place),
            key=str(place),
            kind=link.kind,
            speaker=remark.speaker,
            attribution=remark.attribution,
            column=remark.column,
            time=remark.time,
            text=remark.text,
            replies_to=tuple(SpeechId(FIRST_ID + target) for target in link.replies_to),
            reason=link.reason,
        )
        for place, (remark, link) in enumerate(zip(parsed.remarks, links, strict=True))
    )
    return Debate(
        id=DebateId(1),
        key=parsed.key,
        title=parsed.title,
        date=parsed.date,
        house=parsed.house,
        section=parsed.section,
        parents=parsed.parents,
        volume=parsed.volume,
        url=parsed.url,
        source=Source("day.xml", "invented"),
        speeches=speeches,
        excerpt=parsed.excerpt,
    )
