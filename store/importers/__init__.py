"""Every way in: the formats, and the one function that reads a source by whichever format its content shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Protocol

from store.errors import SourceError
from store.importers import (
    akoma_ntoso,
    hansard_json,
    hansard_text,
    historic,
    jsonl,
    parallel_parliament,
    parlamint,
    theyworkforyou,
)
from store.importers.options import Options
from store.importers.text import counted
from store.model import ColumnMark, Source, Speaker
from store.parsed import Parsed, ParsedDebate, Remark, Skipped
from store.sanitise import REPLACEMENT, clean, clean_line, count

HEAD: Final = 64 * 1024
"""Bytes of a source that a format is shown to say whether it is its own."""


class Format(Protocol):
    """A module of this package that reads one kind of source."""

    NAME: str

    def accepts(self, head: bytes, name: str) -> bool:
        """Whether a source that opens with `head` is of this format; the content decides, the name may help."""

    def parse(self, data: bytes, name: str, options: Options) -> Parsed:
        """Raises SourceError for a source that is not whole."""


FORMATS: Final[tuple[Format, ...]] = (
    theyworkforyou,
    parlamint,
    historic,
    akoma_ntoso,
    jsonl,
    hansard_json,
    parallel_parliament,
    hansard_text,
)
"""In the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a source held, and the name of the format it was in."""

    format: str
    parsed: Parsed


def format_of(head: bytes, name: str) -> Format | None:
    """The format whose content a source shows in its first `HEAD` bytes."""
    return next((form for form in FORMATS if form.accepts(head, name)), None)


def parse_bytes(data: bytes, name: str, options: Options) -> Imported:
    """Reads a source, its words safe to show. Raises SourceError for what no format reads or what is not whole."""
    if len(data) > options.max_bytes:
        raise SourceError(name, f"is larger than {options.max_bytes:,} bytes; raise the limit or import a part of it.")
    if not data.strip():
        raise SourceError(name, "is empty; copy the page or get the file again.")
    form = format_of(data[:HEAD], name)
    if form is None:
        raise SourceError(name, "is not a debate in any format Dispatchbox reads; docs/importing.md lists them.")
    return Imported(form.NAME, _clean(form.parse(data, name, options)))


def _clean(parsed: Parsed) -> Parsed:
    debates = tuple(map(_clean_debate, parsed.debates))
    replaced = sum(map(_replaced, parsed.debates, debates))
    warning = f"{counted(replaced, 'control character')} in the text became {REPLACEMENT}."
    return replace(
        parsed,
        debates=debates,
        skipped=tuple(Skipped(skipped.line, clean_line(skipped.why)) for skipped in parsed.skipped),
        captured=clean_line(parsed.captured),
        licence=clean_line(parsed.licence),
        warnings=(*map(clean_line, parsed.warnings), *((warning,) if replaced else ())),
        superseded=clean_line(parsed.superseded),
        redirects=tuple((clean_line(old), clean_line(new)) for old, new in parsed.redirects),
    )


def _clean_debate(debate: ParsedDebate) -> ParsedDebate:
    return replace(
        debate,
        title=clean_line(debate.title),
        house=clean_line(debate.house),
        remarks=tuple(map(_clean_remark, debate.remarks)),
        parents=tuple(map(clean_line, debate.parents)),
        key=clean_line(debate.key),
        volume=_optional(debate.volume),
        url=clean_line(debate.url),
        warning=clean_line(debate.warning),
        committee=clean_line(debate.committee),
        session=clean_line(debate.session),
        source=debate.source and _clean_source(debate.source),
    )


def _clean_source(source: Source) -> Source:
    told = (source.name, source.format, source.digest, source.captured, source.licence)
    return Source(*map(clean_line, told))


def _replaced(before: ParsedDebate, after: ParsedDebate) -> int:
    pairs = zip(before.remarks, after.remarks, strict=True)
    return sum(count(was.text) for was, now in pairs if was is not now)


def _clean_remark(remark: Remark) -> Remark:
    lines = "".join((remark.key, remark.attribution, remark.number, remark.url, remark.column or "", remark.time or ""))
    text = clean(remark.text)
    speaker = _clean_speaker(remark.speaker) if remark.speaker else None
    if lines.isprintable() and not remark.columns and text == remark.text and speaker == remark.speaker:
        return remark
    return replace(
        remark,
        key=clean_line(remark.key),
        text=text,
        speaker=speaker,
        attribution=clean_line(remark.attribution),
        number=clean_line(remark.number),
        column=_optional(remark.column),
        columns=tuple(ColumnMark(mark.offset, clean_line(mark.column)) for mark in remark.columns),
        time=_optional(remark.time),
        url=clean_line(remark.url),
    )


@lru_cache(maxsize=4096)
def _clean_speaker(speaker: Speaker) -> Speaker:
    return Speaker(
        clean_line(speaker.name),
        _optional(speaker.party),
        _optional(speaker.seat),
        _optional(speaker.office),
        _optional(speaker.ref),
    )


def _optional(text: str | None) -> str | None:
    return None if text is None else clean_line(text)
