"""What an import would bring in, told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from store.coming import Coming, together
from store.importers.options import Options
from store.intake import FileReport, Item, look_into
from store.parsed import ParsedDebate


def preview(
    items: Iterable[Item], options: Options, holds: Callable[[ParsedDebate], bool]
) -> Iterator[tuple[FileReport, tuple[Coming, ...]]]:
    """Parse each source and count what it holds; `holds` says whether a debate is there already."""
    for item in items:
        report, imported = look_into(item, options)
        debates = imported.parsed.debates if imported else ()
        speeches = sum(len(debate.remarks) for debate in debates)
        yield replace(report, speeches=speeches), together(_coming(debate, holds) for debate in debates)


def _coming(debate: ParsedDebate, holds: Callable[[ParsedDebate], bool]) -> Coming:
    return Coming(debate.house, debate.date, debate.date, 1, len(debate.remarks), int(holds(debate)))
