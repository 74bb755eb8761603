"""The fuzz targets: some inputs of each, the corpus of what was ever found, and the oracle itself."""

import os
from pathlib import Path
from typing import Any

import pytest
import run as fuzz_run
from fuzz_cases import SMALL, Draw, build, read_case, size_of, write_case
from fuzz_documents import make_document
from fuzz_oracle import check_authenticated, check_error, check_printable_lines, check_report
from fuzz_targets import FREE_CALLS, Target
from shared_data import REPOSITORY
from targets import TARGETS

from pith import PithError, parse_record, verify_record
from pith.testing import FORGER, TEST_KEYS

CORPUS = REPOSITORY / "tests" / "fuzz" / "corpus"
FILES = sorted(CORPUS.glob("*/*.json"))


@pytest.mark.parametrize("name", TARGETS)
def test_small_inputs_get_an_answer_or_a_pith_error(name: str) -> None:
    for index in range(12):
        text = fuzz_run.draw_case(name, "test", index, "small")
        fuzz_run.run_case(TARGETS[name], text, measured=index == 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_large_inputs_have_a_bounded_cost(name: str) -> None:
    for index in range(int(os.environ.get("PITH_FUZZ_LARGE", "3"))):
        fuzz_run.run_case(TARGETS[name], fuzz_run.draw_case(name, "test", index, "large"), measured=True)


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])
def test_what_was_ever_found_gets_an_answer_or_a_pith_error(file: Path) -> None:
    fuzz_run.run_case(TARGETS[file.parent.name], file.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])
def test_what_was_ever_found_has_a_bounded_cost(file: Path) -> None:
    fuzz_run.run_case(TARGETS[file.parent.name], file.read_bytes(), measured=True)


def test_every_target_answers_some_inputs() -> None:
    for name, target in TARGETS.items():
        assert any(fuzz_run.run_case(target, fuzz_run.draw_case(name, "some", index, "small")).answered for index in range(40)), (
            name
        )


def test_inputs_are_the_same_for_the_same_seed() -> None:
    for name in TARGETS:
        for size in ("small", "large"):
            assert fuzz_run.draw_case(name, 1, 2, size) == fuzz_run.draw_case(name, 1, 2, size)
    assert len({fuzz_run.draw_case("numbers", seed, index, "small") for seed in range(5) for index in range(20)}) > 80


def test_a_case_is_as_long_as_its_size() -> None:
    for index in range(30):
        text = fuzz_run.draw_case("texts", "size", index, "small")
        assert size_of(build(read_case(text))) <= 2 * SMALL + 200
    for index in range(5):
        draw = Draw(f"{index}", large=True)
        assert 64 * 1024 <= draw.budget <= 1024 * 1024


def test_descriptions_are_built_into_values() -> None:
    spec = {
        "a": {"$text": [["ab", 2], ["c", 1]]},
        "b": {"$deep": [1, 2]},
        "c": {"$wide": ["k", 2, None]},
        "d": {"$bytes": "00ff"},
    }
    assert build(spec) == {"a": "ababc", "b": [[1]], "c": {"k0": None, "k1": None}, "d": b"\0\xff"}
    assert build({"$rows": [{"n": 1, "t": "x"}, 2, "n"]}) == [{"n": 1, "t": "x"}, {"n": 2, "t": "x"}]
    assert build({"$double": [[], 2]}) == [[[], []], [[], []]]
    assert build([{"$members": [["k", {"$list": [0, 2]}]]}, {"$tuple": [1]}, {"$power": [10, 3]}]) == [{"k": [0, 0]}, (1,), 1000]
    assert size_of(build({"$double": [[], 60]})) == 10_000_000


# The oracle


@pytest.mark.parametrize("message", ["", "a" * 1001, "a\x1b[31m", "a\u202e", "a\nb"], ids=ascii)
def test_a_message_that_is_not_bounded_and_printable_is_noticed(message: str) -> None:
    error = PithError("a")
    error.args = (message,)
    with pytest.raises(AssertionError):
        check_error(error)
    check_error(PithError("a" * 5000, pointer="/" + "\x1b" * 5000))


def test_a_line_that_is_not_printable_is_noticed() -> None:
    with pytest.raises(AssertionError, match="not printable"):
        check_printable_lines("a\nb\x1b")


def test_a_changed_value_that_is_called_authenticated_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = make_document({"base": "full", "edits": [["set", ["paper", "license"], "forged"], ["copy", [], None]]})
    report = verify_record(parse_record(changed.data), keys=TEST_KEYS)
    check_authenticated(report, changed)
    monkeypatch.setattr(type(report), "unauthenticated", ("/graph_snapshot", "/receipt"))
    with pytest.raises(AssertionError, match="/paper/license is authenticated, with another value"):
        check_authenticated(report, changed)


def test_a_forged_document_has_no_authenticated_value() -> None:
    case = {"base": "full", "resigned": [["set", ["paper", "title"], "forged"]], "signer": "forger", "edits": []}
    forged = make_document(case)
    assert forged.signer == "forger"
    check_authenticated(verify_record(parse_record(forged.data), keys=TEST_KEYS), forged)
    with pytest.raises(AssertionError, match="forger"):
        check_authenticated(verify_record(parse_record(forged.data), keys=TEST_KEYS.add(FORGER.public_key)), forged)


def test_a_report_is_looked_at_in_every_form() -> None:
    made = make_document({"base": "full", "edits": [["add", [], ["\x1b\u202e", {"<script>": []}]]]})
    check_report(verify_record(parse_record(made.data), keys=TEST_KEYS), made, full=True)


# The program


def never(value: Any) -> None:
    raise ZeroDivisionError


def costly(value: Any) -> None:
    for _ in range(2 * FREE_CALLS):
        len("")


def test_a_failure_is_written_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(TARGETS, "timestamps", Target(lambda draw: "x", never))
    assert fuzz_run.main(["timestamps", "--count", "2", "--seed", "7", "--failures", str(tmp_path)]) == 1
    assert (tmp_path / "timestamps-small-7-1.json").read_bytes() == write_case("x")
    assert "ZeroDivisionError" in (tmp_path / "timestamps-small-7-1.txt").read_text()
    assert "total: 2 small inputs, 0 answered, 2 failed, seed 7" in capsys.readouterr().out


def test_a_cost_above_the_bound_fails() -> None:
    with pytest.raises(AssertionError, match="calls for 1 bytes"):
        fuzz_run.run_case(Target(lambda draw: "x", costly), write_case("x"), measured=True)
    with pytest.raises(AssertionError, match="bytes of memory for 1 bytes"):
        fuzz_run.run_case(Target(lambda draw: "x", lambda value: bytearray(20_000_000)), write_case("x"), measured=True)


def test_the_program_counts_and_replays(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz_run.main(["numbers", "arxiv", "--count", "60", "--measure", "10", "--progress", "50"]) == 0
    assert "total: 60 small inputs" in capsys.readouterr().out
    assert fuzz_run.main(["texts", "--replay", str(CORPUS / "texts" / "marks.json")]) == 0
    assert "answered=True" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        fuzz_run.main(["nothing"])
