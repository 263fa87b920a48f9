"""Exchanges set by hand: broken, joined, of another kind, by another speaker. What is set lies on top of the rules.

Each rule here takes a debate as it is read now and gives what is to be set of which speeches; `change` makes of that
the one change that undo takes back. Links lead to earlier speeches of the same debate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from store.annotations import long_date
from store.errors import StoreError
from store.model import Debate, Kind, Position, Speaker, Speech, SpeechId
from store.records import Change, Correction, Edit
from store.threads import thread

NOBODYS = (Kind.CHAIR, Kind.PROCEDURAL, Kind.DIVISION)
PARTS = (Kind.INTERVENTION, Kind.CONTINUATION)
HOLDING = (Kind.SPEECH, Kind.STATEMENT)


@dataclass(frozen=True, slots=True)
class Set:
    """What a speech is to be and to reply to; None leaves a thing as it is."""

    kind: Kind | None = None
    replies_to: tuple[SpeechId, ...] | None = None


Settings = Mapping[SpeechId, Set]


def change(debate: Debate, corrections: Mapping[SpeechId, Correction], settings: Settings, words: str) -> Change | None:
    """The change that sets these; what else was corrected of them stays. None where all is so already.

    Kind and links are set together, as they are read now where they stay: so other rules leave neither behind.
    """

    def made(speech: SpeechId, before: Correction | None) -> Correction:
        wanted, said, now = settings[speech], _speech(debate, speech), before or Correction(speech)
        if wanted in (Set(), Set(said.kind, said.replies_to)):
            return now
        replies = said.replies_to if wanted.replies_to is None else wanted.replies_to
        return replace(now, kind=wanted.kind or said.kind, replies_to=replies)

    return _change(debate, corrections, settings, made, words)


def as_found(
    debate: Debate, corrections: Mapping[SpeechId, Correction], speeches: Collection[SpeechId]
) -> Change | None:
    """Kinds and links as the rules found them; a speaker and a column that were set stay."""
    return _change(
        debate,
        corrections,
        [speech for speech in speeches if speech in corrections],
        lambda speech, before: replace(before or Correction(speech), kind=None, replies_to=None),
        "left to the rules again",
    )


def spoken_by(
    debate: Debate, corrections: Mapping[SpeechId, Correction], speeches: Sequence[SpeechId], speaker: Speaker | None
) -> Change | None:
    """Who makes these speeches; None as it was printed."""
    return _change(
        debate,
        corrections,
        [speech for speech in speeches if speaker or speech in corrections],
        lambda speech, before: replace(before or Correction(speech), speaker=speaker),
        f"named {speaker.name} as the speaker of" if speaker else "left the speaker as printed of",
    )


def _change(
    debate: Debate,
    corrections: Mapping[SpeechId, Correction],
    speeches: Collection[SpeechId],
    made: Callable[[SpeechId, Correction | None], Correction],
    words: str,
) -> Change | None:
    edits = []
    for speech in speeches:
        before = corrections.get(speech)
        after: Correction | None = made(speech, before)
        after = None if after == Correction(speech) else after
        if after != before:
            edits.append(Edit(before, after))
    if not edits:
        return None
    first = next(iter(speeches))
    many = f" and {len(edits) - 1} more" if edits[1:] else ""
    return Change(
        f"{words} {_name(debate, first)}{many}, {long_date(debate.date)}", tuple(edits), debate.id, Position(first)
    )


def _name(debate: Debate, speech: SpeechId) -> str:
    said = _speech(debate, speech)
    return (said.speaker.name if said.speaker else said.attribution) or debate.title


def _speech(debate: Debate, speech: SpeechId) -> Speech:
    found = next((said for said in debate.speeches if said.id == speech), None)
    if found is None:
        raise StoreError("this speech is no longer in its debate; open the debate anew")
    return found


def broken(debate: Debate, speech: SpeechId) -> Settings:
    """An exchange broken before a speech: it replies to nothing any more, and what follows in the exchange follows it.

    A question is taken out of its group; supplementaries after a supplementary become its own; an intervention or a
    continuation becomes a speech. Raises StoreError where there is nothing to break.
    """
    said = _speech(debate, speech)
    if said.kind in NOBODYS:
        raise StoreError("this turn is nobody's and belongs to what it stands in; `g k` sets another kind")
    found: dict[SpeechId, Set] = {}
    if said.replies_to or said.kind in PARTS:
        found[speech] = Set(Kind.SPEECH if said.kind in PARTS else None, ())
    after = debate.speeches[debate.speeches.index(said) + 1 :]
    for other in after:
        if other.kind is Kind.ANSWER and speech in other.replies_to and other.replies_to[1:]:
            found[other.id] = Set(None, tuple(target for target in other.replies_to if target != speech))
        elif said.kind is other.kind is Kind.QUESTION and said.replies_to and other.replies_to == said.replies_to:
            found[other.id] = Set(None, (speech,))
    if not found:
        raise StoreError("this begins its exchange already, so there is nothing to break")
    return {speech: found.get(speech, Set())} | found


def joined(debate: Debate, speech: SpeechId, targets: Sequence[SpeechId] = ()) -> Settings:
    """A speech joined to what it follows: to earlier speeches that were chosen, else to the exchange above.

    An answer answers the questions chosen, or those that wait there; a question becomes a supplementary of the first
    question; a speech becomes an intervention, or where the same person spoke a continuation. Raises StoreError.
    """
    said = _speech(debate, speech)
    if said.kind in NOBODYS:
        raise StoreError("this turn is nobody's and belongs to what it stands in; `g k` sets another kind")
    before = debate.speeches[: debate.speeches.index(said)]
    chosen = [other for other in before if other.id in targets]
    if len(chosen) < len({*targets} - {speech}):
        raise StoreError("a speech can only be joined to earlier ones of its own debate")
    chosen = chosen or _above(debate, said)
    first = chosen[0]
    if said.kind is Kind.ANSWER:
        return {speech: Set(None, tuple(other.id for other in chosen))}
    if said.kind is Kind.QUESTION:
        opener = _first_of(debate, first)
        later = (other for other in debate.speeches if other.kind is Kind.QUESTION and other.replies_to == (speech,))
        return {speech: Set(None, (opener.id,))} | {other.id: Set(None, (opener.id,)) for other in later}
    opener = _first_of(debate, first)
    same = said.speaker is not None and said.speaker == opener.speaker
    kind = Kind.CONTINUATION if same else Kind.INTERVENTION
    return {speech: Set(None if said.kind in PARTS else kind, (opener.id,))}


def _first_of(debate: Debate, speech: Speech) -> Speech:
    """The speech that began this chain."""
    places = {said.id: said for said in debate.speeches}
    while speech.replies_to and speech.replies_to[0] in places and speech.kind is not Kind.ANSWER:
        speech = places[speech.replies_to[0]]
    return speech


def _above(debate: Debate, said: Speech) -> list[Speech]:
    """What a speech follows in the exchange above it: the questions that wait there, else what opened it."""
    shown = thread(debate)
    place = debate.speeches.index(said)
    index = shown.exchange_of[place]
    if shown.exchanges[index].turns[0] == place:
        index -= 1
    turns = [turn for turn in shown.exchanges[index].turns if turn < place] if index >= 0 else []
    if not turns or shown.exchanges[index].opener >= place:
        raise StoreError("there is nothing above to which this could be joined")
    if said.kind is Kind.ANSWER:
        spoken = [debate.speeches[turn] for turn in turns]
        answers = [at for at, other in enumerate(spoken) if other.kind is Kind.ANSWER]
        waiting = [other for other in spoken[answers[-1] + 1 if answers else 0 :] if other.kind is Kind.QUESTION]
        questions = [other for other in spoken if other.kind is Kind.QUESTION]
        if waiting or questions:
            return waiting or questions[-1:]
    return [debate.speeches[shown.exchanges[index].opener]]


def of_kind(debate: Debate, speech: SpeechId, kind: Kind) -> Settings:
    """A speech of another kind, and what it then replies to: an answer to the questions that wait, an intervention or a
    continuation to the speech it stands in, a question to the question it replied to; anything else to nothing."""
    said = _speech(debate, speech)
    before = debate.speeches[: debate.speeches.index(said)]
    kept = tuple(target for target in said.replies_to if any(other.id == target for other in before))
    if kind is Kind.ANSWER:
        answers = [at for at, other in enumerate(before) if other.kind is Kind.ANSWER]
        since = before[answers[-1] + 1 if answers else 0 :]
        waiting = tuple(other.id for other in since if other.kind is Kind.QUESTION)
        return {speech: Set(kind, kept if said.kind is kind else waiting)}
    if kind in PARTS:
        holders = [other for other in before if other.kind in HOLDING]
        mine = [other for other in holders if other.speaker == said.speaker] if kind is Kind.CONTINUATION else []
        return {speech: Set(kind, kept if said.kind in PARTS else tuple(other.id for other in (mine or holders)[-1:]))}
    if kind is Kind.QUESTION:
        return {speech: Set(kind, kept if said.kind is kind else ())}
    return {speech: Set(kind, ())}
