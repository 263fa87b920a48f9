"""JSON Lines: a head, then a line for each debate, speech, tag, code and note. Everything comes in again."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from store.errors import SourceError
from store.exports.bundle import PROVENANCE, Bundle
from store.exports.gathered import Annotated, Export, heading, provenance
from store.model import Section
from store.plain import who
from store.records import Code, Note, Tag
from store.values import plain, reader

MARK = "dispatchbox"
VERSION = 1


def write(export: Export) -> str:
    """The lines."""
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in _lines(export))


def _lines(export: Export) -> Iterator[dict[str, Any]]:
    sources = provenance([debate for debate, _ in export.by_debate()])
    yield {MARK: "notes", "version": VERSION, "made": export.made, "generator": PROVENANCE, "sources": sources}
    for number, keys in export.debates.items():
        yield {"debate": int(number), "keys": list(keys)}
    for number, keys in export.speeches.items():
        yield {"speech": int(number), "keys": list(keys)}
    for tag in export.tags:
        yield {"tag": plain(tag)}
    for code in export.codes:
        yield {"code": plain(code)}
    for item in export.items:
        yield {"note": plain(item.note), "revisions": list(item.revisions), "context": context(item)}


def context(item: Annotated) -> dict[str, Any]:
    """What a reader of the file needs to understand the note; it is not read again."""
    return {
        "debate": item.debate.title,
        "sitting": heading(item.debate),
        "url": item.debate.url,
        "passages": [
            {
                "speaker": passage.speaker,
                "words": passage.words,
                "sentence": passage.sentence,
                "question": [f"{who(speech)}: {speech.text}" for speech in passage.question],
                "citation": passage.citation,
            }
            for passage in item.passages
        ],
    }


def is_ours(head: str) -> bool:
    """Whether a file that begins so is one of these."""
    first = head.lstrip("\ufeff \n").partition("\n")[0]
    return first.startswith(f'{{"{MARK}": "notes"')


def read(text: str, name: str) -> Bundle:
    """What the file holds. A line that cannot be read is told and passed over; raises SourceError where the file is
    not one of these or of a newer kind."""
    lines = text.lstrip("\ufeff \n").split("\n")
    if not is_ours(text):
        raise SourceError(name, "is not a file of notes", 1)
    try:
        version = json.loads(lines[0]).get("version")
    except (ValueError, RecursionError):
        version = None
    if type(version) is not int:
        raise SourceError(name, "does not say in which version of a file of notes it was written", 1)
    if version > VERSION:
        raise SourceError(name, "was made by a newer Dispatchbox; bring this one up to date to read it", 1)
    parts = Parts()
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            try:
                held = json.loads(line)
            except (ValueError, RecursionError):
                held = {}
            parts.attempt(held if isinstance(held, dict) else {}, f"line {number}")
    return parts.bundle()


class Parts:
    """What has been read so far."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.debates: dict[str, Any] = {}
        self.speeches: dict[str, Any] = {}
        self.tags: list[Tag] = []
        self.codes: list[Code] = []
        self.revisions: dict[str, Any] = {}
        self.skipped: list[str] = []

    def attempt(self, line: dict[str, Any], where: str) -> None:
        """Take a line, or say why it is passed over."""
        try:
            self.take(line)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            self.skipped.append(f"{where}: not one of a file of notes ({error})")

    def take(self, line: dict[str, Any]) -> None:
        """One line; raises where it is none of ours."""
        if "note" in line:
            note: Note = reader(Note)(line["note"])
            _check(note)
            self.notes.append(note)
            self.revisions[note.id] = [str(moment) for moment in line.get("revisions", ())]
        elif "debate" in line or "speech" in line:
            self._know(line)
        elif "tag" in line:
            self.tags.append(reader(Tag)(line["tag"]))
        elif "code" in line:
            self.codes.append(reader(Code)(line["code"]))
        else:
            raise ValueError("neither note nor what one is on")

    def _know(self, line: dict[str, Any]) -> None:
        """The keys of a debate or a speech; ValueError where they cannot be those of one."""
        if "debate" in line:
            number, (key, title, date, house, section) = int(line["debate"]), map(str, line["keys"])
            _day_of(number // 10**4)
            self.debates[str(number)] = [
                key,
                title,
                dt.date.fromisoformat(date).isoformat(),
                house,
                Section(section).value,
            ]
            return
        number = int(line["speech"])
        _day_of(number // 10**6)
        key, attribution, name, *digest = line["keys"]
        if not (isinstance(key, str) and key and isinstance(attribution, str) and isinstance(name, str)):
            raise ValueError("the keys of a speech are wanted")
        self.speeches[str(number)] = [key, attribution, name, *(int(each) for each in digest[:1])]

    def bundle(self) -> Bundle:
        lists = tuple(self.notes), self.debates, self.speeches, tuple(self.tags), tuple(self.codes)
        return Bundle(*lists, self.revisions, tuple(self.skipped))


def _day_of(digits: int) -> dt.date:
    """The day in a number; ValueError where there is none."""
    return dt.date(digits // 10**4, digits // 100 % 100, digits % 100)


def _check(note: Note) -> None:
    """A note as a file may hold it: raises ValueError where a field is not of its kind."""
    for quote in note.quotes:
        span = quote.span
        if not all(type(number) is int and number >= 0 for number in (span.speech, span.start, span.end)):
            raise ValueError("a place is no number")
        if span.end < span.start or not all(isinstance(part, str) for part in (quote.text, quote.before, quote.after)):
            raise ValueError("a quotation is not one")
    words = (
        note.id,
        note.body,
        note.created,
        note.modified,
        note.author,
        *note.tags,
        *([note.code] if note.code else []),
    )
    if type(note.debate) is not int or not all(isinstance(word, str) for word in words) or not note.id:
        raise ValueError("a note is not one")
