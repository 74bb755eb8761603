"""The threat model, one test for each sentence: what a mirror, a publisher and a thief of a key can do, and what they cannot.

The security policy and the guide name these tests beside the sentences.
"""

from datetime import timedelta
from typing import Any

import pytest
from records import edited, without
from tampering import is_inside

from pith import KeyRing, PithError, PithRecord, parse_record, verify_record
from pith.keys import NaClSigner
from pith.minting import reissue
from pith.opengraph import (
    IntegrityDocument,
    OpenGraphBundle,
    manifest_keys,
    verify_bundle,
    verify_integrity,
    verify_state,
)
from pith.testing import (
    FORGER,
    SAMPLE_AT,
    TEST_KEYS,
    TEST_SIGNER,
    forge,
    make_record,
    sample_bundle,
    sample_integrity,
    sample_mirrors,
    sample_record,
    sample_state,
    tamper_matrix,
    undetectable,
)
from pith.testing.samples import rehashed

RECORD = sample_record()
NEXT = NaClSigner.from_seed(b"the seed of the next key: public", key_id="next")


def is_ok(tree: Any) -> bool:
    return verify_record(parse_record(tree), keys=TEST_KEYS).ok


@pytest.mark.parametrize(
    "pointer",
    [
        "/pith_number",
        "/short_pith_number",
        "/canonical_record/source/id",
        "/canonical_record/metadata/license",
        "/source/id",
        "/source/kind",
        "/paper/title",
        "/paper/license",
        "/paper/primary_cat",
        "/aliases/0/alias_value",
        "/links/html",
        "/agent_actions/actions/sign_citation",
    ],
)
def test_a_mirror_cannot_change_what_is_signed_or_follows_from_it(pointer: str) -> None:
    forged = edited(RECORD.to_dict(), (pointer, lambda text: text[:-1] + ("A" if text[-1] != "A" else "B")))
    assert verify_record(parse_record(forged), keys=TEST_KEYS).failed


def test_a_mirror_can_change_what_is_not_authenticated() -> None:
    found = undetectable(RECORD)
    assert {forgery.name for forgery in found} == {
        *("authors", "headline", "title restyled", "excerpt", "verdict", "claim and verdict", "reference", "finding", "citation"),
        *("date of the signature", "date of the record", "status"),
    }
    for forgery in found:
        assert verify_record(forgery.record, keys=TEST_KEYS).ok
    forged = edited(RECORD.to_dict(), ("/paper/authors_text", "Nobody"), ("/graph_snapshot/paper/authors_text", "Nobody"))
    report = verify_record(parse_record(forged), keys=TEST_KEYS)
    assert report.ok
    assert "/paper/authors_text" in report.unauthenticated


# Values that have to agree with one another. Any other value can be changed alone.
TOGETHER: list[list[tuple[str, object]]] = [
    [(f"{paper}/{name}", "x") for paper in ("/paper", "/graph_snapshot/paper")]
    for name in ("authors_text", "headline", "abstract_excerpt")
]
TOGETHER += [
    [("/receipt/builder_version", "x"), ("/graph_snapshot/builder_version", "x")],
    [("/schema_version", "1.9")],
    [("/receipt/first_computed_at", "0001-01-01T00:00:00Z")],
    [(f"/receipt/{name}", "9999-12-31T23:59:59Z") for name in ("last_reissued_at", "signed_at")],
    [("/created_at", "0001-01-01T00:00:00Z")],
    [
        ("/graph_snapshot/integrity/clean", True),
        ("/graph_snapshot/integrity/findings", []),
        ("/graph_snapshot/integrity/summary", {"advisory": 0, "critical": 0, "informational": 0, "by_detector": {}}),
        ("/graph_snapshot/integrity/detectors_run/0/findings_count", 0),
    ],
]


def test_a_mirror_can_change_every_value_that_is_not_authenticated() -> None:
    """Every one that the report lists: with hashes that fit, and with the values that have to agree with it."""
    unchanged = {*verify_record(RECORD, keys=TEST_KEYS).unauthenticated}
    assert len(unchanged) > 30

    def is_accepted(tree: Any) -> bool:
        try:
            parse_record(tree)  # the sample's hashes are made of a graph snapshot that parses
            return is_ok({**tree, "graph_snapshot": rehashed(tree["graph_snapshot"])})
        except PithError:
            return False

    for changes in TOGETHER:
        assert is_accepted(edited(RECORD.to_dict(), *changes)), changes
        unchanged -= {pointer for pointer, _ in changes}
    # To an empty value, a member can only be added.
    for _, pointer, document in sorted(tamper_matrix(RECORD.to_dict()), key=lambda made: made.change == "add"):
        if is_inside(pointer, unchanged) and is_accepted(document):
            unchanged = {listed for listed in unchanged if not is_inside(pointer, {listed})}
    assert unchanged == {"/record_type"}  # the only value with which the parser accepts a record


def test_a_mirror_can_add_a_member_to_an_extensible_object() -> None:
    report = verify_record(RECORD, keys=TEST_KEYS)
    assert "/paper" in report.extensible
    assert is_ok(edited(RECORD.to_dict(), ("/paper/prize", "first")))
    assert "/canonical_record" not in report.extensible
    assert not is_ok(edited(RECORD.to_dict(), ("/canonical_record/prize", "first")))


def test_a_mirror_can_send_a_genuine_record_of_another_paper() -> None:
    other = make_record(title="Another")
    assert verify_record(other, keys=TEST_KEYS).ok
    assert other.pith_number != RECORD.pith_number


def test_a_mirror_can_send_an_old_version_and_an_old_receipt() -> None:
    old, new = make_record(version=1), make_record(version=2)
    again = reissue(old, signer=TEST_SIGNER, at=SAMPLE_AT + timedelta(days=1))
    for record in (old, new, again):
        assert verify_record(record, keys=TEST_KEYS).ok


def test_a_mirror_can_remove_what_a_record_may_lack() -> None:
    tree = RECORD.to_dict()
    assert is_ok(edited(tree, ("/aliases", lambda aliases: aliases[:3])))
    assert is_ok(edited(tree, ("/graph_snapshot", without("integrity"))))
    for first in range(6):
        assert not is_ok(edited(tree, ("/aliases", lambda aliases, first=first: aliases[:first] + aliases[first + 1 :])))


def test_a_mirror_can_reorder_aliases_and_they_are_not_authenticated() -> None:
    def assured(aliases: list[Any]) -> list[bool]:
        report = verify_record(parse_record(edited(RECORD.to_dict(), ("/aliases", aliases))), keys=TEST_KEYS)
        assert report.ok
        pointers = [f"/aliases/{index}/alias_value" for index in range(len(aliases))]
        return [report.assurance_of(pointer).assurance == "authenticated" for pointer in pointers]

    aliases = RECORD.to_dict()["aliases"]
    unknown = {**aliases[0], "alias_kind": "unknown"}
    assert assured(aliases) == [True] * 6
    assert assured(aliases[:3]) == [True] * 3
    assert assured([aliases[2], aliases[1], aliases[0], *aliases[3:]]) == [False] * 6
    assert assured([*aliases[:4], aliases[5], aliases[4]]) == [True] * 4 + [False] * 2
    assert assured([*aliases, unknown]) == [True] * 6 + [False]
    assert assured([*aliases[:2], unknown, *aliases[2:]]) == [True] * 2 + [False] * 5


def test_a_publisher_can_sign_what_is_not_true() -> None:
    record = make_record(
        title="A Paper That Nobody Wrote", authors_text="Nobody", headline="False.", submitted_at="1901-01-01T00:00:00Z"
    )
    report = verify_record(record, keys=TEST_KEYS)
    assert report.ok
    assert report.assurance_of("/canonical_record/metadata/submitted_at").assurance == "authenticated"


def test_a_thief_of_a_key_can_sign_with_any_date_until_the_key_is_revoked() -> None:
    backdated = make_record(at=SAMPLE_AT - timedelta(days=3650))
    assert verify_record(backdated, keys=TEST_KEYS).ok
    [key] = TEST_KEYS
    report = verify_record(backdated, keys=TEST_KEYS.revoke(key.key_id))
    assert report.failed == ("key",)
    assert report.unauthenticated == ("",)


def test_a_window_bounds_the_trust_by_a_time_that_the_caller_knows() -> None:
    signer = NaClSigner.from_seed(bytes(32), key_id="windowed")
    key = type(signer.public_key)(signer.public_key.raw, key_id="windowed", not_after=SAMPLE_AT)
    record = make_record(signer=signer)
    late = SAMPLE_AT + timedelta(seconds=1)
    assert verify_record(record, keys=KeyRing([key]), at=SAMPLE_AT, require=["key_window"]).ok
    assert not verify_record(record, keys=KeyRing([key]), at=late).ok
    assert verify_record(record, keys=KeyRing([key])).indeterminate[0] == "key_window"


def test_no_date_of_a_receipt_is_authenticated() -> None:
    report = verify_record(RECORD, keys=TEST_KEYS, at=SAMPLE_AT)
    for name in ("signed_at", "first_computed_at", "last_reissued_at"):
        assert f"/receipt/{name}" in report.unauthenticated


def test_a_key_that_a_document_brings_is_not_trusted() -> None:
    report = verify_record(make_record(signer=FORGER), keys=TEST_KEYS)
    assert not report.ok
    assert report.unauthenticated == ("",)
    assert [key.key_id for key in manifest_keys(sample_mirrors(signer=NEXT), TEST_KEYS).new] == ["next"]


def test_every_forgery_is_found() -> None:
    for forgery in forge(RECORD):
        report = verify_record(forgery.record, keys=TEST_KEYS)
        assert not report.ok, forgery.name
        assert forgery.check not in report.passed, forgery.name


def test_of_an_invented_event_of_a_bundle_nothing_is_authenticated() -> None:
    tree = sample_bundle(RECORD).to_dict()
    invented = {**tree["events"][-1], "event_id": f"sha256:{'0' * 64}", "payload": {"receipt": RECORD.receipt.to_dict()}}
    bundle = OpenGraphBundle.parse({**tree, "events": [*tree["events"], invented]})
    report = verify_bundle(bundle, keys=TEST_KEYS)
    assert report.ok
    assert f"/events/{len(tree['events'])}" in report.unauthenticated


def test_of_a_state_nothing_is_authenticated() -> None:
    assert verify_state(sample_state(RECORD), keys=TEST_KEYS).unauthenticated == ("",)


def test_a_receipt_in_an_integrity_event_verifies_and_the_document_is_not_ok() -> None:
    tree = sample_integrity(RECORD).to_dict()
    event = tree["events"][0]
    event["payload_sha256"] = RECORD.receipt.canonical_sha256
    event["signature_b64"] = RECORD.receipt.signature_b64
    report = verify_integrity(IntegrityDocument.parse(tree), keys=TEST_KEYS)
    assert "signature" in report.passed
    assert not report.ok
    assert report.unauthenticated == ("",)


def test_the_models_hold_hostile_text_unchanged_and_reports_escape_it() -> None:
    title = "<script>alert(1)</script> \u202e \x1b[2J"
    record: PithRecord = make_record(title=title, abstract="Nothing.")
    report = verify_record(record, keys=TEST_KEYS)
    assert record.paper.title == title
    for text in (str(report), report.to_text(full=True), report.to_html(), record._repr_html_()):
        assert not {"\u202e", "\x1b"} & {*text}
    assert "<script" not in report.to_html() + record._repr_html_()
