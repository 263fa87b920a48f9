"""The dependency rule and the fifteen rules of docs/architecture.md, proved from the syntax trees."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterator, Sequence
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


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@functools.cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


@pytest.fixture(scope="module", autouse=True)
def trees() -> Iterator[None]:
    """The trees are read once for all rules, and are too large to be kept any longer."""
    yield
    tree_of.cache_clear()
    nodes_of.cache_clear()


def imports(path: Path) -> Iterator[str]:
    """Modules named in the imports of a module, those under TYPE_CHECKING too."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@functools.cache
def inside(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


STORE = [path for path in MODULES if inside(path).startswith("store/")]
TUI = [path for path in MODULES if inside(path).startswith("tui/")]


def of_every(paths: Sequence[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """A rule as one test of all those modules, which names each that breaks it. There are thousands of such pairs."""

    def tested(rule: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            assert len(paths) > 100
            broken = []
            for path in paths:
                try:
                    rule(path)
                except AssertionError as error:
                    broken.append(f"{inside(path)}: {error}")
            assert not broken, "\n".join(broken)

        test.__doc__ = rule.__doc__
        return test

    return tested


@of_every(MODULES)
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300, f"{inside(path)} has {text.count(chr(10))} lines"
    for node in nodes_of(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 40, f"{inside(path)}: {node.name} has {length} lines"


@of_every(STORE)
def test_store_knows_no_terminal(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & (TERMINAL | {"tui"})
    for node in nodes_of(path):
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
        if isinstance(node, ast.Attribute) and node.attr == "environ":
            assert ast.unparse(node) != "os.environ"


@of_every(MODULES)
def test_only_one_module_uses_the_network(path: Path) -> None:
    if inside(path) != "store/hansard.py":
        assert not set(imports(path)) & NETWORK


@of_every(MODULES)
def test_sql_stands_in_three_packages(path: Path) -> None:
    if inside(path).startswith(SQL_PLACES):
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SQL.search(node.value), f"{inside(path)}:{node.lineno} holds SQL"


@of_every(STORE)
def test_files_are_touched_in_few_places(path: Path) -> None:
    if inside(path).startswith(FILE_PLACES):
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            call = ast.unparse(node.func)
            assert call not in {"open", "os.open"}, f"{inside(path)}:{node.lineno} opens a file"
            assert not call.endswith((".read_text", ".read_bytes", ".write_text", ".write_bytes"))


@of_every(MODULES)
def test_bugs_are_not_swallowed(path: Path) -> None:
    for node in nodes_of(path):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{inside(path)}:{node.lineno} has a bare except"
            caught = ast.unparse(node.type)
            assert not re.search(r"\b(Exception|BaseException)\b", caught), f"{inside(path)}:{node.lineno}: {caught}"


@of_every(TUI)
def test_words_of_record_are_never_markup(path: Path) -> None:
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            call = ast.unparse(node.func)
            assert not call.endswith("from_markup")
            assert not any(key.arg == "markup" and ast.unparse(key.value) == "True" for key in node.keywords)
            if call.endswith("notify"):
                assert any(key.arg == "markup" for key in node.keywords), f"{inside(path)}:{node.lineno} parses markup"


LAYERS = ["tui.layout", "tui.widgets", "tui.screens", "tui.app", "tui.cli"]


@of_every(MODULES)
def test_dependencies_point_one_way(path: Path) -> None:
    name = name_of(path)
    known = {module for module in imports(path) if module.split(".")[0] in {"store", "tui"}}
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
    skipped = {
        id(inner)
        for node in nodes_of(path)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    return {
        node.module
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in skipped
    }


FIRST_DEBATE = {"tui/layout/header.py", "tui/screens/reader.py", "tui/widgets/scene.py", "store/plain.py"}
"""Where the first debate of what is read is meant, or the only one."""


@of_every(MODULES)
def test_whoever_acts_on_a_speech_asks_for_its_own_debate(path: Path) -> None:
    """What is read may join many debates: `thread.debate_of(speech)` and `thread.debate_at(place)` tell which."""
    if inside(path) in FIRST_DEBATE or inside(path) == "store/readings.py":
        return
    for node in nodes_of(path):
        if isinstance(node, ast.Attribute) and node.attr == "debate":
            of = ast.unparse(node.value)
            assert not re.search(r"\bthread$", of), f"{inside(path)}:{node.lineno}: ask for the debate of the speech"
