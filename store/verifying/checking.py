"""One quotation of a draft, looked for in the library."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from store.folding import fold
from store.model import Speech, Spoken
from store.verifying.matching import Compared, alike, compare, standing
from store.verifying.offices import names_office, wrong_office
from store.verifying.printing import otherwise
from store.verifying.quotations import Quotation
from store.verifying.words import words

if TYPE_CHECKING:
    from store.library import Library

ALTERED = 0.6
"""Share of words in common from which a quotation is taken to be of that speech."""
NEAR = 0.25
"""The same, from which a speech is told as the nearest."""
_PHRASE = 12
"""Words of a piece that are looked for as a phrase; the rest is compared."""
_MANY = 200
_SOME = 60
_COMPARED = 12
_RARE = 6
_WINDOW = 4
_WINDOWS = 8
_OFFICES = frozenset(
    """minister secretary state chancellor exchequer treasury home foreign prime attorney general solicitor leader
    opposition speaker deputy government department chair chairman lord lady baroness viscount earl sir dame mr mrs ms
    miss dr the of and for member members hon right honourable friend gentleman noble house commons lords president
    shadow under parliamentary defence health education transport environment justice business trade work pensions
    culture council office advocate first labour conservative tory liberal party parliament committee he she they it
    this that but when then as on in yesterday today monday tuesday wednesday thursday friday bishop archbishop
    rev prof mx miss his her""".split()  # noqa: SIM905
)


_SHORT = {
    "bob": "r", "bobby": "r", "bill": "w", "billy": "w", "dick": "r", "ted": "e", "ned": "e", "tony": "a", "liz": "e",
    "lizzie": "e", "betty": "e", "nye": "a", "sandy": "a", "harry": "h", "jack": "j", "kit": "c", "peggy": "m",
}  # fmt: skip
"""Short names whose first letter is not that of the whole name."""


class Status(StrEnum):
    """What came of a quotation."""

    EXACT = "exact"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A quotation and what the record says."""

    quotation: Quotation
    status: Status
    found: Spoken | None = None
    """The speech; of one that was not found the nearest, if any is near."""
    speaker: str = ""
    column: str = ""
    compared: Compared | None = None
    wrong: tuple[str, ...] = ()
    """What the draft says wrongly of it: `speaker`, `date`, `column`, `house`."""
    otherwise: str = ""
    """Of right words, what the record prints otherwise: `case`, `punctuation`; no fault by itself."""

    @property
    def right(self) -> bool:
        return self.status is Status.EXACT


def check(library: Library, quotation: Quotation) -> Verdict | None:
    """What the library says of a quotation; None where it is the title of a debate."""
    found = _exactly(library, quotation)
    if found:
        best = max(found, key=lambda spoken: _agreeing(quotation, spoken))
        place = standing(quotation.pieces, best.text)
        assert place is not None  # noqa: S101 - it was found by it
        return _told(library, quotation, Status.EXACT, best, Compared(1.0, *place, (("same", quotation.text),)))
    near = _nearly(library, quotation)
    if near is None or near[1].likeness < ALTERED:
        if library.is_title(quotation.text):
            return None
        if near is None or near[1].likeness < NEAR:
            return Verdict(quotation, Status.NOT_FOUND)
        return _told(library, quotation, Status.NOT_FOUND, *near)
    return _told(library, quotation, Status.ALTERED, *near)


def _exactly(library: Library, quotation: Quotation) -> list[Spoken]:
    """Speeches with these very words; those of the day that the draft names first of all."""
    phrases = [_phrase(piece.text) for piece in quotation.pieces]
    for day in (*quotation.claim.dates, None):
        spoken = library.saying(phrases, limit=_MANY, day=day)
        if found := [each for each in spoken if standing(quotation.pieces, each.text)]:
            return found
    return []


def _phrase(text: str) -> str:
    """The words of a piece that say most, as many as are looked for at once."""
    said = text.split()
    if len(said) <= _PHRASE:
        return text
    first = max(range(len(said) - _PHRASE + 1), key=lambda at: sum(map(_rarity, said[at : at + _PHRASE])))
    return " ".join(said[first : first + _PHRASE])


def _nearly(library: Library, quotation: Quotation) -> tuple[Spoken, Compared] | None:
    """The speech most like the quotation."""
    votes: defaultdict[int, float] = defaultdict(float)
    known: dict[int, Spoken] = {}
    for found in _anchored(library, quotation):
        for spoken in found:
            known[spoken.speech] = spoken
            votes[spoken.speech] += 1 / len(found)
    likely = sorted(known.values(), key=lambda spoken: votes[spoken.speech], reverse=True)[:_COMPARED]
    best = max(likely, key=lambda spoken: alike(quotation.pieces, spoken.text), default=None)
    return None if best is None else (best, compare(quotation.pieces, best.text))


def _anchored(library: Library, quotation: Quotation) -> Iterator[Sequence[Spoken]]:
    """Speeches that share a few words in a row; where none does, those that share the rarest words."""
    some = False
    for phrase in _windows(quotation):
        if found := library.saying([phrase], limit=_SOME):
            some = some or len(found) < _SOME
            yield found
    if some:
        return
    rare = sorted({word for piece in quotation.pieces for word in words(piece.text)}, key=_rarity, reverse=True)
    for count in (4, 3, 2):
        for some_words in combinations(rare[:_RARE], count):
            if found := library.saying([" ".join(some_words)], limit=_SOME, near=True):
                yield found
                return


def _windows(quotation: Quotation) -> list[str]:
    """Rows of words, the rarest first, no two of which overlap by more than half."""
    rows = []
    for piece in quotation.pieces:
        said = words(piece.text)
        size = min(_WINDOW, max(2, len(said) - 1))
        rows += [said[at : at + size] for at in range(0, len(said) - size + 1, 2 if len(said) > 8 else 1)]
    rows.sort(key=lambda row: sum(map(_rarity, row)), reverse=True)
    return [" ".join(row) for row in rows[:_WINDOWS]]


def _rarity(word: str) -> int:
    return 0 if len(word) < 4 else min(len(word), 12)


def _told(library: Library, quotation: Quotation, status: Status, spoken: Spoken, compared: Compared) -> Verdict:
    """With what is known of the speech, and what the draft says wrongly of it."""
    _, speech = library.speech(spoken.speech)
    who = speech.speaker.name if speech.speaker else speech.attribution
    wrong = () if status is Status.NOT_FOUND else tuple(_wrong(library, quotation, spoken, speech))
    if status is Status.EXACT and wrong:
        status = Status.MISATTRIBUTED
    column = next((mark.column for mark in reversed(speech.columns) if mark.offset <= compared.start), speech.column)
    told = otherwise(quotation.pieces, spoken.text) if status in (Status.EXACT, Status.MISATTRIBUTED) else ""
    return Verdict(quotation, status, spoken, who, column or "", compared, wrong, told)


def _wrong(library: Library, quotation: Quotation, spoken: Spoken, speech: Speech) -> Iterator[str]:
    claim = quotation.claim
    who = speech.speaker
    also = (who.name, who.office, who.seat) if who else ()
    known = " ".join(filter(None, (spoken.names, speech.attribution, *also)))
    if claim.speakers and (
        _is_other(library, claim.speakers[0], known, certain=claim.certain)
        or (names_office(claim.speakers[0]) and wrong_office(claim.speakers[0], speech, library.debate(spoken.debate)))
    ):
        yield "speaker"
    if (claim.dates and spoken.date not in claim.dates) or (
        not claim.dates and claim.year and spoken.date.year != claim.year
    ):
        yield "date"
    if claim.columns and not _in_columns(claim.columns, speech, library.next_column(spoken.debate, speech.id)):
        yield "column"
    if claim.house and claim.house != spoken.house and spoken.house in ("commons", "lords", "scotland"):
        yield "house"


def _names(text: str) -> set[str]:
    return {word for word in re.split(r"[^\w']+", fold(text)) if len(word) > 1}


def _is_other(library: Library, claimed: str, known: str, *, certain: bool) -> bool:
    """Whether the name that a draft gives is somebody else's. In prose it must be the name of one who is known."""
    told, has = _names(claimed), _names(known)
    personal = told - _OFFICES
    if not personal or not has:
        return False
    if personal & has:
        own = [word.strip(".,") for word in fold(claimed).split() if word.strip(".,") not in _OFFICES]
        if len(own) > 1 and len(own[-1]) > 1 and own[-1] not in has:
            return True
        return len(own) > 1 and _another(own[0], has - _OFFICES - set(own[1:]))
    return certain or any(library.is_name(word) for word in personal)


def _another(given: str, known: set[str]) -> bool:
    """Whether a given name is none of those of the record, nor short for one of them, by their first letters."""
    initials = {name[0] for name in known}
    return bool(known) and given[0] not in initials and _SHORT.get(given, "") not in initials


def _in_columns(claimed: tuple[int, int], speech: Speech, following: str | None) -> bool:
    """Whether a draft's columns touch those of a speech; where the source gives none it cannot be told."""
    marks = [speech.column, *(mark.column for mark in speech.columns)]
    numbers = [int(found[0]) for mark in marks if mark and (found := re.search(r"\d+", mark))]
    if not numbers:
        return True
    after = re.search(r"\d+", following or "")
    last = max(*numbers, int(after[0])) if after and int(after[0]) >= numbers[0] else max(numbers)
    return claimed[0] <= last and claimed[1] >= min(numbers)


def _agreeing(quotation: Quotation, spoken: Spoken) -> int:
    """How much of what a draft says of a quotation is true of a speech."""
    claim = quotation.claim
    named = bool(claim.speakers) and bool((_names(claim.speakers[0]) - _OFFICES) & _names(spoken.names))
    dated = spoken.date in claim.dates or (claim.year == spoken.date.year)
    return 2 * named + dated + (claim.house == spoken.house)
