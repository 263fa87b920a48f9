"""Each cell of the bar beside the text shows the turn that takes most of its rows."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.test_page import pages
from tui.layout.page import Page
from tui.widgets.paint_bar import FAINT, _line, bar


def most(page: Page, first: int, last: int) -> tuple[str, str]:
    """Row by row: the earliest of those turns with most of the rows; the rows of the heading are nobody's."""
    counted = Counter(place for row in range(first, max(last, first + 1)) if (place := page.place_at(row)) >= 0)
    return _line(page.speeches[counted.most_common(1)[0][0]]) if counted else (FAINT, "bar")


@given(pages(), st.integers(1, 60))
def test_a_cell_is_of_whoever_takes_most_of_it(page: Page, height: int) -> None:
    rows = len(page)
    height = min(height, rows)
    cells = bar(page, height, [], [])
    expected = [most(page, cell * rows // height, (cell + 1) * rows // height) for cell in range(height)]
    assert [(cell.glyph, cell.look) for cell in cells] == expected
