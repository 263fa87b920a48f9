"""The dependency rule and the fifteen rules of docs/architecture.md, proved from the syntax trees."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*ROOT.glob("store/**/*.py"), *ROOT.glob("tui/**/*.py")])

MAY_IMPORT = {
    "store.model": {"store.errors"},
    "store.errors": set(),
}
"""What the innermost modules may know of the project."""

TERMINAL = {"textual", "rich", "pyperclip", "click", "platformdirs"}
NETWORK = {"httpx", "socket", "urllib.request", "http.client", "requests"}
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|VIEW|INDEX|VIRTUAL))\b",
    re.S,
)
SQL_PLACES = ("store/schema/", "store/queries/", "store/library/")
FILE_PLACES = ("store/importers/source", "store/library/", "store/backup", "store/hansard", "store/schema/")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(tree: ast.AST, *, at_runtime: bool = False) -> Iterator[str]:
    """Modules named in the imports of a tree; those under TYPE_CHECKING only where asked for all."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def inside(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300, f"{inside(path)} has {text.count(chr(10))} lines"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 40, f"{inside(path)}: {node.name} has {length} lines"


@pytest.mark.parametrize("path", [path for path in MODULES if inside(path).startswith("store/")], ids=inside)
def test_store_knows_no_terminal(path: Path) -> None:
    tree = tree_of(path)
    roots = {name.split(".")[0] for name in imports(tree)}
    assert not roots & (TERMINAL | {"tui"})
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            call = ast.unparse(node.func)
            assert call != "print"
            assert call not in {
                "os.getenv",
                "datetime.now",
                "dt.datetime.now",
                "dt.date.today",
                "time.time",
                "uuid.uuid4",
            }
        if isinstance(node, ast.Attribute):
            assert ast.unparse(node) != "os.environ"


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_only_one_module_uses_the_network(path: Path) -> None:
    if inside(path) != "store/hansard.py":
        assert not set(imports(tree_of(path))) & NETWORK


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_sql_stands_in_three_packages(path: Path) -> None:
    if inside(path).startswith(SQL_PLACES):
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SQL.search(node.value), f"{inside(path)}:{node.lineno} holds SQL"


@pytest.mark.parametrize("path", [path for path in MODULES if inside(path).startswith("store/")], ids=inside)
def test_files_are_touched_in_few_places(path: Path) -> None:
    if inside(path).startswith(FILE_PLACES):
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            call = ast.unparse(node.func)
            assert call not in {"open", "os.open"}, f"{inside(path)}:{node.lineno} opens a file"
            assert not call.endswith((".read_text", ".read_bytes", ".write_text", ".write_bytes"))


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_bugs_are_not_swallowed(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{inside(path)}:{node.lineno} has a bare except"
            caught = ast.unparse(node.type)
            assert not re.search(r"\b(Exception|BaseException)\b", caught), f"{inside(path)}:{node.lineno}: {caught}"


@pytest.mark.parametrize("path", [path for path in MODULES if inside(path).startswith("tui/")], ids=inside)
def test_words_of_record_are_never_markup(path: Path) -> None:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            call = ast.unparse(node.func)
            assert not call.endswith("from_markup")
            assert not any(key.arg == "markup" and ast.unparse(key.value) == "True" for key in node.keywords)
            if call.endswith("notify"):
                assert any(key.arg == "markup" for key in node.keywords), f"{inside(path)}:{node.lineno} parses markup"


LAYERS = ["tui.layout", "tui.widgets", "tui.screens", "tui.app", "tui.cli"]


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_dependencies_point_one_way(path: Path) -> None:
    name = name_of(path)
    known = {module for module in imports(tree_of(path)) if module.split(".")[0] in {"store", "tui"}}
    if name in MAY_IMPORT:
        assert known <= MAY_IMPORT[name]
    if name.startswith("tui.layout"):
        assert all(
            module.startswith(("tui.layout", "store.model", "store.readings", "store.threads", "store.records"))
            for module in known
        )
    if name.startswith("tui.widgets"):
        assert not any(
            module.startswith(("store.library", "tui.screens", "tui.app", "tui.background")) for module in known
        )
    if name.startswith(
        (
            "store.model",
            "store.errors",
            "store.parsed",
            "store.records",
            "store.citations",
            "store.threads",
            "store.anchors",
            "store.search",
            "store.people",
        )
    ):
        assert not any(
            module.startswith(("store.library", "store.importers", "store.schema", "store.queries")) for module in known
        )
    if name.startswith("tui.screens"):
        runtime = _runtime_imports(path)
        assert "tui.app" not in runtime
        assert not any(module.startswith("store.library") for module in runtime)


def _runtime_imports(path: Path) -> set[str]:
    """Imports that are carried out, so not those under `if TYPE_CHECKING`."""
    tree = tree_of(path)
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    return {
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in skipped
    }


FIRST_DEBATE = {"tui/layout/header.py", "tui/screens/reader.py", "tui/widgets/scene.py", "store/plain.py"}
"""Where the first debate of what is read is meant, or the only one."""


@pytest.mark.parametrize("path", MODULES, ids=inside)
def test_whoever_acts_on_a_speech_asks_for_its_own_debate(path: Path) -> None:
    """What is read may join many debates: `thread.debate_of(speech)` and `thread.debate_at(place)` tell which."""
    if inside(path) in FIRST_DEBATE or inside(path) == "store/readings.py":
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and node.attr == "debate":
            of = ast.unparse(node.value)
            assert not re.search(r"\bthread$", of), f"{inside(path)}:{node.lineno}: ask for the debate of the speech"
