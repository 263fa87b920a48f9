"""Files of notes, templates and exported Markdown of somebody else's, damaged and hostile: taken, or one sentence."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from store.errors import StoreError
from store.exports import jsonl, markdown, webannotation
from store.exports.bundle import Bundle
from store.exports.gathered import Export
from store.library import Library
from tests import oracle
from tests.figures import count
from tests.libraries import NOW
from tests.mutations import damaged
from tests.test_exports import annotate, filled, gathered
from tests.test_templates import made
from tui.cli.joining import read_notes

FUZZED = 1000
JOINED = 40
"""Of the bundles that came in damaged, so many are joined with a library."""
READERS: dict[str, tuple[Callable[[Export], str], Callable[[str, str], Bundle]]] = {
    "JSON Lines": (jsonl.write, jsonl.read),
    "web annotations": (webannotation.write, webannotation.read),
}


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    library = filled(tmp_path_factory.mktemp("notes") / "library.db")
    annotate(library)
    return gathered(library)


@pytest.mark.parametrize("form", READERS)
def test_damaged_files_of_notes_come_in_or_end_in_a_sentence(export: Export, tmp_path: Path, form: str) -> None:
    write, read = READERS[form]
    whole = write(export).encode()
    came: list[Bundle] = []
    for data in damaged(whole, FUZZED):
        with contextlib.suppress(StoreError, UnicodeDecodeError):
            came.append(read(data.decode(), "notes"))
    assert len(came) > FUZZED / 20
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        for bundle in came[:: max(1, len(came) // JOINED)]:
            with contextlib.suppress(StoreError):
                library.join(bundle, now=NOW, author="B")
    oracle.sound(path)
    count(f"fuzzed files of notes, {form}", FUZZED)


HEAD = '{"dispatchbox": "notes", "version": 1}\n'
NOTE = '{"note": {"id": "n", "debate": 1, "scope": "speech", "quotes": []}}'


@pytest.mark.parametrize(
    "text",
    [
        '{"dispatchbox": "notes", ',
        '{"dispatchbox": "notes", "version": "x"}',
        '{"dispatchbox": "notes", "version": 1e400}',
        '{"dispatchbox": "notes", "version": 99}',
        HEAD + "[" * 100_000,
        HEAD + "[]\n7\nnull\n" + NOTE,
        HEAD + '{"note": 7}\n{"debate": "x", "keys": []}\n{"speech": -1, "keys": null}\n{"tag": []}\n{"code": 1e999}',
        HEAD + '{"debate": 99999999999999999999, "keys": ["a", "b", "2031-05-05", "x", "y"]}',
        HEAD + '{"note": {"id": "\\ud800", "debate": 203105050000, "scope": "debate", "quotes": [], "body": "b"}}',
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "dispatchbox:keys": []}',
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "dispatchbox:keys": {"debates": [], "tags": 7}, "items": 3}',
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "items": [7, {"dispatchbox:note": 7}, {"body": "x"}]}',
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "items": [{"dispatchbox:note": {}, "body": ["x"]}]}',
        '{"@context": "http://www.w3.org/ns/anno.jsonld", "first": {"items": ' + "[" * 100_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_hostile_files_of_notes_bring_nothing(tmp_path: Path, text: str) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        with contextlib.suppress(StoreError):
            done = library.join(read_notes(str(file))[1], now=NOW, author="B")
            assert done.new == 0
        assert library.note_count() == 0
    oracle.sound(path)


def test_a_note_may_hold_every_sign_that_ends_a_line(export: Export) -> None:
    lines = jsonl.write(export).replace("Harbour dues", "Harbour\\u2028\x85\u2028\\u0085dues")
    assert len(jsonl.read(lines, "notes").notes) == len(export.items)


def test_damaged_markdown_is_written_over_only_where_it_is_ours(export: Export) -> None:
    """Whatever has become of the file, no word that is not ours is lost from it."""
    mine = "My own words, which stay.\n"
    whole = markdown.write(export).replace("\n\n##", f"\n\n{mine}\n##", 1) + mine
    for data in damaged(whole.encode(), 100):
        before = data.decode(errors="replace")
        with contextlib.suppress(StoreError):
            after = markdown.rewrite(export, before).text
            assert after.count(mine) >= before.count(mine)
    count("fuzzed Markdown exports", 100)


TEMPLATE = "{{ speaker }}, {{ title | upper }}{% if column %}, col. {{ column }}{% endif %} ({{ date }})"
EVIL = {
    "attribute": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "function": "{{ cite.__globals__ }}",
    "init": "{{ self.__init__.__globals__ }}",
    "format": "{{ '{0.__class__.__mro__}'.format(1) }}",
    "import": "{% import 'os' as os %}{{ os }}",
    "include": "{% include '/etc/passwd' %}",
    "extends": "{% extends '/etc/passwd' %}",
    "power": "{{ 9 ** 9 ** 9 ** 9 }}",
    "times": "{{ 'x' * 10 ** 8 * 99 }}",
    "range": "{% for x in range(999999999) %}x{% endfor %}",
    "deep": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "nested": "{% for a in 'b' %}" * 60 + "{% endfor %}" * 60,
    "itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "wide": "{{ 1" + "0" * 5000 + " }}",
    "unpack": "{% set a, b = 1 %}",
}


@pytest.mark.parametrize("name", EVIL)
def test_a_template_does_nothing_but_write(export: Export, name: str) -> None:
    for render in (made, lambda text: markdown.rewrite(export, "", text).text):
        text = ""
        with contextlib.suppress(StoreError):
            text = render(EVIL[name])
        assert "class" not in text
        assert "module" not in text
        assert "root:" not in text
        assert len(text) < 10_000


def test_damaged_templates_are_filled_in_or_end_in_a_sentence(export: Export) -> None:
    for number, data in enumerate(damaged(TEMPLATE.encode(), FUZZED)):
        text = data.decode(errors="replace")
        with contextlib.suppress(StoreError):
            made(text)
        if number % 10 == 0:
            with contextlib.suppress(StoreError):
                markdown.rewrite(export, "", text)
    count("fuzzed templates", FUZZED)
