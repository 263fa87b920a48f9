"""From a speech in the library to the fields of its citation, as `Reference.from_fields` takes them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from store.citations.names import printed_name
from store.model import Debate, Excerpt, Kind, Section, Span, Speech, SpeechId

_QUESTIONS = frozenset({Section.WRITTEN_QUESTION, Section.WRITTEN_ANSWER})
_STATEMENTS = frozenset({Section.WRITTEN_STATEMENT, Section.WRITTEN_STATEMENT_ONLINE})


def columns(debate: Debate, first: int, last: int) -> tuple[str | None, str | None]:
    """The first and the last column of the speeches at these places, the last None where it is the first.

    The last is where the next speech starts, or the last marker inside; an excerpt does not say what came next. A
    column typed once for the debate, which then stands at its first speech alone, is that of all of them.
    """
    start = debate.speeches[first].column or _only(debate)
    final = debate.speeches[last]
    ends = [final.column, *(mark.column for mark in final.columns)]
    if debate.excerpt is Excerpt.FULL and last + 1 < len(debate.speeches):
        ends.append(debate.speeches[last + 1].column)
    end = max(ends, key=_number)
    return start, end if start and _number(end) > _number(start) else None


def _office(speech: Speech) -> str:
    """The office held that day, without the article with which it is printed."""
    office = speech.speaker.office if speech.speaker else None
    return (office or "").removeprefix("The ").removeprefix("the ")


def _only(debate: Debate) -> str | None:
    """The column of the first speech where no other has one."""
    opening, *rest = debate.speeches
    return None if any(speech.column or speech.columns for speech in rest) else opening.column


def column_at(speech: Speech, offset: int) -> str | None:
    """The column in which a code point of a speech stands: the marker before it, else where the speech starts."""
    before = [mark.column for mark in speech.columns if mark.offset <= offset]
    return before[-1] if before else speech.column


def address(url: str) -> str:
    """The address where it is one of the web; sources hold others too, and a citation prints none of them."""
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else ""


def _number(column: str | None) -> int:
    digits = re.search(r"\d+", column or "")
    return int(digits.group()) if digits else 0


def fields(debate: Debate, speech: Speech, *, accessed: dt.date, span: Span | None = None) -> dict[str, Any]:
    """The fields of a citation of a speech, or of words in it; None where the source does not say."""
    place = places(debate)[speech.id]
    start, end = columns(debate, place, place)
    if span is not None and span.end > span.start and speech.columns:
        start, last = column_at(speech, span.start), column_at(speech, span.end - 1)
        end = last if _number(last) > _number(start) else None
    return {
        **_debate_fields(debate),
        "col_start": start,
        "col_end": end,
        "uin": _uin(debate, speech) or None,
        "wms_id": _statement(debate, speech) or None,
        "speaker": asdict(printed_name(speech.speaker.name, _office(speech))) if speech.speaker else None,
        "url": address(speech.url) or address(debate.url) or None,
        "accessed": accessed.isoformat(),
    }


def _uin(debate: Debate, speech: Speech) -> str:
    """The number of the written question, or of those that a written answer answers; grouped ones have several."""
    if debate.section not in _QUESTIONS:
        return ""
    asked = [other for other in debate.speeches if other.number and (other.id in speech.replies_to or other == speech)]
    asked = asked or [other for other in debate.speeches if other.number]
    return ", ".join(dict.fromkeys(other.number for other in asked))


def _statement(debate: Debate, speech: Speech) -> str:
    """The number of a written statement, which stands in its source's id or address: `HCWS70`."""
    if debate.section not in _STATEMENTS:
        return ""
    told = " ".join((speech.key, speech.url, debate.key, debate.url))
    found = re.search(r"(?<![A-Z])H[CL]WS\d+", told, re.IGNORECASE)
    return found[0].upper() if found else ""


def exchange_fields(debate: Debate, speeches: Sequence[Speech], *, accessed: dt.date) -> dict[str, Any]:
    """The fields of one citation over several speeches, from the first one's column to the last one's."""
    at = places(debate)
    order = sorted(at[speech.id] for speech in speeches)
    start, end = columns(debate, order[0], order[-1])
    return {
        **fields(debate, debate.speeches[order[0]], accessed=accessed),
        "col_start": start,
        "col_end": end,
        "speaker": None,
    }


def _debate_fields(debate: Debate) -> dict[str, Any]:
    committee = debate.section in {Section.PUBLIC_BILL_COMMITTEE, Section.STANDING_COMMITTEE, Section.COMMITTEE}
    bill = committee and debate.committee.endswith("Bill")
    letter = re.search(r"\bStanding Committee ([A-K])\b", debate.committee) if committee else None
    devolved = debate.house in {"scotland", "wales", "northern_ireland"}
    return {
        "jurisdiction": debate.house if devolved else "uk" if debate.house in {"commons", "lords"} else "",
        "house": debate.house,
        "section": debate.section.value,
        "date": debate.date.isoformat(),
        "volume": debate.volume,
        "session": debate.session or None,
        "title": debate.title,
        "bill_title": debate.committee if bill else None,
        "committee_name": debate.committee if committee and not bill else None,
        "committee_letter": letter[1] if letter else None,
    }


def places(debate: Debate) -> dict[SpeechId, int]:
    """The place of each speech in its debate, from 0."""
    return {speech.id: place for place, speech in enumerate(debate.speeches)}


def pair(debate: Debate, speech: Speech) -> tuple[Speech, ...]:
    """A question with its answers, or an answer with what it answers, in order."""
    by_id = {other.id: other for other in debate.speeches}
    if speech.kind is Kind.ANSWER:
        chosen = {speech.id, *(reply for reply in speech.replies_to if reply in by_id)}
    else:
        chosen = {speech.id, *(other.id for other in debate.speeches
                               if other.kind is Kind.ANSWER and speech.id in other.replies_to)}  # fmt: skip
    return tuple(other for other in debate.speeches if other.id in chosen)
