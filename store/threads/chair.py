"""Who is in the Chair. Newer records print the Deputy Speaker's own name and nothing else, so the Chair is known by
what the Chair says over a whole day, and by what others say to the Chair."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from store.model import Kind
from store.threads.cues import Cue
from store.threads.turns import Turn, person_name

PRINTED = re.compile(
    r"^(?:the )?(?:(?:mr|madam|lord|acting|deputy|temporary|principal|first|second|third|vice)\.?[\s-]+)*"
    r"(?:speaker|presiding officer|chair(?:man|woman|person)?|president|llywydd|convener)(?:\s*\(|$)"
    r"|^the (?:deputy )?chairman of committees|^(?:\w+ )?pr[äa]sident(?:in)?\b|^chairman of ways and means",
    re.I,
)
"""Names and offices that only the Chair has: `Madam Deputy Speaker`, `The Presiding Officer (…)`, `The Chair`."""

IN_THE_CHAIR = re.compile(r"\[?((?:[A-Z][\w.'’-]+ ){1,5})in the Chair")
ADDRESSED = re.compile(
    r"(?:^|[,.—] ?|you,? )(?:Mr\.?|Madam) (?:Deputy )?Speaker\b(?! (?:ha[sd]|said|is|was|will|and)\b)"
)
MEMBERS_ONLY = ("y hon. Friend", "y right hon", "beg to move", "y constituen", "y noble")
"""Words of a member: the Chair has no friends in the House, moves nothing and has no constituents."""


def _score(turn: Turn, before: Turn | None, after: Turn | None) -> int:
    """Points for the Chair (positive) or for a member (negative) that one turn gives."""
    points = 0
    if turn.cue is Cue.ORDER:
        points += 3
    elif turn.cue is Cue.CHAIRING:
        points += 1
    elif turn.cue in (Cue.POINT, Cue.MOVES, Cue.FOLLOWS, Cue.PERMISSION, Cue.TABLED, Cue.ASKS):
        points -= 3
    if before and before.cue is Cue.POINT and before.who != turn.who:
        points += 2
    text = turn.remark.text
    if "I call " in text[-120:] or "suspend the House" in text[-400:] or "Sitting suspended" in text[-60:]:
        points += 2
    if after and after.who != turn.who and ADDRESSED.match(after.remark.text[:60]):
        points += 1
    if turn.remark.number or turn.minister:
        points -= 10
    if ADDRESSED.search(text):
        points -= 3
    return points - 3 * sum(word in text for word in MEMBERS_ONLY)


def _suspects(day: Sequence[Sequence[Turn]]) -> set[str]:
    """Those who once spoke as only the Chair speaks, or who answered a point of order."""
    found = set()
    for turns in day:
        before: Turn | None = None
        for turn in turns:
            if not turn.fixed:
                if turn.cue in (Cue.ORDER, Cue.CHAIRING) or (before and before.cue is Cue.POINT):
                    found.add(turn.who)
                before = turn
    return found


def _announced(title: str, turns: Sequence[Turn]) -> set[str]:
    """Names that a heading or an opening line puts in the Chair: `[Ann Lee in the Chair]`."""
    lines = [title, *(turn.remark.text[:300] for turn in turns[:3] if not turn.who)]
    return {person_name(found[1]) for line in lines for found in IN_THE_CHAIR.finditer(line)}


def _bare(name: str) -> str:
    return re.sub(r"^(?:(?:mr|mrs|ms|miss|dr|sir|dame)\.? )+", "", name.casefold()).strip()


def seat(titles: Sequence[str], day: Sequence[Sequence[Turn]]) -> None:
    """Marks the Chair's turns of a whole day. `titles` are the debates' headings, joined, one for each of `day`."""
    suspects = _suspects(day)
    points: dict[str, list[int]] = defaultdict(lambda: [0] * len(day))
    for index, turns in enumerate(day):
        spoken = [turn for turn in turns if turn.who]
        for n, turn in enumerate(spoken):
            if turn.who in suspects:
                before, after = spoken[n - 1] if n else None, spoken[n + 1] if n + 1 < len(spoken) else None
                points[turn.who][index] += _score(turn, before, after)
    whole_day = {who: sum(each) for who, each in points.items()}
    announced: set[str] = set()
    for index, turns in enumerate(day):
        announced = {_bare(name) for name in _announced(titles[index], turns)} or announced
        known: dict[tuple[str, str], bool] = {}
        for turn in turns:
            if turn.who and not turn.fixed:
                printed = turn.remark.attribution or turn.name
                sits = known.get((turn.who, printed))
                if sits is None:
                    here = points[turn.who][index] if turn.who in points else 0
                    sits = known[turn.who, printed] = _sits(turn, here, whole_day.get(turn.who, 0), announced)
                if sits:
                    turn.fixed, turn.why = Kind.CHAIR, "speaks from the Chair"


def _sits(turn: Turn, here: int, whole_day: int, announced: set[str]) -> bool:
    """Is this person in the Chair: by printed name, by announcement, or by the evidence of the day, unless they speak
    as a member in this very debate."""
    office = turn.remark.speaker.office if turn.remark.speaker else None
    if any(PRINTED.match(name) for name in (turn.remark.attribution, turn.name, office) if name):
        return True
    return here >= 0 and (whole_day >= 3 or _bare(turn.name) in announced)
