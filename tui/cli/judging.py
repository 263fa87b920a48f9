"""`dispatchbox verdict` and `dispatchbox promises`: what answers are judged to be, and what is promised in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import NotFoundError, StoreError
from tui.cli.output import counted, opened, say, say_csv, say_json

if TYPE_CHECKING:
    from store.library import Library
    from store.promises import Promise
    from store.verdicts import Judged


@click.command("verdict")
@click.argument("speech", required=False, type=int)
@click.argument("grade", required=False)
@click.option("--note", default="", help="Why, in a few words.")
@click.option("--remove", is_flag=True, help="Take the verdict on SPEECH away.")
@click.option("--by", "way", type=click.Choice(["minister", "topic", "month"]), help="Count them together.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.pass_obj
def verdict_command(
    library: Path, speech: int | None, grade: str | None, note: str, remove: bool, way: str | None, form: str | None
) -> None:
    """Judge the answer SPEECH as GRADE, or list the verdicts: every one, or counted by minister, topic or month."""
    from tui.config import read_config
    from tui.files import config_file

    config = read_config(config_file(os.environ))
    with opened(library) as lib:
        if speech is not None:
            _judge(lib, speech, "" if remove else grade or "", note, config.verdicts, config.author)
            return
        rows = lib.judged()
    if not rows:
        _nothing(form, "no verdicts yet; A in the reader judges an answer")
    elif way:
        _tallied(rows, way, form, config.verdicts)
    else:
        _listed(rows, form)


def _judge(lib: Library, speech: int, grade: str, note: str, grades: Mapping[str, str], author: str) -> None:
    from store.model import SpeechId
    from store.records import Verdict
    from store.verdicts import answers_at, judge, withdraw
    from tui.clock import now

    number, _ = lib.speech(SpeechId(speech))
    debate, there = lib.debate(number), lib.verdicts(number)
    answers = answers_at(debate, SpeechId(speech))
    if not answers:
        raise StoreError(f"{speech} is no answer and no question that was answered; a verdict is on an answer")
    name = next((name for name, letter in grades.items() if grade in (name, letter)), "")
    if grade and not name:
        told = ", ".join(f"{name} ({letter})" for name, letter in grades.items())
        raise StoreError(f"there is no verdict “{grade}”; there are {told}")
    at = now()
    change = judge(debate, there, answers, Verdict(answers[0], name, note, author, at)) if name else None
    if not name:
        change = withdraw(debate, there, answers)
    if change is None:
        say("nothing to change")
    else:
        say(lib.apply(change, now=at).words)


def _nothing(form: str | None, words: str) -> None:
    if form == "json":
        say_json([])
    elif form is None:
        say(words)
    sys.exit(1)


def _listed(rows: Sequence[Judged], form: str | None) -> None:
    from store.verdicts import COLUMNS, table

    if form == "csv":
        say_csv(table(rows))
    elif form == "json":
        say_json([dict(zip(COLUMNS, row, strict=True)) for row in list(table(rows))[1:]])
    else:
        for row in rows:
            note = f": {row.verdict.note}" if row.verdict.note else ""
            say(f"{row.date}  {row.minister}, {row.title}: {row.verdict.verdict}{note}  [{row.verdict.speech}]")


def _tallied(rows: Sequence[Judged], way: str, form: str | None, grades: Mapping[str, str]) -> None:
    from store.verdicts import tally_table

    table = list(tally_table(rows, way, grades))
    if form == "csv":
        say_csv(table)
    elif form == "json":
        say_json([dict(zip(table[0], row, strict=True)) for row in table[1:]])
    else:
        for name, *counts in table[1:]:
            told = ", ".join(f"{grade} {n}" for grade, n in zip(table[0][1:-1], counts, strict=False) if n != "0")
            say(f"{name}: {told}; {counted(int(counts[-1]), 'verdict')}")


@click.command("promises")
@click.option(
    "--state",
    type=click.Choice(["open", "closed", "dismissed", "all"]),
    default="open",
    help="Which of them; open ones.",
)
@click.option("--dismiss", metavar="KEY", help="Say that a promise is none.")
@click.option("--close", "closing", metavar="KEY", help="Say that a promise was kept.")
@click.option("--with", "by", type=int, metavar="SPEECH", help="The contribution that kept it.")
@click.option("--reopen", "again", metavar="KEY", help="Take back what was said of a promise.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.pass_obj
def promises_command(
    library: Path, state: str, dismiss: str | None, closing: str | None, by: int | None, again: str | None,
    form: str | None,
) -> None:  # fmt: skip
    """List what ministers promised in their answers, newest first, with how long each has been open."""
    with opened(library) as lib:
        look_through(lib)
        if key := dismiss or closing or again:
            _say_of(lib, key, "dismiss" if dismiss else "close" if closing else "reopen", by)
            return
        found = lib.promises(state="" if state == "open" else state)
    if not found:
        _nothing(form, f"no promises are {state}" if state != "all" else "no answer in the library promises anything")
    _print(found, form)


def _print(found: Sequence[Promise], form: str | None) -> None:
    from store.promise_rules import told
    from store.promises import COLUMNS, table
    from tui.clock import today

    if form == "csv":
        say_csv(table(found, today()))
    elif form == "json":
        keys: list[dict[str, Any]] = [{"key": each.key} for each in found]
        rows = list(table(found, today()))[1:]
        say_json([key | dict(zip(COLUMNS, row, strict=True)) for key, row in zip(keys, rows, strict=True)])
    else:
        for each in found:
            to = f" to {each.to}" if each.to else ""
            days = counted(each.days(today()), "day")
            say(f"{each.date}  {each.who}{to}: {' '.join(each.sentence.split())}")
            say(f"            {told(each.rules)}; {each.state or 'open'} {days}; {each.title}  [{each.key}]")


def look_through(lib: Library) -> None:
    """Look for promises wherever something has come in since the last time."""
    from store.promises import DAYS

    days = lib.promise_days()
    for start in range(0, len(days), DAYS):
        lib.look_for_promises(days[start : start + DAYS])


def _say_of(lib: Library, key: str, what: str, by: int | None) -> None:
    from store.model import SpeechId
    from store.promises import close, dismiss, reopen
    from tui.clock import now

    speech = key.partition(".")[0]
    known = lib.promises_of(SpeechId(int(speech))) if speech.isascii() and speech.isdigit() else ()
    promise = next((each for each in known if each.key == key), None)
    if promise is None:
        raise NotFoundError(f"no promise has the key {key}; `dispatchbox promises` shows them")
    if by is not None:
        lib.speech(SpeechId(by))
    at = now()
    if what == "close":
        change = close(promise, SpeechId(by) if by is not None else None, at)
    else:
        change = dismiss(promise, at) if what == "dismiss" else reopen(promise)
    say("nothing to change" if change is None else lib.apply(change, now=at).words)
