"""A debate on its way in, and all of its rows that can be made before the library is asked anything: that is done while
the transaction before is being indexed and committed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from store import identity
from store.library import rows
from store.library.keeping import shelf_words
from store.library.matching import Claims
from store.model import Debate, DebateId, Kind, Link, Source, Speech, SpeechId
from store.parsed import ParsedDebate, Remark
from store.threads import RULES, thread

PEOPLE = 4
"""Names that the shelf keeps of a debate."""

Named = tuple[str, ...]
"""Attribution, name, party, seat, office and id of a speaker."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What is written of a contribution, but for the numbers that the library gives."""

    kind: str
    speaker: Named | None
    middle: tuple[Any, ...]
    """Column, time, label, supplementary, number."""
    reason: str
    last: tuple[Any, ...]
    """Marks of columns, address, text."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A debate on its way in."""

    debate: ParsedDebate
    links: Sequence[Link]
    source: Source
    claims: Claims
    """What was claimed for the source it is of."""
    key: str
    digest: int
    keys: Sequence[str]
    """Of each remark, like the rest."""
    digests: Sequence[int]
    contributions: Sequence[Contribution]
    facts: dict[str, Any]
    """What the debate says of itself, but for what a reader may correct and for its numbers."""


def incoming(debate: ParsedDebate, links: Sequence[Link], source: Source, claims: Claims) -> Incoming:
    """Make ready whatever needs no library."""
    digest = identity.debate_digest(debate, RULES)
    return Incoming(
        debate,
        links,
        source,
        claims,
        identity.debate_key(debate),
        digest,
        list(identity.remark_keys(debate)),
        [identity.speech_digest(debate.house, remark.text) for remark in debate.remarks],
        [_contribution(remark, told) for remark, told in zip(debate.remarks, links, strict=True)],
        _facts(debate, digest, _exchanges(debate, links, source)),
    )


def _contribution(remark: Remark, told: Link) -> Contribution:
    label = remark.label and remark.label.value
    return Contribution(
        told.kind.value,
        _named(remark),
        (remark.column, remark.time, label, int(remark.supplementary), remark.number),
        told.reason,
        (rows.kept_marks(remark.columns), remark.url, remark.text),
    )


def _named(remark: Remark) -> Named | None:
    who = remark.speaker
    if who is not None:
        return remark.attribution, who.name, who.party or "", who.seat or "", who.office or "", who.ref or ""
    return (remark.attribution, "", "", "", "", "") if remark.attribution else None


def _facts(debate: ParsedDebate, digest: int, exchanges: int) -> dict[str, Any]:
    people = list(dict.fromkeys(remark.speaker.name for remark in debate.remarks if remark.speaker))
    return {
        "parents": json.dumps(debate.parents, ensure_ascii=False),
        "url": debate.url,
        "committee": debate.committee,
        "session": debate.session,
        "excerpt": debate.excerpt,
        "warning": debate.warning,
        "digest": digest,
        "rules": RULES,
        "speeches": len(debate.remarks),
        "exchanges": exchanges,
        "characters": sum(len(remark.text) for remark in debate.remarks),
        "speakers": len(people),
        "people": json.dumps(people[:PEOPLE], ensure_ascii=False),
        "time": next((remark.time for remark in debate.remarks if remark.time), None),
        "words": shelf_words(debate.title, debate.parents, debate.house, debate.date.isoformat(), people),
    }


def _exchanges(debate: ParsedDebate, links: Sequence[Link], source: Source) -> int:
    """How many exchanges a question opens; the places of the speeches stand for their numbers."""
    if not any(told.kind is Kind.QUESTION for told in links):
        return 0
    speeches = tuple(
        Speech(SpeechId(place), "", told.kind, None, "", None, None, "", tuple(map(SpeechId, told.replies_to)))
        for place, told in enumerate(links)
    )
    facts = (debate.title, debate.date, debate.house, debate.section, debate.parents, None, "")
    return thread(Debate(DebateId(0), "", *facts, source, speeches)).count
