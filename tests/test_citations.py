"""Citations: the real cases where they are at hand, and the same rules on invented ones."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path

import pytest

from store.citations import FORMATS, GROUPS, STYLES, Reference, cite, missing
from store.citations.columns import fewest, fewest_but_teens, two_digits, two_digits_or_nought
from store.citations.names import Name, printed_name
from store.errors import StoreError

CHECKOUT = Path(__file__).parents[1]
CASES = Path(os.environ.get("DISPATCHBOX_DATA") or CHECKOUT.parent / "shared" / "data") / "citations.json"
URL = "https://hansard.example.org/debates/7/Harbours"

COMMONS = {
    "jurisdiction": "uk", "house": "commons", "section": "chamber", "date": "2024-03-05", "volume": 746,
    "col_start": 1283, "col_end": 1286, "title": "Harbours and Piers", "speaker": {"given": "Ada", "family": "Marlow"},
    "url": URL, "accessed": "2024-04-01",
}  # fmt: skip
LORDS = COMMONS | {
    "house": "lords", "volume": 836,
    "speaker": {"given": "Rowan", "family": "Ash", "display": "Baroness Ash of Penmoor"},
}  # fmt: skip
BARE = {"jurisdiction": "uk", "house": "commons", "section": "chamber", "date": "2024-03-05"}
COMMITTEE = {
    "jurisdiction": "uk", "house": "commons", "section": "public_bill_committee", "date": "2011-06-14",
    "bill_title": "Ferries Bill", "bill_number": 12, "col_start": 101, "col_end": 104,
}  # fmt: skip
QUESTION = {
    "jurisdiction": "uk", "house": "commons", "section": "written_question", "date": "2016-03-09", "uin": "30117",
    "session": "2015-16", "title": "Lighthouses",
}  # fmt: skip
STATEMENT = {
    "jurisdiction": "uk", "house": "lords", "section": "written_statement_online", "date": "2018-06-07",
    "wms_id": "HLWS712", "session": "2017-19", "title": "Piers",
}  # fmt: skip
SCOTLAND = {
    "jurisdiction": "scotland", "house": "parliament", "section": "chamber", "date": "2012-05-02", "col_start": 8602,
}  # fmt: skip
SENATE = {
    "jurisdiction": "au", "parliament": "Commonwealth", "house": "Senate", "date": "2019-09-12", "page": 77,
    "speaker": {"given": "Orla", "family": "Finch", "role": "Minister for Piers"},
}  # fmt: skip


def made(fields: dict[str, object], style: str, form: str = "text") -> str:
    return cite(Reference.from_fields(fields), style, form)


def without(fields: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in fields.items() if name not in names}


@pytest.mark.skipif(not CASES.exists(), reason="the cases are not at hand")
def test_every_known_case_is_exact() -> None:
    for case in json.loads(CASES.read_text("utf-8"))["cases"]:
        got = made(case["input"], case["style"], case["format"])
        assert got == case["expected"], case["id"]


@pytest.mark.parametrize(
    ("rule", "first", "last", "shown"),
    [
        (two_digits, 973, 976, "76"), (two_digits, 12, 15, "15"), (two_digits, 5, 7, "7"),
        (two_digits, 201, 203, "203"),
        (two_digits, 1397, 1420, "420"), (two_digits, 1001, 1004, "1004"), (two_digits, 99, 101, "101"),
        (two_digits_or_nought, 101, 104, "04"), (two_digits_or_nought, 116, 117, "17"),
        (fewest, 77, 79, "9"), (fewest, 80, 81, "1"), (fewest, 1397, 1420, "420"), (fewest, 99, 100, "100"),
        (fewest_but_teens, 132, 136, "6"), (fewest_but_teens, 114, 118, "18"), (fewest_but_teens, 234, 245, "45"),
    ],
)  # fmt: skip
def test_the_last_column_is_shortened_as_the_style_says(rule, first: int, last: int, shown: str) -> None:
    assert rule(first, last) == shown


@pytest.mark.parametrize(
    ("fields", "style", "expected"),
    [
        (COMMONS, "oscola", "HC Deb 5 March 2024, vol 746, cols 1283–86"),
        (LORDS, "oscola", "HL Deb 5 March 2024, vol 836, cols 1283–86"),
        (without(COMMONS, "volume"), "oscola", "HC Deb 5 March 2024, cols 1283–86"),
        (without(COMMONS, "col_start", "col_end"), "oscola",
         f"HC Deb 5 March 2024, vol 746 <{URL}> accessed 1 April 2024"),
        (without(COMMONS, "col_start", "col_end", "accessed", "volume"), "oscola", f"HC Deb 5 March 2024 <{URL}>"),
        (BARE, "oscola", "HC Deb 5 March 2024"),
        (COMMITTEE, "oscola", "Ferries Bill Deb 14 June 2011, cols 101–104"),
        (COMMITTEE | {"options": {"pbc_short": True}}, "oscola", "PBC Deb (Bill 12) 14 June 2011, cols 101–104"),
        (COMMITTEE | {"volume": 9, "bill_title": "Ferries Bill [Lords]"}, "oscola",
         "Ferries Bill [Lords] Deb 14 June 2011, cols 101–104"),
        (BARE | {"section": "standing_committee", "committee_letter": "D", "col_start": 3}, "oscola",
         "SC Deb (D) 5 March 2024, col 3"),
        (BARE | {"section": "standing_committee", "col_start": 3}, "oscola", "SC Deb 5 March 2024, col 3"),
        (COMMITTEE | {"date": "1998-05-13", "committee_letter": "A"}, "oscola", "SC Deb (A) 13 May 1998, cols 101–104"),
        (COMMONS, "oscola_speaker", "HC Deb 5 March 2024, vol 746, cols 1283–86 (Ada Marlow)"),
        (without(COMMONS, "speaker"), "oscola_speaker", "HC Deb 5 March 2024, vol 746, cols 1283–86"),
        (LORDS, "oscola_footnote", "HL Deb 5 March 2024, vol 836, cols 1283–86."),
        (COMMONS, "parliament", "HC Deb 5 March 2024 vol 746 cc1283-6"),
        (BARE | {"col_start": 40}, "parliament", "HC Deb 5 March 2024 c40"),
        (BARE, "parliament", "HC Deb 5 March 2024"),
        (QUESTION, "parliament", "30117 [of Session 2015-16] on Lighthouses given on 9 March 2016"),
        (without(QUESTION, "session"), "parliament", "30117 on Lighthouses given on 9 March 2016"),
        (without(QUESTION, "title"), "parliament", "30117 [of Session 2015-16] given on 9 March 2016"),
        (without(QUESTION, "uin"), "parliament", "HC Deb 9 March 2016"),
        (STATEMENT, "parliament", "HLWS712 [of Session 2017-19], on Piers made on 07 June 2018"),
        (without(STATEMENT, "title", "session"), "parliament", "HLWS712, made on 07 June 2018"),
        (QUESTION, "commons_library", "PQ 30117 [on Lighthouses], 9 March 2016"),
        (STATEMENT, "commons_library", "HLWS712 [on Piers], 7 June 2018"),
        (without(STATEMENT, "title"), "commons_library", "HLWS712, 7 June 2018"),
        (LORDS, "commons_library", "HL Deb 5 March 2024 cc1283-6"),
        (COMMONS, "official_report", "[Official Report, 5 March 2024; Vol. 746, c. 1283-86.]"),
        (without(COMMONS, "volume"), "official_report", "[Official Report, 5 March 2024; c. 1283-86.]"),
        (without(COMMONS, "col_start", "col_end"), "official_report", "[Official Report, 5 March 2024; Vol. 746.]"),
        (BARE, "official_report", "[Official Report, 5 March 2024.]"),
        (COMMONS | {"options": {"citing_house": "lords"}}, "official_report",
         "[Official Report, Commons, 5/3/24; cols. 1283-86.]"),
        (LORDS, "official_report", "[Official Report, 5/3/24; cols. 1283-86.]"),
        (LORDS | {"options": {"citing_house": "commons"}}, "official_report",
         "[Official Report, House of Lords, 5 March 2024; Vol. 836, c. 1283-86.]"),
        (LORDS | {"section": "grand_committee"}, "official_report", "[Official Report, 5/3/24; cols. GC 1283-86.]"),
        (COMMITTEE | {"questions": "Q7-9"}, "official_report",
         "[Official Report, Ferries Public Bill Committee, 14 June 2011; c. 101-04, Q7-9.]"),
        (COMMONS | {"section": "correction", "col_start": 6, "col_end": None}, "official_report",
         "[Official Report, 5 March 2024, Vol. 746, c. 6MC.]"),
        (BARE | {"section": "written_answer", "col_start": 194, "col_end": 196}, "official_report_pq",
         "5 March 2024, Official Report, columns 194-96W"),
        (BARE | {"section": "westminster_hall", "col_start": 7}, "official_report_pq",
         "5 March 2024, Official Report, column 7WH"),
        (SCOTLAND, "sp_official_report", "[Official Report, 2 May 2012; c 8602.]"),
        (SCOTLAND | {"section": "committee", "committee_name": "Harbours Committee"}, "sp_official_report",
         "[Official Report, Harbours Committee, 2 May 2012; c 8602.]"),
        (without(SCOTLAND, "col_start") | {"section": "written_answer", "uin": "S4W-7001"}, "sp_official_report",
         "[Official Report, Written Answers, 2 May 2012; S4W-7001.]"),
        (COMMONS, "theyworkforyou", "HC Deb, 5 March 2024, cc1283-6"),
        (BARE | {"section": "written_answer", "col_start": 18}, "theyworkforyou", "HC Deb, 5 March 2024, c18W"),
        (BARE | {"section": "written_statement", "col_start": 4}, "theyworkforyou", "HC Deb, 5 March 2024, c4WS"),
        (COMMONS, "harts", "Hansard, HC vol 746, cols 1283–6 (5 March 2024)"),
        (without(COMMONS, "volume", "date"), "harts", "Hansard, HC, cols 1283–6"),
        (LORDS | {"date": "1896-07-02", "volume": 42, "series": 4}, "harts",
         "Parl. Deb. (series 4) vol. 42, cols. 1283–6 (2 July 1896)"),
        (LORDS | {"date": "1840-07-02", "volume": None, "col_end": None}, "harts",
         "Parl. Deb. (series 3), col. 1283 (2 July 1840)"),
        (COMMONS, "apa_icjs", "Hansard HC Deb vol 746 cols 1283-86 (5 March 2024)."),
        (BARE | {"section": "written_answer", "col_start": "12W"}, "apa_icjs",
         "Hansard HC Deb written answers col 12 (5 March 2024)."),
        (LORDS, "apa_icjs_intext", "(Hansard, 5 March 2024 cols 1283-86)"),
    ],
)  # fmt: skip
def test_forms_of_the_united_kingdom(fields: dict[str, object], style: str, expected: str) -> None:
    assert made(fields, style) == expected


@pytest.mark.parametrize(
    ("fields", "style", "expected"),
    [
        (COMMONS, "harvard",
         "Marlow, A. (2024) ‘Harbours and Piers’, Hansard: House of Commons debates, 5 March, vol. 746, "
         f"cols. 1283–86. Available at: {URL} (Accessed: 1 April 2024)."),
        (without(LORDS, "url", "volume"), "harvard",
         "Baroness Ash of Penmoor (2024) ‘Harbours and Piers’, Hansard: House of Lords debates, 5 March, "
         "cols. 1283–86."),
        (without(COMMONS, "speaker", "url"), "harvard",
         "‘Harbours and Piers’ (2024) Hansard: House of Commons debates, 5 March, vol. 746, cols. 1283–86."),
        (BARE, "harvard", "Hansard: House of Commons debates (2024) 5 March."),
        (LORDS, "harvard_intext", "(Baroness Ash of Penmoor, 2024, cols. 1283–86)"),
        (without(COMMONS, "speaker"), "harvard_intext", "(‘Harbours and Piers’, 2024, cols. 1283–86)"),
        (COMMONS, "apa7",
         "Marlow, A. (2024, March 5). Harbours and piers [Parliamentary debate]. Hansard: House of Commons, 746, "
         f"cols. 1283–86. {URL}"),
        (LORDS | {"title": "NHS Waiting Times in Wales: A New Plan"}, "apa7",
         "Baroness Ash of Penmoor. (2024, March 5). NHS waiting times in Wales: A new plan [Parliamentary debate]. "
         f"Hansard: House of Lords, 836, cols. 1283–86. {URL}"),
        (without(COMMONS, "speaker", "url", "volume"), "apa7",
         "Harbours and piers [Parliamentary debate]. (2024, March 5). Hansard: House of Commons, cols. 1283–86."),
        (without(COMMONS, "speaker"), "apa7_intext", "(“Harbours and Piers,” 2024, cols. 1283–86)"),
        (COMMONS | {"speaker": {"given": "Ada Jean-Luce", "family": "Marlow"}}, "vancouver",
         "Marlow AJL. Harbours and Piers [parliamentary debate]. Hansard: House of Commons [Internet]. 2024 Mar 5 "
         f"[cited 2024 Apr 1];746:cols. 1283-6. Available from: {URL}"),
        (without(COMMONS, "url", "volume", "speaker"), "vancouver",
         "Harbours and Piers [parliamentary debate]. Hansard: House of Commons. 2024 Mar 5:cols. 1283-6."),
        (COMMONS, "mla9",
         "Marlow, Ada. “Harbours and Piers.” Hansard, vol. 746, House of Commons, 5 Mar. 2024, cols. 1283–86, "
         f"{URL}."),
        (COMMONS | {"title": "Who Pays for “Free” Piers?"}, "chicago_note",
         "Ada Marlow, “Who Pays for ‘Free’ Piers?,” Parliamentary debate, in Parliamentary Debates (Hansard), "
         f"vol. 746, House of Commons, March 5, 2024, cols. 1283–86, {URL}."),
        (without(LORDS, "volume", "url") | {"title": "Who Pays?"}, "chicago_author_date",
         "Baroness Ash of Penmoor. 2024. “Who Pays?” Parliamentary debate. In Parliamentary Debates (Hansard). "
         "House of Lords, March 5."),
        (without(COMMONS, "accessed"), "mhra",
         "Ada Marlow, ‘Harbours and Piers’, Hansard: House of Commons debates, 5 March 2024, vol. 746, "
         f"cols. 1283–86 <{URL}>."),
        (without(COMMONS, "url"), "ieee",
         "A. Marlow, “Harbours and Piers,” Hansard: House of Commons debates, vol. 746, cols. 1283–86, "
         "Mar. 5, 2024."),
        (LORDS, "bluebook", "836 Parl Deb HL (5th ser.) (2024) cols. 1283–86 (UK)"),
        (BARE | {"date": "1979-05-09"}, "bluebook", "Parl Deb HC (5th ser.) (1979) (UK)"),
    ],
)  # fmt: skip
def test_forms_of_universities(fields: dict[str, object], style: str, expected: str) -> None:
    assert made(fields, style) == expected


@pytest.mark.parametrize(
    ("fields", "style", "form", "expected"),
    [
        (SENATE, "aglc4", "text",
         "Commonwealth, Parliamentary Debates, Senate, 12 September 2019, 77 (Orla Finch, Minister for Piers)."),
        (SENATE, "aglc4", "markdown",
         "Commonwealth, *Parliamentary Debates*, Senate, 12 September 2019, 77 (Orla Finch, Minister for Piers)."),
        (SENATE, "aglc4", "html",
         "Commonwealth, <i>Parliamentary Debates</i>, Senate, 12 September 2019, 77 (Orla Finch, Minister for Piers)."),
        (without(SENATE, "page", "speaker"), "aglc4", "text",
         "Commonwealth, Parliamentary Debates, Senate, 12 September 2019."),
        (COMMONS, "nzlsg", "text", "(5 March 2024) 746 GBPD HC 1283–86."),
        (without(COMMONS, "col_start", "col_end"), "nzlsg", "text",
         "(5 March 2024) 746 GBPD HC (Harbours and Piers, Ada Marlow)."),
        ({"jurisdiction": "nz", "date": "2010-02-03", "volume": 660, "page": 8}, "nzlsg", "text",
         "(3 February 2010) 660 NZPD 8."),
        ({"jurisdiction": "ca", "house": "House of Commons", "date": "2003-02-05", "session": "37-2", "number": 55,
          "page": "3100", "speaker": {"display": "Hon Orla Finch"}}, "mcgill", "markdown",
         "*House of Commons Debates*, 37-2, No 55 (5 February 2003) at 3100 (Hon Orla Finch)."),
        ({"jurisdiction": "ca", "house": "House of Commons", "date": "2003-02-05", "page": 3100}, "mcgill", "text",
         "House of Commons Debates (5 February 2003) at 3100."),
        (COMMONS, "official_report", "markdown", "[*Official Report*, 5 March 2024; Vol. 746, c. 1283-86.]"),
        (without(COMMONS, "col_start", "col_end"), "oscola", "html",
         f'HC Deb 5 March 2024, vol 746 &lt;<a href="{URL}">{URL}</a>&gt; accessed 1 April 2024'),
        (without(COMMONS, "url"), "markdown_link", "markdown", "HC Deb 5 March 2024, vol 746, cols 1283–86"),
        (COMMITTEE | {"bill_title": "Ferries Bill [Lords]", "url": f"{URL}_(1)"}, "markdown_link", "markdown",
         rf"[Ferries Bill \[Lords\] Deb 14 June 2011, cols 101–104]({URL}_%281%29)"),
        (COMMONS | {"quote": "A “pier”—or two-fold, is it?"}, "text_fragment", "text",
         f"{URL}#:~:text=A%20%E2%80%9Cpier%E2%80%9D%E2%80%94or%20two%2Dfold%2C%20is%20it%3F"),
        (COMMONS | {"quote_parts": ["one, two", "three"]}, "text_fragment", "text",
         f"{URL}#:~:text=one%2C%20two&text=three"),
        (COMMONS | {"quote": "One two three four five six.\nSeven eight."}, "text_fragment", "text",
         f"{URL}#:~:text=One%20two%20three%20four%20five,Seven%20eight%2E"),
        (without(COMMONS, "volume", "speaker", "accessed"), "wikitext", "text",
         "{{Cite Hansard |title=Harbours and Piers |house=House of Commons |date=5 March 2024 |column=1283–86 "
         f"|url={URL}}}}}"),
    ],
)  # fmt: skip
def test_forms_abroad_and_on_the_web(fields: dict[str, object], style: str, form: str, expected: str) -> None:
    assert made(fields, style, form) == expected


@pytest.mark.parametrize(
    ("house", "section", "column", "oscola", "parliament", "theyworkforyou"),
    [
        ("commons", "written_answer", "505", "col 505W", "c505W", "c505W"),
        ("commons", "written_answer", "505W", "col 505W", "c505W", "c505W"),
        ("commons", "chamber", "505w", "col 505W", "c505W", "c505W"),
        ("lords", "written_answer", 261, "col WA261", "c261WA", "c261W"),
        ("lords", "chamber", "WA261", "col WA261", "c261WA", "c261W"),
        ("lords", "written_answer", "WA 261", "col WA261", "c261WA", "c261W"),
        ("commons", "westminster_hall", "12WH", "col 12WH", "c12WH", "c12WH"),
        ("commons", "westminster_hall", 12, "col 12WH", "c12WH", "c12WH"),
        ("lords", "grand_committee", "GC148", "col GC148", "c148GC", "c148GC"),
        ("lords", "grand_committee", "148GC", "col GC148", "c148GC", "c148GC"),
        ("lords", "written_statement", 9, "col 9WS", "c9WS", "c9WS"),
        ("commons", "written_statement", "9WS", "col 9WS", "c9WS", "c9WS"),
        ("commons", "petition", "3P", "col 3P", "c3P", "c3P"),
        ("commons", "correction", "6", "col 6MC", "c6MC", "c6MC"),
        ("commons", "chamber", "77A", "col 77A", "c77A", "c77A"),
    ],
)
def test_letters_of_a_column_stand_once_where_the_style_wants_them(
    house: str, section: str, column: object, oscola: str, parliament: str, theyworkforyou: str
) -> None:
    fields = {"house": house, "section": section, "col_start": column}
    for style, expected in (("oscola", oscola), ("parliament", parliament), ("theyworkforyou", theyworkforyou)):
        assert re.split(r"Deb,? ", made(fields, style).replace(",", ""))[1] == expected


@pytest.mark.parametrize(
    ("house", "start"),
    [
        ("commons", "HC Deb"), ("lords", "HL Deb"), ("House of Lords", "HL Deb"), ("scotland", "SP OR"),
        ("wales", "Senedd Record"), ("northern_ireland", "NIA Official Report"),
        ("Moot of Harrow", "Moot of Harrow Deb"),
    ],
)  # fmt: skip
def test_each_chamber_has_its_heading(house: str, start: str) -> None:
    assert made({"house": house, "date": "2021-07-06"}, "oscola") == f"{start} 6 July 2021"


LITERAL = [
    "Lord Ash", "Baroness Ash of Penmoor", "The Earl of Penmoor", "Viscount Ash", "The Lord Bishop of Penmoor",
    "Bishop Ash", "The Archbishop of Penmoor", "Mr Speaker", "Madam Deputy Speaker", "Mr Deputy Speaker (Rowan Ash)",
    "The Chair", "The Chairman", "The Prime Minister", "The Secretary of State for Piers",
    "Secretary of State for Piers", "Attorney General", "Hon. Members", "Several hon. Members", "A noble Lord",
    "Home Secretary", "The Presiding Officer",
]  # fmt: skip


@pytest.mark.parametrize("display", LITERAL)
@pytest.mark.parametrize(
    "style", ["harvard", "apa7", "mla9", "ieee", "vancouver", "chicago_author_date", "ris", "bibtex"]
)
def test_peers_the_chair_and_offices_stand_as_printed(display: str, style: str) -> None:
    fields = COMMONS | {"speaker": {"given": "Rowan", "family": "Ash", "display": display}}
    text = made(fields, style)
    assert display in text
    assert "Ash, R" not in text
    assert "R. Ash" not in text


@pytest.mark.parametrize(
    ("name", "inverted", "initials"),
    [
        (Name("Ada", "Marlow"), "Marlow, Ada", "Marlow, A."),
        (Name("Ada Mary", "Marlow"), "Marlow, Ada Mary", "Marlow, A.M."),
        (Name("Jean-Luc", "Marlow"), "Marlow, Jean-Luc", "Marlow, J.-L."),
        (Name("Sir Ivo", "Marlow"), "Marlow, Ivo", "Marlow, I."),
        (Name("Élodie", "d’Arc"), "d’Arc, Élodie", "d’Arc, É."),
        (Name("Mr", "Marlow"), "Marlow", "Marlow"),
        (Name(family="Marlow"), "Marlow", "Marlow"),
        (Name(display="Ada Marlow"), "Ada Marlow", "Ada Marlow"),
        (Name("Lord", "Marlow"), "Lord Marlow", "Lord Marlow"),
        (Name("Earlene", "King"), "King, Earlene", "King, E."),
        (Name("Dean", "Lords"), "Lords, Dean", "Lords, D."),
    ],
)
def test_names_are_inverted_and_shortened(name: Name, inverted: str, initials: str) -> None:
    assert (name.inverted(), name.inverted("")) == (inverted, initials)


@pytest.mark.parametrize(
    ("printed", "given", "family"),
    [
        ("Ada Marlow", "Ada", "Marlow"), ("Sir Ivo Marlow", "Ivo", "Marlow"), ("Rt Hon Ada Marlow", "Ada", "Marlow"),
        ("Ada van der Berg", "Ada", "van der Berg"), ("Mr Marlow", "", ""), ("Lord Ash", "", ""),
        ("The Prime Minister", "", ""), ("Ada Marlow-Finch", "Ada", "Marlow-Finch"),
    ],
)  # fmt: skip
def test_a_printed_name_comes_apart(printed: str, given: str, family: str) -> None:
    name = printed_name(printed)
    assert (name.given, name.family, name.display) == (given, family, printed)


@pytest.mark.parametrize(
    ("fields", "style", "absent"),
    [
        (BARE, "oscola", ("volume", "column")),
        (COMMONS, "oscola", ()),
        (without(COMMONS, "speaker"), "oscola_speaker", ("speaker",)),
        (BARE, "theyworkforyou", ("column",)),
        (COMMITTEE, "parliament", ()),
        (without(COMMITTEE, "bill_title", "bill_number", "col_start", "col_end"), "oscola", ("bill_title", "column")),
        (BARE | {"section": "standing_committee", "col_start": 4}, "oscola", ("committee_letter",)),
        (without(QUESTION, "session"), "parliament", ("session",)),
        (QUESTION, "commons_library", ()),
        (without(QUESTION, "uin"), "oscola", ("uin",)),
        (SENATE, "aglc4", ()),
        (without(SENATE, "page"), "aglc4", ("page",)),
        (BARE, "text_fragment", ("url", "quote")),
        (COMMONS, "harvard", ()),
        (without(LORDS, "volume"), "official_report", ()),
    ],
)
def test_what_is_missing_is_named(fields: dict[str, object], style: str, absent: tuple[str, ...]) -> None:
    assert missing(Reference.from_fields(fields), style) == absent


def test_the_exports_carry_the_finished_citation_of_the_style() -> None:
    entry = made(COMMONS, "parliament", "bibtex")
    assert "note = {HC Deb 5 March 2024 vol 746 cc1283-6}" in entry
    assert "howpublished" not in entry
    assert "note" not in made(COMMONS, "bibtex")
    assert "N1  - HC Deb 5 March 2024 vol 746 cc1283-6\n" in made(COMMONS, "parliament", "ris")
    (item,) = json.loads(made(COMMONS, "parliament", "json"))
    assert item["note"] == "HC Deb 5 March 2024 vol 746 cc1283-6"
    assert item["author"] == [{"family": "Marlow", "given": "Ada"}]
    assert item["issued"] == {"date-parts": [[2024, 3, 5]]}
    assert json.loads(made(LORDS, "csl_json"))[0]["author"] == [{"literal": "Baroness Ash of Penmoor"}]


def test_bibtex_is_escaped_and_keyed_for_good() -> None:
    entry = made(
        COMMONS | {"title": "50% & {Piers}_#1 $ ~^\\", "speaker": {"given": "Zoë", "family": "O’Dèa"}}, "bibtex"
    )
    assert entry.startswith("@misc{odea-2024-03-05-c1283,\n")
    escaped = (
        r"50\% \& {\textbraceleft}Piers{\textbraceright}\_\#1 \$ {\textasciitilde}{\textasciicircum}{\textbackslash}"
    )
    assert f"title = {{{{{escaped}}}}}" in entry
    assert "author = {{Baroness Ash of Penmoor}}" in made(LORDS, "bibtex")
    assert made(BARE | {"col_start": "12WH"}, "bibtex").startswith("@misc{hc-2024-03-05-c12wh,")


def test_biblatex_oscola_takes_its_title_from_one_master_entry() -> None:
    entry = made(COMMONS, "biblatex_oscola")
    assert "@legal{marlow-2024-03-05-c1283,\n  entrysubtype = {parliamentary},\n  pagination = {column}," in entry
    assert "crossref = {hansardhc}" in entry
    assert "\n\n@legal{hansardhc," in entry
    assert "pages = {1283--1286}" in entry
    assert "crossref" not in made(COMMITTEE, "biblatex_oscola")


def test_ris_gives_both_columns_with_their_letters() -> None:
    record = made(LORDS | {"section": "grand_committee"}, "ris")
    assert "SP  - GC1283\nEP  - GC1286\n" in record
    assert "AU  - Baroness Ash of Penmoor\n" in record
    assert record.endswith("N1  - HL Deb 5 March 2024, vol 836, cols GC1283–86\nER  - \n")


@pytest.mark.parametrize(
    ("title", "markdown", "html"),
    [
        ("Piers & <Quays>", r"Piers & \<Quays>", "Piers &amp; &lt;Quays&gt;"),
        ("Ferries Bill [Lords]", "Ferries Bill [Lords]", "Ferries Bill [Lords]"),
        ("*Piers* `and` _quays_", r"\*Piers\* \`and\` \_quays\_", "*Piers* `and` _quays_"),
        ("[Piers](x)", r"[Piers]\(x)", "[Piers](x)"),
        ("Piers &amp; quays", r"Piers \&amp; quays", "Piers &amp;amp; quays"),
        ("Morfa’r Glannau, Élan", "Morfa’r Glannau, Élan", "Morfa’r Glannau, Élan"),
    ],
)
def test_titles_are_words_not_markup(title: str, markdown: str, html: str) -> None:
    assert f"‘{markdown}’" in made(COMMONS | {"title": title}, "harvard", "markdown")
    assert f"‘{html}’" in made(COMMONS | {"title": title}, "harvard", "html")
    assert f"‘{title}’" in made(COMMONS | {"title": title}, "harvard")


def test_wikitext_values_cannot_act() -> None:
    assert "|title=A&#124;b &#123;&#123;c&#125;&#125; &#91;Lords&#93; " in made(
        COMMONS | {"title": "A|b {{c}} [Lords]"}, "wikitext"
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"colum": 3}, "no field “colum”; did you mean"),
        ({"date": "5 March 2024"}, "date: '5 March 2024' is not a date"),
        ({"volume": 3.5}, "volume: 3.5 is not text or a whole number"),
        ({"col_start": True}, "col_start: True"),
        ({"col_start": "twelve"}, "col_start: 'twelve' is not a column"),
        ({"col_start": 30, "col_end": 20}, "col_end: column 20 comes before column 30"),
        ({"speaker": "Ada Marlow"}, "speaker: 'Ada Marlow' is not a name in parts"),
        ({"speaker": {"name": "Ada"}}, "speaker.name"),
        ({"section": "chambre"}, "section: “chambre” is not a section; did you mean chamber"),
        ({"url": "javascript:alert(1)"}, "url: 'javascript:alert(1)' is not an address"),
        ({"options": {"colour": 1}}, "options.colour"),
        ({"options": {"pbc_short": "yes"}}, "options.pbc_short"),
        ({"quote_parts": "all"}, "quote_parts: 'all' is not a list"),
        ({"quote_parts": [3]}, "quote_parts: 3 is not words"),
        ({"title": ["Piers"]}, "title: ['Piers'] is not text"),
    ],
)
def test_a_bad_field_is_named_in_a_sentence(fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(StoreError) as caught:
        Reference.from_fields(fields)
    assert sentence in str(caught.value)
    assert str(caught.value).endswith((".", "?"))


def test_unknown_styles_and_formats_name_near_ones() -> None:
    reference = Reference.from_fields(COMMONS)
    with pytest.raises(StoreError, match=r"no style “oscolla”; choose .*oscola"):
        cite(reference, "oscolla")
    with pytest.raises(StoreError, match="no format “markdwn”; did you mean markdown"):
        cite(reference, "oscola", "markdwn")
    with pytest.raises(StoreError, match="ris has no html form; it has ris"):
        cite(reference, "ris", "html")
    with pytest.raises(StoreError, match="needs url and quote"):
        cite(Reference.from_fields(BARE), "text_fragment")


def test_words_from_outside_cannot_act_in_a_terminal() -> None:
    fields = COMMONS | {"title": "Pi\x1b[31mers\u202e and\nquays", "quote": "a\x07b\u00a0c\r\n\r\nd\u2066"}
    reference = Reference.from_fields(fields)
    assert reference.title == "Pi[31mers and quays"
    assert reference.quote == "ab c\n\nd"


def test_a_date_may_be_a_date() -> None:
    assert Reference.from_fields({"date": dt.date(2024, 3, 5)}) == Reference.from_fields({"date": "2024-03-05"})


def test_every_style_is_documented_with_its_example() -> None:
    page = (CHECKOUT / "docs" / "citations.md").read_text("utf-8")
    reference = Reference.from_fields(json.loads(re.search(r"```json\n(.*?)```", page, re.DOTALL)[1]))
    for name, style in STYLES.items():
        assert style.group in GROUPS
        assert set(style.forms) <= set(FORMATS)
        assert f"**`{name}`** — {style.title}." in page
        assert f"```\n{cite(reference, name).rstrip(chr(10))}\n```" in page, name


def test_every_field_is_documented() -> None:
    page = (CHECKOUT / "docs" / "citations.md").read_text("utf-8")
    for field in [*Reference.__dataclass_fields__, "options"]:
        assert f"`{field}`" in page, field


@pytest.mark.parametrize(
    ("fields", "style", "expected"),
    [
        (
            {"section": "standing_committee", "committee_name": "Standing Committee B"},
            "oscola",
            "SC Deb (B) 30 January 2003, col 12",
        ),
        (
            {"section": "standing_committee", "committee_letter": "Standing Committee B"},
            "official_report",
            "[Official Report, Standing Committee B, 30 January 2003; c. 12.]",
        ),
        (
            {"section": "public_bill_committee", "bill_number": "HL Bill 12"},
            "oscola",
            "PBC Deb (HL Bill 12) 30 January 2003, col 12",
        ),
        (
            {"jurisdiction": "ca", "house": "House of Commons", "number": "No. 64", "session": "37-1"},
            "mcgill",
            "House of Commons Debates, 37-1, No 64 (30 January 2003) at col 12.",
        ),
        ({"volume": 3, "series": "4th"}, "bluebook", "3 Parl Deb HC (4th ser.) (2003) col. 12 (UK)"),
    ],
)
def test_fields_may_be_written_in_full(fields: dict[str, object], style: str, expected: str) -> None:
    assert (
        made({"jurisdiction": "uk", "house": "commons", "date": "2003-01-30", "col_start": 12, **fields}, style)
        == expected
    )
