"""Lines of the Official Report that report what the House did: nobody speaks them."""

from __future__ import annotations

import re
from typing import Final

_BILL: Final = r"(?:accordingly|read|presented|to be|reported|withdrawn|passed|agreed|not amended|without)\b"
_RESULT: Final = (
    r"(?:proposed|made|moved|put|(?:dis)?agreed|again|accordingly|negatived|,?\ ?by\ leave|,\ as\ amended)\b"
)
_LINE: Final = re.compile(
    rf"""
    \[[^\[\]]*\]\.?$                                          # [Mr Speaker in the Chair], [The sitting was suspended]
    | (?:The\ )?(?:House|Committee|Sitting|sitting)\ (?:adjourned|rose|suspended|resumed|divided|again\ in|in\ Committee
        |to\ be\ again|met|was\ suspended|proceeded\ to\ a\ Division|having\ divided)
    | (?:Their\ Lordships|The\ (?:House|Committee))\ divided
    | (?:On\ )?Question[,\ ](?:\ ?(?:put|proposed|again|accordingly|negatived|agreed|resolved|whether|Motion|Bill|Clause
        |Amendment|Report|Resolution|the|That))
    | (?:Main\ Question|Original\ Question|Motion|Amendments?|Lords\ [Aa]mendments?|Commons\ [Aa]mendments?
        |(?:New\ )?(?:Clauses?|Schedules?)\ [\d\w]+(?:\ (?:to|and)\ [\d\w]+)?,?
        |Drafting\ Amendments?|Consequential\ Amendments?|Remaining\ [Cc]lauses?|Title|Preamble|Clauses?|Schedules?)
        \ ?{_RESULT}
    | Motion\ (?:and\ Question|withdrawn)
    | (?:The\ )?Bills?\ {_BILL} | (?:The\ )?Report\ of\ (?:the\ )?Amendments? | Bill,\ as\ amended
    | Orders?\ (?:of\ the\ Day|for|read|discharged) | Ordered[,.]? | Resolved[,.]? | Moved,
    | Debate\ (?:adjourned|to\ be\ resumed|resumed) | It\ being\ .{{3,80}}\ (?:interrupted|adjourned|lapsed|put)
    | (?:Re-?)?[Cc]ommitted\ (?:to|for) | (?:Reported|Returned|Brought)\ from\ the\ | Read\ ?[1-3]\ ?[ªa]\b
    | Read\ (?:a|the)\ (?:First|Second|Third|first|second|third)\ time | Royal\ Assent | Business\ interrupted
    | The\ (?:same|said\ .{{3,40}})\ (?:were|was|to\ be|ordered)\b | .{{1,80}}—Took\ the\ [Oo]ath
    | (?:Several|Several\ other)\ hon\.\ Members\ rose | Petitions?\ (?:for|in|against|from)\b.{{0,80}}ordered
    | Standing\ Order\ No\..{{0,60}}\bconsidered | (?:The\ )?Division\ (?:No\.?\ )?\d+ | Tellers\ for\b
    """,
    re.VERBOSE,
)
_ENDING: Final = re.compile(r"[.?!”’][ \n]((?:Question|Motion|Amendment|Bill)\b[^.?!]{0,120}\.)$")
_LONGEST: Final = 400


def is_procedure(line: str) -> bool:
    """Whether a paragraph is one of the fixed forms in which the Report says what was done (`Question put and agreed
    to.`, `House adjourned.`). Long paragraphs are taken for speech."""
    return len(line) <= _LONGEST and _LINE.match(line) is not None


def parted(text: str) -> tuple[str, str]:
    """A speech, and the lines at its end that say what the House did after it; sources give them to whoever spoke last.
    A line in brackets may be an interruption and stays. What is left is never empty unless the text is."""
    lines = text.split("\n")
    ending = _ENDING.search(lines[-1])
    if ending and is_procedure(ending[1]):
        lines[-1:] = [lines[-1][: ending.start(1)].rstrip(), ending[1]]
    spoken = len(lines)
    while spoken > 1 and lines[spoken - 1][:1] not in ("[", "(") and is_procedure(lines[spoken - 1]):
        spoken -= 1
    return "\n".join(lines[:spoken]), "\n".join(lines[spoken:])
