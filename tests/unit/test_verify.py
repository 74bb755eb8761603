"""`verify_record`: the outcome of each change, its arguments, and models that were copied or constructed."""

import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from core_changes import SINGLE_CHANGES
from records import CARRIED, PUBLISHED, carried, copied, edited, parsed, published, report_of
from shared_data import shared_rows

from pith import (
    PITH_KEYS,
    InvalidArgument,
    KeyRing,
    Outcome,
    PithNumber,
    PithRecord,
    PublicKey,
    VerificationFailed,
    parse_record,
    verify,
    verify_record,
)
from pith.checks import RECORD_CHECKS, REQUIRED, Basis, Check, CheckTable

AT = datetime(2026, 6, 1, tzinfo=UTC)
KEY_ID = "pith-v1-2026-05"
EVERYTHING = ("",)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_record_verifies(name: str) -> None:
    record = parse_record(published(name).read_bytes())

    report = verify_record(record)

    assert report.ok
    assert report.failed == ()
    core = [result for result in report.checks if not result.name.startswith(("references", "formal", "integrity"))]
    assert [result.name for result in core if result.outcome is Outcome.INDETERMINATE] == ["key_window", "abstract_hash"]
    assert report.number == record.pith_number
    assert verify_record(record, at=AT)["key_window"].outcome is Outcome.PASSED


def test_the_whole_abstract_of_a_published_record_is_compared_with_its_hash() -> None:
    record = parse_record(published(PUBLISHED[0]).read_bytes())
    row = next(row for row in shared_rows("vectors", "pith", "abstracts.jsonl") if row["pith_number"] == record.pith_number)

    report = verify_record(record, abstract=row["abstract"], require=["abstract_hash"])

    assert report.ok
    assert report.assurance_of("/paper/abstract_excerpt").assurance == "authenticated"
    assert verify_record(parsed(), abstract=row["abstract"]).ok, "a record without an excerpt"
    assert verify_record(record, abstract=row["abstract"] + "x").failed == ("abstract_hash",)
    both = [(f"{paper}/abstract_excerpt", "Another beginning") for paper in ("/paper", "/graph_snapshot/paper")]
    other = parse_record(edited(json.loads(published(PUBLISHED[0]).read_bytes()), *both))
    assert verify_record(other, abstract=row["abstract"]).failed == ("abstract_hash",)


def test_the_record_in_the_repository_verifies() -> None:
    report = verify_record(parse_record(CARRIED.read_bytes()))
    assert report.ok
    assert report.indeterminate == ("key_window", "abstract_hash")
    assert len(report.passed) == len(RECORD_CHECKS) - 2


@pytest.mark.parametrize(("pointer", "change", "failed"), SINGLE_CHANGES.values(), ids=SINGLE_CHANGES.keys())
def test_a_single_change_names_its_check(pointer: str, change: Callable[[Any], object], failed: set[str]) -> None:
    report = report_of((pointer, change))
    assert not report.ok
    assert {*report.failed} == failed


def test_any_change_in_the_canonical_record_breaks_the_hash_and_the_signature() -> None:
    for pointer, change in (
        ("/canonical_record/schema_version", "1.1"),
        ("/canonical_record/source/id", "2305.02302"),
        ("/canonical_record/source/version", 3),
        ("/canonical_record/metadata/license", ""),
        ("/canonical_record/metadata/cross_cats_sorted", []),
        ("/canonical_record/metadata/extra", None),
        ("/canonical_record/extra", {}),
        ("/canonical_record/source/extra", 1.5),
    ):
        report = report_of((pointer, change))
        assert {"canonical_hash", "number", "short_number", "receipt_hash", "signature"} <= {*report.failed}, pointer
        assert report.unauthenticated == EVERYTHING


def test_an_unknown_key_is_indeterminate() -> None:
    report = verify_record(parsed(), keys=KeyRing())
    assert not report.ok
    assert report.failed == ()
    assert {"key", "fingerprint", "signature", "key_window"} <= {*report.indeterminate}
    assert verify_record(parsed(), keys=KeyRing(), at=AT)["key_window"].detail == "no key 'pith-v1-2026-05' in the ring"
    renamed = report_of(("/receipt/key_id", "pith-v2"))
    assert not renamed.ok
    assert "key" in renamed.indeterminate


def test_a_revoked_key_verifies_nothing_whatever_the_date() -> None:
    for at in (None, AT):
        report = verify_record(parsed(), keys=PITH_KEYS.revoke(KEY_ID), at=at)
        assert report.failed == ("key",)
        assert "signature" in report.indeterminate
        assert report.unauthenticated == EVERYTHING


def test_the_window_of_a_key_is_compared_with_the_given_instant_alone() -> None:
    raw = next(iter(PITH_KEYS)).raw
    ring = KeyRing([PublicKey(raw, KEY_ID, not_before=datetime(2026, 5, 1, tzinfo=UTC), not_after=AT)])
    assert verify_record(parsed(), keys=ring).ok
    assert verify_record(parsed(), keys=ring)["key_window"].outcome is Outcome.INDETERMINATE
    assert verify_record(parsed(), keys=ring, at=AT)["key_window"].outcome is Outcome.PASSED
    late = verify_record(parsed(), keys=ring, at=datetime(2026, 6, 1, 0, 0, 1, tzinfo=UTC))
    assert late.failed == ("key_window",)
    assert not late.ok
    assert late.unauthenticated == EVERYTHING


def test_a_signature_is_not_checked_under_a_key_of_another_fingerprint() -> None:
    report = report_of(("/receipt/public_key_fingerprint", "0" * 32))
    assert report.failed == ("fingerprint",)
    assert report["signature"].outcome is Outcome.INDETERMINATE
    assert report.unauthenticated == EVERYTHING


def test_require_adds_checks_and_never_removes_one() -> None:
    record = parsed()
    assert not verify_record(record, require=["key_window"]).ok
    assert verify_record(record, at=AT, require={"key_window", "claims_hash"}).ok
    assert verify_record(record, require=["signature"]).required == REQUIRED
    with pytest.raises(InvalidArgument, match=r"no check 'signatures'; the checks are .*signature"):
        verify_record(record, require=["signatures"])


WRONG_ARGUMENTS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"record": None}, TypeError, "record: expected a PithRecord, not None"),
    ({"record": {}}, TypeError, "record: expected a PithRecord, not a value of type dict"),
    ({"record": b"{}"}, TypeError, "record: expected a PithRecord, not 2 bytes"),
    ({"keys": [*PITH_KEYS]}, TypeError, "keys: expected a KeyRing, not a value of type list"),
    ({"abstract": b"bytes"}, TypeError, "abstract: expected a str, not 5 bytes"),
    ({"at": "2026-06-01T00:00:00Z"}, TypeError, "at: expected a datetime, not "),
    ({"at": datetime(2026, 6, 1)}, InvalidArgument, "at: expected a datetime with an offset"),  # noqa: DTZ001
    ({"require": "key_window"}, TypeError, "require: expected a collection of names of checks, not 'key_window'"),
    ({"require": 1}, TypeError, "require: expected a collection of names of checks, not 1"),
    ({"require": [5]}, TypeError, "^require: expected names of checks, not 5"),
    ({"require": [["key"]]}, TypeError, "^require: expected names of checks, not a value of type list"),
    ({"origin": None}, TypeError, "origin: expected a str, not None"),
    ({"origin": "https://pith.science/"}, InvalidArgument, "origin"),
]


@pytest.mark.parametrize(("arguments", "error", "message"), WRONG_ARGUMENTS, ids=[str(i) for i in range(len(WRONG_ARGUMENTS))])
def test_a_wrong_argument_is_refused_by_name(arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        verify_record(**{"record": parsed(), **arguments})


def test_the_origin_is_an_argument() -> None:
    def moved(text: str) -> str:
        return text.replace("https://pith.science", "https://mirror.example")

    tree = carried()
    tree["links"] = json.loads(moved(json.dumps(tree["links"])))
    tree["agent_actions"] = json.loads(moved(json.dumps(tree["agent_actions"])))
    record = parse_record(tree)
    assert {*verify_record(record).failed} == {"links", "agent_actions", "resolve_alias"}
    assert verify_record(record, origin="https://mirror.example").ok


def test_raise_for_failure_names_the_checks_and_the_reasons() -> None:
    verify_record(parsed()).raise_for_failure()
    report = report_of(("/paper/title", "Another"))
    with pytest.raises(VerificationFailed, match="title_hash failed: its hash is not") as caught:
        report.raise_for_failure()
    assert caught.value.report == report
    with pytest.raises(VerificationFailed, match="key is indeterminate"):
        verify_record(parsed(), keys=KeyRing()).raise_for_failure()


# Bugs


def broken_check(error: Exception) -> Check:
    def run(facts: object) -> None:
        """Nothing passes."""
        raise error

    return Check("broken", Basis.CONSISTENT, run, covers=("/source",))


@pytest.mark.parametrize(
    "bug", [NameError("a typo"), AttributeError("no such field"), TypeError("x"), ValueError("y"), KeyError(1)]
)
def test_a_bug_in_a_check_surfaces_as_itself(bug: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    table = CheckTable("record", PithRecord, [*RECORD_CHECKS, broken_check(bug)], REQUIRED)
    monkeypatch.setattr(verify, "RECORD_TABLE", table)
    with pytest.raises(type(bug)) as caught:
        verify_record(parsed())
    assert caught.value is bug


def test_an_error_about_the_data_fails_the_check_that_raises_it(monkeypatch: pytest.MonkeyPatch) -> None:
    table = CheckTable("record", PithRecord, [*RECORD_CHECKS, broken_check(InvalidArgument("no such value"))], REQUIRED)
    monkeypatch.setattr(verify, "RECORD_TABLE", table)
    report = verify_record(parsed())
    assert report.failed == ("broken",)
    assert report["broken"].detail == "no such value"


# Models that were copied or constructed

OTHER = "pith:2023:AAAAAAAAAAAAAAAAAAAAAAAAAA"
# What the parser refuses and a copy can hold: values of the right type in another form, with the checks that they fail.
FORMS: dict[str, tuple[str, object, set[str]]] = {
    "another number": ("/pith_number", PithNumber(OTHER), {"number"}),
    "a number as a plain text": ("/pith_number", OTHER, {"number"}),
    "no number": ("/pith_number", "", {"number", "year"}),
    "no short number": ("/short_pith_number", "x", {"short_number"}),
    "no hash": ("/canonical_sha256", "xyz", {"canonical_hash"}),
    "no hash in the receipt": ("/receipt/canonical_sha256", "xyz", {"receipt_hash"}),
    "no base64": ("/receipt/signature_b64", "@@", {"signature"}),
    "no ASCII": ("/receipt/signature_b64", "é" * 88, {"signature"}),
    "no fingerprint": ("/receipt/public_key_fingerprint", "", {"fingerprint"}),
    "no key id": ("/receipt/key_id", "", set()),
    "no submission time": ("/paper/submitted_at", "garbage", {"paper_metadata", "snapshot_paper"}),
    "no signing time": ("/receipt/signed_at", "garbage", {"receipt_dates"}),
    "no date": ("/created_at", "yesterday", {"record_dates"}),
    "negative counts": ("/graph_snapshot/claims/count", -1, {"claims_count"}),
    "version 0": ("/source/version", 0, {"sources"}),
    "no aliases": ("/aliases", (), set()),
    "a list of aliases": ("/aliases", [], set()),
    "another record type": ("/record_type", "x", set()),
    "another major version": ("/schema_version", "9", set()),
}


@pytest.mark.parametrize(("pointer", "value", "failed"), FORMS.values(), ids=FORMS.keys())
def test_a_copied_record_with_another_form_of_a_value_gets_an_outcome(pointer: str, value: object, failed: set[str]) -> None:
    report = verify_record(copied(parsed(), pointer, value))
    assert {*report.failed} == failed


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/canonical_record/metadata/submitted_at", "garbage"),
        ("/canonical_record/metadata/submitted_at", ""),
        ("/canonical_record/metadata/title_canon_sha256", "xyz"),
        ("/canonical_record/schema_version", "9"),
        ("/canonical_record/source/id", ""),
        ("/canonical_record/source/version", -(2**70)),
    ],
)
def test_a_copied_canonical_record_of_another_form_is_not_signed(pointer: str, value: object) -> None:
    report = verify_record(copied(parsed(), pointer, value))
    assert {"canonical_hash", "number", "receipt_hash", "signature"} <= {*report.failed}
    assert report.unauthenticated == EVERYTHING
    assert report.to_json()


TYPES: dict[str, tuple[str, object]] = {
    "a boolean for an integer": ("/source/version", True),
    "a float for an integer": ("/source/version", 2.0),
    "a text for an integer": ("/source/version", "2"),
    "an integer for a text": ("/paper/title", 1),
    "bytes for a text": ("/paper/title", b"title"),
    "None for a text": ("/paper/license", None),
    "a datetime for a timestamp": ("/created_at", AT),
    "a dict for a model": ("/canonical_record", {"schema_version": "1.0"}),
    "None for a model": ("/receipt", None),
    "None for an array": ("/aliases", None),
    "a model for an array": ("/aliases", parsed().source),
    "a text for an array": ("/paper/cross_cats", "cs.AI"),
    "a set for an array": ("/paper/cross_cats", {"cs.AI"}),
    "another model in an array": ("/aliases", (parsed().source,)),
    "an integer in an array of texts": ("/canonical_record/metadata/cross_cats_sorted", (1,)),
    "bytes in an unknown field": ("/canonical_record/source/new", b"x"),
    "NaN in an unknown field": ("/canonical_record/new", float("nan")),
    "a lone surrogate": ("/paper/title", "\ud800"),
}


@pytest.mark.parametrize(("pointer", "value"), TYPES.values(), ids=TYPES.keys())
def test_a_copied_record_with_a_value_of_a_wrong_type_is_a_type_error_with_the_pointer(pointer: str, value: object) -> None:
    with pytest.raises(TypeError, match=rf"^at '{pointer}[^']*': "):
        verify_record(copied(parsed(), pointer, value))


def test_a_constructed_record_without_a_field_is_a_type_error() -> None:
    record = parsed()
    fields = {**record.fields()}
    del fields["receipt"]
    construct: Any = PithRecord.model_construct
    for wrong in (construct(), construct(**fields)):
        with pytest.raises(TypeError, match=r"^at '/(record_type|receipt)': this field is missing"):
            verify_record(wrong)


@pytest.mark.parametrize(
    "named", [None, set(), {"paper"}, {*PithRecord.model_fields}, {"unknown"}], ids=["none", "empty", "one", "all", "unknown"]
)
def test_a_constructed_record_shows_the_same_fields_to_checks_report_and_dump(named: set[str] | None) -> None:
    record = parsed(("/x", 1), ("/canonical_record/x", 1), ("/source/x", 1))
    fields = {**record.fields()}
    constructed = PithRecord.model_construct(
        _fields_set=named,
        **{
            **fields,
            "source": type(record.source).model_construct(_fields_set=set(), **record.source.fields()),
            "graph_snapshot": type(record.graph_snapshot).model_construct(_fields_set=set(), **record.graph_snapshot.fields()),
        },
    )
    assert constructed.to_dict() == record.to_dict()
    assert verify_record(constructed).to_dict() == verify_record(record).to_dict()


def test_a_verified_record_leaves_nothing_on_its_copies() -> None:
    record = parsed()
    assert verify_record(record).ok
    assert not verify_record(record.model_copy(update={"pith_number": PithNumber(OTHER)})).ok
    assert verify_record(record).ok


def test_a_copied_record_with_the_same_values_has_the_same_report() -> None:
    record = parsed()
    for again in (record.model_copy(), record.model_copy(deep=True), PithRecord(**record.fields())):
        assert verify_record(again).to_dict() == verify_record(record).to_dict()


@pytest.mark.parametrize("depth", [300, 100_000])
@pytest.mark.parametrize(
    "pointer", ["/paper/authors_text", "/source/id", "/canonical_record/x", "/canonical_record/schema_version"]
)
def test_deep_tuples_in_a_copied_record_are_a_type_error(pointer: str, depth: int) -> None:
    deep: tuple[object, ...] = ()
    for _ in range(depth):
        deep = (deep,)
    with pytest.raises(TypeError):
        verify_record(copied(parsed(), pointer, deep))


def test_a_report_keeps_its_value_through_a_pickle() -> None:
    report = verify_record(parsed(), at=AT)
    again = pickle.loads(pickle.dumps(report))
    assert again.to_dict() == report.to_dict()
    assert again.document == report.document


@pytest.mark.parametrize("require", [None, "key_window", 5], ids=repr)
def test_require_of_another_type_raises_typeerror(require: Any) -> None:
    with pytest.raises(TypeError, match="require: expected a collection"):
        verify_record(parsed(), require=require)
