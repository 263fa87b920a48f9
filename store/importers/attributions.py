"""What a printed attribution of Hansard says of its speaker.

The form is decided by the House: in the Commons `Name (Seat) (Party)` the first time and `Name` afterwards, and a lone
bracket after an office holds the name; in the Lords a lone bracket holds the party unless it begins with a title.
"""

from __future__ import annotations

import re
from typing import Final

from store.importers.text import collapse
from store.model import Speaker

_BRACKET: Final = re.compile(r"\s*(?:\(([^()]*)\)|\[[^\[\]]*\])$")
_OFFICE: Final = re.compile(
    r"(?:the|mr\.? (?:deputy )?speaker|madam (?:deputy )?speaker)\b"
    r"|.*\b(?:minister|secretary|chair(?:man)?|speaker|president|chancellor|advocate|general|leader|commissioner)\b",
    re.IGNORECASE,
)
_TITLED: Final = re.compile(
    r"(?:the )?(?:lord|baroness|baron|lady|earl|viscount|viscountess|countess|duke|duchess|marquess|marchioness|"
    r"bishop|archbishop)\b",
    re.IGNORECASE,
)
_MANY: Final = re.compile(
    r"(?:a |an |another |several |some |many )?(?:hon(?:ourable|\.)?|right hon\.?|noble) "
    r"(?:members?|lords?|lady|ladies|peers?|gentlem[ae]n|friends?)",
    re.IGNORECASE,
)
_OCCASIONS: Final = frozenset(
    ("maiden speech", "valedictory speech", "urgent question", "private notice question", "continued", "v")
)


def speaker_of(printed: str, house: str, ref: str | None = None) -> Speaker | None:
    """The speaker as printed, or None where the attribution names nobody (`Hon. Members`).

    An office without a name stands for itself as the name; who held it is for the library to say.
    """
    lead, brackets = _split(collapse(printed).rstrip(":").rstrip())
    if not lead or _MANY.fullmatch(lead):
        return None
    if house == "lords":
        holder = bool(brackets) and _TITLED.match(brackets[0]) is not None
    else:
        holder = _OFFICE.match(lead) is not None
    if holder and brackets:
        party = brackets[-1] if len(brackets) > 1 else None
        return Speaker(brackets[0], party=party, office=lead, ref=ref)
    if house == "lords":
        return Speaker(lead, party=brackets[-1] if brackets else None, ref=ref)
    if holder:
        return Speaker(lead, office=lead, ref=ref)
    seat = brackets[0] if brackets else None
    return Speaker(lead, party=brackets[-1] if len(brackets) > 1 else None, seat=seat, ref=ref)


def _split(printed: str) -> tuple[str, list[str]]:
    """The words before the closing brackets, and what the brackets hold; the occasion of a speech is left out."""
    brackets: list[str] = []
    while match := _BRACKET.search(printed):
        inside = collapse(match[1] or "")
        if inside and inside.casefold() not in _OCCASIONS:
            brackets.insert(0, inside)
        printed = printed[: match.start()]
    return printed, brackets
