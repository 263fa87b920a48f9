"""The reader: one debate as exchanges, and everything a person does to its words."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from store.model import DebateId, Place, Position, SpeechId
from store.readings import Wanted
from store.records import Change, Note, Record, Tag
from tui.background import background
from tui.clock import now
from tui.layout.find import find
from tui.screens.addressing import Addressing
from tui.screens.by_hand import ByHand
from tui.screens.copying import Copying
from tui.screens.glancing import Glancing
from tui.screens.going import Going
from tui.screens.judging import Judging
from tui.screens.linking import Linking
from tui.screens.marking import Marking
from tui.screens.opened import Opened, opened
from tui.screens.origins import Origins
from tui.screens.readings import Opening
from tui.screens.versions import Versioned
from tui.screens.walking import Walking
from tui.screens.who import Naming
from tui.tips import READER, tip
from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    pass

AT_ONCE = 500_000
"""Characters that are looked through in some ten milliseconds."""
PLACE_SECONDS = 0.4
"""The place is on the disk at most this long after the caret rests."""
READ_SECONDS = 2.0
"""What was said stays at least this long, and then until the reader moves."""


class ReaderScreen(
    Walking,
    Opening,
    ByHand,
    Marking,
    Judging,
    Addressing,
    Glancing,
    Copying,
    Going,
    Linking,
    Origins,
    Naming,
    Versioned,
):
    """Shows a debate, or many as one; the place is kept as it is read."""

    AUTO_FOCUS = "#pane"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "close", "Close", id="reader.close", tooltip="Back to the shelf; the place is kept"),
        Binding("slash", "find", "Find", id="reader.find", tooltip="Find words in this debate"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.asked: Wanted | None = None
        """What is shown."""
        self._unkept = False
        self._said, self._said_at = "", 0.0

    def compose(self) -> ComposeResult:
        yield ReadingPane(id="pane")
        yield Input(id="find", placeholder="find in this debate", compact=True)

    def on_mount(self) -> None:
        self.query_one("#find").display = False
        self.box.changed.subscribe(self, self._on_change)
        self.set_interval(PLACE_SECONDS, self._rest)
        self.set_focus(self.pane)

    @property
    def pane(self) -> ReadingPane:
        return self.query_one(ReadingPane)

    @property
    def debate_id(self) -> DebateId | None:
        """The debate of the speech at the caret."""
        thread = self.pane.thread
        debate = thread.debate_of(self.pane.caret.speech) if thread is not None else None
        return debate.id if debate is not None else None

    def shows(self, speech: int | None) -> bool:
        """Whether a speech is on the page."""
        return self.pane.view is not None and speech in self.pane.view.page.places

    async def show(self, asked: Wanted, speech: int | None = None) -> None:
        """Show what is asked for where it was left, or at a speech. Raises NotFoundError."""
        if asked == self.asked:
            if speech is not None:
                self.go_to(Position(SpeechId(speech)))
            return
        self._keep_place()
        found = await self._read(asked)
        if not self.is_attached:  # closed while the library was asked
            return
        if self.asked is not None:
            self.remember(self.asked, self.pane.caret)
        self.asked = asked
        place = found.place if speech is None else Place(Position(SpeechId(speech)), 2)
        self.show_verdicts(found.verdicts)
        self.pane.show(found.thread, found.notes, found.codes, place)
        self.find_meant()
        self.remember(asked, self.pane.caret)
        first = found.thread.debate
        self.call_after_refresh(self._keep_opened, first.id)
        if first.warning and place is not None:  # at its beginning the heading says so
            self.say(first.warning)

    async def _read(self, asked: Wanted) -> Opened:
        """What the library holds of it, which may have been made ready beside the start."""
        ahead = self.box.began.ahead
        made = await asyncio.to_thread(ahead.made) if ahead is not None else None
        if made is not None and made.opened.thread.reading.key == asked.key:
            self.pane.laid = made.rows
            return made.opened
        return await self.box.desk(lambda library: opened(library, asked))

    def _keep_opened(self, debate: DebateId) -> None:
        self.box.desk.keep(lambda library: library.keep_setting("last_debate", str(debate)))
        self.box.desk.keep(lambda library: library.keep_opened(debate, now=now()))

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        """The library's newest state of what is shown, the caret where it was."""
        thread = self.pane.thread
        if self.asked is None or thread is None:
            return
        asked, turns = self.asked, thread.reading.opened
        found = await self.box.desk(lambda library: opened(library, asked, turns))
        self.show_verdicts(found.verdicts)
        if self.pane.thread == found.thread:
            self.pane.set_notes(found.notes, found.codes)
        else:
            self.pane.show(found.thread, found.notes, found.codes, self.pane.place())
            self.find_meant()

    def _on_change(self, change: Change) -> None:
        """Notes are shown as the change tells them; whatever else it touches is read anew."""
        if self.pane.view is None or not all(isinstance(record, Note | Tag) for record, _ in change.outcome):
            self.reload()
            return
        changes = {record.id: after for record, after in change.outcome if isinstance(record, Note)}
        self.pane.change_notes({number: self._shown(note) for number, note in changes.items()})

    def _shown(self, note: Record | None) -> Note | None:
        """A note that is on what is shown."""
        if not isinstance(note, Note) or self.pane.view is None:
            return None
        here, debates = self.pane.view.page.places, self.pane.view.page.thread.reading.debates
        on = any(q.span.speech in here for q in note.quotes) or any(note.debate == debate.id for debate in debates)
        return note if on else None

    # The status line

    def say(self, words: str) -> None:
        self._said, self._said_at = words, monotonic()
        self._show_state()

    def _show_state(self) -> None:
        """Whether everything is on the disk, and after it what was said last, or a newcomer's next key."""
        desk = self.box.desk
        state = "not saved" if desk.trouble else "saving" if desk.saving else "saved"
        state = "  ·  ".join(filter(None, (state, self.box.sticky_words)))
        why = f"not saved: {desk.trouble}" if desk.trouble and desk.trouble not in self._said else ""
        self.pane.tell(state, ". ".join(filter(None, (self._said, why))) or tip(READER, self.box.used))

    def show_hint(self, choices: Sequence[tuple[str, str]]) -> None:
        self.pane.hint = tuple(choices)

    # The place

    @on(ReadingPane.Moved)
    def _moved(self) -> None:
        """Whoever reads on has read what was said."""
        self._unkept = True
        if self._said and monotonic() - self._said_at > READ_SECONDS:
            self.say("")

    def _rest(self) -> None:
        """The caret rests: say whether all is saved, and keep the place, which is no change and told of only where it
        takes long."""
        self._show_state()
        self._keep_place()

    def _keep_place(self) -> None:
        if self._unkept and self.pane.thread is not None:
            reading, place = self.pane.thread.reading, self.pane.place()
            self._unkept = False
            self.box.desk.keep(lambda library: library.keep_place_in(reading, place, now=now()))

    def keep_now(self) -> None:
        self._keep_place()

    def action_close(self) -> None:
        self._keep_place()
        self.dismiss()

    # Finding words

    def action_find(self) -> None:
        box = self.query_one("#find", Input)
        box.display = True
        self.set_focus(box)

    @on(Input.Changed, "#find")
    @background
    async def _finding(self, event: Input.Changed) -> None:
        """At once in a debate of usual length; a long one is looked through beside the screen."""
        self.pane.hits_go_on = False
        text, thread = event.value, self.pane.thread
        hits = 0
        if len(text.strip()) > 1 and thread is not None:
            if sum(len(speech.text) for speech in thread.speeches) < AT_ONCE:
                hits = self.pane.search(text)
            else:
                spans = await asyncio.to_thread(find, thread.speeches, text)
                hits = self.pane.found(text, spans) if thread is self.pane.thread else 0
        self.say(f"{hits} hit{'s' if hits != 1 else ''}" if text.strip() else "")

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self._leave_find()

    def key_escape(self) -> None:
        if self.query_one("#find").display:
            self.query_one("#find", Input).value = ""
            self._leave_find()

    def _leave_find(self) -> None:
        self.query_one("#find").display = False
        self.set_focus(self.pane)
