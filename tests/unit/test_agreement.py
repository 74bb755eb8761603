"""Comparison of documents about one number: they agree, or the comparison lists every difference."""

import json
import sys
import tracemalloc
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import pytest
from records import PUBLISHED, carried, edited, published, without

from pith import InvalidRecord, VerificationFailed, parse_record
from pith.opengraph import Comparison, Difference, compare_documents, diff_records, parse_bundle, parse_state
from pith.testing import sample_bundle, sample_record, sample_state, tamper_matrix
from pith.testing.tampering import walk

CREATED = "/events/0/payload"
SNAPSHOT = "/current/graph_snapshots/0/payload/graph_snapshot"

Change = tuple[str, object]


@cache
def trees() -> tuple[Any, Any, Any]:
    """A record, its bundle and its state, as trees."""
    record = sample_record("full")
    return tuple(document.to_dict() for document in (record, sample_bundle(record), sample_state(record)))  # type: ignore[return-value]


def comparison(record: tuple[Change, ...] = (), bundle: tuple[Change, ...] = (), state: tuple[Change, ...] = ()) -> Comparison:
    """The comparison of the three with changes."""
    of_record, of_bundle, of_state = (
        edited(tree, *changes) for tree, changes in zip(trees(), (record, bundle, state), strict=True)
    )
    return compare_documents(parse_record(of_record), parse_bundle(of_bundle), parse_state(of_state))


def _as_tuple(difference: Difference) -> tuple[str, str, str]:
    return difference.pointer, difference.document, difference.other_pointer


def differences(**changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [_as_tuple(difference) for difference in comparison(**changes).differences]


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


def test_a_comparison_has_no_truth_value() -> None:
    found = comparison(bundle=(("/canonical_sha256", "0" * 64),))
    assert found.differences == (Difference("bundle", "/canonical_sha256", "/canonical_sha256"),)
    assert not found.ok
    with pytest.raises(TypeError, match=r"comparison\.ok"):
        bool(found)
    with pytest.raises(VerificationFailed, match="'/canonical_sha256' is not '/canonical_sha256' of the bundle"):
        found.raise_for_failure()


EQUAL: dict[str, dict[str, tuple[Change, ...]]] = {
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
    "a value that one document alone has": {
        "record": (("/updated_at", "2026-06-02T00:00:00Z"),),
        "bundle": (("/events/1/created_at", "2026-06-02T00:00:00Z"),),
        "state": (("/merge_version", "another"),),
    },
}


@pytest.mark.parametrize("changes", EQUAL.values(), ids=EQUAL.keys())
def test_another_spelling_is_no_difference(changes: dict[str, tuple[Change, ...]]) -> None:
    assert differences(**changes) == []


DIFFERENT: dict[str, tuple[dict[str, tuple[Change, ...]], list[tuple[str, str, str]]]] = {
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


@pytest.mark.parametrize(("changes", "expected"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_every_difference_has_its_pointers(changes: dict[str, tuple[Change, ...]], expected: list[tuple[str, str, str]]) -> None:
    assert sorted(differences(**changes)) == sorted(expected)


def test_the_most_similar_snapshot_is_compared() -> None:
    def two(events: Any) -> Any:
        far = edited(events[0], ("/payload/graph_snapshot/paper/title", "x"), ("/payload/graph_snapshot/claims/count", 0))
        return [far, edited(events[0], ("/payload/graph_snapshot/claims/count", 0))]

    found = differences(state=(("/current/graph_snapshots", two),))
    assert found == [("/graph_snapshot/claims/count", "state", "/current/graph_snapshots/1/payload/graph_snapshot/claims/count")]


def test_arguments_of_another_kind_raise_typeerror() -> None:
    record = sample_record()
    wrong: tuple[tuple[Any, Any, Any, str], ...] = (
        (None, None, None, "record"),
        (record, record, record, "bundle"),
        (record, sample_bundle(), None, "state"),
    )
    for *arguments, name in wrong:
        with pytest.raises(TypeError, match=f"^{name}: expected a"):
            compare_documents(*arguments)
    with pytest.raises(TypeError, match="'/aliases'"):
        compare_documents(record.model_copy(update={"aliases": 5}), sample_bundle(), sample_state())
    with pytest.raises(TypeError, match="'/event_count'"):
        compare_documents(record, sample_bundle(), sample_state().model_copy(update={"event_count": 2.0}))
    with pytest.raises(TypeError, match=r"^other: expected a PithRecord"):
        diff_records(record, sample_bundle())  # type: ignore[arg-type]


SWAPS = [(1, 1.0), (1, True), (1.0, True), (0, 0.0), (0.0, -0.0), (0, False), ([], {}), (None, False), ("", None)]


@pytest.mark.parametrize(("one", "other"), [*SWAPS, *(pair[::-1] for pair in SWAPS)])
def test_one_and_true_differ_wherever_they_are(one: Any, other: Any) -> None:
    pointers = {
        "/canonical_record/x": ("/canonical_record/x", "/current/canonical_record/x"),
        "/source/x": ("/source/x", None),
        "/receipt/x": (f"{CREATED}/receipt/x", None),
        "/aliases/0/x": ("/source_aliases/0/x", "/current/source_aliases/0/x"),
        "/graph_snapshot/x": (None, f"{SNAPSHOT}/x"),
    }
    for pointer, (of_bundle, of_state) in pointers.items():
        changes = {"record": ((pointer, one),)}
        equal = {
            name: ((other_pointer, one),) for name, other_pointer in (("bundle", of_bundle), ("state", of_state)) if other_pointer
        }
        different = {
            name: ((other_pointer, other),)
            for name, other_pointer in (("bundle", of_bundle), ("state", of_state))
            if other_pointer
        }
        assert differences(**changes, **equal) == []
        expected = [(pointer, name, other_pointer) for name, ((other_pointer, _),) in different.items()]
        assert differences(**changes, **different) == expected
    record = sample_record()
    first, second = (record.model_copy(update={"x": value}) for value in (one, other))
    assert [difference.pointer for difference in diff_records(first, second).differences] == ["/x"]
    assert diff_records(first, first).ok


class TestBounds:
    """A comparison of any documents stops after 100 differences, and its cost grows linearly."""

    def test_it_lists_100_differences_and_shows_that_there_are_more(self) -> None:
        tree = trees()[0]
        for number, truncated in ((99, False), (100, False), (101, True), (5000, True)):
            first, second = (parse_record({**tree, "x": [value] * number}) for value in (0, 1))
            found = diff_records(first, second)
            assert (len(found.differences), found.truncated) == (min(number, 100), truncated)
            with pytest.raises(
                VerificationFailed, match=f"have {'more than ' if truncated else ''}{min(number, 100)} differences"
            ):
                found.raise_for_failure()

    def test_long_keys_are_shared_and_cut(self) -> None:
        tree = trees()[0]
        first, second = (parse_record({**tree, "k" * 1_000_000: {"\u202e" * 1000: [value] * 200}}) for value in (0, 1))
        tracemalloc.start()
        found = diff_records(first, second)
        shown = str(found)
        with pytest.raises(VerificationFailed) as caught:
            found.raise_for_failure()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 20_000_000
        assert len(found.differences[0].pointer) > 1_000_000
        for text in (*map(str, found.differences), str(caught.value)):
            assert text.isprintable()
            assert len(text) <= 1000
        assert len(shown) < 100_000

    def _calls(self, compare: Callable[[], object]) -> int:
        calls = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            compare()
        finally:
            sys.setprofile(None)
        return calls

    @pytest.mark.parametrize("shape", ["aliases", "creations", "snapshots", "snapshots of a long record", "deep"])
    def test_the_cost_grows_linearly(self, shape: str) -> None:
        def calls(number: int) -> int:
            record, bundle, state = trees()
            aliases = [{"alias_kind": f"k{index}", "alias_value": "x", "created_at": None} for index in range(number)]
            if shape == "aliases":
                record = {**record, "aliases": aliases}
                bundle = {**bundle, "source_aliases": aliases[::-1]}
                state = edited(state, ("/current/source_aliases", aliases[::-1]))
            elif shape == "creations":
                record = edited(record, ("/receipt/x", [0] * number))
                event = edited(bundle["events"][0], ("/payload/receipt/x", [0]))
                bundle = {**bundle, "events": [event] * number}
            elif shape == "deep":
                deep: Any = 0
                for _ in range(200):
                    deep = {"k": deep, "l": [0] * (number // 20)}
                record, other = ({**record, "x": edited(deep, ("/k", value))} for value in (deep, 1))
                return self._calls(partial(diff_records, parse_record(record), parse_record(other)))
            else:
                payload: Any = {"graph_snapshot": {"x": [0]}}
                if shape == "snapshots of a long record":
                    record = edited(record, ("/graph_snapshot/x", {f"k{index}": 0 for index in range(number)}))
                event = {**state["current"]["graph_snapshots"][0], "payload": payload}
                state = edited(state, ("/current/graph_snapshots", [event] * number))
            documents = parse_record(record), parse_bundle(bundle), parse_state(state)
            return self._calls(partial(compare_documents, *documents))

        few, many = calls(100), calls(1000)
        assert many < 12 * few


class TestRecords:
    def test_a_record_does_not_differ_from_itself(self) -> None:
        record = parse_record(carried())
        assert diff_records(record, parse_record(json.dumps(carried()))) == Comparison(record.pith_number, ())

    @pytest.mark.slow
    def test_every_single_change_is_a_difference(self) -> None:
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
            assert all(difference.pointer.startswith(pointer) for difference in found if change in ("value", "type", "null"))
            assert all(difference.pointer == difference.other_pointer for difference in found)
            assert len(found) == 1 or change in ("remove", "rename", "type", "value"), f"{change} at {pointer}: {found}"
        assert changed > 400

    def test_dates_are_compared_as_instants_outside_the_canonical_record_alone(self) -> None:
        dates = (("/created_at", "2026-05-21T20:43:58.500Z"), ("/canonical_record/added", "2026-06-01T00:00:00Z"))
        other = (("/created_at", "2026-05-21T20:43:58.5+00:00"), ("/canonical_record/added", "2026-06-01T00:00:00+00:00"))
        found = diff_records(parse_record(edited(carried(), *dates)), parse_record(edited(carried(), *other)))
        assert [difference.pointer for difference in found.differences] == ["/canonical_record/added"]

    def test_the_cost_is_a_few_calls_for_each_value(self) -> None:
        tree = carried()
        first, second = parse_record(tree), parse_record(tree)
        values = len([*walk(tree)])
        assert TestBounds()._calls(lambda: diff_records(first, second)) < 10 * values

    def test_two_published_records_differ(self) -> None:
        first, second = (parse_record(published(name).read_bytes()) for name in PUBLISHED)
        found = diff_records(first, second)
        assert found.truncated
        pointers = {difference.pointer for difference in found.differences}
        assert {"/pith_number", "/canonical_record/source/id", "/paper/title", "/receipt/signature_b64"} <= pointers
        assert "/record_type" not in pointers
