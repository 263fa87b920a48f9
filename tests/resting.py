"""When an app under a Pilot rests. `conftest` lets every Pilot wait for this instead of for an idle processor.

Textual's own waiting sleeps a fiftieth of a second at the least, twice a key, and takes a processor that others use
for one that is busy. What an app waits for is known: its workers, what it asked of threads, what its loop has at hand
and what its screen has not painted.
"""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from textual._context import active_app
from textual.app import App, ScreenStackError
from textual.screen import Screen

CALM = 3
"""So many turns of the loop in a row must find nothing to do."""
LONGEST = 0.05
"""Seconds after which a Pilot goes on all the same: it may be there to press a key while something runs."""
PATIENCE = 60.0
"""Seconds that a key may take on a busy machine."""
SHORT, LONG = 0.0005, 0.01
"""Seconds between one look and the next while something runs, at first and at last."""

asked: set[Future[Any]] = set()
"""What threads have not answered."""


def remember(executor: ThreadPoolExecutor, /, *given: Any, **named: Any) -> Future[Any]:
    """`ThreadPoolExecutor.submit`, remembered."""
    answer = submit(executor, *given, **named)
    asked.add(answer)
    answer.add_done_callback(asked.discard)
    return answer


submit = ThreadPoolExecutor.submit


def unpainted(screen: Screen[Any]) -> bool:
    """Whether the screen would do something at its next sixtieth of a second."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def at_work(app: App[Any]) -> bool:
    """Whether a worker runs or a thread was asked."""
    return bool(asked) or any(not worker.is_finished for worker in app.workers)


async def idle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """In place of `textual._wait.wait_for_idle`."""
    await rest(LONGEST)


async def rest(longest: float = PATIENCE) -> None:
    """Wait until the app rests, but no longer than so many seconds."""
    loop: Any = asyncio.get_running_loop()
    app = active_app.get()
    end, calm, nap = loop.time() + longest, 0, SHORT
    while calm < CALM and loop.time() < end:
        if at_work(app):
            await asyncio.sleep(0 if loop._ready else nap)
            calm, nap = 0, min(1.5 * nap, LONG)
            continue
        await asyncio.sleep(0)
        if loop._ready:
            calm = 0
            continue
        calm, nap = calm + 1, SHORT
        if app._resize_timer is not None:  # a new size waits for a hundredth of a second
            calm = 0
            app._check_resize()
        with contextlib.suppress(ScreenStackError):
            if unpainted(app.screen) and app.screen.is_current:
                calm = 0
                app.screen._on_timer_update()
