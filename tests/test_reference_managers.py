"""Entries for reference managers, read back by parsers that are not ours: nothing is lost, and keys stay."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string
from pybtex.richtext import Text

from store.citations import Reference, cite
from tests.test_citations import COMMITTEE, COMMONS, LORDS, QUESTION, SCOTLAND, SENATE, STATEMENT, without

ODD = "Crown Estate Bill [Lords] & {Wales}: 50% of #1, £2 ~x^y_z \\ “q” – ’s"
REFERENCES = [
    COMMONS, LORDS, COMMITTEE, QUESTION, STATEMENT, SCOTLAND, SENATE, COMMONS | {"title": ODD},
    without(COMMONS, "speaker", "volume", "col_start", "col_end", "url"),
    COMMONS | {"section": "westminster_hall"}, LORDS | {"section": "written_answer"},
    COMMONS | {"speaker": {"given": "Marsha", "family": "de la Mare-Llŷn"}},
    COMMONS | {"speaker": {"given": "Ian", "family": "McNally"}}, COMMONS | {"speaker": {"display": "Madam Speaker"}},
    COMMONS | {"speaker": {"display": "Hywel"}}, COMMONS | {"speaker": {"display": "The Lord Bishop of Penmoor"}},
]  # fmt: skip


UNKNOWN = {"textbraceleft": ("\ue000", "{"), "textbraceright": ("\ue001", "}"), "textasciicircum": ("\ue002", "^")}


def plain_signs(text: str) -> bool:
    """Whether a text has words, and no two signs that LaTeX draws as one."""
    return bool(text.strip()) and not re.search(r",,|<<|>>", text)


def bibtex(fields: dict[str, Any], style: str = "oscola") -> tuple[str, Entry]:
    ((key, entry),) = parse_string(cite(Reference.from_fields(fields), style, "bibtex"), "bibtex").entries.items()
    return key, entry


def plain(latex: str) -> str:
    """The words as they are set. LaTeX prints a tie as a no-break space; three signs this parser does not know."""
    for sign, known in UNKNOWN.items():
        latex = latex.replace(f"{{\\{sign}}}", known[0])
    text = str(Text.from_latex(latex)).replace("\xa0", "~")
    for stand_in, sign in UNKNOWN.values():
        text = text.replace(stand_in, sign)
    return text


@pytest.mark.parametrize("fields", REFERENCES)
def test_bibtex_is_read_back(fields: dict[str, Any]) -> None:
    reference = Reference.from_fields(fields)
    _, entry = bibtex(fields)
    assert plain(entry.fields["note"]) == cite(reference, "oscola")
    assert plain(entry.fields.get("title", "")) == reference.title
    assert entry.fields.get("url", "") == reference.url
    assert reference.date is not None
    assert (entry.fields["year"], entry.fields["day"]) == (str(reference.date.year), str(reference.date.day))
    people = entry.persons.get("author", [])
    assert len(people) == (reference.speaker is not None)
    if reference.speaker:
        (person,) = people
        family = " ".join([*person.prelast_names, *person.last_names])
        expected = reference.speaker.full if reference.speaker.literal else reference.speaker.family
        assert plain(family) == expected


@pytest.mark.parametrize("fields", REFERENCES)
def test_biblatex_is_read_back_with_its_master_entry(fields: dict[str, Any]) -> None:
    reference = Reference.from_fields(fields)
    found = parse_string(cite(reference, "biblatex_oscola"), "bibtex").entries
    key, *masters = found
    entry = found[key]
    assert entry.type == "legal"
    assert entry.fields["entrysubtype"] == "parliamentary"
    assert plain(entry.fields["annotation"]).endswith(cite(reference, "oscola").partition(" <")[0])
    assert masters == ([entry.fields["crossref"]] if "crossref" in dict(entry.fields) else [])


@pytest.mark.parametrize("fields", REFERENCES)
def test_ris_is_read_back(fields: dict[str, Any]) -> None:
    reference = Reference.from_fields(fields)
    (entry,) = rispy.loads(cite(reference, "oscola", "ris"))
    assert entry["type_of_reference"] == "GOVDOC"
    assert entry.get("title", "") == reference.title
    assert entry["notes"] == [cite(reference, "oscola")]
    assert entry.get("authors", []) == ([reference.speaker.inverted()] if reference.speaker else [])
    assert entry.get("urls", []) == ([reference.url] if reference.url else [])
    first, last = reference.col_start, reference.col_end
    assert re.sub(r"\D", "", entry.get("start_page", "")) == (str(first.number) if first else reference.page)
    assert re.sub(r"\D", "", entry.get("end_page", "")) == (str(last.number) if last else "")


@pytest.mark.parametrize("fields", REFERENCES)
def test_csl_json_is_read_back(fields: dict[str, Any]) -> None:
    reference = Reference.from_fields(fields)
    text = cite(reference, "oscola", "json")
    (item,) = json.loads(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ((key, entry),) = CiteProcJSON([dict(item)]).items()
    assert key == item["id"] == bibtex(fields)[0]
    assert str(entry["note"]) == cite(reference, "oscola")
    assert str(entry.get("title", "")) == reference.title
    assert reference.date is not None
    assert (entry["issued"].year, entry["issued"].month, entry["issued"].day) == (
        reference.date.year, reference.date.month, reference.date.day,
    )  # fmt: skip
    if reference.speaker and not reference.speaker.literal:
        (name,) = entry["author"]
        assert (name.family, name.given) == (reference.speaker.family, reference.speaker.first)


def test_keys_are_stable() -> None:
    key, _ = bibtex(COMMONS)
    for other in (without(COMMONS, "url", "accessed", "volume"), COMMONS | {"title": "Another"}):
        assert bibtex(other)[0] == key
    assert bibtex(COMMONS | {"col_start": 1290, "col_end": None})[0] != key
    assert all(re.fullmatch(r"[a-z0-9-]+", bibtex(fields)[0]) for fields in REFERENCES)


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_any_words_are_read_back(title: str) -> None:
    reference = Reference.from_fields(COMMONS | {"title": title})
    (entry,) = rispy.loads(cite(reference, "oscola", "ris"))
    assert entry.get("title", "") == reference.title
    (item,) = json.loads(cite(reference, "oscola", "json"))
    assert item.get("title", "") == reference.title


@given(st.text(alphabet="abcÉŷ 1&%#_[](){}^~.,:;’“”–£/+=<>@!|*", min_size=1, max_size=40).filter(plain_signs))
def test_signs_that_act_in_latex_are_read_back(title: str) -> None:
    reference = Reference.from_fields(COMMONS | {"title": title, "speaker": {"given": "Ada", "family": title}})
    (made,) = parse_string(cite(reference, "oscola", "bibtex"), "bibtex").entries.values()
    assert plain(made.fields.get("title", "")) == reference.title


def test_signs_that_latex_would_join_stay_apart() -> None:
    title = "Ships -- and --- piers, ‘so’ ``quoted'' ,,low <<here>> what?` so!`"
    _, entry = bibtex(REFERENCES[0] | {"title": title})
    assert not re.search(r"--|``|''|,,|<<|>>|[?!]`", entry.fields["title"])
    assert entry.fields["title"].replace("{}", "").strip("{}") == title
    assert "pages = {1283--1286}" in cite(Reference.from_fields(REFERENCES[0]), "biblatex_oscola")
