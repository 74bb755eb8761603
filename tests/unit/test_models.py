"""The models of a record: they keep every value, cannot be changed, and refuse another form with its pointer."""

import json
import pickle
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from operator import delitem
from types import MappingProxyType
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from records import CARRIED, PUBLISHED, carried, edited, parsed, published, without

from pith import (
    InvalidJSON,
    InvalidRecord,
    LimitExceeded,
    Limits,
    PithNumber,
    PithRecord,
    ShortPithNumber,
    Source,
    parse_record,
    verify_record,
)
from pith.models import Claim, JsonObject, Model

FUTURE: dict[str, object] = {"list": [1, 2.5, None, {"deep": [True]}], "text": "é", "": {"a/b~c": 18446744073709551615}}


def described_objects(tree: Any, pointer: str = "") -> Iterator[str]:
    """The JSON Pointers of the objects that a model describes."""
    if isinstance(tree, dict):
        if not pointer.endswith(("model_set", "event_summary", "by_detector")):
            yield pointer
        for key, member in tree.items():
            yield from described_objects(member, f"{pointer}/{key}")
    elif isinstance(tree, list):
        for index, item in enumerate(tree):
            yield from described_objects(item, f"{pointer}/{index}")


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_records_dump_to_equal_values(name: str) -> None:
    data = published(name).read_bytes()
    record = parse_record(data)
    assert json.loads(record.to_json()) == json.loads(data) == record.to_dict()
    assert parse_record(record.to_json()) == record


def test_bytes_text_and_mapping_give_equal_records() -> None:
    data = CARRIED.read_bytes()
    record = parse_record(data)
    assert record == parse_record(data.decode()) == parse_record(json.loads(data))
    assert record == parse_record(MappingProxyType(json.loads(data))) == parse_record(json.dumps(json.loads(data), indent=2))
    assert record == PithRecord.model_validate_json(data) == PithRecord.model_validate_json(bytearray(data))
    assert record == PithRecord.model_validate(json.loads(data))
    assert PithRecord.model_validate(record) is record


def test_a_later_change_to_the_mapping_changes_nothing() -> None:
    tree = edited(carried(), ("/event_summary", FUTURE))
    record = parse_record(tree)
    before = record.to_json()
    tree["event_summary"]["list"].append(3)
    tree["aliases"].clear()
    tree["paper"]["title"] = "Another"
    assert record.to_json() == before


@pytest.mark.parametrize("pointer", [*described_objects(carried())])
def test_unknown_fields_are_kept_at_every_level_and_frozen(pointer: str) -> None:
    record = parsed((f"{pointer}/a new field", FUTURE))
    assert record.to_dict() == edited(carried(), (f"{pointer}/a new field", FUTURE))
    container: Any = record
    for part in pointer.split("/")[1:]:
        container = container[int(part)] if isinstance(container, tuple) else getattr(container, part)
    assert isinstance(container, Model)
    assert container.model_extra == {"a new field": {"list": (1, 2.5, None, {"deep": (True,)}), "text": "é", "": FUTURE[""]}}
    assert getattr(container, "a new field") == container.model_extra["a new field"]
    with pytest.raises(TypeError, match="cannot be changed"):
        container.model_extra["a new field"] = 1
    with pytest.raises(TypeError, match="cannot be changed"):
        getattr(container, "a new field")["text"] = "other"
    with pytest.raises(ValidationError, match="frozen"):
        setattr(container, "a new field", 1)


def test_known_fields_and_open_objects_are_frozen() -> None:
    record = parsed(("/graph_snapshot/verdict/model_set", {"reader": "a", "parts": [1]}), ("/event_summary", {"count": 0}))
    with pytest.raises(ValidationError, match="frozen"):
        record.paper.title = "x"  # type: ignore[misc]
    changes: tuple[Callable[[], object], ...] = (
        lambda: record.event_summary.update(count=1),
        lambda: record.event_summary.pop("count"),
        lambda: record.event_summary.clear(),
        lambda: record.event_summary.setdefault("other"),
        lambda: record.event_summary.popitem(),
        lambda: delitem(record.event_summary, "count"),
        lambda: record.event_summary.__ior__({"count": 1}),
        lambda: record.graph_snapshot.verdict.model_set.__setitem__("reader", "b"),
    )
    for change in changes:
        with pytest.raises(TypeError, match="cannot be changed"):
            change()
    assert record.graph_snapshot.verdict.model_set["parts"] == (1,)
    assert isinstance(record.aliases, tuple)


def test_records_hash_compare_copy_and_pickle() -> None:
    record = parsed(("/event_summary", FUTURE), ("/new", FUTURE))
    again = pickle.loads(pickle.dumps(record))
    assert again == record == record.model_copy() == record.model_copy(deep=True)
    assert hash(again) == hash(record)
    assert again.to_json() == record.to_json()
    assert isinstance(again.event_summary, JsonObject)
    assert record != parsed()


def test_absent_stays_absent_and_null_stays_null() -> None:
    absent = parsed(("/graph_snapshot", without("integrity")))
    assert absent.graph_snapshot.integrity is None
    assert b"integrity" not in absent.graph_snapshot.to_json()
    null = parsed(("/graph_snapshot/integrity", None), ("/aliases/0/created_at", None))
    assert null.to_dict()["graph_snapshot"]["integrity"] is None
    assert null.aliases[0].to_dict()["created_at"] is None


def test_properties_give_instants_and_bytes() -> None:
    record = parsed()
    assert record.canonical_record.metadata.submitted_instant == datetime(2023, 5, 3, 17, 50, 56, tzinfo=UTC)
    assert record.created_instant == record.updated_instant == datetime(2026, 5, 21, 20, 43, 58, 374133, tzinfo=UTC)
    assert record.receipt.signed_instant == datetime(2026, 5, 21, 20, 43, 58, 375927, tzinfo=UTC)
    assert record.receipt.digest.hex() == record.canonical_sha256
    assert len(record.receipt.signature) == 64


def test_numbers_have_their_own_types() -> None:
    record = parsed()
    assert type(record.pith_number) is PithNumber
    assert type(record.short_pith_number) is ShortPithNumber
    assert record.to_dict()["pith_number"] == record.pith_number


REFUSED: dict[str, tuple[tuple[str, object], str]] = {
    "text for an integer": (("/source/version", "2"), "/source/version"),
    "float for an integer": (("/source/version", 2.0), "/source/version"),
    "boolean for an integer": (("/source/version", True), "/source/version"),
    "version 0": (("/source/version", 0), "/source/version"),
    "negative count": (("/graph_snapshot/claims/count", -1), "/graph_snapshot/claims/count"),
    "integer for a boolean": (("/verification_status/pith_receipt", 1), "/verification_status/pith_receipt"),
    "integer for a text": (("/paper/title", 5), "/paper/title"),
    "null for a text": (("/paper/title", None), "/paper/title"),
    "null for a license": (("/canonical_record/metadata/license", None), "/canonical_record/metadata/license"),
    "object for an array": (("/aliases", {}), "/aliases"),
    "array for an object": (("/event_summary", []), "/event_summary"),
    "text for an object": (("/events", ["x"]), "/events/0"),
    "text for a list of texts": (("/paper/cross_cats", "cs.AI"), "/paper/cross_cats"),
    "another record type": (("/record_type", "pith_number"), "/record_type"),
    "another major version": (("/schema_version", "2.0"), "/schema_version"),
    "major version with a zero": (("/schema_version", "01.0"), "/schema_version"),
    "major version in canon": (("/canonical_record/schema_version", "2.0"), "/canonical_record/schema_version"),
    "hash in upper case": (("/canonical_sha256", str.upper), "/canonical_sha256"),
    "hash with a newline": (("/canonical_sha256", lambda t: t + "\n"), "/canonical_sha256"),
    "hash too short": (("/receipt/canonical_sha256", lambda t: t[:-1]), "/receipt/canonical_sha256"),
    "number in lower case": (("/pith_number", str.lower), "/pith_number"),
    "number with padding": (("/pith_number", lambda t: t + "="), "/pith_number"),
    "short number too short": (("/short_pith_number", lambda t: t[:-1]), "/short_pith_number"),
    "signature without padding": (("/receipt/signature_b64", lambda t: t.rstrip("=")), "/receipt/signature_b64"),
    "signature with a newline": (("/receipt/signature_b64", lambda t: t + "\n"), "/receipt/signature_b64"),
    "signature in the URL alphabet": (("/receipt/signature_b64", lambda t: "-_" + t[2:]), "/receipt/signature_b64"),
    "signature with spare bits": (("/receipt/signature_b64", lambda t: t[:85] + "B=="), "/receipt/signature_b64"),
    "signature with three padding characters": (("/receipt/signature_b64", "A==="), "/receipt/signature_b64"),
    "fingerprint in upper case": (("/receipt/public_key_fingerprint", str.upper), "/receipt/public_key_fingerprint"),
    "submission with a fraction": (("/paper/submitted_at", "2023-05-03T17:50:56.0Z"), "/paper/submitted_at"),
    "submission with an offset": (("/paper/submitted_at", "2023-05-03T17:50:56+00:00"), "/paper/submitted_at"),
    "another offset": (("/created_at", "2026-05-21T20:43:58-00:00"), "/created_at"),
    "a lower-case z": (("/created_at", "2026-05-21T20:43:58z"), "/created_at"),
    "no offset": (("/created_at", "2026-05-21T20:43:58"), "/created_at"),
    "seven fraction digits": (("/created_at", "2026-05-21T20:43:58.1234567Z"), "/created_at"),
    "a point and no fraction": (("/created_at", "2026-05-21T20:43:58.Z"), "/created_at"),
    "24:00": (("/created_at", "2026-05-21T24:00:00Z"), "/created_at"),
    "30 February": (("/created_at", "2024-02-30T00:00:00Z"), "/created_at"),
    "29 February of a common year": (("/created_at", "2100-02-29T00:00:00Z"), "/created_at"),
    "a leap second": (("/created_at", "2016-12-31T23:59:60Z"), "/created_at"),
    "the year 0": (("/created_at", "0000-01-01T00:00:00Z"), "/created_at"),
    "Unicode digits": (("/created_at", "٢٠٢٦-05-21T20:43:58Z"), "/created_at"),
    "a space for the T": (("/created_at", "2026-05-21 20:43:58Z"), "/created_at"),
    "missing field": (("/paper", without("title")), "/paper/title"),
    "missing object": (("/graph_snapshot", without("claims")), "/graph_snapshot/claims"),
}


@pytest.mark.parametrize(("change", "pointer"), REFUSED.values(), ids=REFUSED.keys())
def test_another_form_is_refused_with_its_pointer(change: tuple[str, object], pointer: str) -> None:
    tree = edited(carried(), change)
    for parse in (parse_record, PithRecord.model_validate, lambda data: PithRecord.model_validate_json(json.dumps(data))):
        with pytest.raises(InvalidRecord) as caught:
            parse(tree)
        assert caught.value.pointer == pointer
        assert repr(pointer) in str(caught.value)


def test_the_lenient_mode_of_pydantic_has_no_effect() -> None:
    tree = edited(carried(), ("/source/version", "2"))
    for parse in (PithRecord.model_validate, lambda data, **options: PithRecord.model_validate_json(json.dumps(data), **options)):
        with pytest.raises(InvalidRecord):
            parse(tree, strict=False, extra="ignore")


def test_a_minor_version_is_accepted() -> None:
    assert parsed(("/schema_version", "1.7")).schema_version == "1.7"


def test_unknown_algorithms_and_words_are_accepted() -> None:
    record = parsed(("/receipt/algorithm", "dilithium"), ("/receipt/signature_status", "pending"), ("/attestation_state", "new"))
    assert record.receipt.algorithm == "dilithium"


def test_duplicate_keys_are_refused_at_every_level() -> None:
    data = CARRIED.read_bytes()
    for member, pointer in ((b'"record_type":', "/record_type"), (b'"version":', "/canonical_record/source/version")):
        escaped = b'"\\u00' + hex(member[1])[2:].encode() + member[2:]
        for duplicate in (member, escaped):
            with pytest.raises(InvalidJSON, match="duplicate key") as caught:
                PithRecord.model_validate_json(data.replace(member, duplicate + b"1," + member))
            assert caught.value.pointer is not None
            assert caught.value.pointer.endswith(pointer.rpartition("/")[2])


@pytest.mark.parametrize("data", [{}, b"", "", b"null", b"[]", b"{", b"\xff", "\ud800", {"a": ...}, {1: 2}, {"a": {3}}], ids=repr)
def test_data_that_is_no_record_is_refused(data: Any) -> None:
    with pytest.raises(InvalidRecord):
        parse_record(data)


@pytest.mark.parametrize("data", [None, 5, [], ...], ids=repr)
def test_an_argument_of_another_type_is_a_type_error(data: Any) -> None:
    with pytest.raises(TypeError, match="data: expected bytes, a str or a mapping"):
        parse_record(data)


@pytest.mark.parametrize("signature", ["", "AA==", "AAA=", "AAAA", "A" * 84 + "AA==", "A" * 88])
def test_a_signature_of_any_length_parses(signature: str) -> None:
    record = parsed(("/receipt/signature_b64", signature))
    assert record.receipt.signature == b64decode(signature)
    assert verify_record(record).failed == ("signature",)


def test_limits_are_those_of_the_argument() -> None:
    data = CARRIED.read_bytes()
    assert parse_record(data, limits=Limits(size=len(data))) == parse_record(data)
    for limits in (Limits(size=len(data) - 1), Limits(depth=3), Limits(items=100)):
        with pytest.raises(LimitExceeded):
            parse_record(data, limits=limits)


def test_constructors_are_as_strict_as_the_parser() -> None:
    assert Source(kind="arxiv", id="2305.02301", version=2) == parsed().source
    for version in ("2", 2.0, True, 0):
        with pytest.raises(ValidationError):
            Source(kind="arxiv", id="2305.02301", version=version)  # type: ignore[arg-type]
    texts = {"claim_id": "C1", "kind": "k", "text": "t", "source": "s", "status": "m", "attestation": "u"}
    deep: Any = []
    for _ in range(300):
        deep = [deep]
    for open_value in (float("nan"), {1: 2}, b"bytes", deep, {"x": object()}):
        with pytest.raises(ValidationError):
            Claim(**texts, unknown=open_value)  # type: ignore[call-arg]


def test_a_record_is_a_field_type_for_pydantic() -> None:
    adapter = TypeAdapter(tuple[PithRecord, ...])
    record = parsed()
    assert adapter.validate_python([record.to_dict()], strict=False) == (record,)
    assert PithRecord.model_json_schema()["properties"]["pith_number"]["pattern"].startswith("^pith:")


def test_the_first_error_is_named_and_the_others_are_counted() -> None:
    with pytest.raises(InvalidRecord, match=r"this field is missing \(and 22 more\)"):
        parse_record(b"{}")
    with pytest.raises(InvalidRecord, match=r"not 'a\\u202eb'"):
        parsed(("/canonical_sha256", "a\u202eb"))


def test_the_pointer_of_an_error_names_a_value_and_no_member_of_a_union() -> None:
    row = {"ref_index": 1, "title": "", "year": [], "doi": "", "cited_arxiv_id": "", "work_id": "", "is_internal_anchor": False}
    with pytest.raises(InvalidRecord) as caught:
        parsed(("/graph_snapshot/references/sample", [row]))
    assert caught.value.pointer == "/graph_snapshot/references/sample/0/year"
