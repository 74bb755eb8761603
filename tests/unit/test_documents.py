"""`parse_document` and the registry: the kinds of documents, told apart by their type fields."""

import json
from typing import Any, get_args

import documents_by_the_book as book
import pytest
from records import CARRIED, carried, without
from shared_data import vectors

from pith import InvalidJSON, InvalidRecord, LimitExceeded, Limits, PithRecord, opengraph
from pith.models.base import Model
from pith.opengraph import (
    DOCUMENT_KINDS,
    Document,
    IntegrityDocument,
    MirrorManifest,
    OpenGraphBundle,
    OpenGraphState,
    parse_document,
)

RECORD = vectors("records")[0]["canonical_record"]
KINDS: dict[str, tuple[Any, type[Model], str]] = {
    "record": (carried(), PithRecord, "record_type"),
    "bundle": (book.bundle(RECORD), OpenGraphBundle, "bundle_type"),
    "state": (book.state(RECORD), OpenGraphState, "state_type"),
    "integrity document": (book.integrity_document("x", book.integrity_block("x")), IntegrityDocument, "schema"),
    "mirror manifest": (book.manifest(), MirrorManifest, "manifest_type"),
}


@pytest.mark.parametrize(("tree", "model", "field"), KINDS.values(), ids=KINDS.keys())
def test_each_kind_has_its_model(tree: Any, model: type[Model], field: str) -> None:
    for data in (tree, json.dumps(tree), json.dumps(tree).encode()):
        document = parse_document(data)
        assert type(document) is model
        assert document.to_dict() == tree
    with pytest.raises(InvalidRecord, match="expected a document with one of record_type, bundle_type"):
        parse_document(without(field)(tree))
    with pytest.raises(InvalidRecord) as caught:
        parse_document({**tree, field: 5})
    assert caught.value.pointer == f"/{field}"


@pytest.mark.parametrize("name", ["record", "bundle", "state", "mirror manifest"])
def test_a_type_of_another_kind_is_refused(name: str) -> None:
    tree, _, field = KINDS[name]
    with pytest.raises(InvalidRecord) as caught:
        parse_document({**tree, field: "pith_number_bundle"})
    assert caught.value.pointer == f"/{field}"
    other = "state_type" if field == "bundle_type" else "bundle_type"
    with pytest.raises(InvalidRecord, match=f"one kind, not one with .*{other}"):
        parse_document({**tree, other: "x"})


def test_a_schema_beside_a_type_is_an_unknown_field() -> None:
    tree = {**book.bundle(RECORD), "schema": "x"}
    document = parse_document(tree)
    assert isinstance(document, OpenGraphBundle)
    assert document.model_extra == {"schema": "x"}


def test_bytes_are_parsed_as_strictly_as_a_record() -> None:
    data = json.dumps(book.bundle(RECORD)).encode()
    with pytest.raises(InvalidJSON, match="duplicate key"):
        parse_document(b'{"bundle_type":"x",' + data[1:])
    with pytest.raises(LimitExceeded):
        parse_document(data, limits=Limits(size=len(data) - 1))
    for nothing in (b"[]", b"5", b"null", b"", b"{}"):
        with pytest.raises(InvalidRecord):
            parse_document(nothing)
    with pytest.raises(TypeError, match="data"):
        parse_document(None)  # type: ignore[arg-type]


def test_the_registry_has_one_entry_for_each_kind() -> None:
    assert {kind.type_field: kind.model for kind in DOCUMENT_KINDS} == {field: model for _, model, field in KINDS.values()}
    assert len({kind.name for kind in DOCUMENT_KINDS}) == len(DOCUMENT_KINDS)


def test_the_package_exports_each_model_and_the_union_has_it() -> None:
    for kind in DOCUMENT_KINDS:
        assert getattr(opengraph, kind.model.__name__) is kind.model
    assert {kind.model for kind in DOCUMENT_KINDS} == {*get_args(Document)}


def test_the_carried_record_is_a_record() -> None:
    assert isinstance(parse_document(CARRIED.read_bytes()), PithRecord)
