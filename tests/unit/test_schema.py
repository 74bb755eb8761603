"""JSON Schemas against the parser: what one refuses for its shape, so does the other, and the list of what only one can."""

import json
from collections import Counter
from functools import cache, reduce
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from shared_data import shared_text

from pith import InvalidArgument, PithError, parse_record, verify_record
from pith.models.base import Model
from pith.schema import MODELS, json_schema
from pith.testing import TEST_KEYS, forge, sample_record, tamper_matrix
from pith.testing.documents import sample_bundle, sample_integrity, sample_mirrors, sample_state


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json_schema(name))


def parsed(model: type[Model], document: object) -> bool:
    """Whether the model reads the JSON of a document; nothing but our errors may come of it."""
    try:
        model.read(json.dumps(document))
    except PithError:
        return False
    return True


@cache
def documents() -> dict[str, Any]:
    """One document of every kind that has a model, of the full samples; of the record the minimal one, which takes less time."""
    record: Any = sample_record("full").to_dict()
    graph = record["graph_snapshot"]
    return {
        "record": sample_record("minimal").to_dict(),
        "alias": record["aliases"][0],
        "claim": graph["claims"]["items"][0],
        "finding": graph["integrity"]["findings"][0],
        "integrity": graph["integrity"],
        "reference": graph["references"]["sample"][0],
        "graph_snapshot": graph,
        **{name: record[name] for name in ("canonical_record", "paper", "receipt", "source", "verification_status")},
        "bundle": sample_bundle(sample_record("minimal")).to_dict(),
        "state": sample_state(sample_record("minimal")).to_dict(),
        "integrity_document": sample_integrity().to_dict(),
        "mirror_manifest": sample_mirrors().to_dict(),
    }


def disagreements(name: str, document: object) -> Counter[str]:
    """How the answers of schema and parser fall together over every single change to a document."""
    counts: Counter[str] = Counter()
    for change, pointer, changed in tamper_matrix(document):
        answers = (validator(name).is_valid(changed), parsed(MODELS[name], changed))
        if answers[0] is answers[1]:
            counts["both" if answers[0] else "neither"] += 1
        else:
            value = reduce(
                lambda place, key: place[int(key) if isinstance(place, list) else key], pointer.split("/")[1:], changed
            )
            counts["2.0 for an integer" if isinstance(value, float) and value.is_integer() else change] += 1
    return counts


@pytest.mark.parametrize("name", [*MODELS, "report"])
def test_each_schema_is_one_of_draft_2020_12(name: str) -> None:
    schema = json_schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    schema["type"] = "no such type"
    with pytest.raises(SchemaError):
        Draft202012Validator.check_schema(schema)
    assert json_schema(name)["type"] == "object"


@pytest.mark.parametrize("name", ["", "Record", "bundle of joy", None, 7])
def test_an_unknown_name_is_refused(name: Any) -> None:
    with pytest.raises(InvalidArgument, match="canonical_record"):
        json_schema(name)


class TestAgreement:
    @pytest.mark.parametrize("kind", ["minimal", "full", "future"])
    def test_samples_and_their_forgeries_have_the_shape_of_a_record(self, kind: Any) -> None:
        record = sample_record(kind)
        for tree in (record.to_dict(), *(forgery.record.to_dict() for forgery in forge(record))):
            validator("record").validate(tree)

    @pytest.mark.parametrize("name", ["2305.02301v2", "2402.13116v4"])
    def test_published_records_have_the_shape_of_a_record(self, name: str) -> None:
        validator("record").validate(json.loads(shared_text("records", f"{name}.json")))

    @pytest.mark.parametrize("name", ["record", *sorted(MODELS.keys() - {"record"})])
    def test_every_single_change_is_refused_by_both_or_by_neither(self, name: str) -> None:
        counts = disagreements(name, documents()[name])
        assert counts.keys() <= {"both", "neither", "2.0 for an integer"}
        assert counts["neither"] > counts["2.0 for an integer"]

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("receipt", "canonical_sha256"),
            ("receipt", "public_key_fingerprint"),
            ("receipt", "signature_b64"),
            ("receipt", "signed_at"),
            ("record", "pith_number"),
            ("record", "short_pith_number"),
            ("record", "schema_version"),
            ("canonical_record", "schema_version"),
        ],
    )
    def test_no_text_may_end_with_a_line_feed(self, name: str, field: str) -> None:
        tree: Any = sample_record("full").to_dict()
        tree = tree if name == "record" else tree[name]
        assert validator(name).is_valid(tree)
        for text in (f"{tree[field]}\n", f"\n{tree[field]}", f"{tree[field]}\r\n"):
            broken = {**tree, field: text}
            assert (validator(name).is_valid(broken), parsed(MODELS[name], broken)) == (False, False)

    def test_a_field_that_may_be_absent_may_be(self) -> None:
        graph: Any = sample_record("full").to_dict()["graph_snapshot"]
        del graph["integrity"]
        assert (validator("graph_snapshot").is_valid(graph), parsed(MODELS["graph_snapshot"], graph)) == (True, True)

    def test_a_report_has_the_shape_that_its_schema_says(self) -> None:
        report = verify_record(sample_record("future"), keys=TEST_KEYS)
        validator("report").validate(json.loads(report.to_json()))
        assert not validator("report").is_valid({**json.loads(report.to_json()), "ok": "yes"})


# Each is refused by the parser and beyond what a schema can say, since a schema sees a document that was already read.
UNSAID = {
    "2.0 for an integer": lambda data: data.replace(b'"version":1', b'"version":1.0'),
    "an integer from 2**64 on": lambda data: data.replace(b'"version":1', b'"version":18446744073709551616'),
    "digits over the limit": lambda data: data.replace(b'"version":1', b'"version":' + b"1" * 21),
    "minus zero": lambda data: data.replace(b'"count":0', b'"count":-0'),
    "a duplicate key": lambda data: b'{"record_type":"pith_number_record",' + data[1:],
    "NaN": lambda data: data.replace(b'"event_summary":{}', b'"event_summary":{"x":NaN}'),
    "a lone surrogate": lambda data: data.replace(b'"headline":""', rb'"headline":"\ud800"'),
    "depth over the limit": lambda data: data.replace(b'"events":[]', b'"x":%b,"events":[]' % (b"[" * 300 + b"]" * 300)),
    "values over the limit": lambda data: data.replace(b'"events":[]', b'"x":[' + b"0," * 400_000 + b'0],"events":[]'),
    "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "bytes over the limit": lambda data: data + b" " * 8 * 1024 * 1024,
}  # fmt: skip


@pytest.mark.parametrize("name", UNSAID)
def test_what_a_schema_cannot_say(name: str) -> None:
    data = sample_record("minimal").to_json()
    broken = UNSAID[name](data)
    assert broken != data
    assert validator("record").is_valid(json.loads(broken))
    with pytest.raises(PithError):
        parse_record(broken)
