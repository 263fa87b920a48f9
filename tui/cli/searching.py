"""`dispatchbox search`: speeches by their words and fields, as text, JSON, CSV, JSON Lines or Markdown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.output import counted, opened, say, say_json, tell

if TYPE_CHECKING:
    from store.library import Library
    from store.search import Query
    from store.search.found import Found

FORMATS = ("text", "json", "csv", "jsonl", "markdown")


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="So many speeches at most.")
@click.option("--order", type=click.Choice(["date", "relevance"]), default="date", show_default=True)
@click.option("--like", "like", type=int, metavar="SPEECH", help="Speeches that say nearly the same, earlier or later.")
@click.pass_obj
@click.pass_context
def search_command(
    ctx: click.Context,
    library: Path,
    query: tuple[str, ...],
    as_json: bool,
    form: str,
    limit: int,
    order: str,
    like: int | None,
) -> None:
    """Find speeches; docs/search.md tells the language. Exits with 1 where nothing is found."""
    form = "json" if as_json else form
    with opened(library) as lib:
        if like is not None:
            from tui.cli.saying import said_before

            ctx.exit(said_before(lib, like, limit, form))
        ctx.exit(_search(lib, " ".join(query), limit, order, form))


def _search(lib: Library, text: str, limit: int, order: str, form: str) -> int:
    from store.errors import StoreError
    from store.search import Problem, parse
    from tui.clock import today

    asked = parse(text, today())
    if isinstance(asked, Problem):
        raise StoreError(asked.sentence)
    found = lib.search(asked, limit=limit, order=order)
    count = lib.count_exactly(asked) if len(found) == limit else len(found)
    if form == "json":
        say_json(_json(asked, found, count, order))
    elif form != "text":
        _export(asked, found, form)
    else:
        _print(lib, asked, found, count)
    return 0 if found else 1


def _json(asked: Query, found: tuple[Found, ...], count: int, order: str) -> dict[str, Any]:
    from store.hits import found_json

    read = {"query": asked.text, "read": asked.said, "order": order, "count": count, "exact": True}
    return read | {"hits": [found_json(each) for each in found]}


def _export(asked: Query, found: tuple[Found, ...], form: str) -> None:
    from store.hits import EXPORTS, as_markdown
    from store.sanitise import clean

    text = EXPORTS[form](found) if form in EXPORTS else as_markdown(found, asked.said)
    click.echo(clean(text), nl=False, file=sys.stdout)


def _print(lib: Library, asked: Query, found: tuple[Found, ...], count: int) -> None:
    from store.hits import snippet

    tell(f"{counted(count, 'speech')}: {asked.said}")
    advice = lib.advice(asked)
    for name, meant in advice.names.items():
        if len(meant) > 1:
            tell(f"“{name}” may be {', '.join(meant[:8])}{' …' if len(meant) > 8 else ''}")
    if advice.instead:
        tell(f"near it: {advice.instead}")
    for each in found:
        column = f", column {each.column}" if each.column else ""
        say(f"{each.date.isoformat()}  {each.title}  {each.speaker or 'Proceedings'}{column}  [{each.speech}]")
        say(f"    {snippet(each)}")
