"""What is cited: one value with the fields of a citation, each of them optional, and the parts of a quotation.

An empty string or None means that the source does not say; a style then drops the part with its label.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches

from store.citations.names import Name
from store.errors import StoreError
from store.model import Section

_SPACES = re.compile(r"\s+")
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029])[^\S\n]*")
_COLUMN = re.compile(r"([A-Z]*)\s*([0-9]{1,9})\s*([A-Z]*)")
_UNSAFE = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_SAFE = str.maketrans(_UNSAFE | {"\t": " ", "\n": "\n", "\xa0": " ", "\u2007": " ", "\u202f": " ", "\ufeff": None})
_SURROGATES = re.compile("[\ud800-\udfff]")
_PRINTED = {
    "W": Section.WRITTEN_ANSWER,
    "WA": Section.WRITTEN_ANSWER,
    "WH": Section.WESTMINSTER_HALL,
    "WS": Section.WRITTEN_STATEMENT,
    "GC": Section.GRAND_COMMITTEE,
    "MC": Section.CORRECTION,
    "P": Section.PETITION,
}
_ALSO = {"ministerial_correction": Section.CORRECTION}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the Official Report: its number, and letters only where they are not those of a section."""

    number: int
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Gloss:
    """Words that the copier puts into a quotation, printed in square brackets."""

    text: str


CUT = Gloss("…")
"""Words, or in an exchange whole speeches, that the copier left out: `[…]`."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speech of an exchange: the name as printed, the words, and its columns where known (`1282`, `148GC`)."""

    name: str
    text: str
    col_start: str = ""
    col_end: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A speech, or words in it, with whatever a citation may print of them."""

    jurisdiction: str = ""
    """`uk`, `scotland`, `wales`, `northern_ireland`, `au`, `nz`, `ca`, or the name of another."""
    house: str = ""
    """`commons`, `lords`, `scotland`, `wales`, `northern_ireland`, or a chamber's own name."""
    section: Section = Section.CHAMBER
    parliament: str = ""
    """The parliament of a chamber abroad: `Commonwealth`, `Queensland`."""
    date: dt.date | None = None
    volume: str = ""
    col_start: Column | None = None
    col_end: Column | None = None
    """Only where it comes after `col_start`."""
    page: str = ""
    number: str = ""
    session: str = ""
    uin: str = ""
    wms_id: str = ""
    bill_title: str = ""
    bill_number: str = ""
    committee_name: str = ""
    committee_letter: str = ""
    questions: str = ""
    series: str = ""
    speaker: Name | None = None
    title: str = ""
    url: str = ""
    """http or https only."""
    accessed: dt.date | None = None
    citing_house: str = ""
    """Whose Official Report the citation is printed in; empty is the speech's own."""
    pbc_short: bool = False
    intext: str = ""
    """The citation that follows a quotation in a US style, ready made."""
    quote: str = ""
    quote_parts: tuple[str | Gloss | Turn, ...] = ()

    @classmethod
    def from_fields(cls, mapping: Mapping[str, object]) -> Reference:
        """The reference that the mapping of CITATIONS.md describes; None and "" are a part that is missing.

        Letters printed with a column decide the section: 483W is the column of a written answer.
        """
        values: dict[str, object] = {}
        for name, value in mapping.items():
            if name == "options":
                values |= _options(value)
            elif name not in _READERS:
                raise StoreError(f"A citation has no field “{clean_line(str(name))}”{_near(str(name), _READERS)}.")
            elif value is not None and value != "":
                values[name] = _READERS[name](name, value)
        reference = replace(cls(), **values)  # type: ignore[arg-type]
        return _with_columns(reference)


def clean_line(text: str) -> str:
    """The text on one line: no control characters, no bidi controls, single plain spaces."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", _SURROGATES.sub("�", _SPACES.sub(" ", text).translate(_SAFE))).strip()


def clean_prose(text: str) -> str:
    """The text as it may be pasted: paragraphs kept, plain spaces, no control characters, no bidi controls."""
    return _SURROGATES.sub("�", _LINE_ENDS.sub("\n", text).translate(_SAFE)).strip()


def column(name: str, value: object) -> Column:
    """`483`, `"483W"`, `"GC148"` as a column, its letters in capitals; `name` is the field, for the error."""
    found = _COLUMN.fullmatch(_text(name, value).upper())
    if not found or not int(found[2]) or (found[1] and found[3]):
        raise _bad(name, value, "a column such as 483, 483W or GC148")
    return Column(int(found[2]), found[1] or found[3])


def spanning(reference: Reference, turns: tuple[str | Gloss | Turn, ...]) -> Reference:
    """The reference from the first to the last column of the turns, as far as they have columns."""
    marks = [mark for turn in turns if isinstance(turn, Turn) for mark in (turn.col_start, turn.col_end) if mark]
    if not marks:
        return reference
    columns = sorted((column("col_start", mark) for mark in marks), key=lambda mark: mark.number)
    return _with_columns(replace(reference, col_start=columns[0], col_end=columns[-1]))


def _with_columns(reference: Reference) -> Reference:
    first = reference.col_start or reference.col_end
    last = reference.col_end
    if first is None:
        return reference
    if last and last.number < first.number:
        raise StoreError(f"col_end: column {last.number} comes before column {first.number}, where the speech begins.")
    section = _PRINTED.get(first.letters, reference.section)
    plain = first.letters in _PRINTED
    return replace(
        reference,
        section=section,
        col_start=Column(first.number, "" if plain else first.letters),
        col_end=last and (Column(last.number) if last.number > first.number else None),
    )


def _near(word: str, words: Mapping[str, object]) -> str:
    near = get_close_matches(word, words, 3)
    return f"; did you mean {' or '.join(near)}?"[:-1] if near else ""


def _bad(name: str, value: object, wanted: str) -> StoreError:
    return StoreError(f"{name}: {clean_line(repr(value))[:80]} is not {wanted}.")


def _text(name: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _bad(name, value, "text or a whole number")
    return clean_line(str(value))


def _prose(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise _bad(name, value, "text")
    return clean_prose(value)


def _date(name: str, value: object) -> dt.date:
    if isinstance(value, dt.date):
        return dt.date(value.year, value.month, value.day)
    try:
        return dt.date.fromisoformat(_text(name, value))
    except ValueError:
        raise _bad(name, value, "a date such as 2009-10-28") from None


def _section(name: str, value: object) -> Section:
    text = _text(name, value).removesuffix("s")
    if text in _ALSO:
        return _ALSO[text]
    try:
        return Section(text)
    except ValueError:
        near = _near(text, {section.value: section for section in Section})
        raise StoreError(f"section: “{text}” is not a section{near}.") from None


def _url(name: str, value: object) -> str:
    text = _text(name, value)
    if not re.match(r"https?://[^\s/]", text, re.IGNORECASE):
        raise _bad(name, value, "an address that begins with http:// or https://")
    return re.sub(r"[\s<>\"`{}|\\^]", lambda found: f"%{ord(found[0]):02X}", text)


def _speaker(name: str, value: object) -> Name | None:
    if not isinstance(value, Mapping):
        raise _bad(name, value, "a name in parts (given, family, display, role)")
    known = {field.name: "" for field in fields(Name)}
    for part in value:
        if part not in known:
            raise StoreError(f"{name}.{clean_line(str(part))}: a name has given, family, display and role only.")
    parts = {part: _text(f"{name}.{part}", text) for part, text in value.items() if text is not None}
    return Name(**parts) if any(parts.values()) else None


def _part(name: str, value: object) -> str | Gloss | Turn:
    if isinstance(value, Mapping):
        if set(value) == {"gloss"}:
            return Gloss(_text(f"{name}.gloss", value["gloss"]).strip("[] "))
        if {"speaker", "text"} <= set(value) <= {"speaker", "text", "col_start", "col_end"}:
            marks = [str(value.get(mark) or "") for mark in ("col_start", "col_end")]
            return Turn(_turn_name(value["speaker"]), _prose(f"{name}.text", value["text"]), *marks)
    elif isinstance(value, (list, tuple)) and len(value) == 2:
        return Turn(_turn_name(value[0]), _prose(name, value[1]))
    elif isinstance(value, (str, Gloss, Turn)):
        return clean_prose(value) if isinstance(value, str) else value
    raise _bad(name, value, "words, a gloss or a speech (speaker, text, col_start, col_end)")


def _turn_name(value: object) -> str:
    if isinstance(value, Mapping):
        speaker = _speaker("quote_parts.speaker", value)
        return speaker.full if speaker else ""
    return _text("quote_parts.speaker", value)


def _parts(name: str, value: object) -> tuple[str | Gloss | Turn, ...]:
    if not isinstance(value, (list, tuple)):
        raise _bad(name, value, "a list of chosen words")
    return tuple(_part(name, part) for part in value)


def _options(value: object) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise _bad("options", value, "a mapping")
    values: dict[str, object] = {}
    for name, option in value.items():
        if name == "pbc_short":
            if not isinstance(option, bool | None):
                raise _bad("options.pbc_short", option, "true or false")
            values[name] = bool(option)
        elif name in ("citing_house", "intext"):
            values[name] = "" if option is None else _text(f"options.{name}", option)
        else:
            raise StoreError(f"options.{clean_line(str(name))}: the options are citing_house, pbc_short and intext.")
    return values


_APART = {
    "section": _section, "date": _date, "accessed": _date, "col_start": column, "col_end": column,
    "speaker": _speaker, "url": _url, "quote": _prose, "quote_parts": _parts,
}  # fmt: skip
_READERS = {
    field.name: _APART.get(field.name, _text)
    for field in fields(Reference)
    if field.name not in ("citing_house", "pbc_short", "intext")
}
