"""The public names: the lazy table agrees with the imports for type checkers, and a name loads what it needs alone."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import pith

SOURCE = ast.parse(Path(pith.__file__).read_text("utf-8"))
NUMBER = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"
FOREIGN = {"pydantic", "pydantic_core", "nacl", "orjson", "base58"}


def imports_for_type_checkers() -> list[tuple[str, str]]:
    """The module and the name of each import under `if TYPE_CHECKING:`, each in the form `from .x import Y as Y`."""
    (block,) = (node for node in SOURCE.body if isinstance(node, ast.If))
    assert isinstance(block.test, ast.Name)
    assert block.test.id == "TYPE_CHECKING"
    found = []
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        assert node.level == 1
        (alias,) = node.names
        assert alias.name == alias.asname
        assert node.module is not None
        found.append((node.module, alias.name))
    return found


def table() -> list[tuple[str, str]]:
    """The module and the name of each entry of the lazy table."""
    (value,) = (node.value for node in SOURCE.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_MODULES")
    modules: dict[str, str] = ast.literal_eval(value)
    return [(module, name) for name, module in modules.items()]


def test_the_table_and_the_imports_agree() -> None:
    assert sorted(table()) == sorted(imports_for_type_checkers())


def test_the_table_is_in_order_of_modules_and_has_each_name_once() -> None:
    modules = [module for module, _ in table()]
    assert modules == sorted(modules)
    names = [name for _, name in table()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("module", "name"), table(), ids=lambda value: value)
def test_each_name_is_that_of_its_module(module: str, name: str) -> None:
    assert getattr(pith, name) is getattr(import_module(f"pith.{module}"), name)
    assert name in dir(pith)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(pith, "nothing")  # noqa: B009 - a type checker knows that it is missing


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh interpreter loads for some code."""
    # Without `site`, which can load any module: -S, with the path passed on.
    script = f"import sys; sys.path[:] = {sys.path!r}; before = set(sys.modules)\n{code}\nprint(*set(sys.modules) - before)"
    return set(subprocess.run([sys.executable, "-S", "-c", script], stdout=subprocess.PIPE, text=True, check=True).stdout.split())


def test_importing_pith_loads_no_other_module() -> None:
    assert loaded_after("import pith") == {"pith"}


USE = f"""
from pith import PithNumber, ShortPithNumber, parse_number
number = PithNumber({NUMBER!r})
assert parse_number({NUMBER.lower()!r}) == number
assert parse_number("https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC").matches(number)
assert number.short() == ShortPithNumber("pith:FB5JQX5U") > number
assert number.url("json").endswith(".json")
try:
    PithNumber("x")
except ValueError:
    pass
"""


def test_numbers_load_neither_models_nor_keys() -> None:
    loaded = loaded_after(USE)
    small = {"pith", "pith.errors", "pith.number", "pith.protocol", "pith.addresses", "pith.arxiv", "pith.lazy"}
    assert {"pith", "pith.errors", "pith.number"} <= {name for name in loaded if name.startswith("pith")} <= small
    assert {name.partition(".")[0] for name in loaded} <= {"pith", "importlib", "warnings"}  # those two by the lazy table


@pytest.mark.parametrize(
    ("module", "foreign"),
    [
        ("number", set()),
        ("errors", set()),
        ("pointers", set()),
        ("protocol", set()),
        ("timestamps", set()),
        ("canonical", {"orjson"}),
    ],
)
def test_a_base_module_loads_no_foreign_module_without_need(module: str, foreign: set[str]) -> None:
    assert {name.partition(".")[0] for name in loaded_after(f"import pith.{module}")} & FOREIGN == foreign


def test_deriving_a_number_loads_neither_pydantic_nor_pynacl() -> None:
    code = "from pith import PithNumber; PithNumber.derive({'metadata': {'submitted_at': '2023-05-03T17:50:56Z'}})"
    assert {name.partition(".")[0] for name in loaded_after(code)} & FOREIGN <= {"orjson"}
