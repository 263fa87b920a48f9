"""Work beside the screen."""

from __future__ import annotations

import gc
import warnings
from typing import Any

from textual.widget import Widget

from tui.background import background


class Ended(Widget):
    """A view of an app that ends before any worker begins."""

    def run_worker(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        """Forgotten, as by an app that a signal ends."""

    @background
    async def load(self) -> None:
        raise AssertionError


def test_work_that_never_begins_is_not_complained_of() -> None:
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        Ended().load()
        gc.collect()
    assert complaints == []
