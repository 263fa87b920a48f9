"""Drafts over any sequence of typing, saving, leaving, killing and starting anew: what was typed is there but for the
last moment, and what was saved never comes back as a draft."""

from __future__ import annotations

import random
import shutil
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from store.library import Library
from tests import oracle
from tests.figures import count
from tests.test_app import library, press, running, settled  # noqa: F401 - a fixture
from tests.test_bringing import until
from tui.screens.drafts import last_draft
from tui.screens.note import DRAFT_SECONDS, NoteScreen

ACTS, LONG_ACTS = 30, 400


class Writer:
    """Somebody who writes notes on the speeches of one debate; the model is what each speech's note and draft say."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path, self.chance = path, chance
        self.bodies: dict[int, str] = {}
        self.drafts: dict[int, str] = {}
        self.at: int | None = None
        """The speech whose box is open."""
        self.typed = 0
        self.images = 0

    async def act(self, pilot: Pilot[None]) -> None:
        if self.at is None:
            await self.open(pilot)
        else:
            await self.chance.choice([self.type, self.type, self.save, self.leave, self.discard])(pilot)
        self.killed_now()

    @property
    def body(self) -> str:
        return self.bodies.get(self.at, "") if self.at is not None else ""

    async def open(self, pilot: Pilot[None]) -> None:
        self.at = self.chance.randrange(3)
        await press(pilot, "g", "g", *("j" * self.at), "a")
        assert isinstance(pilot.app.screen, NoteScreen)
        assert self.area(pilot).text == self.drafts.get(self.at, self.body)

    def area(self, pilot: Pilot[None]) -> TextArea:
        return pilot.app.screen.query_one(TextArea)

    async def type(self, pilot: Pilot[None]) -> None:
        """Letters one by one; the program killed after any of them has the draft up to a letter, and soon all of it."""
        assert self.at is not None
        area = self.area(pilot)
        area.move_cursor(area.document.end)
        for _ in range(self.chance.randint(1, 5)):
            self.typed += 1
            before = area.text
            await pilot.press(*self.chance.choice(["x", "y", "zz"]), *str(self.typed))
            assert area.text.startswith(before)
            found = self.kept()
            assert area.text.startswith(found) or found == self.drafts.get(self.at, ""), (found, area.text)
        await until(pilot, lambda: self.kept() == area.text)
        self.drafts[self.at] = area.text

    async def save(self, pilot: Pilot[None]) -> None:
        assert self.at is not None
        text = self.area(pilot).text
        if not text.strip():
            return
        await press(pilot, "ctrl+s")
        assert not isinstance(pilot.app.screen, NoteScreen)
        self.bodies[self.at] = text.strip()
        self.drafts.pop(self.at, None)
        self.at = None

    async def leave(self, pilot: Pilot[None]) -> None:
        assert self.at is not None
        text = self.area(pilot).text
        await press(pilot, "escape")
        if text == self.body:
            self.drafts.pop(self.at, None)
        self.at = None

    async def discard(self, pilot: Pilot[None]) -> None:
        """Everything that was typed is taken away again."""
        self.area(pilot).text = self.body
        await settled(pilot)
        await self.leave(pilot)

    def kept(self) -> str:
        """The draft of the open box that is on the disk."""
        with Library.open(self.image()) as killed:
            texts = {text for _, text, _ in killed.drafts()} - {t for at, t in self.drafts.items() if at != self.at}
        return max(texts, key=len, default="")

    def killed_now(self) -> None:
        """What a program finds that starts after this one was killed."""
        path = self.image()
        with Library.open(path) as killed:
            assert sorted(text for _, text, _ in killed.drafts()) == sorted(self.drafts.values())
            notes = [note.body for row in killed.shelf() for note in killed.notes(row.id)]
            assert sorted(notes) == sorted(self.bodies.values())
            assert (last_draft(killed) is not None) == bool(set(self.drafts.values()) - set(self.bodies.values()))
        count("moments of drafts at which the program was killed")

    def image(self) -> Path:
        """The files as a kill leaves them."""
        folder = self.path.parent / "image"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        for path in self.path.parent.glob(f"{self.path.stem}*"):
            if path.is_file() and not path.name.endswith("-shm"):
                shutil.copy(path, folder)
        return folder / self.path.name


async def written(path: Path, acts: int, seed: int) -> None:
    chance = random.Random(seed)
    writer = Writer(path, chance)
    done = 0
    while done < acts:
        async with AsyncExitStack() as stack:
            pilot = await stack.enter_async_context(running(writer.path, size=(120, 40)))
            await press(pilot, "enter")
            for _ in range(chance.randint(5, 20)):
                await writer.act(pilot)
                done += 1
            if writer.at is not None and chance.random() < 0.5:
                await writer.leave(pilot)
            found = path.parent / f"after {done}"
            shutil.copytree(writer.image().parent, found)
        writer.path, writer.at = found / path.name, None
        oracle.sound(writer.path)


@pytest.mark.parametrize("seed", [1])
async def test_drafts(library: Path, seed: int) -> None:  # noqa: F811
    assert DRAFT_SECONDS <= 0.3
    await written(library, ACTS, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 15))
async def test_drafts_for_long(library: Path, seed: int) -> None:  # noqa: F811
    await written(library, LONG_ACTS, seed)
