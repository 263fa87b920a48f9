"""The versions of a speech: what was printed before, word by word against what is printed now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from store.model import Version
from tui.background import background
from tui.screens.base import View

if TYPE_CHECKING:
    from tui.widgets.reading_pane import ReadingPane


def differences(old: str, new: str) -> Content:
    """One text of both: words that went struck through, words that came underlined."""
    from store.identity import word_changes  # read when versions are first compared

    pieces: list[Content | str] = []
    for was, becomes in word_changes(old, new):
        if was == becomes:
            pieces.append(was)
            continue
        pieces += [Content.styled(was, "strike $text-error")] if was else []
        pieces += [Content.styled(becomes, "underline bold $text-success")] if becomes else []
    return Content.assemble(*pieces)


class VersionsScreen(ModalScreen[None]):
    """Each older wording against the one that took its place, the newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space", "dismiss", "Close", id="versions.close", tooltip="Close this box"),
        Binding("j,down", "scroll(1)", "Down", id="versions.down", tooltip="One line down"),
        Binding("k,up", "scroll(-1)", "Up", id="versions.up", tooltip="One line up"),
    ]

    def __init__(self, versions: Sequence[Version], text: str) -> None:
        super().__init__()
        self._versions, self._text = versions, text

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="report-box", can_focus=False):
            yield Static(Content("Versions of this speech"), classes="ask-title")
            later = self._text
            for version in reversed(self._versions):
                head = f"until {version.replaced[:10]}: {version.source.name}"
                yield Static(Content(head), classes="facts-name")
                yield Static(differences(version.text, later), classes="versions-text")
                later = version.text
            keys = "struck: was printed   underlined: took its place   Esc closes"
            yield Static(Content(keys), classes="ask-keys")

    def action_scroll(self, lines: int) -> None:
        self.query_one(".report-box").scroll_relative(y=lines, animate=False)


class Versioned(View):
    """The key of a view with a reading pane that shows what a speech said before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g V", "versions", "versions", id="go.versions", tooltip="What this speech said in earlier editions"),
    ]

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

    @background
    async def action_versions(self) -> None:
        thread, number = self.pane.thread, self.pane.caret.speech
        if thread is None:
            return
        found = await self.box.desk(lambda library: library.versions(number))
        debate = thread.debate_of(number)
        said = debate.speeches if debate else ()
        text = next((speech.text for speech in said if speech.id == number), "")
        if found:
            self.app.push_screen(VersionsScreen(found, text))
        else:
            self.say("this speech has one version")
