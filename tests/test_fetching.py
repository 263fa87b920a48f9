"""`fetch` and `resolve` from end to end, against a real server on loopback that serves invented debates."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from store.errors import SourceError
from store.fetching import Fetched, in_order
from store.importers.source import SourceFile
from store.library import Library
from store.model import Debate
from tests.loopback import Clock, Reply, Server, serving
from tui.cli import dispatchbox, fetching

SAMPLES = Path(__file__).parent.parent / "sample_data"
HALLS, PIERS = "5A3D1E03-7C0B-4D2A-9E11-0DEB0C5A0003", "5A3D1E04-7C0B-4D2A-9E11-0DEB0C5A0004"
CULTURE, KEEPERS = "5A3D1E02-7C0B-4D2A-9E11-0DEB0C5A0002", "5A3D1E05-7C0B-4D2A-9E11-0DEB0C5A0005"
DIVISION = "5A3D1E3C-7C0B-4D2A-9E11-0DEB0C5A003C"
SEARCH = "/search/debates.json"
Run = Callable[..., Result]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def culture() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(sample("hansard-json/debate_culture-media-and-sport-2025-03-13.json"))
    return value


def keepers() -> dict[str, Any]:
    """As the API gives it: the lists of the division are asked for apart."""
    value: dict[str, Any] = json.loads(sample("hansard-json/debate_lock-keepers-bill-2025-03-13.json"))
    return value


def reply(value: Any, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), headers=headers)


@pytest.fixture
def server() -> Iterator[Server]:
    """The sample day in the shapes of the Hansard API."""
    with serving() as running:
        whole, bill = culture(), keepers()
        divisions = bill.pop("Divisions")
        running.say(f"/debates/debate/{CULTURE}.json", reply(whole))
        for child in whole["ChildDebates"]:
            running.say(f"/debates/debate/{child['Overview']['ExtId'].upper()}.json", reply(child, ETag='"1"'))
        running.say(f"/debates/debate/{KEEPERS}.json", reply(bill, ETag='"1"'))
        running.say(f"/debates/divisions/{KEEPERS}.json", Reply(sample("hansard-json/divisions_for_debate.json")))
        running.say(f"/debates/division/{DIVISION}.json", reply(divisions[0]))
        running.say(SEARCH, Reply(sample("hansard-json/search_debates_day.json")))
        empty = culture() | {"Items": [], "ChildDebates": []}
        empty["Overview"]["ExtId"] = "DeferredDivisions2025-03-13"
        running.say("/debates/debate/DeferredDivisions2025-03-13.json", reply(empty))
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def run(tmp_path: Path, server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Run:
    config = tmp_path / "config.toml"
    config.write_text(f'hansard_api = "{server.base}"\ntheyworkforyou_xml = "{server.base}/xml/"\n')
    monkeypatch.setenv("DISPATCHBOX_CONFIG", str(config))
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(fetching, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(fetching, "time", SimpleNamespace(sleep=clock.sleep, monotonic=clock))

    def invoke(*words: object) -> Result:
        given = ["--library", str(tmp_path / "library.db"), *map(str, words)]
        return CliRunner().invoke(dispatchbox, given, catch_exceptions=False)

    return invoke


def debates(tmp_path: Path) -> list[Debate]:
    with Library.open(tmp_path / "library.db") as library:
        return [library.debate(shelved.id) for shelved in library.shelf()]


def test_one_debate_with_the_lists_of_its_division(run: Run, server: Server, tmp_path: Path) -> None:
    done = run("fetch", f"https://hansard.parliament.uk/Commons/2025-03-13/debates/{KEEPERS.lower()}/LockKeepers")
    assert done.exit_code == 0, done.output
    (debate,) = debates(tmp_path)
    assert debate.title == "Lock Keepers (Retired) Bill [Lords]"
    assert debate.source.name == f"{server.base}/debates/debate/{KEEPERS}.json"
    assert "Open Parliament Licence v3.0" in debate.source.licence
    assert debate.source.captured.startswith("20")
    assert len(debate.source.digest) == 64
    division = next(speech for speech in debate.speeches if "Division No. 115" in speech.text)
    assert "Tellers for the Noes" in division.text
    assert done.stdout.splitlines()[0].startswith(f"{debate.source.name}: 1 debate, ")


def test_again_asks_whether_it_changed_and_adds_nothing(run: Run, server: Server, tmp_path: Path) -> None:
    assert run("fetch", KEEPERS).exit_code == 0
    before = debates(tmp_path)
    again = json.loads(run("fetch", KEEPERS.lower(), "--json").stdout)["files"][0]
    assert server.headers[3]["if-none-match"] == '"1"'
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, again["speeches"])
    assert again["path"] == before[0].source.name
    assert again["format"] == "Hansard JSON"
    assert debates(tmp_path) == before


def test_a_division_without_names_is_kept_by_its_counts(run: Run, server: Server, tmp_path: Path) -> None:
    del server.replies[f"/debates/division/{DIVISION}.json"]
    assert run("fetch", KEEPERS).exit_code == 0
    texts = [speech.text for debate in debates(tmp_path) for speech in debate.speeches]
    assert any("Division No. 115" in text and "Ayes 18, Noes 5" in text for text in texts)


def test_divisions_that_fail_leave_the_debate_out(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(f"/debates/division/{DIVISION}.json", Reply(b"", 500))
    done = run("fetch", KEEPERS)
    assert done.exit_code == 2
    assert "status 500" in done.stderr
    assert debates(tmp_path) == []


def test_a_day_is_each_debate_once(run: Run, server: Server, tmp_path: Path, clock: Clock) -> None:
    done = run("fetch", "2025-03-13", "--house", "commons", "--progress")
    assert done.exit_code == 0, done.output
    assert [debate.title for debate in debates(tmp_path)] == [
        "Village Halls",
        "Seaside Piers",
        "Lock Keepers (Retired) Bill [Lords]",
    ]
    assert done.stderr.splitlines()[0].endswith(" fetched: Village Halls")
    assert done.stderr.startswith("1 of ")
    assert "queryParameters.house=Commons&" in server.asked[0]
    assert "queryParameters.startDate=2025-03-13&queryParameters.endDate=2025-03-13" in server.asked[0]
    assert len(server.asked) == len(set(server.asked))
    assert sum(clock.slept) >= (len(server.asked) - 1) / 3


def listing(*ids: str, total: int | None = None, **changed: str) -> Reply:
    entry = {"SittingDate": "2025-03-13T00:00:00", "House": "Commons", "Title": "A title"} | changed
    return reply(
        {"Results": [entry | {"DebateSectionExtId": each} for each in ids], "TotalResultCount": total or len(ids)}
    )


def test_what_a_heading_brought_is_not_asked_for_again(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(SEARCH, listing(CULTURE, HALLS.lower(), PIERS, PIERS.lower()))
    assert run("fetch", "2025-03-13").exit_code == 0
    assert [path for path in server.asked if "debate/" in path] == [f"/debates/debate/{CULTURE}.json"]
    assert len(debates(tmp_path)) == 3


def test_a_heading_after_its_debates_doubles_nothing(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(SEARCH, listing(PIERS, HALLS, CULTURE))
    assert run("fetch", "2025-03-13").exit_code == 0
    assert sorted(debate.title for debate in debates(tmp_path)) == [
        "Culture, Media and Sport",
        "Seaside Piers",
        "Village Halls",
    ]


def test_debates_stand_in_the_order_of_the_day(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(SEARCH, listing(KEEPERS, PIERS, HALLS))
    assert run("fetch", "2025-03-13").exit_code == 0
    assert [debate.title[:7] for debate in debates(tmp_path)] == ["Village", "Seaside", "Lock Ke"]


def test_a_long_day_is_listed_in_parts(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(SEARCH, listing(PIERS, total=101), listing(HALLS, total=101))
    assert run("fetch", "2025-03-13").exit_code == 0
    assert "queryParameters.skip=100" in server.asked[1]
    assert len(debates(tmp_path)) == 2


def test_what_is_of_another_day_or_house_is_left(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(SEARCH, listing(PIERS, SittingDate="2025-03-12T00:00:00"))
    assert run("fetch", "2025-03-13").exit_code == 1
    server.say(SEARCH, listing(PIERS, House="Lords"))
    assert run("fetch", "2025-03-13", "--house", "commons").exit_code == 1


def test_one_debate_that_fails_does_not_hold_up_the_day(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(f"/debates/debate/{HALLS}.json", Reply(b"", 500))
    done = run("fetch", "2025-03-13", "--json")
    assert done.exit_code == 2
    assert [file["error"] is None for file in json.loads(done.stdout)["files"]] == [True, True, False]
    assert len(debates(tmp_path)) == 2


def test_a_service_that_goes_away_keeps_what_had_come(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(f"/debates/debate/{PIERS}.json", Reply(b"", 429))
    done = run("fetch", "2025-03-13")
    assert done.exit_code == 2
    assert "wants fewer requests" in done.stderr
    assert [debate.title for debate in debates(tmp_path)] == ["Village Halls"]
    assert f"/debates/debate/{KEEPERS}.json" not in server.asked


def test_ctrl_c_keeps_what_had_come(run: Run, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def stop(_seconds: float) -> None:
        if f"/debates/debate/{PIERS}.json" in server.asked:
            raise KeyboardInterrupt

    monkeypatch.setattr(fetching, "time", SimpleNamespace(sleep=stop, monotonic=lambda: 0.0))
    done = run("fetch", "2025-03-13")
    assert done.exit_code == 0
    assert "stopped; what had come is brought in" in done.stderr
    assert [debate.title for debate in debates(tmp_path)] == ["Village Halls", "Seaside Piers"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Reply(b'{"Results": [', headers={"ETag": '"1"'}), "something other than Hansard's JSON"),
        (Reply(b"<html>Log in</html>"), "something other than Hansard's JSON"),
        (Reply(b"\xff\xfe"), "something other than Hansard's JSON"),
        (Reply(b"[" * 100_000), "something other than Hansard's JSON"),
        (Reply(b"{}"), "lists no “Results”"),
        (Reply(b"[]"), "holds something else where an object should stand"),
        (Reply(b'{"Results": 3}'), "holds no list in “Results”"),
        (Reply(b'{"Results": [3]}'), "holds something else"),
        (Reply(b'{"Results": [{"DebateSectionExtId": 3}]}'), "holds no text in “DebateSectionExtId”"),
        (Reply(b"", 302, {"Location": "file:///etc/passwd"}), "which is not followed"),
        (Reply(b"", 302, {"Location": "http://localhost/"}), "which is not followed"),
        (Reply(b"", 500), "fails on the server's side (status 500)"),
    ],
)
def test_each_bad_answer_is_one_sentence(run: Run, server: Server, answer: Reply, told: str) -> None:
    server.say(SEARCH, answer)
    done = run("fetch", "2025-03-13")
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.output


@pytest.mark.parametrize("value", [[], {}, {"Overview": 3}, {"Overview": {}}, {"Overview": {}, "Items": [None]}])
def test_a_debate_in_a_changed_shape_is_a_sentence(run: Run, server: Server, value: object) -> None:
    server.say(f"/debates/debate/{PIERS}.json", reply(value))
    done = run("fetch", PIERS)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_an_answer_may_be_packed(run: Run, server: Server, tmp_path: Path) -> None:
    path = f"/debates/debate/{PIERS}.json"
    packed = gzip.compress(server.replies[path][0].body)
    server.say(path, Reply(packed, headers={"Content-Encoding": "gzip", "ETag": '"1"'}))
    assert [run("fetch", PIERS).exit_code, run("fetch", PIERS).exit_code] == [0, 0]
    assert len(debates(tmp_path)) == 1


def test_nothing_there_is_exit_code_1(run: Run) -> None:
    done = run("fetch", KEEPERS.replace("5A", "6B"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "is not there; check the address" in done.stderr


def test_what_means_nothing_is_exit_code_2(run: Run, server: Server) -> None:
    assert run("fetch", "yesterday").exit_code == 2
    assert run("fetch", "2025-03-13", "--house", "scotland").exit_code == 2
    assert server.asked == []


def test_a_file_of_theyworkforyou_in_its_newest_edition(run: Run, server: Server, tmp_path: Path) -> None:
    for letter in "ab":
        data = sample(f"theyworkforyou/debates2025-03-11{letter}.xml")
        server.say(f"/xml/debates/debates2025-03-11{letter}.xml", Reply(data))
    done = run("fetch", "https://www.theyworkforyou.com/debates/?id=2025-03-11a.1.1")
    assert done.exit_code == 0, done.output
    assert {debate.source.name[-5:] for debate in debates(tmp_path)} == {"b.xml"}
    assert len(server.asked) == 2
    del server.replies["/xml/debates/debates2025-03-11b.xml"]
    alone = json.loads(run("fetch", f"{server.base}/xml/debates/debates2025-03-11a.xml", "--json").stdout)["files"][0]
    assert (alone["speeches"], alone["error"]) == (0, None)
    assert alone["skipped"]


def test_theyworkforyou_stands_in_for_a_day_that_hansard_lacks(run: Run, server: Server, tmp_path: Path) -> None:
    server.say(SEARCH, listing())
    server.say("/xml/debates/debates2025-03-12a.xml", Reply(sample("theyworkforyou/debates2025-03-12a.xml")))
    server.say(
        "/xml/westminhall/westminster2025-03-12a.xml", Reply(sample("theyworkforyou/westminster2025-03-12a.xml"))
    )
    done = run("fetch", "2025-03-12", "--house", "commons")
    assert done.exit_code == 0, done.output
    sources = {debate.source.name for debate in debates(tmp_path)}
    assert sources == {
        f"{server.base}/xml/debates/debates2025-03-12a.xml",
        f"{server.base}/xml/westminhall/westminster2025-03-12a.xml",
    }
    assert all("Open Parliament Licence" in debate.source.licence for debate in debates(tmp_path))


def test_days_of_other_parliaments_come_from_theyworkforyou(run: Run, server: Server, tmp_path: Path) -> None:
    server.say("/xml/ni/ni2025-03-11.xml", Reply(sample("theyworkforyou/ni2025-03-11.xml")))
    assert run("fetch", "2025-03-11", "--house", "northern_ireland").exit_code == 0
    assert server.asked == ["/xml/ni/ni2025-03-11.xml"]
    assert {debate.house for debate in debates(tmp_path)} == {"northern_ireland"}


def test_a_page_that_is_no_xml(run: Run, server: Server) -> None:
    server.say("/xml/ni/ni2025-03-11.xml", Reply(b"<html><body>We have moved</body></html>"))
    done = run("fetch", "2025-03-11", "--house", "northern_ireland")
    assert done.exit_code == 2
    assert "something other than TheyWorkForYou's XML" in done.stderr


@pytest.fixture
def bare(run: Run, tmp_path: Path) -> Debate:
    """Village Halls as a source without volume and columns gives it, with one speech that Hansard lacks."""
    (child, _) = culture()["ChildDebates"]
    child["Overview"] |= {"VolumeNo": None, "ExtId": "00000000-0000-0000-0000-000000000001"}
    for item in child["Items"]:
        item["ExternalId"] = None
    child["Items"] = [item for item in child["Items"] if item["HRSTag"] != "hs_ColumnNumber"]
    child["Items"].append(child["Items"][-1] | {"Value": "These words were put in by nobody whom Hansard heard."})
    file = tmp_path / "halls.json"
    file.write_text(json.dumps(child))
    assert run("import", file).exit_code == 0
    (debate,) = debates(tmp_path)
    assert (debate.volume, {speech.column for speech in debate.speeches}) == (None, {None})
    return debate


def test_resolve_fills_in_what_is_lacking_and_says_what_is_not(run: Run, bare: Debate, tmp_path: Path) -> None:
    done = run("resolve", bare.id)
    assert done.exit_code == 0, done.output
    (debate,) = debates(tmp_path)
    assert debate.volume == "763"
    assert [speech.column for speech in debate.speeches] == ["1203"] * 7 + [None]
    lines = done.stdout.splitlines()
    assert lines[0] == "Village Halls, 13 March 2025: volume 763, 7 new columns"
    assert lines[1].endswith(": column 1203")
    assert lines[-1].endswith("no column, for its words are not found there for sure")
    assert run("cite", debate.speeches[0].id).stdout.count("763") == 1


def test_what_resolve_did_is_one_change_that_can_be_undone(run: Run, bare: Debate, tmp_path: Path) -> None:
    run("resolve", bare.id)
    with Library.open(tmp_path / "library.db") as library:
        undone = library.undo(now="2025-04-01T00:00:00Z")
        assert undone is not None
        assert undone.words == "set volume 763 and 7 columns of Village Halls, 13 March 2025"
        assert library.debate(bare.id) == bare


def test_resolve_again_changes_nothing(run: Run, bare: Debate, tmp_path: Path) -> None:
    run("resolve", bare.id)
    again = run("resolve", bare.id)
    assert again.exit_code == 1
    assert again.stdout.splitlines()[0] == "Village Halls, 13 March 2025: volume 763 as before, 0 new columns"
    with Library.open(tmp_path / "library.db") as library:
        assert len(library.history()) == 1


def test_resolve_finds_the_debate_under_its_heading(run: Run, server: Server, bare: Debate, tmp_path: Path) -> None:
    server.say(SEARCH, listing(CULTURE, Title="Culture, media and sport"))
    assert run("resolve", bare.id).exit_code == 0
    assert debates(tmp_path)[0].volume == "763"


def test_resolve_of_what_hansard_does_not_list(run: Run, server: Server, bare: Debate) -> None:
    server.say(SEARCH, listing(PIERS, Title="Seaside Piers"))
    done = run("resolve", bare.id)
    assert done.exit_code == 1
    assert "Hansard lists no “Village Halls” on 2025-03-13; give --volume and --column" in done.stderr


def test_resolve_offline_is_a_sentence(run: Run, server: Server, bare: Debate) -> None:
    server.say(SEARCH, Reply(b"", 503))
    done = run("resolve", bare.id)
    assert done.exit_code == 2
    assert "try again later" in done.stderr


def test_resolve_takes_what_is_typed_and_asks_nobody(run: Run, server: Server, bare: Debate, tmp_path: Path) -> None:
    third = bare.speeches[2].id
    done = run("resolve", bare.id, "--volume", "763", "--column", "1203", "--column", f"{third}=1204")
    assert done.exit_code == 0
    assert server.asked == []
    (debate,) = debates(tmp_path)
    assert (debate.volume, [speech.column for speech in debate.speeches[:4]]) == ("763", ["1203", None, "1204", None])
    assert run("resolve", bare.id, "--volume", "seven").exit_code == 2


def test_resolve_of_another_parliament(run: Run, server: Server, tmp_path: Path) -> None:
    assert run("import", SAMPLES / "theyworkforyou/ni2025-03-11.xml").exit_code == 0
    done = run("resolve", debates(tmp_path)[0].id)
    assert done.exit_code == 2
    assert "was not said in the Commons or the Lords; give --volume and --column" in done.stderr
    assert server.asked == []


def test_a_base_that_is_no_address_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('hansard_api = "file:///etc/passwd"')
    done = run("fetch", PIERS)
    assert done.exit_code == 2
    assert "hansard_api takes an address that begins with https://" in done.stderr


def test_failures_follow_what_came_in_whatever_form_it_is_given() -> None:
    files = [Fetched(SourceFile(name, name, b"", ""), order) for name, order in (("second", 2), ("first", 1))]
    error = SourceError("third", "is not there")
    assert [getattr(item, "name", item) for item in in_order(iter([error, *files]))] == ["first", "second", error]
