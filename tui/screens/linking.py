"""Links of a speech, and the programs that its words are given to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.screens.base import View

if TYPE_CHECKING:
    from store.links import Link
    from tui.widgets.reading_pane import ReadingPane


class Piping(View):
    """A view whose words or lines may be given to a program."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("vertical_line", "pipe", "Pipe", id="view.pipe", tooltip="Give what is chosen or listed to a command"),
    ]

    def piped(self) -> str:
        """What the command is given."""
        return ""

    def action_pipe(self) -> None:
        self.pipe(self.piped())

    def pipe(self, text: str) -> None:
        """Ask for the program that is given this."""
        from tui.screens.ask import AskScreen  # read when first asked for

        if not text.strip():
            self.say("there is nothing here to pipe")
            return
        lines = text.count("\n") + 1
        counted = f"{lines} lines" if lines > 1 else "one line"

        def run(command: str | None) -> None:
            if command:
                self.box.pipe(text, command)

        keys = "a program and its words, as in: wc -w   (no shell)   Enter runs it   Esc leaves"
        self.app.push_screen(AskScreen(f"Pipe {counted} to", self.box.piped_last, keys), run)


class Linking(Piping):
    """The keys of a view with a reading pane that lead out to the web."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "browse", "Source", id="go.browse", tooltip="Open the speech in the browser"),
        Binding("O", "links", "Links", id="go.address", tooltip="Every link of this speech, and to the very words"),
    ]

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

    def links(self) -> tuple[Link, ...]:
        """Those of the words chosen, else of the speech at the caret."""
        from store.links import links

        shown = self.pane.thread
        if shown is None:
            return ()
        spans = self.pane.selection
        where = spans[0].speech if spans else self.pane.caret.speech
        debate = shown.debate_of(where) or shown.debate
        speech = next((speech for speech in debate.speeches if speech.id == where), None)
        words = speech.text[spans[0].start : spans[0].end].strip() if spans and speech else ""
        return links(debate, speech, words)

    def action_browse(self) -> None:
        found = self.links()
        self.box.open_link(found[0].url if found else "")

    def action_links(self) -> None:
        from tui.screens.links import LinksScreen  # read when first asked for

        found = self.links()
        if found:
            self.app.push_screen(LinksScreen(found))
        else:
            self.say("the source of this debate gave no link")

    def piped(self) -> str:
        """The words chosen, else the marked speeches, else the speech at the caret; of several each after its name."""
        shown = self.pane.thread
        if shown is None:
            return ""
        spans = {span.speech: span for span in self.pane.selection}
        chosen = set(spans) or set(self.pane.marked) or {self.pane.caret.speech}
        speeches = [speech for speech in shown.speeches if speech.id in chosen]
        texts = [
            speech.text[spans[speech.id].start : spans[speech.id].end] if speech.id in spans else speech.text
            for speech in speeches
        ]
        if len(speeches) == 1:
            return texts[0]
        named = zip(speeches, texts, strict=True)
        return "\n\n".join(f"{speech.attribution}: {text}" if speech.attribution else text for speech, text in named)
