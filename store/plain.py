"""A debate as linear text that reads well aloud, and as JSON values: the plain twin of the reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from store.model import Debate, Excerpt, Kind, Section, Shelved, Speaker, Speech
from store.provenance import provenance
from store.readings import Thread

HOUSES = {
    "commons": "House of Commons",
    "lords": "House of Lords",
    "scotland": "Scottish Parliament",
    "wales": "Senedd Cymru",
    "northern_ireland": "Northern Ireland Assembly",
}
"""How each House of the contract is called in full; any other name stands for itself."""

HEADS = {
    Kind.STATEMENT: "Statement",
    Kind.SPEECH: "Speech",
    Kind.INTERVENTION: "Intervention",
    Kind.CONTINUATION: "Continued",
    Kind.POINT_OF_ORDER: "Point of order",
    Kind.CHAIR: "The Chair",
    Kind.DIVISION: "Division",
}


def long_date(day: dt.date) -> str:
    """`Thursday 16 January 2025`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def who(speech: Speech) -> str:
    """The name, with office, seat and party in brackets where they were printed: `Ann Lee (Kirkholm, Lab)`."""
    speaker = speech.speaker
    if speaker is None:
        return speech.attribution
    known = [part for part in (speaker.office, speaker.seat, speaker.party) if part]
    return f"{speaker.name} ({', '.join(known)})" if known else speaker.name


def plain(thread: Thread) -> Iterator[str]:
    """The debate line by line: its heading, then every contribution in order under a line that says what it is."""
    debate = thread.debate
    yield debate.title
    section = "" if debate.section is Section.CHAMBER else debate.section.words
    place = HOUSES.get(debate.house, debate.house)
    yield ", ".join(filter(None, (place, section, long_date(debate.date))))
    if debate.parents:
        yield " / ".join(debate.parents)
    if debate.warning:
        yield f"Note: {debate.warning}"
    yield from provenance(debate.source)
    named = question_names(thread)
    for exchange in thread.exchanges:
        if exchange.number is not None:
            yield ""
            yield f"Exchange {exchange.number} of {thread.count}"
        for turn in exchange.turns:
            speech = debate.speeches[turn]
            yield ""
            yield head(speech, named)
            yield from speech.text.split("\n")


def question_names(thread: Thread) -> dict[int, str]:
    """For the id of each question: `question 3`, `question 3 second`, or `supplementary 3.2`."""
    names: dict[int, str] = {}
    for exchange in thread.exchanges:
        if exchange.number is None:
            continue
        firsts = supplementaries = 0
        for turn in exchange.turns:
            speech = thread.speeches[turn]
            if speech.kind is not Kind.QUESTION:
                continue
            if speech.replies_to:
                supplementaries += 1
                names[speech.id] = f"supplementary {exchange.number}.{supplementaries}"
            else:
                firsts += 1
                letter = "" if firsts == 1 else chr(ord("a") + min(firsts, 26) - 1)
                names[speech.id] = f"question {exchange.number}{letter}"
    return names


def head(speech: Speech, named: dict[int, str]) -> str:
    """The line above a contribution: what it is, who makes it, its column and its number."""
    if speech.kind is Kind.QUESTION:
        what = named.get(speech.id, "question").capitalize()
    elif speech.kind is Kind.ANSWER:
        to = [named[reply] for reply in speech.replies_to if reply in named]
        what = f"Answer to {' and '.join(to)}" if to else "Answer to a Member not shown"
    else:
        what = HEADS.get(speech.kind, "")
    name = who(speech)
    place = f", column {speech.column}" if speech.column else ""
    head = ". ".join(part for part in (what, name) if part) or "Proceedings"
    return f"{head}{place} [{speech.id}]"


def speaker_json(speaker: Speaker | None) -> dict[str, Any] | None:
    """A speaker in the shape of `show --json`."""
    if speaker is None:
        return None
    return {"name": speaker.name, "party": speaker.party, "seat": speaker.seat, "office": speaker.office}


def speech_json(speech: Speech) -> dict[str, Any]:
    """A speech in the shape of `show --json`."""
    return {
        "id": speech.id,
        "key": speech.key,
        "kind": speech.kind.value,
        "speaker": speaker_json(speech.speaker),
        "attribution": speech.attribution,
        "column": speech.column,
        "time": speech.time,
        "text": speech.text,
        "replies_to": list(speech.replies_to),
        "reason": speech.reason,
    }


def debate_json(debate: Debate) -> dict[str, Any]:
    """A debate in the shape of `show --json`."""
    return {
        "debate": {
            "id": debate.id,
            "title": debate.title,
            "date": debate.date.isoformat(),
            "house": debate.house,
            "section": debate.section.value,
            "parents": list(debate.parents),
            "volume": debate.volume,
            "url": debate.url,
            "source": asdict(debate.source),
            "excerpt": None if debate.excerpt is Excerpt.FULL else debate.excerpt.value,
            "warning": debate.warning,
        },
        "speeches": [speech_json(speech) for speech in debate.speeches],
    }


def shelved_json(debate: Shelved) -> dict[str, Any]:
    """A debate in the shape of `list --json`."""
    return {
        "id": debate.id,
        "title": debate.title,
        "date": debate.date.isoformat(),
        "house": debate.house,
        "section": debate.section.value,
        "parents": list(debate.parents),
        "speeches": debate.speeches,
        "exchanges": debate.exchanges,
        "notes": debate.notes,
        "read": debate.read,
    }
