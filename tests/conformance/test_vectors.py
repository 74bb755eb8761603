"""The library gives the answer of every vector, and the files of vectors are what the generator writes from the reference."""

import json
from pathlib import Path
from typing import Any

import pytest
from conformance_library import Suite, same_answer
from generate import FOLDER, vector_files

FILES = sorted((FOLDER / "vectors").glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    file: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return file


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_library_gives_every_answer(path: Path) -> None:
    file = load(path)
    suite = Suite(file)
    wrong = [
        (test["id"], answer)
        for group in file["groups"]
        for test in group["tests"]
        for answer in [suite.answer(group["operation"], test["input"])]
        if not same_answer(answer, test)
    ]
    assert wrong == []


def test_the_files_are_what_the_generator_writes() -> None:
    written = {path.name: path.read_text("utf-8") for path in FILES}
    made = vector_files()
    assert written.keys() == made.keys()
    for name, text in made.items():
        assert written[name] == text, f"{name}: run tests/conformance/generate.py"
