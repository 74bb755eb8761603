"""Mutants of the library and of the schemas: for each, some vector fails, or the mutant is listed here with the reason."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conformance.form import apply
from conformance_library import Suite, same_answer
from generate import FOLDER
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

import pith
from pith.checks.table import CheckTable, Problem

pytestmark = pytest.mark.slow

Tree = dict[str, Any]
ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description", "examples"}
DOCUMENTS = {
    "records": "record",
    "bundles": "bundle",
    "states": "state",
    "integrity": "integrity_document",
    "manifests": "mirror_manifest",
}
SURVIVING_RAISES = {
    "expected a limit of {field.name} from 1": "an argument of the library",
    "expected an int": "an argument of the library",
    "expected a limit of depth from 1 to": "an argument of the library",
    "expected bytes, a str or a mapping": "an argument of the library",
    "limits: expected Limits": "an argument of the library",
    "lone surrogate at character": "for text; a vector gives bytes",
    "raise InvalidRecord(error.args[0], pointer=error.pointer)": "for mappings; a vector gives bytes",
    "limits.size": "a limit of 8 MiB; a vector of this size is no help to anybody",
    "limits.items": "a limit of 400,000 values; the same",
    "limits.depth": "another line refuses the same input",
}
"""The refusals of `strict_json` that no vector needs, with the reason."""


def load(name: str) -> Tree:
    file: Tree = json.loads((FOLDER / "vectors" / f"{name}.json").read_text("utf-8"))
    return file


def listed_tests(file: Tree, *operations: str) -> Iterator[tuple[str, Tree]]:
    for group in file["groups"]:
        if not operations or group["operation"] in operations:
            yield from ((group["operation"], test) for test in group["tests"])


# Checks


@pytest.mark.parametrize("name", ["records", "bundles", "states", "integrity"])
def test_each_silenced_check_fails_a_vector(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = load(name)
    suite = Suite(file)
    verified = [test for _, test in listed_tests(file, "verify") if "expected" in test]
    names = [*verified[0]["expected"]["passed"], *verified[0]["expected"]["indeterminate"]]
    original = CheckTable.problems
    survivors = []
    for silenced in names:

        def problems(table: CheckTable, facts: object, silenced: str = silenced) -> dict[int, Problem]:
            found = original(table, facts)
            return {index: problem for index, problem in found.items() if table.checks[index].name != silenced}

        monkeypatch.setattr(CheckTable, "problems", problems)
        chosen = [test for test in verified if silenced not in test["expected"]["passed"]]
        if all(same_answer(suite.answer("verify", test["input"]), test) for test in chosen):
            survivors.append(silenced)
    assert survivors == []


# Keywords of the schemas


def keywords(schema: Any, pointer: str = "") -> Iterator[str]:
    """The pointer of each keyword that a validator applies; of `required`, the pointer of each name."""
    for name, value in schema.items():
        place = f"{pointer}/{name}"
        if name in ("properties", "$defs"):
            for member, inner in value.items():
                yield from keywords(inner, f"{place}/{member}")
        elif name == "required":
            yield from (f"{place}/{member}" for member in value)
        elif name not in ANNOTATIONS and value not in (True, {}):
            yield place
            if isinstance(value, dict):
                yield from keywords(value, place)
            elif name in ("anyOf", "allOf", "oneOf"):
                for index, branch in enumerate(value):
                    yield from keywords(branch, f"{place}/{index}")


def target(schema: Tree, pointer: str) -> Any:
    node: Any = schema
    for token in pointer.split("/")[1:]:
        node = node[token]
    return node


def visited(schema: Tree, error: ValidationError) -> set[str]:
    """The pointers of the keywords without any of which the error is gone, with references followed."""
    place, found = "", set[str]()
    node: Any = schema
    for token in error.absolute_schema_path:
        while isinstance(node, dict) and "$ref" in node:
            found.add(f"{place}/$ref")
            place = node["$ref"].removeprefix("#")
            node = target(schema, place)
        place = f"{place}/{token}"
        node = node[token]
        found.add(place)
    if error.validator == "required":
        found.add(f"{place}/{error.message.split(chr(39))[1]}")
    by_branch: dict[Any, list[set[str]]] = {}
    for inner in error.context or ():
        by_branch.setdefault(inner.schema_path[0], []).append(visited(schema, inner))
    for branch in by_branch.values():
        found |= branch[0].intersection(*branch[1:])
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_removed_keyword_fails_a_vector(name: str) -> None:
    schema = pith.json_schema(DOCUMENTS[name])
    file = load(name)
    documents = []
    for operation, test in listed_tests(file):
        if "base" in test["input"] and (operation in ("parse", "mirror_addresses") or "expected" in test):
            documents.append((test, apply(file["bases"][test["input"]["base"]], test["input"].get("patch", []))))
    validator = Draft202012Validator(schema)
    left = set(keywords(schema))
    for test, document in documents:
        errors = [visited(schema, error) for error in validator.iter_errors(document)]
        assert not errors or test.get("error") == "InvalidRecord", test["id"]
        if errors:
            left -= errors[0].intersection(*errors[1:])
    # `const` refuses each value of a type member that `type` refuses.
    assert {keyword for keyword in left if not re.fullmatch("/properties/[a-z]+_type/type", keyword)} == set()


# Refusals of strict JSON


def without_raise(source: str, index: int) -> tuple[str, str]:
    """The source with its raise statement of that index replaced by `pass`, and the line of that statement."""
    tree = ast.parse(source)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    statements.sort(key=lambda node: node.lineno)
    chosen = statements[index]
    lines = source.splitlines()
    text = lines[chosen.lineno - 1].strip()
    first, last = chosen.lineno - 1, (chosen.end_lineno or chosen.lineno) - 1
    lines[first : last + 1] = [" " * chosen.col_offset + "pass"]
    return "\n".join(lines), text


def mutated(source: str, path: Path) -> Callable[[bytes], Any]:
    """`parse_json` of a changed source."""
    module = ModuleType("pith.strict_json_mutant")
    module.__package__ = "pith"
    module.__file__ = str(path)
    exec(compile(source, str(path), "exec"), module.__dict__)
    parse: Callable[[bytes], Any] = module.parse_json
    return parse


def test_each_removed_refusal_of_strict_json_fails_a_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    import conformance_library

    path = Path(pith.__path__[0]) / "strict_json.py"
    source = path.read_text("utf-8")
    count = sum(isinstance(node, ast.Raise) for node in ast.walk(ast.parse(source)))
    file = load("json")
    suite = Suite(file)
    survivors = []
    for index in range(count):
        changed, text = without_raise(source, index)
        monkeypatch.setattr(conformance_library, "parse_json", mutated(changed, path))
        if not any(killed(suite, operation, test) for operation, test in listed_tests(file)):
            survivors.append(text)
    unlisted = [text for text in survivors if not any(part in text for part in SURVIVING_RAISES)]
    assert unlisted == []
    assert len(survivors) <= 13


def killed(suite: Suite, operation: str, test: Tree) -> bool:
    try:
        return not same_answer(suite.answer(operation, test["input"]), test)
    except Exception:
        return True
