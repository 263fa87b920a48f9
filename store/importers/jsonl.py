"""Dispatchbox JSON Lines: debates as any program can write and read them, and nothing of a `Parsed` lost.

The first line says `{"dispatchbox": 1}` and what holds for all; then come lines with a `debate`, each followed by lines
with its `remark`s. The names are those of `store.parsed` and `store.model`; what is at its default is left out. Columns
inside a text are pairs of an offset in code points and a name. docs/importing.md tells it in full.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, Final, TypeVar

from store.errors import SourceError
from store.importers.jsons import Fields, load
from store.importers.options import Options
from store.model import ColumnMark, Excerpt, Kind, Section, Source, Speaker
from store.parsed import Parsed, ParsedDebate, Remark, Skipped

NAME: Final = "Dispatchbox JSON Lines"
VERSION: Final = 1

_FIRST: Final = re.compile(rb'\s*\{\s*"dispatchbox"\s*:')
_Choice = TypeVar("_Choice", bound=StrEnum)


def dump(parsed: Parsed) -> Iterator[str]:
    """The lines, each with its line feed."""
    yield _line({"dispatchbox": VERSION, **_object(parsed, "debates")})
    for debate in parsed.debates:
        yield from dump_debate(debate)


def dump_debate(debate: ParsedDebate) -> Iterator[str]:
    """The lines of one debate, which follow the first line or those of another."""
    yield _line({"debate": _object(debate, "remarks")})
    for remark in debate.remarks:
        yield _line({"remark": _object(remark)})


def accepts(head: bytes, name: str) -> bool:
    return _FIRST.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def parse(data: bytes, name: str, options: Options) -> Parsed:
    """What `dump` was given. Raises SourceError, with the line, for what is not of this version or not whole."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    head = _read(lines[0], name, 1)
    if head.number("dispatchbox") != VERSION:
        head.refuse(f"is not of version {VERSION} of this format")
    debates: list[tuple[Fields, list[Remark]]] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        entry = _read(line, name, number)
        if "debate" in entry.value:
            debates.append((_inside(entry, "debate"), []))
        elif "remark" not in entry.value:
            entry.refuse("holds neither a debate nor a remark")
        elif not debates:
            entry.refuse("holds a remark before any debate")
        else:
            debates[-1][1].append(_remark(_inside(entry, "remark")))
    return _parsed(head, tuple(_debate(entry, tuple(remarks)) for entry, remarks in debates))


def _line(value: dict[str, Any]) -> str:
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"


def _object(value: Any, *apart: str) -> dict[str, Any]:
    """The fields of a dataclass that are not at their default, but for those that are told apart."""
    found: dict[str, Any] = {}
    for field in fields(value):
        content = getattr(value, field.name)
        if field.name not in apart and (field.default is MISSING or content != field.default):
            found[field.name] = _plain(content)
    return found


def _plain(value: Any) -> Any:
    match value:
        case ColumnMark(offset, column):
            return [offset, column]
        case Speaker() | Skipped() | Source():
            return _object(value)
        case tuple():
            return [_plain(each) for each in value]
        case dt.date():
            return value.isoformat()
    return value


def _read(line: bytes, name: str, number: int) -> Fields:
    return Fields(load(line, name, number - 1), name, number)


def _inside(entry: Fields, key: str) -> Fields:
    return Fields(entry.value[key], entry.where, entry.line)


def _known(entry: Fields, kind: type, *more: str) -> None:
    """A name that this version does not know could hold words, so it is refused and not passed over."""
    unknown = set(entry.value) - {field.name for field in fields(kind)} - set(more)
    if unknown:
        entry.refuse(f"holds “{min(unknown)}”, which version {VERSION} of this format does not know")


def _parsed(head: Fields, debates: tuple[ParsedDebate, ...]) -> Parsed:
    _known(head, Parsed, "dispatchbox")
    skipped = head.objects("skipped")
    redirects = [_texts(head, pair, 2) for pair in head.items("redirects")]
    return Parsed(
        debates=debates,
        skipped=tuple(Skipped(each.number("line") or 0, each.text("why")) for each in skipped),
        captured=head.text("captured"),
        licence=head.text("licence"),
        warnings=_texts(head, head.items("warnings")),
        superseded=head.text("superseded"),
        redirects=tuple((old, new) for old, new in redirects),
    )


def _debate(entry: Fields, remarks: tuple[Remark, ...]) -> ParsedDebate:
    _known(entry, ParsedDebate)
    try:
        date = dt.date.fromisoformat(entry.text("date"))
    except ValueError:
        entry.refuse("gives no date for its debate")
    return ParsedDebate(
        title=entry.text("title"),
        date=date,
        house=entry.text("house"),
        remarks=remarks,
        section=_choice(entry, "section", Section) or Section.CHAMBER,
        parents=_texts(entry, entry.items("parents")),
        key=entry.text("key"),
        volume=_optional(entry, "volume"),
        url=entry.text("url"),
        excerpt=_choice(entry, "excerpt", Excerpt) or Excerpt.FULL,
        warning=entry.text("warning"),
        committee=entry.text("committee"),
        session=entry.text("session"),
        source=_source(_inside(entry, "source")) if entry.value.get("source") else None,
    )


def _source(entry: Fields) -> Source:
    _known(entry, Source)
    return Source(*(entry.text(name) for name in ("name", "format", "digest", "captured", "licence")))


def _remark(entry: Fields) -> Remark:
    _known(entry, Remark)
    return Remark(
        key=entry.text("key"),
        text=entry.text("text"),
        speaker=_speaker(_inside(entry, "speaker")) if entry.value.get("speaker") else None,
        attribution=entry.text("attribution"),
        label=_choice(entry, "label", Kind),
        supplementary=entry.flag("supplementary"),
        number=entry.text("number"),
        column=_optional(entry, "column"),
        columns=_columns(entry),
        time=_optional(entry, "time"),
        url=entry.text("url"),
        line=entry.number("line") or 0,
    )


def _speaker(entry: Fields) -> Speaker:
    _known(entry, Speaker)
    optional = {key: _optional(entry, key) for key in ("party", "seat", "office", "ref")}
    return Speaker(entry.text("name"), **optional)


def _columns(entry: Fields) -> tuple[ColumnMark, ...]:
    marks: list[ColumnMark] = []
    length = len(entry.text("text"))
    for pair in entry.items("columns"):
        match pair:
            case [int() as offset, str() as column] if 0 <= offset < length:
                marks.append(ColumnMark(offset, column))
            case _:
                entry.refuse("holds a column that is no pair of an offset in the text and a name")
    return tuple(marks)


def _choice(entry: Fields, key: str, choices: type[_Choice]) -> _Choice | None:
    found = entry.text(key)
    try:
        return choices(found) if found else None
    except ValueError:
        entry.refuse(f"holds “{found}” as “{key}”, which is none of {', '.join(choices)}")


def _optional(entry: Fields, key: str) -> str | None:
    return entry.text(key) if entry.value.get(key) is not None else None


def _texts(entry: Fields, values: Any, count: int | None = None) -> tuple[str, ...]:
    whole = isinstance(values, list) and all(isinstance(each, str) for each in values)
    if not whole or (count is not None and len(values) != count):
        raise SourceError(
            entry.where, "holds a list with something other than texts; write the file again.", entry.line
        )
    return tuple(values)
