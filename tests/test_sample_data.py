"""The sample parliament is whole: checked with lxml and plain text, not with the importers that read it."""

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

SAMPLES = Path(__file__).parent.parent / "sample_data"
DAYS = ("theyworkforyou/debates2025-03-11b.xml", "theyworkforyou/debates2025-03-12a.xml")
DIVIDED = (*DAYS, "theyworkforyou/debates2009-06-23b.xml")
PAIR = SAMPLES / "parallel-parliament" / "marchbank-quill-pair-2024-parliament.txt"
XML_FILES = sorted(SAMPLES.rglob("*.xml"))
TEXT_FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file())


def root_of(path: Path) -> etree._Element:
    return etree.parse(path, etree.XMLParser(no_network=True, resolve_entities="internal")).getroot()


def words_of(element: etree._Element) -> str:
    return "".join(element.itertext())


def day_speeches(name: str) -> Iterator[tuple[str, str, str]]:
    """Heading, printed name and text (paragraphs joined by a line feed) of each speech that has a speaker."""
    heading = ""
    for element in root_of(SAMPLES / name):
        if element.tag.endswith("-heading"):
            heading = words_of(element).strip()
        elif element.tag == "speech" and element.get("speakername") and not element.get("nospeaker"):
            paragraphs = [words_of(p) for p in element.iterfind("p")]
            yield heading, element.get("speakername", ""), "\n".join(paragraphs)


def page_turns(page: str) -> Iterator[tuple[str, str]]:
    """Attribution and text of each turn of a Parallel Parliament page, its headings cut away."""
    body = re.split(r"\n[^\n]+\n\nDebate between [^\n]+\n[^\n]+\n\n[^\n]+\n\n[^\n]+\nRead Full debate[^\n]*\n", page)
    for section in body[1:]:
        for turn in re.split(r"(?m)^(?=.+ Portrait .+\n- )", section)[1:]:
            attribution, _, rest = turn.partition("\n")
            text = rest.partition("\n")[2].strip("\n").replace("\n\n", "\n")
            yield attribution.partition(" Portrait ")[2], text


@pytest.mark.parametrize("path", XML_FILES, ids=lambda path: path.name)
def test_every_xml_file_parses(path: Path) -> None:
    assert len(root_of(path)) > 0


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
def test_no_control_or_bidi_characters(path: Path) -> None:
    encoding = "iso-8859-1" if b'encoding="ISO-8859-1"' in path.read_bytes()[:60] else "utf-8-sig"
    text = path.read_bytes().decode(encoding)
    controls = {c for c in text if unicodedata.category(c) in {"Cc", "Cf"}} - set("\n\r\t")
    assert not controls


def speeches_in(path: Path) -> int:
    """Speeches with a speaker, as the README counts them."""
    if path.suffix == ".xml":
        root = root_of(path)
        if root.get("latest") == "no":
            return 0
        names = ("ques", "reply", "u", "membercontribution", "question", "answer")
        others = " or ".join(f"local-name()='{name}'" for name in names)
        return len(root.xpath(f"//*[local-name()='speech'][@speakername or @by] | //*[{others}]"))
    if path.suffix == ".json":
        debate = json.loads(path.read_text("utf-8"))
        debates = [debate, *debate["ChildDebates"]] if "ChildDebates" in debate else []
        return sum(bool(item["AttributedTo"]) for each in debates for item in each["Items"])
    pattern = r"(?m)^.+ Portrait .+$" if path.parent.name == "parallel-parliament" else r"\n\n[^\n]+\n[^\n]+"
    return len(re.findall(pattern, path.read_text("utf-8")))


def test_readme_lists_every_file_and_counts_its_speeches() -> None:
    readme = (SAMPLES / "README.md").read_text("utf-8")
    for path in TEXT_FILES:
        if path.name in {"README.md", "dispatchbox.jsonl"}:
            continue
        assert path.name in readme
        row = re.search(rf"{re.escape(path.name)}` \| (\d+) \|", readme)
        if row:
            assert speeches_in(path) == int(row[1]), path.name


def test_totals() -> None:
    sources = [path for path in TEXT_FILES if path != PAIR and path.name not in {"demo.json", "dispatchbox.jsonl"}]
    total = sum(speeches_in(path) for path in sources if path.suffix in {".xml", ".json", ".txt"})
    assert len({(name, heading) for name in DAYS for heading, _, _ in day_speeches(name)}) >= 12
    assert total >= 300
    assert len({speaker for name in DAYS for _, speaker, _ in day_speeches(name)}) >= 25


def test_speech_lengths_are_those_of_a_parliament() -> None:
    lengths = sorted(len(text.split()) for name in DAYS for _, _, text in day_speeches(name))
    assert 45 <= lengths[len(lengths) // 2] <= 85
    assert sum(300 <= length <= 700 for length in lengths) >= 4
    assert lengths[-1] >= 1400


@pytest.mark.parametrize("name", DIVIDED)
def test_division_counts_match_their_lists(name: str) -> None:
    for division in root_of(SAMPLES / name).iter("division"):
        count = division.find("divisioncount")
        assert count is not None
        for vote, printed in (("aye", "ayes"), ("no", "noes")):
            voters = division.xpath(f"mplist[@vote='{vote}']/mpname[not(@teller)]/text()")
            tellers = division.xpath(f"mplist[@vote='{vote}']/mpname[@teller]")
            assert len(voters) == len(set(voters)) == int(count.get(printed, 0))
            assert len(tellers) == 2


def test_division_of_the_json_debate_matches_its_lists() -> None:
    debate = json.loads((SAMPLES / "hansard-json/debate_lock-keepers-bill-2025-03-13.json").read_text("utf-8"))
    (division,) = debate["Divisions"]
    for count, members in (("AyesCount", "AyeMembers"), ("NoesCount", "NoeMembers")):
        assert sum(not member["IsTeller"] for member in division[members]) == division[count]
        assert sum(member["IsTeller"] for member in division[members]) == 2


def test_ids_are_unique_and_columns_and_clocks_never_go_back() -> None:
    for name in DAYS:
        rows = [e for e in root_of(SAMPLES / name) if e.get("id")]
        assert len({e.get("id") for e in rows}) == len(rows)
        columns = [int(e.get("colnum", 0)) for e in rows]
        clocks = [e.get("time") for e in rows if e.get("time")]
        assert columns == sorted(columns)
        assert clocks == sorted(clocks)


def test_the_superseded_edition_redirects_every_element_of_the_main_day() -> None:
    old = root_of(SAMPLES / "theyworkforyou/debates2025-03-11a.xml")
    new = root_of(SAMPLES / DAYS[0])
    assert (old.get("latest"), new.get("latest")) == ("no", "yes")
    assert [e.get("newgid") for e in old.iter("gidredirect")] == [e.get("id") for e in new if e.get("id")]


def test_pair_page_is_in_the_days_word_for_word() -> None:
    days = [list(day_speeches(name)) for name in reversed(DAYS)]
    turns = list(page_turns(PAIR.read_text("utf-8")))
    assert len(turns) == 6
    for day, section in zip(days, (turns[:3], turns[3:]), strict=True):
        spoken = [(speaker, text) for _, speaker, text in day]
        at = spoken.index((section[0][0], section[0][1]))
        printed = [(attribution.partition(" (")[0], text) for attribution, text in section]
        assert spoken[at : at + 3] == printed


def test_every_demo_quote_occurs_once() -> None:
    demo = json.loads((SAMPLES / "demo.json").read_text("utf-8"))
    codes = {code["name"] for code in demo["codes"]}
    assert len({code["letter"] for code in demo["codes"]}) == len(codes)
    assert len(demo["notes"]) == 6
    for note in demo["notes"]:
        texts = [text for _, speaker, text in day_speeches(note["source"]) if speaker == note["speaker"]]
        assert sum(text.count(note["quote"]) for text in texts) == 1 if note["quote"] else len(texts) == 1
        assert note["code"] is None or note["code"] in codes


def test_every_member_who_speaks_or_votes_is_in_the_list_of_members() -> None:
    with (SAMPLES / "people/members.csv").open(encoding="utf-8", newline="") as file:
        members = {row["person_id"]: row["name"] for row in csv.DictReader(file)}
    for name in DAYS:
        for element in root_of(SAMPLES / name).xpath("//speech[@person_id]|//mpname[@person_id]"):
            printed = element.get("speakername") or element.text
            assert members[element.get("person_id")].endswith(printed)
