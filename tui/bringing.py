"""The part of the app that brings files in: asks first where there are many, says how it goes, can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.background import writing
from tui.ending import Orderly
from tui.keys import face
from tui.screens.base import View

if TYPE_CHECKING:
    from tui.app import Start
    from tui.beside import Beside


class Bringing(Orderly):
    """An app with a library into which debates come beside the reader."""

    began: Start

    def __init__(self) -> None:
        super().__init__()
        self.intakes: list[Beside] = []
        """The imports and fetches that are going on."""
        self.left_out: list[str] = []
        """What the last one left out, line by line."""

    def bring_in(self, paths: Sequence[str], text: str | None = None, house: str | None = None) -> None:
        """Import files or a pasted page; of many files it is first told what they hold."""
        from tui.intake import many  # read when something is first brought in

        if text is not None or not many(paths):
            self.take_in(paths, text, house)
            return
        from tui.intake import Intake
        from tui.screens.preview import PreviewScreen

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.take_in(paths, None, house)

        self.push_screen(PreviewScreen(Intake(self.began.library, paths, None, house, dry=True)), answered)

    @writing
    async def take_in(self, paths: Sequence[str], text: str | None = None, house: str | None = None) -> None:
        """Import beside the reader, then show what came in."""
        from tui.intake import Intake

        self.say("bringing it in …")
        await self._carry_in(Intake(self.began.library, paths, text, house))

    def action_fetch(self, value: str = "") -> None:
        """Ask what to fetch; `value` is an address that is known already."""
        from store.addresses import Bases  # these two are read when something is first fetched
        from tui.screens.fetching import FetchScreen

        def answered(named: tuple[str, str | None] | None) -> None:
            if named:
                self.fetch(*named)

        config = self.began.config
        self.push_screen(FetchScreen(Bases(config.hansard_api, config.theyworkforyou_xml), value), answered)

    @writing
    async def fetch(self, what: str, house: str | None = None) -> None:
        """Fetch beside the reader, then show what came in."""
        from tui.intake import Fetching

        self.say("fetching …")
        await self._carry_in(Fetching(self.began.library, what, house))

    async def _carry_in(self, intake: Beside) -> None:
        from tui.intake import details, left_out, summary

        self.intakes.append(intake)
        try:
            report = await intake.run(self._say_progress)
        finally:
            self.intakes.remove(intake)
        files = report["files"]
        for screen in self.screen_stack:
            if isinstance(screen, View):
                screen.came_in(files)
        self.left_out = left_out(files)
        said = f"{'stopped; ' if report['stopped'] else ''}{summary(files)}"
        self.say(said)
        if (lines := details(files)) and lines != [said]:
            self.show_lines(said, lines)

    def _say_progress(self, line: str) -> None:
        keys = [key for key, active in self.screen.active_bindings.items() if active.binding.id == "app.stop"]
        self.say(f"{line}{f'   {face(keys[0])} stops' if keys else ''}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is only something to stop while something comes in."""
        return bool(self.intakes) if action == "stop" else super().check_action(action, parameters)

    def action_stop(self) -> None:
        self.say("stopping when the file in hand is in …")
        for intake in self.intakes:
            intake.cancel()

    def action_left_out(self) -> None:
        self.show_lines("Left out by the last import", self.left_out or ["nothing was left out"])

    def say(self, words: str) -> None:
        """A sentence in the status line."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, View):
                screen.say(words)
                return

    def show_lines(self, title: str, lines: Sequence[str | tuple[str, str]]) -> None:
        """Sentences, or facts and their names, in a box of their own."""
        from tui.screens.report import ReportScreen  # read when first needed

        self.push_screen(ReportScreen(title, lines))
