"""A Python program that constructs every model of the package by keyword: run it, or give it to a type checker."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pith
from pith.errors import PithError
from pith.models import FrozenDict, JsonObject, Model
from pith.models.base import ModelWithOptionalFields
from pith.testing import sample_bundle, sample_integrity, sample_mirrors, sample_record, sample_state


def models() -> list[type[Model]]:
    """Every model of the package that has fields, in the order of definition."""
    for package in ("models", "opengraph"):
        module = import_module(f"pith.{package}")
        for inner in iter_modules(module.__path__, f"{module.__name__}."):
            import_module(inner.name)
    found: dict[type[Model], None] = {}
    pending: list[type[Model]] = [Model]
    while pending:
        model = pending.pop(0)
        found.update(dict.fromkeys(model.__subclasses__()))
        pending += model.__subclasses__()
    return [model for model in found if model is not ModelWithOptionalFields and model.__module__.startswith("pith.")]


def program() -> str:
    """The program: an import and a variable for each model."""
    objects = [inner for document in sample_documents() for inner in json_objects(document)]
    imports, variables = ["from pith import PithNumber, ShortPithNumber", "from pith.models import FrozenDict, JsonObject"], []
    for model in models():
        imports.append(f"from {model.__module__} import {model.__name__}")
        variables.append(f"{variable(model)} = {expression(instance(model, objects))}")
    return "\n".join([*imports, "", *variables, ""])


def variable(model: type[Model]) -> str:
    """The name of the variable that holds the instance of a model."""
    return f"the_{model.__name__}"


def sample_documents() -> Iterator[dict[str, Any]]:
    """One sample of each kind of document, as plain JSON values."""
    record = sample_record("full")
    for document in (record, sample_bundle(record), sample_state(record), sample_integrity(record), sample_mirrors()):
        yield document.to_dict()


def json_objects(value: object) -> Iterator[dict[str, Any]]:
    """Every JSON object in a tree."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from json_objects(inner)


def instance(model: type[Model], objects: list[dict[str, Any]]) -> Model:
    """The model of the first object that it accepts."""
    for tree in objects:
        try:
            return model.from_tree(tree)
        except PithError:
            continue
    raise LookupError(f"no sample document holds a {model.__name__}")


def expression(value: object) -> str:
    """The Python expression that makes the value, models by their constructors."""
    match value:
        case Model():
            fields = type(value).model_fields
            arguments = (
                f"{fields[name].alias or name}={expression(getattr(value, name))}"
                for name in fields
                if name in value.model_fields_set
            )
            return f"{type(value).__name__}({', '.join(arguments)})"
        case pith.PithNumber() | pith.ShortPithNumber():
            return f"{type(value).__name__}({str(value)!r})"
        case JsonObject() | FrozenDict():
            members = ", ".join(f"{key!r}: {expression(item)}" for key, item in value.items())
            return f"{type(value).__name__}({{{members}}})"
        case tuple():
            return f"({''.join(f'{expression(item)}, ' for item in value)})"
    return repr(value)


if __name__ == "__main__":
    import sys

    sys.stdout.write(program())
