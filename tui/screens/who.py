"""Who is speaking: what is printed, whom it means on that day, and those who may be meant where that is not sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.background import background
from tui.screens.ask import AskScreen
from tui.screens.base import Modal, View
from tui.screens.report import fact

if TYPE_CHECKING:
    from store.model import DebateId
    from store.people_matching import Sitting, Who
    from store.persons import Person
    from tui.widgets.reading_pane import ReadingPane

ANOTHER = 0
"""What the screen gives where the reader wants to name somebody who is not listed."""


class WhoScreen(Modal[int | None]):
    """Shows lines and those to choose from; gives the number of the one chosen, `ANOTHER`, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space", "dismiss", "Close", id="who.close", tooltip="Close, and change nothing"),
        Binding("n", f"dismiss({ANOTHER})", "Name", id="who.name", tooltip="Name somebody who is not listed"),
        *(
            Binding(str(n), f"choose({n})", f"Person {n}", id=f"who.choose-{n}", tooltip=f"It is person {n}")
            for n in range(1, 10)
        ),
    ]

    def __init__(self, lines: Sequence[tuple[str, str]], people: Sequence[str]) -> None:
        super().__init__()
        self._lines, self._people = lines, people

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="report-box", can_focus=False):
            yield Static(Content("Who is speaking"), classes="ask-title")
            for name, value in self._lines:
                yield fact(name, value)
            for number, person in enumerate(self._people, 1):
                yield fact(str(number), person)
            choose = "a number says who it is   " if self._people else ""
            yield Static(Content(f"{choose}n names somebody else   Esc closes"), classes="ask-keys")

    def action_choose(self, number: int) -> None:
        if number <= len(self._people):
            self.dismiss(number)


class Naming(View):
    """The key of a view with a reading pane that tells who is speaking."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g w", "who", "who", id="go.who", tooltip="Who is speaking, and how that is known"),
    ]

    if TYPE_CHECKING:

        @property
        def debate_id(self) -> DebateId | None: ...

        @property
        def pane(self) -> ReadingPane: ...

    @background
    async def action_who(self) -> None:
        debate, speech = self.debate_id, self.pane.caret.speech
        if debate is None:
            return
        who = await self.box.desk(lambda library: library.who(debate, speech))
        self._show(who, facts(who), who.match.candidates)

    def _show(self, who: Who, lines: Sequence[tuple[str, str]], people: Sequence[Person]) -> None:
        def answered(number: int | None) -> None:
            if number == ANOTHER:
                self.app.push_screen(AskScreen("Who is it?", "", "a name, as full as you know it"), named)
            elif number is not None:
                self._set(who, people[number - 1])

        def named(name: str | None) -> None:
            if name is not None:
                self._look_up(who, name)

        self.app.push_screen(WhoScreen(lines, [described(person, who.sitting) for person in people]), answered)

    @background
    async def _look_up(self, who: Who, name: str) -> None:
        people = (await self.box.desk(lambda library: library.people_named(name)))[:9]
        self._show(who, [("named", f"“{name}” in the lists:" if people else f"no list has the name “{name}”")], people)

    @background
    async def _set(self, who: Who, person: Person) -> None:
        from store.annotations import name_speaker  # read when somebody is named
        from store.people_matching import chosen

        thread, speeches = self.pane.thread, who.speeches
        debate = thread.debate_of(speeches[0]) if thread is not None else None
        if debate is None:
            return
        corrections = await self.box.desk(lambda library: library.corrections(debate.id))
        speaker = chosen(person, who.printed, who.sitting)
        self.box.apply(name_speaker(debate, corrections, speeches, speaker))


def facts(who: Who) -> list[tuple[str, str]]:
    """What is known: the name of each fact, and what it is."""
    match, printed = who.match, who.printed
    person = match.person
    about = [] if person is None else [("person", described(person, who.sitting)), ("id", person.key)]
    if person is not None:
        about += [("office", office.title) for office in person.offices_on(who.sitting.day)]
        about += [("names", ", ".join(dict.fromkeys(name.text for name in person.names)))]
    by_hand = who.by_hand
    told = [
        ("printed", who.attribution),
        ("source id", (printed.ref if printed else None) or ""),
        ("by hand", by_hand.name if by_hand else ""),
        *about,
        ("because" if person else "not sure" if match.candidates else "unknown", match.why),
    ]
    return [(name, text) for name, text in told if text]


def described(person: Person, sitting: Sitting) -> str:
    """A person with party and seat on that day, or as a list without days gives them: `Ann Lee (Kirkholm, Lab)`."""
    seat = person.seat_on(sitting.house, sitting.day)
    undated = person.undated(sitting.house)
    if seat is None and undated is None:
        seats = [f"{m.house} {m.held.first[:4]}–{m.held.last[:4]}".strip() for m in person.memberships[:2]]
        return f"{person.name_on(sitting.day)} ({'; '.join(seats) or 'no seat known'})"
    shown = seat or undated
    known = [part for part in (shown.seat, shown.party) if part] if shown else []
    when = "" if seat else " by a list without days"
    return f"{person.name_on(sitting.day)} ({', '.join(known) or sitting.house}){when}"
