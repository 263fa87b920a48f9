"""Forms of address: whom a member means by `my hon. Friend`, `the noble Lord` or `the Member for X (Name)`.

Members do not name one another in debate, so who is meant follows from conventions: only the Chair is addressed, a
friend is of one's own party, a bracket after the constituency gives the name. A person is given only where one of the
rules below is certain; all else is left plain."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from store.evidence import contradiction
from store.model import Debate, Kind, Speaker

NAME = r"(?:[A-Z][\w.'’-]*|de|du|von|van|of)(?: (?:[A-Z][\w.'’-]*|de|du|von|van|of|the))*"
RANK = r"(?:right )?(?:hon\.?|honourable)(?: (?:and )(?:learned|gallant|reverend))*"
ADDRESS = re.compile(
    rf"\b(?P<whose>[Mm]y|[Tt]he) (?:(?P<rank>{RANK}) (?P<kind>Friend|Lady|Gentleman|Member)"
    r"|(?P<noble>noble(?: and (?:learned|gallant|right reverend))?)"
    r" (?P<peer>[Ff]riend|Lord|Baroness|Viscount|Earl|Countess))\b"
)
"""`my right hon. Friend`, `the hon. and learned Lady`, `the noble Lord`: the plural means several and is left."""
SEAT = re.compile(
    rf",? (?:[Tt]he )?(?:(?:right )?hon\. )?[Mm]ember for (?P<seat>[A-Z][^().;:?!\n]{{1,60}}?) \((?P<name>{NAME})\)"
)
SEATED = re.compile(rf"\b[Tt]he (?:(?:{RANK}) )?Member for (?P<seat>[A-Z][^().;:?!\n]{{1,60}}?) \((?P<name>{NAME})\)")
PEER = re.compile(
    r",? (?P<title>Lord|Baroness|Lady|Viscount|Earl|Countess|Bishop)"
    r" (?P<name>(?:of )?[A-Z][\w'’-]+(?: (?:of )?[A-Z][\w'’-]+)*)"
)
TITLED = re.compile(
    r" the (?:[A-Z]|right |hon|noble|other|Member|Deputy|shadow|chair|then|former|late)|,? (?:who|and) the "
)
OFFICES = re.compile(
    r"\b[Tt]he (?P<office>Prime Minister|Deputy Prime Minister|Chancellor of the Exchequer|Leader of the House"
    r"|(?P<field>Home|Foreign|Health|Education|Defence|Transport|Justice|Environment|Culture|Business) Secretary"
    r"|Attorney[ -]General|Solicitor[ -]General)\b(?!['’]s (?:official|questions|Question))"
)
SHADOWED = re.compile(r"(?:[Ss]hadow|[Ff]ormer|then|previous|first|next|Permanent|last) $")
PREVIOUS = re.compile(r"\b[Tt]he (?:previous|last) (?:question|questioner|speaker)\b")
TAKES_UP = re.compile(
    r"(?:My Lords, )?(?:Yes|No|Indeed|Absolutely|Of course|Again|Well)?[,.;—]? ?(?:[Aa]s |[Oo]nce again, )?"
    r"(?:I (?:\w+ ){0,4}?"
    r"(?:thank|grateful to|agree with|congratulate|welcome|commend|assure|hear|tell|say to|reassure) )?$"
)
"""What may stand before the address when an answer begins by taking up the one who asked."""
PUTS = re.compile(r"\b(?:[Ww]ill|[Dd]oes|[Ww]ould|[Cc]ould|[Cc]an|[Mm]ay I ask|[Ii]s|[Hh]as) $")
"""What stands before the address when a question is put: `Will my right hon. Friend`."""
ACTS = re.compile(
    r" (?:agree|accept|give way|join|confirm|tell|explain|assure|look|ensure|update|set out|say|meet|consider|aware"
    r"|not |share|recognise|acknowledge|think|believe|know|understand|commit|undertake|outline|welcome)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One turn, as far as forms of address need it. Places count from the debate's first turn, 0."""

    text: str
    speaker: Speaker | None
    kind: Kind
    replies_to: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A form of address: code points from `start` up to `end` of the turn's text."""

    start: int
    end: int
    text: str
    person: str | None
    """The name of the one meant; None where that is not certain."""
    rule: str
    """For the reader: why this person."""
    turn: int | None = None
    """A turn of that person in this debate."""
    doubt: str = ""
    """What contradicts it: a friend of another party."""


Meant = tuple[str, str, int | None]
"""Name, rule and a turn of the one meant."""
Rule = Callable[[re.Match[str], int, Sequence[Said]], Meant | None]


class Turns(tuple[Said, ...]):
    """Turns that know who speaks in them, so that a long day is not gone through for every mention."""

    day: dt.date | None = None
    """The sitting day, where it is known."""

    @cached_property
    def firsts(self) -> Mapping[int, Said]:
        """The first turn of each speaker, by its place."""
        known: dict[Speaker, int] = {}
        for place, turn in enumerate(self):
            if turn.speaker is not None:
                known.setdefault(turn.speaker, place)
        return {place: self[place] for place in known.values()}


def _firsts(turns: Sequence[Said]) -> Mapping[int, Said]:
    return (turns if isinstance(turns, Turns) else Turns(turns)).firsts


def said(debate: Debate) -> Turns:
    """The turns of a stored debate."""
    place = {speech.id: index for index, speech in enumerate(debate.speeches)}
    turns = Turns(
        Said(
            speech.text,
            speech.speaker,
            speech.kind,
            tuple(place[target] for target in speech.replies_to if target in place),
        )
        for speech in debate.speeches
    )
    turns.day = debate.date
    return turns


def mentions(index: int, turns: Sequence[Said]) -> tuple[Mention, ...]:
    """The forms of address in one turn, in order, none within another."""
    text = turns[index].text
    found: list[Mention] = []
    for start, end, match, rules in sorted(_spans(text), key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1].end:
            found.append(_mention(start, end, match, rules, index, turns))
    return tuple(found)


def _spans(text: str) -> Iterator[tuple[int, int, re.Match[str], tuple[Rule, ...]]]:
    for match in ADDRESS.finditer(text):
        seat = SEAT.match(text, match.end())
        peer = None if seat or not match["noble"] else PEER.match(text, match.end())
        if seat:
            yield match.start(), seat.end(), seat, (named,)
        elif peer:
            yield match.start(), peer.end(), peer, (peer_named,)
        elif not TITLED.match(text, match.end()):
            yield match.start(), match.end(), match, (takes_up, puts_to, asks_the_floor)
    for match in SEATED.finditer(text):
        yield match.start(), match.end(), match, (named,)
    for match in OFFICES.finditer(text):
        if not SHADOWED.search(text[max(0, match.start("office") - 12) : match.start("office")]):
            yield match.start(), match.end(), match, (in_office,)
    for match in PREVIOUS.finditer(text):
        yield match.start(), match.end(), match, (asked_before,)


def _mention(
    start: int, end: int, match: re.Match[str], rules: tuple[Rule, ...], index: int, turns: Sequence[Said]
) -> Mention:
    text = turns[index].text[start:end]
    for rule in rules:
        meant = rule(match, index, turns)
        if meant:
            plain = Mention(start, end, text, *meant)
            whom = turns[plain.turn].speaker if plain.turn is not None else None
            doubt = contradiction(text, turns[index].speaker, whom, getattr(turns, "day", None))
            return replace(plain, doubt=doubt) if doubt else plain
    return Mention(start, end, text, None, "not certain who is meant")


def named(match: re.Match[str], index: int, turns: Sequence[Said]) -> Meant | None:
    """The name stands in brackets after the constituency, as the Official Report adds it."""
    turn = _turn_of(match["name"], match["seat"], turns)
    speaker = turns[turn].speaker if turn is not None else None
    return speaker.name if speaker else match["name"], f"named in brackets, Member for {match['seat']}", turn


def peer_named(match: re.Match[str], index: int, turns: Sequence[Said]) -> Meant | None:
    """In the Lords the title and name follow: `the noble Lord, Lord Vane`; a Baroness is called Lady."""
    name = f"{match['title']} {match['name']}"
    titles = ("Baroness", "Countess", "Lady", "Viscountess") if match["title"] == "Lady" else (match["title"],)
    people = {
        turn.speaker.name: place
        for place, turn in _firsts(turns).items()
        if turn.speaker and _without_of(turn.speaker.name, match["name"]).startswith(titles)
    }
    if len(people) == 1:
        full, place = next(iter(people.items()))
        return full, f"named as {name}", place
    return name, f"named as {name}", None


def takes_up(match: re.Match[str], index: int, turns: Sequence[Said]) -> Meant | None:
    """An answer begins with the one who asked; a speech that goes on, with the one who broke in."""
    this = turns[index]
    if len(match.string[: match.start()]) > 120 or not TAKES_UP.match(match.string[: match.start()]):
        return None
    if this.kind is Kind.ANSWER and len(this.replies_to) == 1:
        asker = this.replies_to[0]
        return _other(asker, this, turns, "asked the question that is answered here")
    if this.kind is Kind.CONTINUATION and index and turns[index - 1].kind is Kind.INTERVENTION:
        return _other(index - 1, this, turns, "broke in just before")
    return None


def puts_to(match: re.Match[str], index: int, turns: Sequence[Said]) -> Meant | None:
    """`Will my right hon. Friend`: a question is put to the one who answers it."""
    this = turns[index]
    if this.kind is not Kind.QUESTION or not _put(match):
        return None
    answers = [place for place in range(index + 1, min(index + 4, len(turns))) if index in turns[place].replies_to]
    answers = [place for place in answers if turns[place].kind is Kind.ANSWER]
    return _other(answers[0], this, turns, "answers the question put here") if answers else None


def asks_the_floor(match: re.Match[str], index: int, turns: Sequence[Said]) -> Meant | None:
    """`Will the hon. Gentleman give way?`: who breaks in speaks to the one who holds the floor."""
    this = turns[index]
    if this.kind is not Kind.INTERVENTION or not this.replies_to or not _put(match):
        return None
    return _other(this.replies_to[0], this, turns, "has the floor")


def in_office(match: re.Match[str], index: int, turns: Sequence[Said]) -> Meant | None:
    """An office that the record prints at the name of one who speaks in this debate."""
    wanted = f"Secretary of State for {match['field']}" if match["field"] else match["office"].replace("-", " ")
    wanted = wanted.replace("for Home", "for the Home").replace("for Foreign", "for Foreign")
    holders = {
        turn.speaker.name: place
        for place, turn in _firsts(turns).items()
        if turn.speaker and turn.speaker.office and _holds(turn.speaker.office, wanted)
    }
    if len(holders) != 1:
        return None
    name, place = next(iter(holders.items()))
    return name, f"is {turns[place].speaker.office}", place  # type: ignore[union-attr]  # holders have speakers


def asked_before(match: re.Match[str], index: int, turns: Sequence[Said]) -> Meant | None:
    """`The previous question` in an answer is the one before the question that is answered."""
    this = turns[index]
    before = this.replies_to[0] if this.kind is Kind.ANSWER and this.replies_to else index
    earlier = next((place for place in reversed(range(before)) if turns[place].kind is Kind.QUESTION), None)
    if earlier is None or this.kind not in (Kind.ANSWER, Kind.QUESTION):
        return None
    return _other(earlier, this, turns, "asked the question before")


def _put(match: re.Match[str]) -> bool:
    before, after = match.string[max(0, match.start() - 80) : match.start()], match.string[match.end() :][:30]
    return bool(PUTS.search(before) and ACTS.match(after))


def _other(place: int, this: Said, turns: Sequence[Said], why: str) -> Meant | None:
    """That turn's speaker, if it is not the same person as this one's."""
    speaker = turns[place].speaker
    if speaker is None or (this.speaker and speaker.name == this.speaker.name):
        return None
    return speaker.name, why, place


def _turn_of(name: str, seat: str, turns: Sequence[Said]) -> int | None:
    """The first turn of the person of that name; or of that surname and seat, where the seat is known."""
    surname = name.rsplit(" ", 1)[-1]
    for place, turn in _firsts(turns).items():
        known = turn.speaker
        if known and known.name.endswith(surname) and (known.seat == seat or _bare(known.name) == _bare(name)):
            return place
    return None


def _bare(name: str) -> str:
    return re.sub(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.? )+", "", name)


def _without_of(full: str, short: str) -> str:
    """The title of a peer whose name begins so; empty for any other name."""
    title, _, rest = full.removeprefix("The ").partition(" ")
    rest = rest.removeprefix("of ") if not short.startswith("of ") else rest
    return title if rest == short or rest.startswith(f"{short} ") else ""


def _holds(office: str, wanted: str) -> bool:
    bare = office.replace("-", " ").removeprefix("The ").removeprefix("the ")
    return bare == wanted or bare.startswith((f"{wanted},", f"{wanted} and "))
