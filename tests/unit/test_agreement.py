"""Documents about one number held against each other: they agree, or every difference is pointed at."""

import json
from functools import cache
from typing import Any

import pytest
from records import PUBLISHED, carried, edited, published, without

from pith import InvalidArgument, InvalidRecord, VerificationFailed, parse_record
from pith.opengraph.bundle import parse_bundle
from pith.opengraph.comparison import Comparison, Difference, compare_documents, diff_records
from pith.opengraph.state import parse_state
from pith.testing import sample_record, tamper_matrix
from pith.testing.documents import sample_bundle, sample_state

CREATED = "/events/0/payload"
SNAPSHOT = "/current/graph_snapshots/0/payload/graph_snapshot"

Change = tuple[str, object]


@cache
def trees() -> tuple[Any, Any, Any]:
    """A record, its bundle and its state, as trees."""
    record = sample_record("full")
    return tuple(document.to_dict() for document in (record, sample_bundle(record), sample_state(record)))  # type: ignore[return-value]


def agreement(record: tuple[Change, ...] = (), bundle: tuple[Change, ...] = (), state: tuple[Change, ...] = ()) -> Comparison:
    """The agreement of the three with changes."""
    of_record, of_bundle, of_state = (
        edited(tree, *changes) for tree, changes in zip(trees(), (record, bundle, state), strict=True)
    )
    return compare_documents(parse_record(of_record), parse_bundle(of_bundle), parse_state(of_state))


def differences(**changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [tuple(difference) for difference in agreement(**changes).differences]  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["minimal", "full", "future"])
def test_the_documents_of_one_record_agree(kind: Any) -> None:
    record = sample_record(kind)
    found = compare_documents(record, sample_bundle(record), sample_state(record))
    assert found == Comparison(record.pith_number, ())
    found.raise_for_failure()
    assert found.ok


@pytest.mark.parametrize("name", PUBLISHED)
def test_documents_of_published_records_agree(name: str) -> None:
    record = parse_record(published(name).read_bytes())
    assert compare_documents(record, sample_bundle(record), sample_state(record)).ok


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_dates_of_published_aliases_are_cut(name: str) -> None:
    record = parse_record(published(name).read_bytes())
    aliases = sample_bundle(record).source_aliases
    assert [alias.created_at for alias in aliases] == [f"{(alias.created_at or '')[:19]}Z" for alias in record.aliases]
    assert [alias.created_at for alias in aliases] != [alias.created_at for alias in record.aliases]


def test_an_agreement_is_asked_and_not_taken_for_an_answer() -> None:
    found = agreement(bundle=(("/canonical_sha256", "0" * 64),))
    assert found.differences == (Difference("/canonical_sha256", "bundle", "/canonical_sha256"),)
    assert not found.ok
    with pytest.raises(TypeError, match=r"agreement\.ok"):
        bool(found)
    with pytest.raises(VerificationFailed, match="'/canonical_sha256' is not '/canonical_sha256' of the bundle"):
        found.raise_for_failure()


ALIKE: dict[str, dict[str, tuple[Change, ...]]] = {
    "dates of a receipt in another spelling": {
        "bundle": ((f"{CREATED}/receipt/signed_at", "2026-06-01T12:30:00.25+00:00"),),
    },
    "aliases in another order": {
        "bundle": (("/source_aliases", lambda aliases: aliases[::-1]),),
        "state": (("/current/source_aliases", lambda aliases: aliases[::-1]),),
    },
    "aliases with dates in full": {"state": (("/current/source_aliases/0/created_at", "2026-06-01T12:30:00.25Z"),)},
    "another snapshot before the record's": {
        "state": (
            (
                "/current/graph_snapshots",
                lambda events: [edited(events[0], ("/payload/graph_snapshot/claims/count", 0)), *events],
            ),
        ),
    },
    "what no document but its own speaks of": {
        "record": (("/updated_at", "2026-06-02T00:00:00Z"),),
        "bundle": (("/events/1/created_at", "2026-06-02T00:00:00Z"),),
        "state": (("/merge_version", "another"),),
    },
}


@pytest.mark.parametrize("changes", ALIKE.values(), ids=ALIKE.keys())
def test_what_is_spelt_otherwise_agrees(changes: dict[str, tuple[Change, ...]]) -> None:
    assert differences(**changes) == []


UNLIKE: dict[str, tuple[dict[str, tuple[Change, ...]], list[tuple[str, str, str]]]] = {
    "canonical record of the bundle": (
        {"bundle": (("/canonical_record/metadata/license", "x"),)},
        [("/canonical_record/metadata/license", "bundle", "/canonical_record/metadata/license")],
    ),
    "canonical record of the state": (
        {"state": (("/current/canonical_record/metadata/license", "x"),)},
        [("/canonical_record/metadata/license", "state", "/current/canonical_record/metadata/license")],
    ),
    "a field more in the canonical record": (
        {"state": (("/current/canonical_record/added", None),)},
        [("/canonical_record/added", "state", "/current/canonical_record/added")],
    ),
    "true for 1": (
        {"record": (("/canonical_record/added", 1),), "bundle": (("/canonical_record/added", True),)},
        [
            ("/canonical_record/added", "bundle", "/canonical_record/added"),
            ("/canonical_record/added", "state", "/current/canonical_record/added"),
        ],
    ),
    "a date in the canonical record in another spelling": (
        {
            "record": (("/canonical_record/added", "2026-06-01T00:00:00Z"),),
            "bundle": (("/canonical_record/added", "2026-06-01T00:00:00+00:00"),),
            "state": (("/current/canonical_record/added", "2026-06-01T00:00:00Z"),),
        },
        [("/canonical_record/added", "bundle", "/canonical_record/added")],
    ),
    "numbers": (
        {"bundle": (("/pith_number", f"pith:2024:{'A' * 26}"),), "state": (("/pith_number", f"pith:2024:{'B' * 26}"),)},
        [("/pith_number", "bundle", "/pith_number"), ("/pith_number", "state", "/pith_number")],
    ),
    "source": ({"bundle": (("/source/version", 99),)}, [("/source/version", "bundle", "/source/version")]),
    "short number": (
        {"bundle": (("/short_pith_number", "pith:AAAAAAAA"),)},
        [("/short_pith_number", "bundle", "/short_pith_number")],
    ),
    "receipt": (
        {"bundle": ((f"{CREATED}/receipt/signed_at", "2026-06-01T12:30:01.25Z"), (f"{CREATED}/receipt/key_id", "x"))},
        [
            ("/receipt/key_id", "bundle", f"{CREATED}/receipt/key_id"),
            ("/receipt/signed_at", "bundle", f"{CREATED}/receipt/signed_at"),
        ],
    ),
    "no receipt": ({"bundle": ((CREATED, without("receipt")),)}, [("/receipt", "bundle", f"{CREATED}/receipt")]),
    "no record_created": ({"bundle": (("/events", []),)}, [("/receipt", "bundle", "/events")]),
    "alias": (
        {"bundle": (("/source_aliases/0/alias_value", "x"),)},
        [("/aliases/0/alias_value", "bundle", "/source_aliases/0/alias_value")],
    ),
    "date of an alias by a second": (
        {"bundle": (("/source_aliases/0/created_at", "2026-06-01T12:30:01Z"),)},
        [("/aliases/0/created_at", "bundle", "/source_aliases/0/created_at")],
    ),
    "no date of an alias": (
        {"state": (("/current/source_aliases/1/created_at", None),)},
        [("/aliases/1/created_at", "state", "/current/source_aliases/1/created_at")],
    ),
    "alias left out": (
        {"bundle": (("/source_aliases", lambda aliases: aliases[1:]),)},
        [("/aliases/0", "bundle", "/source_aliases")],
    ),
    "alias added": (
        {"state": (("/current/source_aliases/-", {"alias_kind": "ark", "alias_value": "x", "created_at": None}),)},
        [("/aliases", "state", "/current/source_aliases/6")],
    ),
    "alias twice": (
        {"bundle": (("/source_aliases", lambda aliases: [*aliases, aliases[0]]),)},
        [("/aliases", "bundle", "/source_aliases/6")],
    ),
    "snapshot": (
        {"state": ((f"{SNAPSHOT}/claims/items/0/text", "x"),)},
        [("/graph_snapshot/claims/items/0/text", "state", f"{SNAPSHOT}/claims/items/0/text")],
    ),
    "a claim less in the snapshot": (
        {"state": ((f"{SNAPSHOT}/claims/items", lambda items: items[:-1]),)},
        [("/graph_snapshot/claims/items/3", "state", f"{SNAPSHOT}/claims/items/3")],
    ),
    "no snapshot": (
        {"state": (("/current/graph_snapshots", []),)},
        [("/graph_snapshot", "state", "/current/graph_snapshots")],
    ),
    "a snapshot without one": (
        {"state": (("/current/graph_snapshots/0/payload", {}),)},
        [("/graph_snapshot", "state", SNAPSHOT)],
    ),
}


@pytest.mark.parametrize(("changes", "expected"), UNLIKE.values(), ids=UNLIKE.keys())
def test_every_difference_is_pointed_at(changes: dict[str, tuple[Change, ...]], expected: list[tuple[str, str, str]]) -> None:
    assert sorted(differences(**changes)) == sorted(expected)


def test_the_nearest_snapshot_is_the_one_that_is_compared() -> None:
    def two(events: Any) -> Any:
        far = edited(events[0], ("/payload/graph_snapshot/paper/title", "x"), ("/payload/graph_snapshot/claims/count", 0))
        return [far, edited(events[0], ("/payload/graph_snapshot/claims/count", 0))]

    found = differences(state=(("/current/graph_snapshots", two),))
    assert found == [("/graph_snapshot/claims/count", "state", "/current/graph_snapshots/1/payload/graph_snapshot/claims/count")]


def test_arguments_are_documents() -> None:
    record = sample_record()
    wrong: tuple[tuple[Any, Any, Any], ...] = ((None, None, None), (record, record, record), (record, sample_bundle(), None))
    for arguments in wrong:
        with pytest.raises(InvalidArgument):
            compare_documents(*arguments)
    with pytest.raises(InvalidRecord):
        compare_documents(record.model_copy(update={"aliases": 5}), sample_bundle(), sample_state())
    with pytest.raises(InvalidArgument):
        diff_records(record, sample_bundle())  # type: ignore[arg-type]


class TestRecords:
    def test_a_record_does_not_differ_from_itself(self) -> None:
        record = parse_record(carried())
        assert diff_records(record, parse_record(json.dumps(carried()))) == Comparison(record.pith_number, ())

    def test_every_single_change_is_pointed_at(self) -> None:
        tree = trees()[0]
        record = parse_record(tree)
        changed = 0
        for change, pointer, document in tamper_matrix(tree):
            try:
                other = parse_record(document)
            except InvalidRecord:
                continue
            changed += 1
            found = diff_records(record, other).differences
            assert found, f"{change} at {pointer}"
            assert all(place.pointer.startswith(pointer) for place in found if change in ("value", "type", "null"))
            assert all(place.pointer == place.other_pointer for place in found)
            assert len(found) == 1 or change in ("remove", "rename", "type", "value"), f"{change} at {pointer}: {found}"
        assert changed > 400

    def test_dates_are_instants_and_the_canonical_record_is_not_read_so(self) -> None:
        dates = (("/created_at", "2026-05-21T20:43:58.500Z"), ("/canonical_record/added", "2026-06-01T00:00:00Z"))
        other = (("/created_at", "2026-05-21T20:43:58.5+00:00"), ("/canonical_record/added", "2026-06-01T00:00:00+00:00"))
        found = diff_records(parse_record(edited(carried(), *dates)), parse_record(edited(carried(), *other)))
        assert [place.pointer for place in found.differences] == ["/canonical_record/added"]

    def test_two_published_records_differ_in_what_they_are(self) -> None:
        first, second = (parse_record(published(name).read_bytes()) for name in PUBLISHED)
        pointers = {place.pointer for place in diff_records(first, second).differences}
        assert {"/pith_number", "/canonical_record/source/id", "/paper/title", "/receipt/signature_b64"} <= pointers
        assert "/record_type" not in pointers
