"""Reports: what they answer, as text and as JSON, and no text of a document that reaches a terminal unescaped."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from costs import cost_of
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter
from records import carried, edited, parsed, report_of

from pith import BatchResult, KeyRing, Outcome, VerificationFailed, VerificationReport, json_schema, parse_record, verify_record
from pith.checks import REQUIRED, Basis
from pith.errors import InvalidArgument
from pith.render.text import report_text
from pith.report import REPORT_SCHEMA, TITLE_NOTE
from pith.version import __version__

AT = datetime(2026, 6, 1, tzinfo=UTC)
NUMBER = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"
HOSTILE = "<script>alert(1)</script>\x1b[31m\u202egnp.exe\r\n\x00&amp;\"'`"


def hostile_report() -> VerificationReport:
    """A report of a record with hostile text in each text."""
    texts = ["/paper/title", "/paper/authors_text", "/aliases/0/alias_value", "/aliases/1/alias_kind", "/receipt/key_id"]
    tree = edited(carried(), *((pointer, HOSTILE) for pointer in texts))
    tree["paper"][HOSTILE] = 1
    return verify_record(parse_record(tree | {HOSTILE: [{HOSTILE: 1}]}))


def test_a_report_answers_for_checks_by_name() -> None:
    report = report_of()
    assert report["signature"].basis is Basis.SIGNED
    assert report["signature"].covers == ("/receipt/algorithm", "/receipt/signed_message", "/receipt/signature_b64")
    assert report["signature"].detail == ""
    with pytest.raises(InvalidArgument, match="no check 'signatures'; the checks are canonical_hash, number, "):
        report["signatures"]


def test_every_check_is_passed_failed_or_indeterminate() -> None:
    report = report_of(("/paper/title", "Another"))
    names = [result.name for result in report.checks]
    assert sorted([*report.passed, *report.failed, *report.indeterminate]) == sorted(names)


@pytest.mark.parametrize("changes", [(), (("/paper/title", "Another"), ("/links/html", "x"))], ids=["none", "some"])
def test_the_problems_are_the_results_that_did_not_pass(changes: tuple[tuple[str, object], ...]) -> None:
    report = report_of(*changes)
    assert report.problems == tuple(result for result in report.checks if result.outcome is not Outcome.PASSED)
    assert bool(report.failed) is bool(changes)


def test_a_report_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match=r"report\.ok"):
        bool(report_of())


def test_a_report_carries_the_evidence() -> None:
    record = parsed()
    report = verify_record(record, at=AT, require=["key_window"])
    assert report.document is record
    assert report.document_type == "record"
    assert report.number == NUMBER
    assert report.canonical_sha256 == record.canonical_sha256
    assert report.key_id == "pith-v1-2026-05"
    assert report.key_fingerprint == "8d4b5ee74e4693bcd1df2446408b0d54"
    assert report.at == AT
    assert report.origin == "https://pith.science"
    assert report.required == REQUIRED | {"key_window"}
    assert report.notes == (TITLE_NOTE,)


def test_a_title_that_is_not_authenticated_has_no_note() -> None:
    for report in (
        report_of(("/paper/title", "Another")),
        report_of(("/receipt/signature_b64", "")),
        verify_record(parsed(), keys=KeyRing()),
    ):
        assert report.notes == ()


def test_the_hash_of_a_report_is_the_computed_one() -> None:
    report = report_of(("/canonical_sha256", "0" * 64))
    assert report.canonical_sha256 == parsed().canonical_sha256


def test_an_unknown_key_has_no_fingerprint() -> None:
    report = verify_record(parsed(), keys=KeyRing())
    assert report.key_id == "pith-v1-2026-05"
    assert report.key_fingerprint is None
    assert "not in the ring" in str(report)


# Text


def test_the_repr_is_one_short_line() -> None:
    for report in (report_of(), hostile_report()):
        assert repr(report).isprintable()
        assert len(repr(report)) < 130
    assert repr(report_of()) == f"<VerificationReport of record {NUMBER}: ok, 39 passed, 0 failed, 2 indeterminate>"


def test_the_text_begins_with_verdict_counts_and_evidence() -> None:
    lines = str(verify_record(parsed(), at=AT)).split("\n")
    assert lines[:4] == [
        f"record {NUMBER}: ok",
        "  40 passed, 0 failed, 1 indeterminate",
        f"  key pith-v1-2026-05 (8d4b5ee74e4693bcd1df2446408b0d54), at 2026-06-01T00:00:00+00:00, pith {__version__}",
        "",
    ]
    assert lines[-1] == f"note: {TITLE_NOTE}"


def test_the_text_names_the_problems_and_what_is_not_authenticated_by_section() -> None:
    text = str(report_of(("/paper/title", "Another")))
    assert text.startswith(f"record {NUMBER}: not ok: title_hash, snapshot_paper failed\n")
    assert re.search(r"^✗ title_hash +its hash is not ", text, re.MULTILINE)
    assert re.search(r"^\? key_window +no instant was given", text, re.MULTILINE)
    assert "✓" not in text
    assert re.search(r"^not authenticated: \d+ values$", text, re.MULTILINE)
    assert re.search(r"^  /paper \(4\): /title, /headline, /authors_text, /abstract_excerpt$", text, re.MULTILINE)
    assert re.search(r"^members can be added to: \d+ values$", text, re.MULTILINE)


def test_the_text_of_a_record_that_is_not_signed_is_one_value() -> None:
    text = str(report_of(("/receipt/signature_b64", "")))
    assert text.endswith("not authenticated: 1 value\n  the whole document")
    assert "members can be added to" not in text


def test_the_text_names_required_checks_that_are_indeterminate() -> None:
    text = str(verify_record(parsed(), keys=KeyRing()))
    assert text.startswith(f"record {NUMBER}: not ok: key, fingerprint, signature indeterminate and required\n")


def test_the_full_text_has_every_check_and_every_pointer() -> None:
    report = report_of()
    text = report.to_text(full=True)
    for result in report.checks:
        assert re.search(rf"^[✓?] {result.name}( |$)", text, re.MULTILINE)
    for pointer in report.unauthenticated:
        assert f"  {pointer}\n" in text


@pytest.mark.parametrize("full", [False, True])
def test_the_text_has_no_control_characters_and_no_long_lines(full: bool) -> None:
    text = hostile_report().to_text(full=full)
    lines = text.split("\n")
    assert all(line.isprintable() for line in lines)
    assert "\\x1b[31m\\u202egnp.exe\\r\\n\\x00" in text
    assert max(map(len, lines)) < 1_100


def test_the_text_fits_on_a_screen() -> None:
    many = verify_record(parse_record(carried() | {f"key {index}": index for index in range(1_000)}))
    for report in (report_of(), many):
        text = str(report)
        assert text.count("\n") < 60
        assert max(map(len, text.split("\n"))) <= 116
    assert "  … and 986 more\n" in str(many)
    assert "key 999" in many.to_text(full=True)


def test_the_text_of_a_document_without_number_and_key_has_neither() -> None:
    report = {**report_of().to_dict(), "document_type": "integrity_document", "number": None, "key_id": None}
    lines = report_text(report).split("\n")
    assert lines[0] == "integrity document: ok"
    assert lines[2].startswith("  no key, no instant given, pith ")


# JSON


def test_the_schema_of_reports_is_valid_and_strict() -> None:
    Draft202012Validator.check_schema(REPORT_SCHEMA)
    assert REPORT_SCHEMA["additionalProperties"] is False
    assert json_schema("report")["required"] == REPORT_SCHEMA["required"]


@pytest.mark.parametrize(
    "make", [report_of, hostile_report, lambda: verify_record(parsed(), at=AT, keys=KeyRing())], ids=["ok", "hostile", "no key"]
)
def test_the_json_agrees_with_its_schema_and_with_the_report(make: Callable[[], VerificationReport]) -> None:
    report = make()
    value = json.loads(report.to_json())
    Draft202012Validator(REPORT_SCHEMA).validate(value)
    assert value == report.to_dict()
    assert value["report_type"] == "pith_verification_report"
    assert value["report_version"] == "1.1"
    assert value["library_version"] == __version__
    assert value["ok"] is report.ok
    assert value["number"] == report.number
    assert value["required"] == sorted(report.required)
    assert value["blocking"] == [*report.blocking]
    assert bool(value["blocking"]) is not report.ok
    assert [check["name"] for check in value["checks"]] == [result.name for result in report.checks]
    assert value["unauthenticated"] == [*report.unauthenticated]
    assert value["extensible"] == [*report.extensible]
    assert value["at"] == (report.at and report.at.isoformat())


def test_a_report_is_a_field_type_for_pydantic() -> None:
    class Answer(BaseModel):
        report: VerificationReport

    report = report_of()
    answer = Answer(report=report)
    assert answer.report is report
    assert json.loads(answer.model_dump_json())["report"] == report.to_dict()
    schema = TypeAdapter(VerificationReport).json_schema()
    assert schema["required"] == REPORT_SCHEMA["required"]


def test_blocking_names_the_failed_checks_and_the_required_ones_that_did_not_pass() -> None:
    report = verify_record(parsed(), keys=KeyRing())
    missing = {result.name for result in report.checks if result.outcome == "indeterminate" and result.name in report.required}
    assert {*report.blocking} == missing | {*report.failed}
    assert "signature" in report.blocking
    assert "abstract_hash" not in report.blocking
    with pytest.raises(VerificationFailed) as caught:
        report.raise_for_failure()
    assert all(f"{name} is indeterminate" in str(caught.value) for name in report.blocking)
    assert report_of().blocking == ()


def test_reports_and_results_have_a_schema_of_their_own_in_the_schema_of_a_model() -> None:
    class Answer(BaseModel):
        report: VerificationReport
        others: list[VerificationReport]
        result: BatchResult

    schema = Answer.model_json_schema()
    assert schema["$defs"].keys() == {"VerificationReport", "BatchResult"}
    assert schema["properties"]["report"] == {"$ref": "#/$defs/VerificationReport"}
    assert schema["properties"]["result"] == {"$ref": "#/$defs/BatchResult"}
    assert "unauthenticated" in schema["$defs"]["VerificationReport"]["properties"]


def test_checks_and_results_print_in_one_short_line() -> None:
    report = hostile_report()
    for result in report.checks:
        assert repr(result.check) == f"<Check {result.name}>"
        assert repr(result).startswith(f"<CheckResult {result.name}: {result.outcome}")
        assert repr(result).isprintable()
        assert len(repr(result)) < 200
    assert repr(report_of()["signature"]) == "<CheckResult signature: passed>"
    missing = verify_record(parsed(), keys=KeyRing())["key"]
    assert repr(missing) == f"<CheckResult key: indeterminate, {missing.detail!r}>"


def test_outcomes_and_bases_are_words() -> None:
    assert [*Outcome] == ["passed", "failed", "indeterminate"]
    assert [*Basis] == ["signed", "hashed", "derived", "consistent"]


# Failure


def test_the_error_of_a_failed_report_is_bounded_and_printable() -> None:
    report = hostile_report()
    with pytest.raises(VerificationFailed) as caught:
        report.raise_for_failure()
    assert caught.value.report is report
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) <= 1_000


# Cost

LARGE: dict[str, dict[str, Any]] = {
    "a long key above a wide array": {"zz": {"k" * 160_000: [0] * 40_000}},
    "long keys": {f"{index}" + "k" * 2_000: {"a": [1, 2, 3]} for index in range(100)},
    "unprintable keys": {"\x7f" * 20_000 + str(index): {"\x7f" * 10_000: {}} for index in range(4)},
    "many keys": {f"k{index}": {} for index in range(5_000)},
}
FORMS: dict[str, Callable[[VerificationReport], object]] = {
    "text": str,
    "full text": lambda report: report.to_text(full=True),
    "HTML": lambda report: report._repr_html_(),
    "JSON": lambda report: report.to_json(),
    "one pointer": lambda report: report.assurance_of("/zz"),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("extra", LARGE.values(), ids=LARGE.keys())
def test_each_form_of_a_report_costs_no_more_than_the_document(
    extra: dict[str, Any], form: Callable[[VerificationReport], object]
) -> None:
    record = parse_record(carried() | {"zz": {}} | extra)
    size = len(record.to_json())
    report = verify_record(record)

    cost = cost_of(lambda: form(report))

    assert cost.calls < 6 * size + 30_000
    assert cost.peak < 60 * size + 2_000_000


def test_lists_240_deep_cost_as_much_as_other_values() -> None:
    deep: Any = [0] * 100
    for _ in range(240):
        deep = [deep, 1]
    report = verify_record(parse_record(carried() | {"deep": deep}))
    assert "/deep" in report.unauthenticated
    assert cost_of(lambda: str(report)).calls < 30_000
