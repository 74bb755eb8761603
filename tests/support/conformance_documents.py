"""Conformance cases of bundles, states, integrity documents and mirror manifests; nothing here asks pith."""

from collections.abc import Iterator
from typing import Any

import documents_by_the_book as book
from by_the_book import ORIGIN, OTHER_KEY, PUBLISHED_KEY, TEST_KEY, Tree, digest, whole_record, with_value
from conformance_form import Case, case

RECORD = whole_record()["canonical_record"]
PAPER = RECORD["source"]["id"]
CREATED = "/events/0/payload"
GRAPH = "/events/1/payload/graph_snapshot"

Found = dict[str, tuple[Tree, list[str]]]


def verified(kind: str, found: Found, refused: dict[str, Tree]) -> Iterator[Case]:
    """Documents, each with the checks that fail, and what is no such document."""
    for name, (document, failed) in found.items():
        expected = {"pith_number": document["pith_number"], "ok": not failed, "failed": failed}
        yield case(kind, name, {"document": document, "keys": [TEST_KEY]}, expected)
    for name, document in refused.items():
        yield case(kind, name, {"document": document, "keys": [TEST_KEY]}, error="InvalidRecord")


def bundles() -> Iterator[Case]:
    genuine = book.bundle(RECORD)
    signature = f"{CREATED}/receipt/signature_b64"
    found: Found = {
        "as the protocol has it": (genuine, []),
        "an unknown field": (with_value(genuine, {"x": [1, None]}, "/added"), []),
        "a receipt with other dates": (with_value(genuine, "2026-06-02T00:00:00+00:00", f"{CREATED}/receipt/signed_at"), []),
        "the record event alone": ({**genuine, "events": genuine["events"][:1]}, []),
        "another hash": (with_value(genuine, digest("x"), "/canonical_sha256"), ["canonical_hash"]),
        "another short number": (with_value(genuine, "pith:AAAAAAAA", "/short_pith_number"), ["short_number"]),
        "another canonical record in the event": (
            with_value(genuine, "x", f"{CREATED}/canonical_record/metadata/license"),
            ["record_event"],
        ),
        "another signature": (
            with_value(genuine, book.signature(digest("x")), signature),
            ["signature"],
        ),
        "another version": (with_value(genuine, 2, "/source/version"), ["sources"]),
        "another alias": (with_value(genuine, "2499.00004", "/source_aliases/0/alias_value"), ["source_aliases"]),
        "the date of an alias in full": (
            with_value(genuine, "2026-06-01T00:00:00.5Z", "/source_aliases/0/created_at"),
            ["alias_dates"],
        ),
        "another subject": (
            with_value(genuine, f"pith:2024:{'A' * 26}", "/events/1/subject_pith_number"),
            ["event_subjects"],
        ),
        "one event id twice": (with_value(genuine, genuine["events"][0]["event_id"], "/events/1/event_id"), ["event_ids"]),
        "another hash of no claims": (with_value(genuine, digest("x"), f"{GRAPH}/claims/snapshot_sha256"), ["claims_hash"]),
        "a graph snapshot of another paper": (with_value(genuine, "2499.00004", f"{GRAPH}/source/id"), ["snapshot_sources"]),
    }
    refused = {
        "another type": with_value(genuine, "pith_open_graph_state", "/bundle_type"),
        "another major version": with_value(genuine, "2.0", "/bundle_version"),
        "an event id that is no hash": with_value(genuine, "1", "/events/0/event_id"),
        "no events": {name: value for name, value in genuine.items() if name != "events"},
    }
    yield from verified("bundle", found, refused)
    stranger = {"pith_number": genuine["pith_number"], "ok": False, "failed": []}
    yield case("bundle", "under a key that is not in the ring", {"document": genuine, "keys": [OTHER_KEY]}, stranger)


def states() -> Iterator[Case]:
    genuine = book.state(RECORD)
    snapshot = "/current/graph_snapshots/0/payload/graph_snapshot"
    found: Found = {
        "as the protocol has it": (genuine, []),
        "no snapshots": (with_value(genuine, [], "/current/graph_snapshots"), []),
        "an invalid event": (with_value(with_value(genuine, 3, "/event_count"), 1, "/invalid_event_count"), []),
        "another canonical record": (
            with_value(genuine, "x", "/current/canonical_record/metadata/license"),
            ["number", "short_aliases"],
        ),
        "more valid events than events": (with_value(genuine, 3, "/valid_event_count"), ["event_counts"]),
        "another alias": (with_value(genuine, "2499.00004", "/current/source_aliases/0/alias_value"), ["source_aliases"]),
        "another hash of no claims": (with_value(genuine, digest("x"), f"{snapshot}/claims/snapshot_sha256"), ["claims_hash"]),
    }
    refused = {
        "another type": with_value(genuine, "pith_open_graph_bundle", "/state_type"),
        "a negative count": with_value(genuine, -1, "/equivocation_count"),
        "no current state": {name: value for name, value in genuine.items() if name != "current"},
    }
    yield from verified("state", found, refused)


def integrity_documents() -> Iterator[Case]:
    finding = book.finding()
    event = book.signed_event(1, book.payload(finding, PAPER))
    genuine = book.unshared(book.integrity_document(PAPER, book.integrity_block(PAPER, finding), event))
    payload = "/events/0/payload"
    found: Found = {
        "as the protocol has it": (genuine, []),
        "nothing found": (book.integrity_document(PAPER, book.integrity_block(PAPER)), []),
        "an unknown field in a payload": (with_value(genuine, None, f"{payload}/added"), []),
        "null where the schema allows it": (with_value(genuine, None, f"{payload}/resolved_title"), []),
        "null where it does not": (with_value(genuine, None, f"{payload}/paper_version"), ["event_payloads"]),
        "a version of two parts": (with_value(genuine, "1.0", f"{payload}/detector_version"), ["event_payloads"]),
        "an unknown verdict": (with_value(genuine, "probable", f"{payload}/verdict_class"), ["event_payloads"]),
        "an event of another paper": (with_value(genuine, "2499.00004", f"{payload}/arxiv_id"), ["event_subjects"]),
        "an event of another finding": (with_value(genuine, "advisory", f"{payload}/severity"), ["event_findings"]),
        "a finding left out": (with_value(genuine, book.integrity_block(PAPER), "/integrity"), ["event_findings"]),
        "another signature": (with_value(genuine, book.signature(digest("x")), "/events/0/signature_b64"), ["signature"]),
        "another note": (with_value(genuine, "x", "/integrity/findings/0/note"), ["integrity_hash"]),
        "another count": (with_value(genuine, 2, "/integrity/summary/critical"), ["integrity_summary"]),
        "called clean": (with_value(genuine, True, "/integrity/clean"), ["integrity_clean"]),
    }
    refused = {
        "a text for an event id": with_value(genuine, "1", "/events/0/event_id"),
        "no arXiv id": {name: value for name, value in genuine.items() if name != "arxiv_id"},
    }
    yield from verified("integrity document", found, refused)
    stranger = {"pith_number": genuine["pith_number"], "ok": False, "failed": []}
    yield case("integrity document", "under a key that is not in the ring", {"document": genuine, "keys": [OTHER_KEY]}, stranger)


def manifests() -> Iterator[Case]:
    named = book.bundle(RECORD)["pith_number"]
    suffix = named[10:]
    published = [f"{ORIGIN}/{path}" for path in (f"pith/{suffix}/bundle.json", f"pith/{suffix}/state.json")]
    published.append(f"{ORIGIN}/.well-known/pith/{suffix}/bundle.json")

    def given(**changes: Any) -> Tree:
        return {"document": book.manifest(PUBLISHED_KEY, **changes), "pith_number": named}

    key = given()["document"]["mirrors"][0]["public_key"]
    other = book.manifest(OTHER_KEY)["mirrors"][0]["public_key"]
    expected = {"addresses": [published], "keys": [PUBLISHED_KEY]}
    yield case("mirror manifest", "as the protocol has it", given(), expected)
    elsewhere = given(base_url="https://mirror.example/pith/", bundle_pattern="b/{suffix}")
    moved = [f"https://mirror.example/pith/{path[len(ORIGIN) + 1 :]}" for path in published]
    moved[0] = f"https://mirror.example/pith/b/{suffix}"
    yield case("mirror manifest", "under a path", elsewhere, {"addresses": [moved], "keys": [PUBLISHED_KEY]})
    unsafe = {
        "an address without TLS": {"base_url": "http://pith.science"},
        "an address with a user": {"base_url": "https://pith.science@mirror.example"},
        "another brace": {"state_pattern": "/pith/{suffix}/{number}"},
        "no suffix": {"state_pattern": "/pith/state.json"},
        "another host": {"bundle_pattern": "https://mirror.example/{suffix}"},
        "another host without a scheme": {"bundle_pattern": "//mirror.example/{suffix}"},
        "a way up": {"well_known_pattern": "/pith/../{suffix}"},
    }
    for name, changes in unsafe.items():
        yield case("mirror manifest", name, given(**changes), error="InvalidRecord")
    for field in ("public_key_b64", "public_key_hex", "fingerprint_sha256_hex", "fingerprint_sha256_b32_first128bits"):
        mixed = given(public_key={**key, field: other[field]})
        yield case("mirror manifest", f"the {field} of another key", mixed, error="InvalidKey")


def documents() -> Iterator[Case]:
    """All cases of the four kinds."""
    for kind in (bundles, states, integrity_documents, manifests):
        yield from kind()
