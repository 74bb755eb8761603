"""The docstrings of the package: every example runs, every public name has one, and all keep to plain words."""

import ast
import doctest
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from pydoc import render_doc
from types import ModuleType

import pytest
from shared_data import REPOSITORY

import pith
import pith.opengraph
from pith.models import AnyNumber, Links, StrictRecord

PACKAGE = REPOSITORY / "pith"
PATHS = sorted(PACKAGE.rglob("*.py"))
MODULES = [".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__") for path in PATHS]
NEEDED = {
    "pith.fast": "msgspec",
    "pith.integrations.fastapi": "fastapi",
    "pith.integrations.sqlalchemy": "sqlalchemy",
    "pith.testing.pytest_plugin": "pytest",
    "pith.testing.strategies": "hypothesis",
}

# Words and turns that the project does not use: a plainer one exists.
ODD = re.compile(
    r"could not be made|speaks? of|held against|\blies?[ .,]|for what is no|what is none|\bstands? (in|at|beside|for)\b|says of"
    r"|\bas they are\b|\bwhatever is\b|, which is why|\bthat which\b|\bsuch that\b|Source: protocol|\bwilfully\b",
    re.IGNORECASE,
)

# The names at the root that no section of the specification is about.
WITHOUT_SECTION = {"InvalidArgument", "cite", "json_schema"}


def load(name: str) -> ModuleType:
    """A module of the package. The test is skipped if the library that the module adapts is missing."""
    if name in NEEDED:
        pytest.importorskip(NEEDED[name])
    return importlib.import_module(name)


def docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """The name and the docstring of a module and of everything in it."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (text := ast.get_docstring(node)):
            yield getattr(node, "name", "module"), text


@pytest.mark.parametrize("name", MODULES)
def test_every_example_in_a_docstring_runs(name: str) -> None:
    results = doctest.testmod(load(name), optionflags=doctest.REPORT_NDIFF)
    assert results.failed == 0


def test_there_are_examples() -> None:
    assert sum(">>> " in path.read_text("utf-8") for path in PATHS) > 10


@pytest.mark.parametrize("path", PATHS, ids=MODULES)
def test_a_docstring_begins_with_a_sentence_in_plain_words(path: Path) -> None:
    for name, text in docstrings(path):
        first = text.partition("\n\n")[0].partition("\n>>>")[0]
        assert first.rstrip()[-1] in ".:", f"{name}: {first}"
        assert first[0].isupper() or not first[0].isalpha() or first.startswith(("arXiv", "bytes")), f"{name}: {first}"
        assert ODD.search(text) is None, f"{name}: {text}"


@pytest.mark.parametrize("path", PATHS, ids=MODULES)
def test_a_module_begins_with_what_it_is_for(path: Path) -> None:
    names = dict(reversed([*docstrings(path)]))
    assert len(names["module"]) > 20


@pytest.mark.parametrize("module", [pith, pith.opengraph], ids=lambda module: module.__name__)
def test_every_public_name_has_a_docstring(module: ModuleType) -> None:
    values = {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}
    documented = {name: value for name, value in values.items() if inspect.isclass(value) or inspect.isfunction(value)}
    assert {name for name, value in documented.items() if not value.__doc__} == set()
    for name, value in documented.items():
        if inspect.isclass(value):
            methods = {key: item for key, item in vars(value).items() if inspect.isfunction(item) and not key.startswith("_")}
            assert {f"{name}.{key}" for key, item in methods.items() if not item.__doc__} == set()


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (pith.Outcome, ['`FAILED`, `"failed"`: the document contradicts the rule']),
        (pith.Assurance, ['`CLAIMED`, `"claimed"`: no check covers it']),
        (StrictRecord, ["A field that takes what `parse_record` takes", "StrictRecord]"]),
        (AnyNumber, ["A field or a parameter that takes every spelling of `parse_number`", "AnyNumber]"]),
        (Links, ["The constructor takes it as", "the attribute `json_`"]),
        (pith.mint_record, ["It may be before the `submitted_at`"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_help_explains(thing: object, words: list[str]) -> None:
    text = re.sub(r".\x08", "", render_doc(thing))
    for part in words:
        assert part in text
    assert " object at 0x" not in text


def test_the_docstring_of_an_enumeration_lists_its_members() -> None:
    for kind in (pith.Outcome, pith.Assurance):
        for member in kind:
            assert f'\n- `{member.name}`, `"{member.value}"`: ' in (inspect.getdoc(kind) or "")


def test_public_names_cite_the_specification() -> None:
    public: list[str] = pith.__all__  # type: ignore[attr-defined]
    found = {name: getattr(pith, name) for name in public}
    cited = {name for name, value in found.items() if "Specification §" in (getattr(value, "__doc__", "") or "")}
    values = {name for name, value in found.items() if not (inspect.isclass(value) or inspect.isfunction(value))}
    assert found.keys() - cited - values <= WITHOUT_SECTION


def test_errors_are_documented_as_raised_if() -> None:
    for path in PATHS:
        for name, text in docstrings(path):
            assert not re.search(r"[Rr]aises [\w`]+ (when|whenever|where|in case)\b", text), f"{path}: {name}"
