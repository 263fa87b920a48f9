"""Templates of the reader's own: separators go with empty fields, mistakes are told with line and field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from store.citations import Reference
from store.errors import StoreError
from store.library import Library
from store.parsed import Parsed
from store.templates import FIELDS, Template
from tests.libraries import NOW, SOURCE, debate
from tui.cli import dispatchbox
from tui.templates import own_styles, style_named

DOC = Path(__file__).parent.parent / "docs" / "citations.md"
COMMONS = {
    "jurisdiction": "uk", "house": "commons", "date": "2024-03-05", "volume": 746, "col_start": 1283, "col_end": 1286,
    "title": "Harbours & Piers", "speaker": {"given": "Ada", "family": "Marlow"},
    "url": "https://hansard.example.org/a_b", "accessed": "2024-04-01",
}  # fmt: skip
LAW = "{{ speaker }}, ‘{{ title }}’, {{ deb }} {{ date }}, vol {{ volume }}, {{ col }} ({{ role }}) <{{ url }}>."


def made(source: str, form: str = "text", **changes: object) -> str:
    return Template("mine", source, "mine.txt", form).write(Reference.from_fields({**COMMONS, **changes}))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Ada Marlow, ‘Harbours & Piers’, HC Deb 5 March 2024, vol 746, cols 1283–86 "
             "<https://hansard.example.org/a_b>."),
        ({"speaker": None}, "‘Harbours & Piers’, HC Deb 5 March 2024, vol 746, cols 1283–86 "
                            "<https://hansard.example.org/a_b>."),
        ({"title": None, "url": None}, "Ada Marlow, HC Deb 5 March 2024, vol 746, cols 1283–86."),
        ({"volume": None, "url": None}, "Ada Marlow, ‘Harbours & Piers’, HC Deb 5 March 2024, cols 1283–86."),
        ({"col_start": None, "col_end": None, "url": None},
         "Ada Marlow, ‘Harbours & Piers’, HC Deb 5 March 2024, vol 746."),
        ({"volume": None, "col_start": None, "col_end": None, "url": None, "speaker": None, "title": None},
         "HC Deb 5 March 2024."),
        ({"speaker": {"display": "Lord Ash", "role": "Lord Privy Seal"}, "url": None},
         "Lord Ash, ‘Harbours & Piers’, HC Deb 5 March 2024, vol 746, cols 1283–86 (Lord Privy Seal)."),
    ],
)  # fmt: skip
def test_a_separator_goes_with_its_field(changes: dict[str, object], expected: str) -> None:
    assert made(LAW, **changes) == expected


@pytest.mark.parametrize(
    ("source", "changes", "expected"),
    [
        ("{{ deb }} {{ date }} vol {{ volume }} c{{ columns_short }}", {"volume": None}, "HC Deb 5 March 2024 c1283-6"),
        ("{{ title }}. {{ house_name }}. {{ role }}.", {}, "Harbours & Piers. House of Commons."),
        ("{{ speaker_initials }} ({{ year }}) {{ title }} [{{ role }}]", {"date": None}, "Marlow, A. Harbours & Piers"),
        ("{{ title }}\nvol {{ volume }}\n{{ deb }}", {"volume": None}, "Harbours & Piers\nHC Deb"),
        ("{{ title | upper }}{% if volume %}, volume {{ volume }}{% endif %}", {"volume": None}, "HARBOURS & PIERS"),
        ("{% for part in [title, volume, col] if part %}{{ part }}{% if not loop.last %} / {% endif %}{% endfor %}", {},
         "Harbours & Piers / 746 / cols 1283–86"),
        ("{% macro b(x) %}[{{ x }}]{% endmacro %}{{ b(title) }} {{ cite('parliament') }}", {},
         "[Harbours & Piers] HC Deb 5 March 2024 vol 746 cc1283-6"),
    ],
)  # fmt: skip
def test_templates_are_jinja(source: str, changes: dict[str, object], expected: str) -> None:
    assert made(source, **changes) == expected


def test_fields_are_escaped_for_what_they_stand_in() -> None:
    title = "Crown *Estate* <Bill> & [Lords]"
    assert made("**{{ title }}** {{ url }}", "markdown", title=title) == (
        r"**Crown \*Estate\* \<Bill> & [Lords]** https://hansard.example.org/a_b"
    )
    assert made("<b>{{ title }}</b>", "html", title=title) == "<b>Crown *Estate* &lt;Bill&gt; &amp; [Lords]</b>"
    assert made("{{ title }}", title=title) == title


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("a\n{{ volumne }}", r"mine\.txt, line 2: there is no field “volumne”; did you mean volume"),
        ("{{ zzz }}", r"line 1: there is no field “zzz”; docs/citations\.md"),
        ("{{ title }}\n\n{% if %}", r"mine\.txt, line 3: "),
        ("{{ title.nothing }}", r"line 1: .*nothing"),
        ("{{ ''.__class__.__mro__ }}", r"line 1: .*__class__.* unsafe"),
        ("{{ title }}\n{{ 1 / 0 }}", r"line 2: division by zero"),
        ("{{ range(9) }}", r"no field “range”"),
        ("{% include '/etc/passwd' %}", r"mine\.txt, line 1"),
        ("{{ role }}", r"gives nothing"),
        ("{{ cite('oscolla') }}", r"no style “oscolla”"),
    ],
)
def test_a_mistake_is_a_sentence(source: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        made(source)


PARTS = st.dictionaries(st.sampled_from(["speaker", "title", "volume", "col_start", "url", "date"]), st.none())


@given(PARTS)
def test_no_separator_is_left_alone(gone: dict[str, None]) -> None:
    changes = gone | ({"col_end": None} if "col_start" in gone else {})
    text = made(LAW, **changes)
    assert not re.search(r", ,|,,|\(\)|‘’|<>|^[,. ]|[ ,]\.$|  |vol [,.<]|vol$", text), text


def test_every_field_is_documented() -> None:
    text = DOC.read_text(encoding="utf-8")
    for name, (_, told) in FIELDS.items():
        assert f"| `{name}` | {told} |" in text


def test_the_command_takes_them_from_the_folder_beside_the_config(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPATCHBOX_CONFIG", str(tmp_path / "config.toml"))
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "mine.txt").write_text("{{ speaker }}, {{ deb }} {{ date }}, vol {{ volume }}.\n", encoding="utf-8")
    (folder / "broken.md").write_text("x\n{{ speeker }}\n", encoding="utf-8")
    (folder / "notes.odt").write_text("{{ nothing }}", encoding="utf-8")
    with Library.open(tmp_path / "library.db") as library:
        library.add(Parsed((debate(),)), SOURCE, now=NOW)
        speech = library.debate(library.shelf()[0].id).speeches[1].id

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(dispatchbox, ["--library", str(tmp_path / "library.db"), "cite", str(speech), *words])
        return done.exit_code, done.output

    assert run("--style", "mine")[1].startswith("Osric Vane, HC Deb 5 May 2031.\n")
    assert run("--style", "mine", "--quote", "We are lowering them")[1].startswith(
        "‘We are lowering them’ (Osric Vane, HC Deb 5 May 2031)\n"
    )
    code, told = run("--style", "broken")
    assert code == 2
    assert f"{folder / 'broken.md'}, line 2: there is no field “speeker”; did you mean speaker" in told
    code, told = run("--style", "mien")
    assert (code, "mine" in told) == (2, True)
    assert sorted(own_styles({"DISPATCHBOX_CONFIG": str(tmp_path / "config.toml")})) == ["broken", "mine"]
    assert style_named("oscola", {}) == "oscola"
