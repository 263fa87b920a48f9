"""Whether an office that a draft names is that of whoever spoke, as far as the debate prints offices."""

from __future__ import annotations

import re
from collections.abc import Iterable

from store.folding import fold
from store.model import Debate, Kind, Speaker, Speech

_ONE = re.compile(
    r"(?:(?:then|but|when|as|and|on|in|today|yesterday|later) )*(?:the )?"
    r"(?P<core>(?:deputy |shadow )?(?:prime minister|chancellor(?: of the exchequer)?"
    r"|(?:attorney|solicitor|advocate)[ -]general|leader of the (?:house|opposition)|(?:\w+ (?:and )?){1,4}secretary))"
)
"""Offices that one person holds at a time; a minister may be any of many."""
_EMPTY = frozenset("the of for and secretary minister state department her his majesty's majestys".split())  # noqa: SIM905
_ALSO = {"welsh": "wales", "irish": "ireland", "brexit": "exiting"}
_STEM = 4
"""Letters by which words of an office are alike: Scottish and Scotland, colonial and the Colonies."""
_AGAINST = re.compile(r"\b(?:shadow|opposition|house)\b")
"""Of offices whose holders ask questions."""
_APART = ("deputy", "shadow", "under", "parliamentary", "permanent", "private")


def names_office(claimed: str) -> bool:
    """Whether a draft names somebody by an office that one person holds."""
    return _ONE.fullmatch(" ".join(fold(claimed).split())) is not None


def wrong_office(claimed: str, speech: Speech, debate: Debate) -> bool:
    """Whether `The Prime Minister` of a draft is nobody's office who said this, or that of another in the debate.

    Who asks a question in the Commons is no minister that day. Else an office that the debate prints of nobody cannot
    be wrong.
    """
    found = _ONE.fullmatch(" ".join(fold(claimed).split()))
    if found is None or speech.speaker is None:
        return False
    named = set(fold(speech.speaker.name).split())
    wanted = " ".join(word for word in found["core"].split() if word not in named)
    own = set(_offices(debate, speech.speaker, same=True))
    if own:
        return not any(_holds(wanted, office) for office in own)
    if speech.kind is Kind.QUESTION and debate.house == "commons" and not _AGAINST.search(wanted):
        return True
    return any(_holds(wanted, office) for office in _offices(debate, speech.speaker, same=False))


def _offices(debate: Debate, speaker: Speaker, *, same: bool) -> Iterable[str]:
    """The offices printed of the speaker, or of everybody else."""
    for other in debate.speeches:
        who = other.speaker
        if who is not None and who.office and (_person(who) == _person(speaker)) is same:
            yield fold(who.office)


def _person(speaker: Speaker) -> str:
    return speaker.ref or speaker.name


def _holds(wanted: str, office: str) -> bool:
    asked, has = (set(re.findall(r"[\w']+", text)) for text in (wanted, office))
    if any((sign in asked) != (sign in has) for sign in _APART):
        return False
    stems = {_ALSO.get(word, word)[:_STEM] for word in asked - _EMPTY}
    return bool(stems) and stems <= {word[:_STEM] for word in has}
