"""Names in citations: given and family name apart, and which names are never inverted nor given initials.

Peers, bishops, the Chair and offices are literal: they are printed as they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LITERAL = re.compile(
    r"""(?: (?:(?:The|Several|Some|Noble|A|An|Hon\.?|All)\s+(?:(?:right\s+)?hon\.?\s+|noble\s+)?(?=\S))? (?:
        Lords?|Lady|Ladies|Baron|Baroness|Viscount|Viscountess|Earl|Countess|Marquess|Marquis|Marchioness|Duke
        |Duchess|Prince|Princess|King|Queen|(?:Arch)?bishop
        |(?:(?:Mr|Mrs|Ms|Madam|Miss)\.?\s+)?(?:Deputy\s+)?(?:Speaker|Chair|Chairman|Chairwoman|Chairperson|President)
        |Members?|Presiding\s+Officer|Deputy\s+Presiding\s+Officer|Llywydd|Y\s+Llywydd|Dirprwy\s+Lywydd
        |Ceann\s+Comhairle|Taoiseach|T[aá]naiste
        )\b
      | The\s
      | .*\b(?:Secretary|Minister|Chancellor|General|Advocate|Premier|Whip|Comptroller|Treasurer|Commissioner)$
      | .*\s(?:of|for)\s(?:the\s|State\b|[A-Z])
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_HONORIFIC = re.compile(
    r"(?:(?:(?:the\s+)?(?:rt|right)\.?\s+hon(?:ourable)?|hon(?:ourable)?|sir|dame|dr|mr|mrs|ms|miss|mx|prof(?:essor)?|rev|revd"
    r"|senator|captain|major|colonel|admiral)\.?(?:\s+|$))+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """Who spoke. `display` is the name as printed; with `display` alone the name is literal."""

    given: str = ""
    family: str = ""
    display: str = ""
    role: str = ""
    """The office held that day: `Attorney-General`."""

    @property
    def full(self) -> str:
        """The name in its usual order."""
        return self.display or f"{self.given} {self.family}".strip() or self.role

    @property
    def literal(self) -> bool:
        """Whether the name stands as it is: never inverted, never initials."""
        return not self.family or bool(_LITERAL.match(self.full) or _LITERAL.match(f"{self.given} {self.family}"))

    @property
    def short(self) -> str:
        """The name of an in-text citation: the family name, or the whole of a literal name."""
        return self.full if self.literal else self.family

    @property
    def first(self) -> str:
        """The given names without forms of address."""
        return _HONORIFIC.sub("", self.given).strip()

    def inverted(self, initials: str | None = None) -> str:
        """`Marlow, Ada`; with a string between initials `Marlow, A.`; a literal name as it stands."""
        if self.literal:
            return self.full
        given = self.first if initials is None else self.initials(initials)
        return f"{self.family}, {given}" if given else self.family

    def initials(self, between: str = "", point: str = ".") -> str:
        """`J.P.` for John Paul, `J.-P.` for Jean-Paul (without points `JP`)."""
        words = []
        for word in self.first.split():
            letters = [part[0].upper() + point for part in word.split("-") if part and part[0].isalpha()]
            words.append(("-" if point else "").join(letters))
        return between.join(word for word in words if word)


def printed_name(name: str, role: str = "") -> Name:
    """A name as printed, taken apart: `Sir Ivo Marlow` has the family name Marlow, `Lord Marlow` stays literal.

    The last word is the family name, with the particles before it; a double family name without a hyphen is not seen.
    """
    words = _HONORIFIC.sub("", name, count=1).split()
    whole = Name(display=name, role=role)
    if len(words) < 2 or _LITERAL.match(name):
        return whole
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in {"de", "la", "le", "du", "van", "von", "der", "den", "ap", "ab", "al"}:
        cut -= 1
    return Name(" ".join(words[:cut]), " ".join(words[cut:]), name, role)
