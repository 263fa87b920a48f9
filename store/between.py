"""What two people say to each other in a debate, with the turns of theirs around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model import Debate, Kind, Speech, SpeechId

if TYPE_CHECKING:
    from store.voices import Voice

ADDRESSED = (Kind.ANSWER, Kind.INTERVENTION)
"""Kinds that are said to whoever made the turn they reply to."""
NOBODY = (Kind.CHAIR, Kind.PROCEDURAL, Kind.DIVISION)


def talk(debate: Debate, one: Voice, two: Voice) -> set[SpeechId]:
    """The answers and interventions of one to the other, what they reply to, and each of their turns directly before or
    after these, the Chair's not counted: so a question on the way from another's answer shows that answer."""
    places = {speech.id: place for place, speech in enumerate(debate.speeches)}
    said: set[int] = set()
    for place, speech in enumerate(debate.speeches):
        if speech.kind not in ADDRESSED:
            continue
        for target in speech.replies_to:
            other = debate.speeches[places[target]] if target in places else None
            if other and (_speak(speech, one, other, two) or _speak(speech, two, other, one)):
                said.update((place, places[target]))
    around = {near for place in said for step in (-1, 1) if (near := _nearest(debate, place, step)) is not None}
    theirs = {
        place
        for place in around
        if one.speaks(debate.speeches[place].speaker) or two.speaks(debate.speeches[place].speaker)
    }
    return {debate.speeches[place].id for place in said | theirs}


def _speak(speech: Speech, who: Voice, other: Speech, whom: Voice) -> bool:
    return who.speaks(speech.speaker) and whom.speaks(other.speaker)


def _nearest(debate: Debate, place: int, step: int) -> int | None:
    """The next turn in a direction that is somebody's."""
    place += step
    while 0 <= place < len(debate.speeches):
        if debate.speeches[place].kind not in NOBODY:
            return place
        place += step
    return None
