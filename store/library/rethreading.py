"""Exchanges found anew, after the rules that find them changed. What a reader set by hand lies on top and stays."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace

from store.library import rows
from store.library.connection import Connection
from store.library.debates import Debates
from store.library.entries import Entries
from store.library.indexing import reindexed
from store.model import Debate, DebateId, Excerpt, Kind, Link, Section, SpeechId
from store.parsed import ParsedDebate, Remark
from store.queries import between, importing, rethreading
from store.threads import RULES, link


def outdated(db: Connection) -> int:
    """How many debates older rules threaded."""
    return sum(count for _, count in db.rows(rethreading.OUTDATED, RULES))


def rethread(db: Connection) -> Iterator[int]:
    """Thread anew what older rules threaded, a source at a time as it came in, each in one transaction; how many
    debates each had."""
    entries = Entries(db)
    for source, count in db.rows(rethreading.OUTDATED, RULES):
        with db.transaction():
            _rethread_source(db, entries, source)
        yield count


def as_parsed(db: Connection, debate: Debate) -> ParsedDebate:
    """What the sources said of a debate, with its keys, and the volume and columns that are known by now. What a reader
    set by hand of kinds, speakers and headings is no part of it."""
    said = _parsed(db.one(rethreading.SAYS, debate.id), db.rows(rethreading.READS, debate.id))
    remarks = (
        replace(
            remark,
            key=speech.key,
            column=speech.column,
            columns=speech.columns,
            time=speech.time,
            url=speech.url,
        )
        for remark, speech in zip(said.remarks, debate.speeches, strict=True)
    )
    return replace(
        said,
        remarks=tuple(remarks),
        key=debate.key,
        volume=debate.volume,
        url=debate.url,
        warning=debate.warning,
        session=debate.session,
        source=debate.source,
    )


def _rethread_source(db: Connection, entries: Entries, source: int) -> None:
    heads = db.rows(rethreading.DEBATES, source)
    spoken = [db.rows(rethreading.REMARKS, head[0]) for head in heads]
    links = link([_parsed(head, each) for head, each in zip(heads, spoken, strict=True)])
    for head, each, found in zip(heads, spoken, links, strict=True):
        ids = [SpeechId(row[0]) for row in each]
        with reindexed(db, ids):
            _write(db, entries, ids, found)
        day = head[0] // 10**4 * 10**4
        values = {"first": day, "last": day + 9999, "speeches": json.dumps(ids)}
        for (debate,) in db.rows(rethreading.READERS, values) if ids else ():
            Debates(db).recount(DebateId(debate))
    db.rows(rethreading.SET_RULES, RULES, source)


def _write(db: Connection, entries: Entries, ids: list[SpeechId], found: tuple[Link, ...]) -> None:
    told = [(each.kind.value, entries.reason(each.reason), speech) for each, speech in zip(found, ids, strict=True)]
    db.many(rethreading.SET_FOUND, told)
    db.many(importing.DROP_LINKS, [(speech,) for speech in ids])
    replies = [(speech, ids[to]) for speech, each in zip(ids, found, strict=True) for to in each.replies_to]
    db.many(between.ADD_LINK, replies)


def _parsed(head: tuple[object, ...], spoken: list[tuple[object, ...]]) -> ParsedDebate:
    _, title, date, house, section, parents, excerpt, committee = map(str, head)
    return ParsedDebate(
        title=title,
        date=dt.date.fromisoformat(date),
        house=house,
        remarks=tuple(map(_remark, spoken)),
        section=Section(section),
        parents=tuple(json.loads(parents)),
        excerpt=Excerpt(excerpt),
        committee=committee,
    )


def _remark(row: tuple[object, ...]) -> Remark:
    _, text, attribution, name, party, seat, office, ref, label, supplementary, number = row
    printed, speaker = rows.attributed((attribution or "", name or "", party, seat, office, ref))
    return Remark(
        key="",
        text=str(text),
        speaker=speaker,
        attribution=printed,
        label=Kind(str(label)) if label else None,
        supplementary=bool(supplementary),
        number=str(number or ""),
    )
