"""What a draft says of a quotation: who spoke, on which day, in which House and column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.citations.columns import MONTHS

_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS) + "|Sept"
_DATES = (
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH})\.?,?\s+(?P<y>\d{{4}})\b"),
    re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b"),
    re.compile(rf"\b(?P<y>\d{{4}})[,.]?\s+(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})\b"),
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"),
    re.compile(r"\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2}|\d{4})\b"),
)
_ACCESSED = re.compile(r"[\[(]?(?:last )?(?:accessed|cited|retrieved|visited)[:\s]+[^\])]{0,30}[\])]?", re.IGNORECASE)
_ADDRESS = re.compile(r"<?https?://[^\s>)]*>?")
_YEAR = re.compile(r"\((?:[^()]{2,80},\s)?((?:18|19|20)\d\d)[a-z]?(?:,|\))")
_COLUMN = re.compile(
    r"\b(?:[Cc]olumns?|[Cc]ols?\.?|cc?\.?)\s*(?:GC|WA|WS)?\s?(\d{1,5})(?:[A-Z]{1,2})?(?:\s?[-–—]\s?(\d{1,5}))?(?:[A-Z]{1,2})?\b"
)
_HOUSES = (
    ("commons", re.compile(r"\bHC\b|House of Commons|\bCommons\b")),
    ("lords", re.compile(r"\bHL\b|House of Lords|(?<!\[)\bLords\b(?!\])")),
    ("scotland", re.compile(r"\bSP OR\b|Scottish Parliament")),
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Baroness|Viscount|Earl|The|Rev|Prof)\.?"
_PART = r"(?:[A-ZÀ-Þ][\w’'À-ÿ-]*\.?|[A-ZÀ-Þ]\.)"
_NAME = rf"((?:{_TITLE}\s+)*{_PART}(?:\s+(?:{_PART}|of|de|la|van|von|der|ap|the|and)){{0,8}})"
_SAYING = (
    "said|says|told|tells|asked|asks|replied|replies|answered|answers|argued|argues|stated|states|added|adds|warned|"
    "warns|claimed|claims|insisted|insists|observed|observes|declared|declares|explained|explains|noted|notes|"
    "responded|responds|called|promised|confirmed|admitted|announced|put it|remarked|urged|challenged|concluded|wrote"
)
_BEFORE = re.compile(rf"{_NAME},?\s+(?:has |had |then |later |also |once )?(?:{_SAYING})\b[^.!?“‘\"]{{0,80}}$")
_CITED_BEFORE = re.compile(rf"{_NAME}\s+\((?:18|19|20)\d\d[^()]*\)[^.!?“‘\"]{{0,60}}$")
_NAMED_BEFORE = re.compile(rf"(?:^|[.?!]\s){_NAME}(?:\s+\([^()]{{2,60}}\))*\s*:\s*$")
_AFTER = re.compile(
    rf"^[\s,.]*(?:(?:{_SAYING})\s+{_NAME}|{_NAME},?\s+(?:has |had |then |later |also )?(?:{_SAYING})\b)"
)
_BRACKETED = re.compile(rf"\d[\w–-]*(?:\s*<[^>]*>(?:\s*accessed [\w ]+)?)?\s\({_NAME}(?:,\s[^()]*)?\)")
_INTEXT = re.compile(rf"\({_NAME},\s(?:18|19|20)\d\d")
_ATTRIBUTED = re.compile(rf"^\s*(?:[—–―]|--?)\s*{_NAME}(?:\s+\([^()]*\))?,\s")
_AUTHORS = (
    re.compile(rf"^\s*({_PART}(?:[\s-]+{_PART}){{0,3}}),\s(?:[A-Z]\.[\s-]?)+[,.]?\s*\(\d{{4}}"),
    re.compile(rf"^\s*{_NAME},\s[‘“\"]"),
    re.compile(rf"^\s*{_NAME}\.?\s\(\d{{4}}[^)]*\)[.,]?\s[‘“\"]"),
)
_NO_NAME = re.compile(r"^(?:HC|HL|SP|PBC|SC|Hansard|Official|Parl|Deb|Commonwealth|House)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a draft says; empty where it is silent."""

    speakers: tuple[str, ...] = ()
    certain: bool = False
    """Whether the speaker stands in a citation; else only in the prose around."""
    dates: tuple[dt.date, ...] = ()
    year: int | None = None
    columns: tuple[int, int] | None = None
    house: str = ""


def claims(before: str, after: str, notes: Sequence[str], *, block: bool = False) -> Claim:
    """What stands before and behind a quotation and in its footnote, read as a citation and as prose."""
    cited = [_stripped(text) for text in (*notes, _citation(after))]
    sentence = (_last_sentence(before), _first_sentence(after))
    dates = next(filter(None, map(_dates, cited)), ()) or _one_date(sentence)
    years = filter(None, map(_YEAR.search, (*cited, sentence[0])))
    year = next((int(found[1]) for found in years), None)
    columns = next(filter(None, map(_columns, cited)), None)
    house = next((name for text in cited for name, sign in _HOUSES if sign.search(text)), "")
    named = tuple(dict.fromkeys(name for text in cited for name in _cited_names(text)))
    if named:
        return Claim(named[:1], True, dates, year, columns, house)
    prose = tuple(dict.fromkeys(_prose_names(before, "" if block else after)))
    return Claim(prose[:1], False, dates, year, columns, house)


def _stripped(text: str) -> str:
    return _ADDRESS.sub(" ", _ACCESSED.sub(" ", text))


def _citation(after: str) -> str:
    """What stands behind a quotation as its citation: in brackets, behind a dash, or as one that begins at once."""
    text = after.lstrip(" ,.;")
    if text[:1] in ("(", "["):
        return _bracket(text)
    if text[:1] in "—–―-":
        inner = text.lstrip("—–―- ")
        return _bracket(inner) if inner.startswith("[") else text
    return text if re.match(r"(?:HC|HL|SP|Hansard|\d{1,2} [A-Z][a-z]+ \d{4}, Official Report)\b", text) else ""


def _bracket(text: str) -> str:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if not depth:
            return text[: place + 1]
    return text


def _last_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!])\s+(?=[A-Z“‘])", text)[-1]


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!])\s+(?=[A-Z“‘])", text)[0]


def _dates(text: str) -> tuple[dt.date, ...]:
    found: dict[int, dt.date] = {}
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if (day := _date(match)) is not None:
                found.setdefault(match.start(), day)
    return tuple(dict.fromkeys(found[place] for place in sorted(found)))[:1]


def _date(match: re.Match[str]) -> dt.date | None:
    month = match["m"]
    number = int(month) if month.isdecimal() else _MONTHS[month[:3]]
    year = int(match["y"])
    if len(match["y"]) == 2:
        year += 1900 if year > 40 else 2000
    try:
        return dt.date(year, number, int(match["d"]))
    except ValueError:
        return None


_MONTHS = {month[:3]: number for number, month in enumerate(MONTHS, 1)}


def _one_date(sentence: tuple[str, str]) -> tuple[dt.date, ...]:
    """The day that the sentence around a quotation names, where it names one only."""
    days = {day for part in sentence for pattern in _DATES for match in pattern.finditer(part) if (day := _date(match))}
    return tuple(days) if len(days) == 1 else ()


def _columns(text: str) -> tuple[int, int] | None:
    found = _COLUMN.search(text)
    if not found:
        return None
    first, last = found[1], found[2] or found[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), max(int(first), int(last))


def _cited_names(text: str) -> Iterator[str]:
    for pattern in (_ATTRIBUTED, _BRACKETED, _INTEXT, *_AUTHORS):
        found = pattern.search(text)
        if found and not _NO_NAME.match(found[1]):
            yield found[1].strip()


def _prose_names(before: str, after: str) -> Iterator[str]:
    for pattern, text in (
        (_AFTER, after), (_CITED_BEFORE, before), (_NAMED_BEFORE, before), (_BEFORE, _last_sentence(before)),
    ):  # fmt: skip
        found = pattern.search(text)
        if found and (name := next((part for part in found.groups() if part), "")):
            yield name.strip()
