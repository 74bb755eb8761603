"""The assurance of each value: what a check binds to the signature, what it covers, and what nobody vouches for."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from costs import cost_of
from records import carried, parsed, report_of
from tampering import is_inside

from pith import Assurance, InvalidArgument, VerificationReport, parse_record, verify_record
from pith.assurance import find_assurance, find_unauthenticated, grounded
from pith.checks import Basis, Check
from pith.pointers import children, json_pointer
from pith.testing import SAMPLE_ABSTRACT, SAMPLE_AT, TEST_KEYS, sample_record


def check(name: str, **fields: Any) -> Check:
    return Check(name, Basis.CONSISTENT, lambda facts: None, **fields)


def pointers_of(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    """Every value with its pointer, in document order."""
    found = [(pointer, value)]
    for key, member in children(value):
        found += pointers_of(member, pointer + json_pointer(key))
    return found


def leaves_of(tree: Any) -> list[str]:
    """The pointers of the scalars and of the empty containers."""
    return [pointer for pointer, value in pointers_of(tree) if not isinstance(value, dict | list) or not value]


def is_authenticated(report: VerificationReport, pointer: str) -> bool:
    return report.assurance_of(pointer).assurance is Assurance.AUTHENTICATED


SIGNATURE = check("signature", authenticates=("/signed/**",), depends_on=("key",))
KEY = check("key", covers=("/key",), authenticates=("/key",), depends_on=("signature",))


# Grounded checks


def names(checks: Iterable[Check]) -> list[str]:
    return [found.name for found in checks]


def test_checks_that_depend_on_each_other_and_on_the_signature_are_grounded() -> None:
    assert names(grounded((SIGNATURE, KEY))) == ["signature", "key"]


def test_no_check_is_grounded_without_the_signature() -> None:
    assert grounded((KEY, check("other"))) == ()
    assert grounded((SIGNATURE, check("other"))) == ()


def test_a_check_is_not_grounded_if_one_far_below_it_did_not_pass() -> None:
    chain = [
        SIGNATURE,
        KEY,
        check("one", depends_on=("missing",)),
        check("two", depends_on=("one",)),
        check("three", depends_on=("two",)),
    ]
    assert names(grounded((SIGNATURE, KEY, *chain))) == ["signature", "key"]


def test_the_order_of_the_checks_does_not_matter() -> None:
    chain = [check("three", depends_on=("two",)), check("two", depends_on=("key",)), KEY, SIGNATURE]
    assert names(grounded((*chain,))) == ["three", "two", "key", "signature"]


# The first that applies


def assurance_at(pointer: str, passed: list[Check], failed: list[Check]) -> tuple[Assurance, tuple[str, ...]]:
    tree = {"key": 1, "signed": {"a": [1, {"b": 2}], "": {}}, "other": {"c": 3, "d": {}}, "list": [1, 2]}
    found = find_assurance(tree, pointer, tuple(passed), tuple(failed))
    assert found.pointer == pointer
    assert found.reason
    return found.assurance, found.checks


COVERING = check("covering", covers=("/key", "/signed", "/other/**", "/list/*"))


def test_authenticated_comes_before_contradicted() -> None:
    """A failed check that only looks at a signed value does not unbind it."""
    assert assurance_at("/key", [SIGNATURE, KEY], [COVERING]) == (Assurance.AUTHENTICATED, ("key",))


def test_contradicted_comes_before_checked() -> None:
    passing = check("passing", covers=("/other/c",))
    assert assurance_at("/other/c", [passing], [COVERING]) == (Assurance.CONTRADICTED, ("covering",))
    assert assurance_at("/other/c", [COVERING], [passing]) == (Assurance.CONTRADICTED, ("passing",))


def test_checked_comes_before_claimed() -> None:
    assert assurance_at("/other/c", [COVERING], []) == (Assurance.CHECKED, ("covering",))
    assert assurance_at("/other/c", [SIGNATURE, KEY], []) == (Assurance.CLAIMED, ())


def test_a_pattern_that_binds_a_container_binds_all_below_it() -> None:
    for pointer in ("/signed", "/signed/a", "/signed/a/0", "/signed/a/1/b", "/signed/"):
        assert assurance_at(pointer, [SIGNATURE, KEY], []) == (Assurance.AUTHENTICATED, ("signature",))
    assert assurance_at("", [SIGNATURE, KEY], []) == (Assurance.CLAIMED, ())


def test_a_pattern_with_an_asterisk_names_the_items_of_an_array_alone() -> None:
    assert assurance_at("/list/1", [COVERING], []) == (Assurance.CHECKED, ("covering",))
    assert assurance_at("/list", [COVERING], []) == (Assurance.CLAIMED, ())
    named = check("named", covers=("/*", "/list/0"))
    tree = {"*": 1, "list": [1]}
    assert find_assurance(tree, "/*", (named,), ()).assurance is Assurance.CLAIMED
    assert find_assurance(tree, "/list/0", (named,), ()).assurance is Assurance.CHECKED


def test_each_check_is_named_once() -> None:
    twice = check("twice", covers=("/other/**", "/other/c"), covers_in=lambda tree: ["/other/c"])
    assert assurance_at("/other/c", [twice], []) == (Assurance.CHECKED, ("twice",))


def test_all_of_the_assurances_have_a_reason() -> None:
    tree: dict[str, Any] = {"key": 1, "other": {"c": 3}}
    reasons = {
        find_assurance(tree, pointer, passed, failed).reason
        for pointer, passed, failed in (
            ("/key", (SIGNATURE, KEY), ()),
            ("/other/c", (COVERING,), ()),
            ("/other/c", (), ()),
            ("/other/c", (), (COVERING,)),
        )
    }
    assert reasons == {
        "bound to the verified signature by key",
        "covering passed, and no signature covers it",
        "no check covers it",
        "covering failed",
    }


# Unauthenticated and extensible


def unauthenticated(tree: dict[str, Any], *checks: Check) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return find_unauthenticated(tree, (SIGNATURE, KEY, *checks))


def test_a_tree_without_an_authenticated_leaf_is_one_pointer() -> None:
    assert unauthenticated({"a": {"b": 1}}) == (("",), ())
    assert unauthenticated({}) == (("",), ())
    assert find_unauthenticated({"key": 1}, ()) == (("",), ())


def test_pointers_are_in_document_order_and_stop_at_the_highest_value() -> None:
    tree = {"z": {"y": [1, 2]}, "key": 1, "signed": {"x": {}}, "a": {}, "m": [{}]}
    assert unauthenticated(tree) == (("/z", "/a", "/m"), ("",))


def test_an_empty_container_is_a_leaf() -> None:
    named = check("named", authenticates=("/empty", "/list"), depends_on=("key",))
    assert unauthenticated({"key": 1, "empty": {}, "list": []}, named) == ((), ("",))


def test_a_container_with_an_authenticated_leaf_is_extensible() -> None:
    deep = check("deep", authenticates=("/a/*/b", "/c/d/e"), depends_on=("key",))
    tree = {"a": [{"b": 1, "x": 2}, {"x": 3}, {"b": 4}], "c": {"d": {"x": 1}}, "key": 1}
    assert unauthenticated(tree, deep) == (("/a/0/x", "/a/1", "/c"), ("", "/a", "/a/0", "/a/2"))


def test_patterns_that_depend_on_the_document_authenticate_too() -> None:
    here = check("here", authenticates_in=lambda tree: ["/list/1"] if tree["list"] else [], depends_on=("key",))
    assert unauthenticated({"list": [1, 2], "key": 1}, here) == (("/list/0",), ("", "/list"))
    assert unauthenticated({"list": [], "key": 1}, here) == (("/list",), ("",))


REPORTS: dict[str, Callable[[], VerificationReport]] = {
    "the record in the repository": lambda: verify_record(parsed()),
    "the full sample": lambda: verify_record(sample_record("full"), keys=TEST_KEYS, abstract=SAMPLE_ABSTRACT, at=SAMPLE_AT),
    "the sample of the future": lambda: verify_record(sample_record("future"), keys=TEST_KEYS),
    "failures and strange keys": lambda: report_of(("/graph_snapshot/builder_version", "x"), ("/a~1b~0c", {"": [1]}), ("/", 1)),
    "no signature": lambda: report_of(("/receipt/signature_b64", "")),
}


@pytest.fixture(params=[*REPORTS.values()], ids=[*REPORTS])
def report(request: pytest.FixtureRequest) -> VerificationReport:
    made: VerificationReport = request.param()
    return made


def test_every_leaf_is_authenticated_or_inside_an_unauthenticated_value(report: VerificationReport) -> None:
    for pointer in leaves_of(report.document.to_dict()):
        assert is_authenticated(report, pointer) is not is_inside(pointer, report.unauthenticated), pointer


def test_an_unauthenticated_pointer_is_the_highest(report: VerificationReport) -> None:
    leaves = leaves_of(report.document.to_dict())
    for pointer in filter(None, report.unauthenticated):
        parent = pointer.rpartition("/")[0]
        assert any(leaf.startswith(f"{parent}/") and is_authenticated(report, leaf) for leaf in leaves), pointer


def test_the_pointers_are_in_document_order(report: VerificationReport) -> None:
    order = [pointer for pointer, _ in pointers_of(report.document.to_dict())]
    for pointers in (report.unauthenticated, report.extensible):
        assert [*pointers] == sorted(pointers, key=order.index)
        assert len({*pointers}) == len(pointers)


def test_an_extensible_container_is_neither_bound_nor_unauthenticated(report: VerificationReport) -> None:
    for pointer, value in pointers_of(report.document.to_dict()):
        if isinstance(value, dict | list):
            unbound = not is_authenticated(report, pointer) and not is_inside(pointer, report.unauthenticated)
            assert (pointer in report.extensible) is unbound, pointer


def test_a_report_answers_for_every_kind_of_assurance() -> None:
    report = report_of(("/attestation_state", "other"), ("/graph_snapshot/builder_version", "other"))
    expected = {
        "/paper/title": (Assurance.AUTHENTICATED, ("title_hash",)),
        "/canonical_record/metadata/cross_cats_sorted/0": (Assurance.AUTHENTICATED, ("canonical_hash",)),
        "/aliases/3/alias_value": (Assurance.AUTHENTICATED, ("short_aliases",)),
        "/graph_snapshot/claims/snapshot_sha256": (Assurance.CHECKED, ("claims_hash",)),
        "/attestation_state": (Assurance.CLAIMED, ()),
        "/graph_snapshot/builder_version": (Assurance.CONTRADICTED, ("builder_versions",)),
        "/links": (Assurance.CLAIMED, ()),
        "/aliases": (Assurance.CHECKED, ("alias_set",)),
        "": (Assurance.CLAIMED, ()),
    }
    for pointer, (assurance, checks) in expected.items():
        found = report.assurance_of(pointer)
        assert (found.assurance, found.checks) == (assurance, checks), pointer


@pytest.mark.parametrize("pointer", ["/nowhere", "/paper/title/0", "/aliases/-", "/aliases/00", "/aliases/6", "/Paper"])
def test_the_assurance_of_a_value_that_is_not_there_is_refused(pointer: str) -> None:
    with pytest.raises(InvalidArgument, match="no value at"):
        report_of().assurance_of(pointer)


def test_a_text_that_is_no_pointer_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="expected a JSON Pointer"):
        report_of().assurance_of("paper")
    wrong: Any = 1
    with pytest.raises(TypeError, match="pointer"):
        report_of().assurance_of(wrong)


def test_keys_with_slashes_are_escaped_in_pointers() -> None:
    report = verify_record(parse_record(carried() | {"a/b~c": {"": [1]}, "": 1}))
    assert {"/a~1b~0c", "/"} <= {*report.unauthenticated}
    assert report.assurance_of("/a~1b~0c//0").assurance is Assurance.CLAIMED


def test_the_published_records_have_some_forty_pointers() -> None:
    report = verify_record(parsed())
    assert len(report.unauthenticated) == 43
    assert len(report.extensible) == 16


# Cost

HOSTILE: dict[str, dict[str, Any]] = {
    "a long key above a wide array": {"zz": {"k" * 160_000: [0] * 40_000}},
    "long keys in one object": {f"{index}" + "k" * 2_000: {"a": [1, 2, 3]} for index in range(100)},
    "lists 240 deep": {"deep": [0]},
    "unprintable keys": {"\x7f" * 40_000: {"\x7f" * 40_000 + str(index): {} for index in range(4)}},
    "many keys": {f"k{index}": {} for index in range(5_000)},
}
for _ in range(240):
    HOSTILE["lists 240 deep"]["deep"] = [HOSTILE["lists 240 deep"]["deep"], 1]


@pytest.mark.parametrize("extra", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("section", ["", "/paper", "/aliases/0", "/receipt", "/graph_snapshot"])
def test_pointers_cost_no_more_than_the_document(extra: dict[str, Any], section: str) -> None:
    changes = [(f"{section}/{key.replace('~', '~0').replace('/', '~1')}", value) for key, value in extra.items()]
    record = parsed(*changes)
    size = len(record.to_json())
    report = verify_record(record)
    some = [*report.unauthenticated][-1]

    cost = cost_of(lambda: (report.unauthenticated, report.extensible, report.assurance_of(some)))

    assert sum(map(len, report.unauthenticated)) < 2 * size
    assert cost.calls < 2 * size + 20_000
    assert cost.peak < 25 * size + 2_000_000
