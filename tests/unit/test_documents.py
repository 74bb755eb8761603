"""parse_document: five kinds of documents, told apart by their type fields."""

import json
from typing import Any

import documents_by_the_book as book
import pytest
from records import CARRIED, carried, without
from shared_data import vectors

from pith import InvalidJSON, InvalidRecord, LimitExceeded, Limits, PithRecord
from pith.models.base import Model
from pith.opengraph.bundle import OpenGraphBundle
from pith.opengraph.documents import parse_document
from pith.opengraph.integrity_document import IntegrityDocument
from pith.opengraph.mirror_manifest import MirrorManifest
from pith.opengraph.state import OpenGraphState

RECORD = vectors("records")[0]["canonical_record"]
KINDS: dict[str, tuple[Any, type[Model], str]] = {
    "record": (carried(), PithRecord, "record_type"),
    "bundle": (book.bundle(RECORD), OpenGraphBundle, "bundle_type"),
    "state": (book.state(RECORD), OpenGraphState, "state_type"),
    "integrity document": (book.integrity_document("x", book.integrity_block("x")), IntegrityDocument, "schema"),
    "mirror manifest": (book.manifest(), MirrorManifest, "manifest_type"),
}


@pytest.mark.parametrize(("tree", "model", "field"), KINDS.values(), ids=KINDS.keys())
def test_each_kind_is_known_by_its_type(tree: Any, model: type[Model], field: str) -> None:
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


def test_bytes_are_read_as_strictly_as_a_record() -> None:
    data = json.dumps(book.bundle(RECORD)).encode()
    with pytest.raises(InvalidJSON, match="duplicate key"):
        parse_document(b'{"bundle_type":"x",' + data[1:])
    with pytest.raises(LimitExceeded):
        parse_document(data, limits=Limits(size=len(data) - 1))
    for nothing in (b"[]", b"5", b"null", b"", b"{}", None):
        with pytest.raises(InvalidRecord):
            parse_document(nothing)  # type: ignore[arg-type]


def test_the_carried_record_is_one() -> None:
    assert isinstance(parse_document(CARRIED.read_bytes()), PithRecord)
