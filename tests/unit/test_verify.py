"""verify_record: what it needs, what it answers, and that nothing put together without the parser slips through."""

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from records import CARRIED, PUBLISHED, carried, edited, parsed, published, report_of
from shared_data import shared_rows

from pith import (
    PITH_KEYS,
    CanonicalRecord,
    InvalidArgument,
    InvalidRecord,
    KeyRing,
    Outcome,
    PithNumber,
    PithRecord,
    PublicKey,
    Source,
    VerificationFailed,
    parse_record,
    verify_record,
)
from pith.checks import RECORD_CHECKS, REQUIRED

AT = datetime(2026, 6, 1, tzinfo=UTC)
KEY_ID = "pith-v1-2026-05"


class Liar(str):
    """A text that is equal to every other."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


class KindOfLiar(Liar):
    """A text that is found wherever `arxiv` is looked for."""

    def __hash__(self) -> int:
        return hash("arxiv")


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_records_verify(name: str) -> None:
    record = parse_record(published(name).read_bytes())
    report = verify_record(record)
    assert report.ok
    assert report.failed == ()
    core = [result for result in report.checks if not result.name.startswith(("references", "formal", "integrity"))]
    assert [result.name for result in core if result.outcome is Outcome.INDETERMINATE] == ["key_window", "abstract_hash"]
    assert report.subject == record.pith_number
    assert verify_record(record, at=AT)["key_window"].outcome is Outcome.PASSED


@pytest.mark.parametrize("name", PUBLISHED[:1])
def test_the_whole_abstract_is_held_against_its_hash(name: str) -> None:
    record = parse_record(published(name).read_bytes())
    row = next(row for row in shared_rows("vectors", "pith", "abstracts.jsonl") if row["pith_number"] == record.pith_number)
    report = verify_record(record, abstract=row["abstract"], require=["abstract_hash"])
    assert report.ok
    for place in ("/paper/abstract_excerpt", "/graph_snapshot/paper/abstract_excerpt"):
        assert report.assurance_of("/paper/abstract_excerpt").authenticated, place
    assert verify_record(parsed(), abstract=row["abstract"]).ok, "a record without an excerpt"
    other = verify_record(record, abstract=row["abstract"] + "x")
    assert other.failed == ("abstract_hash",)
    tree = json.loads(published(name).read_bytes())
    both = [(f"{paper}/abstract_excerpt", "Another beginning") for paper in ("/paper", "/graph_snapshot/paper")]
    assert verify_record(parse_record(edited(tree, *both)), abstract=row["abstract"]).failed == ("abstract_hash",)


def test_the_carried_record_verifies_alone() -> None:
    report = verify_record(parse_record(CARRIED.read_bytes()))
    assert report.ok
    assert report.indeterminate == ("key_window", "abstract_hash")
    assert len(report.passed) == len(RECORD_CHECKS) - 2


SINGLE_CHANGES: dict[str, tuple[str, Callable[[Any], object], set[str]]] = {
    "number": ("/pith_number", lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), {"number"}),
    "year": ("/pith_number", lambda t: t.replace("2023", "2022"), {"number", "year"}),
    "short number": ("/short_pith_number", lambda t: t[:-1] + "Z", {"short_number"}),
    "hash": ("/canonical_sha256", lambda t: "0" + t[1:], {"canonical_hash"}),
    "receipt hash": ("/receipt/canonical_sha256", lambda t: "0" + t[1:], {"receipt_hash"}),
    "signature": ("/receipt/signature_b64", lambda t: "A" + t[1:], {"signature"}),
    "algorithm": ("/receipt/algorithm", lambda t: "rsa", {"signature"}),
    "signed message": ("/receipt/signed_message", lambda t: "canonical_sha256_hex", {"signature"}),
    "fingerprint": ("/receipt/public_key_fingerprint", lambda t: "0" + t[1:], {"fingerprint"}),
    "title": ("/paper/title", lambda t: t + ".", {"title_hash", "snapshot_paper"}),
    "licence": ("/paper/license", lambda t: "", {"paper_metadata", "snapshot_paper"}),
    "category": ("/paper/primary_cat", lambda t: "cs.AI", {"paper_metadata", "snapshot_paper"}),
    "cross-list gone": ("/paper/cross_cats", lambda t: t[:1], {"paper_metadata", "snapshot_paper"}),
    "cross-lists glued": ("/paper/cross_cats", lambda t: ["\n".join(t)], {"paper_metadata", "snapshot_paper"}),
    "date": ("/paper/submitted_at", lambda t: t.replace("05", "06"), {"paper_metadata", "snapshot_paper"}),
    "source id": ("/source/id", lambda t: "2305.02302", {"sources"}),
    "source version": ("/graph_snapshot/source/version", lambda t: 1, {"sources"}),
    "source with more": ("/source", lambda t: {**t, "mirror": "x"}, {"sources"}),
    "an alias": ("/aliases/0/alias_value", lambda t: "2305.02302", {"source_aliases"}),
    "a versioned alias": ("/aliases/1/alias_value", lambda t: "2305.02301v1", {"source_aliases"}),
    "a DOI": ("/aliases/2/alias_value", str.upper, {"source_aliases"}),
    "a short alias": ("/aliases/3/alias_value", lambda t: t[:-1] + "Z", {"short_aliases"}),
    "an alias kind": ("/aliases/5/alias_kind", lambda t: "pith_short_9", {"alias_set"}),
}


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
        assert len(report.unauthenticated) == len([*report.provenance])


def test_an_unknown_key_is_no_failure_and_no_pass() -> None:
    report = verify_record(parsed(), keys=KeyRing())
    assert not report.ok
    assert report.failed == ()
    assert {"key", "fingerprint", "signature", "key_window"} <= {*report.indeterminate}
    renamed = report_of(("/receipt/key_id", "pith-v2"))
    assert not renamed.ok
    assert "key" in renamed.indeterminate


def test_a_revoked_key_verifies_nothing_whatever_the_date() -> None:
    for at in (None, AT):
        report = verify_record(parsed(), keys=PITH_KEYS.revoke(KEY_ID), at=at)
        assert report.failed == ("key",)
        assert "signature" in report.indeterminate
        assert len(report.unauthenticated) == len([*report.provenance])


def test_a_window_is_compared_with_the_instant_passed_in_and_no_other() -> None:
    raw = next(iter(PITH_KEYS)).raw
    ring = KeyRing([PublicKey(raw, KEY_ID, not_before=datetime(2026, 5, 1, tzinfo=UTC), not_after=AT)])
    assert verify_record(parsed(), keys=ring).ok
    assert verify_record(parsed(), keys=ring)["key_window"].outcome is Outcome.INDETERMINATE
    assert verify_record(parsed(), keys=ring, at=AT)["key_window"].outcome is Outcome.PASSED
    late = verify_record(parsed(), keys=ring, at=datetime(2026, 6, 1, 0, 0, 1, tzinfo=UTC))
    assert late.failed == ("key_window",)
    assert not late.ok
    assert not late.assurance_of("/pith_number").authenticated


@pytest.mark.parametrize("fingerprint", ["0" * 32, Liar("0" * 32)], ids=["another", "one that lies"])
def test_a_signature_is_not_checked_under_a_key_of_another_fingerprint(fingerprint: str) -> None:
    record = parsed()
    report = verify_record(
        record.model_copy(update={"receipt": record.receipt.model_copy(update={"public_key_fingerprint": fingerprint})})
    )
    assert report.failed == ("fingerprint",)
    assert report["signature"].outcome is Outcome.INDETERMINATE


def test_require_adds_and_never_takes_away() -> None:
    record = parsed()
    assert not verify_record(record, require=["key_window"]).ok
    assert not verify_record(record, require="key_window").ok
    assert verify_record(record, at=AT, require={"key_window", "claims_hash"}).ok
    assert verify_record(record, require=["signature"]).required == REQUIRED
    with pytest.raises(InvalidArgument, match=r"no check 'signatures'; there are .*signature"):
        verify_record(record, require=["signatures"])


def test_bad_arguments_are_refused() -> None:
    with pytest.raises(InvalidArgument, match="aware"):
        verify_record(parsed(), at=datetime(2026, 6, 1))  # noqa: DTZ001
    with pytest.raises(InvalidArgument, match="abstract"):
        verify_record(parsed(), abstract=b"bytes")  # type: ignore[arg-type]
    for record in (carried(), None, CARRIED.read_bytes()):
        with pytest.raises(InvalidRecord, match="PithRecord"):
            verify_record(record)  # type: ignore[arg-type]


def test_the_origin_is_an_argument() -> None:
    def moved(text: str) -> str:
        return text.replace("https://pith.science", "https://mirror.example")

    tree = carried()
    tree["links"] = json.loads(moved(json.dumps(tree["links"])))
    tree["agent_actions"] = json.loads(moved(json.dumps(tree["agent_actions"])))
    record = parse_record(tree)
    assert {*verify_record(record).failed} == {"links", "agent_actions", "resolve_alias"}
    assert verify_record(record, origin="https://mirror.example").ok


def test_raise_for_failure_names_what_is_wrong() -> None:
    verify_record(parsed()).raise_for_failure()
    report = report_of(("/paper/title", "Another"))
    with pytest.raises(VerificationFailed, match="title_hash failed: its hash is not") as caught:
        report.raise_for_failure()
    assert caught.value.report == report
    with pytest.raises(VerificationFailed, match="key indeterminate"):
        verify_record(parsed(), keys=KeyRing()).raise_for_failure()


OTHER = "pith:2023:AAAAAAAAAAAAAAAAAAAAAAAAAA"


def constructed(**fields: Any) -> PithRecord:
    """A record without validation."""
    return PithRecord.model_construct(**fields)


def with_paper(record: PithRecord, **fields: object) -> PithRecord:
    """A record with other values in both copies of the paper."""
    graph = record.graph_snapshot
    copies = {"paper": record.paper.model_copy(update=fields)}
    return record.model_copy(update={**copies, "graph_snapshot": graph.model_copy(update=copies)})


def forgeries() -> dict[str, Callable[[PithRecord], PithRecord]]:
    """Records put together without the parser."""

    def canonical(record: PithRecord, **metadata: object) -> CanonicalRecord:
        return record.canonical_record.model_copy(
            update={"metadata": record.canonical_record.metadata.model_copy(update=metadata)}
        )

    return {
        "number": lambda r: r.model_copy(update={"pith_number": PithNumber(OTHER)}),
        "number as a plain text": lambda r: r.model_copy(update={"pith_number": OTHER}),
        "number that lies": lambda r: r.model_copy(update={"pith_number": Liar(OTHER)}),
        "hash that lies": lambda r: r.model_copy(update={"canonical_sha256": Liar("0" * 64)}),
        "title that lies": lambda r: with_paper(r, title=Liar("x")),
        "licence that lies": lambda r: with_paper(r, license=Liar("x")),
        "category that lies": lambda r: with_paper(r, primary_cat=Liar("x")),
        "date that lies": lambda r: with_paper(r, submitted_at=Liar("x")),
        "cross-lists that lie": lambda r: with_paper(r, cross_cats=(Liar("x"), Liar("y"))),
        "title that lies in the graph's copy": lambda r: r.model_copy(
            update={
                "graph_snapshot": r.graph_snapshot.model_copy(
                    update={"paper": r.graph_snapshot.paper.model_copy(update={"title": Liar("x")})}
                )
            }
        ),
        "link that lies": lambda r: r.model_copy(update={"links": r.links.model_copy(update={"html": Liar("x")})}),
        "alias kind that lies": lambda r: r.model_copy(
            update={"aliases": (r.aliases[0].model_copy(update={"alias_kind": KindOfLiar("x")}), *r.aliases[1:])}
        ),
        "alias that lies": lambda r: r.model_copy(
            update={"aliases": (r.aliases[0].model_copy(update={"alias_value": Liar("x")}), *r.aliases[1:])}
        ),
        "canonical record": lambda r: r.model_copy(update={"canonical_record": canonical(r, license="")}),
        "canonical record as a dict": lambda r: r.model_copy(update={"canonical_record": r.canonical_record.to_dict()}),
        "version that is true": lambda r: r.model_copy(
            update={"source": Source.model_construct(kind="arxiv", id="2305.02301", version=True)}
        ),
        "version that is a float": lambda r: r.model_copy(update={"source": r.source.model_copy(update={"version": 2.0})}),
        "id that lies": lambda r: r.model_copy(update={"source": r.source.model_copy(update={"id": Liar("x")})}),
        "receipt": lambda r: r.model_copy(update={"receipt": r.receipt.model_copy(update={"signature_b64": "A" * 86 + "=="})}),
        "signature that is none": lambda r: r.model_copy(update={"receipt": r.receipt.model_copy(update={"signature_b64": "?"})}),
        "nothing in it": lambda r: constructed(),
        "only a number": lambda r: constructed(pith_number=r.pith_number),
        "constructed": lambda r: constructed(**{**dict(r), "short_pith_number": "pith:AAAAAAAA"}),
        "date that is none": lambda r: r.model_copy(update={"created_at": "yesterday"}),
        "aliases that are none": lambda r: r.model_copy(update={"aliases": None}),
    }


@pytest.mark.parametrize("forge", forgeries().values(), ids=forgeries().keys())
def test_what_is_put_together_without_the_parser_does_not_pass(forge: Callable[[PithRecord], PithRecord]) -> None:
    record = forge(parsed())
    for forged in (record, copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        try:
            report = verify_record(forged)
        except InvalidRecord:
            continue
        assert not report.ok


def test_no_depth_of_tuples_brings_the_process_down() -> None:
    deep: tuple[object, ...] = ()
    for _ in range(100_000):
        deep = (deep,)
    record = parsed()
    canonical = record.canonical_record
    source = record.source.model_copy(update={"id": deep})
    for update in (
        {"paper": record.paper.model_copy(update={"authors_text": deep})},
        {"source": source},
        {"canonical_record": canonical.model_copy(update={"source": source})},
        {"canonical_record": canonical.model_copy(update={"schema_version": deep})},
    ):
        forged = record.model_copy(update=update)
        try:
            report = verify_record(forged)
        except InvalidRecord:
            continue
        assert not report.ok


def test_a_verified_record_leaves_nothing_on_its_copies() -> None:
    record = parsed()
    assert verify_record(record).ok
    assert not verify_record(record.model_copy(update={"pith_number": PithNumber(OTHER)})).ok
    assert verify_record(record).ok


def test_reports_and_records_go_through_pickle() -> None:
    report = verify_record(parsed(), at=AT)
    again = pickle.loads(pickle.dumps(report))
    assert again == report
    assert again.unauthenticated == report.unauthenticated
