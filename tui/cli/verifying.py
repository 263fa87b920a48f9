"""`dispatchbox verify DRAFT`: each quotation of a draft against the library."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tui.cli.output import opened, say, say_json, tell


@click.command("verify")
@click.argument("draft", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json_", is_flag=True, help="The report as JSON.")
@click.option("--quiet", is_flag=True, help="Only what is wrong.")
@click.pass_obj
def verify_command(library: Path, draft: Path, as_json_: bool, quiet: bool) -> None:
    """Check the quotations of a draft in Markdown, plain text, HTML or Word (.docx).

    Exit code 1 where a quotation is altered, misattributed or not found.
    """
    from store.verifying import as_json, check, passages, quotations, told
    from store.verifying.drafts import kind_of
    from store.verifying.report import lines
    from tui.files import read_draft

    name, data = read_draft(draft)
    found = quotations(passages(name, data))
    with opened(library) as lib:
        verdicts = [verdict for quotation in found if (verdict := check(lib, quotation)) is not None]
    wrong = [verdict for verdict in verdicts if not verdict.right]
    if as_json_:
        say_json(as_json(name, verdicts))
    else:
        unit = "paragraph" if kind_of(name, data) == "word" else "line"
        for line in lines(wrong if quiet else verdicts, unit):
            say(line)
        tell(f"{name}: {told(verdicts)}")
    sys.exit(1 if wrong else 0)
