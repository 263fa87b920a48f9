"""Who is in the Chair. Newer records print the Deputy Speaker's own name and nothing else, so the Chair is known by
what the Chair says over a whole day, and by what others say to the Chair."""

from __future__ import annotations

import re
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
CERTAIN = 3
"""Points over a day from which a person is the Chair wherever they do not speak as a member; where somebody is printed
as the Chair, only if they also speak as the Chair there."""


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
    points = _points(day)
    whole_day = {who: sum(each) for who, each in points.items()}
    announced: set[str] = set()
    for index, turns in enumerate(day):
        announced = {_bare(name) for name in _announced(titles[index], turns)} or announced
        people = {turn.who: turn for turn in reversed(turns) if turn.who}
        chairs = {who for who, turn in people.items() if _is_printed(turn)}
        least = 1 if chairs else 0
        for who, turn in people.items():
            here = points[who][index] if who in points else 0
            if here >= least and (whole_day.get(who, 0) >= CERTAIN or _bare(turn.name) in announced):
                chairs.add(who)
        for turn in turns:
            if turn.who in chairs and not turn.fixed:
                turn.fixed, turn.why = Kind.CHAIR, "speaks from the Chair"


def _points(day: Sequence[Sequence[Turn]]) -> dict[str, list[int]]:
    """The evidence for the Chair that each suspect's turns give, debate by debate."""
    suspects = _suspects(day)
    points: dict[str, list[int]] = {who: [0] * len(day) for who in suspects}
    for index, turns in enumerate(day):
        spoken = [turn for turn in turns if turn.who]
        for n, turn in enumerate(spoken):
            if turn.who in suspects:
                before, after = spoken[n - 1] if n else None, spoken[n + 1] if n + 1 < len(spoken) else None
                points[turn.who][index] += _score(turn, before, after)
    return points


def _is_printed(turn: Turn) -> bool:
    """Does the record call this person Speaker, Presiding Officer, Chair?"""
    office = turn.remark.speaker.office if turn.remark.speaker else None
    return any(PRINTED.match(name) for name in (turn.remark.attribution, turn.name, office) if name)
