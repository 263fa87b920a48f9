"""The whole day, debate by debate: reads the turns, finds the Chair and the form of proceedings, asks the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.model import Kind, Link, Section
from store.parsed import ParsedDebate
from store.threads import chair, questions, speeches
from store.threads.cues import Cue
from store.threads.floor import Floor, Mode
from store.threads.modes import answerers, mode_of
from store.threads.turns import People, Turn, read

COMMITTEES = (Section.PUBLIC_BILL_COMMITTEE, Section.STANDING_COMMITTEE, Section.COMMITTEE)
EVIDENCE = re.compile(r"\bwitness(?:es)?\b|\boral evidence\b", re.I)
"""Headings under which a committee hears witnesses."""


def link_day(debates: Sequence[ParsedDebate]) -> tuple[tuple[Link, ...], ...]:
    """What each remark is and what it replies to.

    `debates` are all of one source file in document order: the Chair and those who answer for a department are known
    by the whole day. One tuple for each debate, one link for each remark; places count within its own debate."""
    people = People(debates)
    day = [read(debate, people) for debate in debates]
    chair.seat([" / ".join((*debate.parents, debate.title)) for debate in debates], day)
    _seat_the_untyped(day)
    spoken = [[turn for turn in turns if not turn.fixed] for turns in day]
    for turns in spoken:
        for order, turn in enumerate(turns):
            turn.order = order
    modes = [mode_of(*each) for each in zip(debates, day, spoken, strict=True)]
    departments = answerers(debates, spoken, modes)
    links = []
    for debate, turns, own, mode in zip(debates, day, spoken, modes, strict=True):
        evidence = debate.section in COMMITTEES and EVIDENCE.search(" / ".join((*debate.parents, debate.title)))
        floor = Floor(mode, own, set(departments.get(debate.parents, ())), debate.excerpt, bool(evidence))
        points = debate.title.lower().startswith(("point of order", "points of order"))
        links.append(tuple([_link(turn, floor, points) for turn in turns]))
    return tuple(links)


def _seat_the_untyped(day: Sequence[Sequence[Turn]]) -> None:
    """Parliament's own types are given to every turn but the Chair's: on a day where nearly all have one, who has none
    among others that have sits in the Chair."""
    spoken = [[turn for turn in turns if not turn.fixed] for turns in day]
    labels = [turn.remark.label for turns in spoken for turn in turns]
    if labels.count(None) * 5 > len(labels) or Kind.SPEECH not in labels:
        return
    for turns in spoken:
        if any(turn.remark.label for turn in turns):
            for turn in turns:
                if turn.remark.label is None:
                    turn.fixed, turn.why = Kind.CHAIR, "has no type in the source, as only the Chair has none"


def _link(turn: Turn, floor: Floor, points: bool) -> Link:
    if turn.fixed:
        return floor.take(turn, turn.fixed, turn.why)
    label = turn.remark.label
    if turn.remark.number or turn.cue is Cue.MOVES:
        _switch(turn, floor)
    if label is None and (points or turn.cue is Cue.POINT or _goes_on_with_a_point(turn, floor)):
        return floor.take(turn, Kind.POINT_OF_ORDER, "raises a point of order")
    kind, why = speeches.find(turn, floor) if floor.mode is Mode.DEBATE else questions.find(turn, floor)
    if label is not None and label is not kind:
        kind, why = label, f"the source calls it {label.value.replace('_', ' ')}"
    return floor.take(turn, kind, why)


def _goes_on_with_a_point(turn: Turn, floor: Floor) -> bool:
    """After the Chair's ruling the one who raised a point of order may say more on it, unless it broke their speech."""
    if floor.last_kind is not Kind.POINT_OF_ORDER or not floor.last_chair or not floor.last:
        return False
    return floor.last.who == turn.who and not (floor.holder and floor.holder.who == turn.who)


def _switch(turn: Turn, floor: Floor) -> None:
    """Some sources give a whole sitting without headings: a number or a motion shows that the form has changed."""
    if floor.mode is Mode.DEBATE and turn.remark.number:
        floor.mode, floor.holder = Mode.QUESTIONS, None
    elif floor.mode is not Mode.DEBATE and not turn.remark.number:
        floor.mode, floor.pending, floor.holder = Mode.DEBATE, [], None
