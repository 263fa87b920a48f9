"""`dispatchbox cite`: a finished citation, or a quotation with it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tui.cli.output import opened, say


@click.command("cite")
@click.argument("speech", type=int)
@click.option(
    "--style", default="parliament", show_default=True, help="A style of docs/citations.md, or a template of your own."
)
@click.option("--format", "form", default="text", show_default=True, help="text, markdown, html, bibtex, ris or json.")
@click.option("--quote", "words", metavar="TEXT", help="Words of the speech to quote; they must be there exactly.")
@click.pass_obj
def cite_command(library: Path, speech: int, style: str, form: str, words: str | None) -> None:
    """Cite a speech, named by its number."""
    from store.copies import Choice, citation, found_words, quoted, whole
    from store.model import SpeechId
    from tui.clock import today
    from tui.templates import style_named

    chosen = style_named(style, os.environ)

    with opened(library) as lib:
        debate_id, found = lib.speech(SpeechId(speech))
        debate = lib.debate(debate_id)
    if words is None:
        made = citation(Choice(debate, (whole(found),), today()), chosen, form)
    else:
        made = quoted(Choice(debate, (found_words(found, words),), today()), chosen, form)
    say(made.text)
    if made.lacks:
        click.echo(f"dispatchbox: the source gives no {' and no '.join(made.lacks)}", err=True)
