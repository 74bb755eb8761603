"""Minting: the published numbers from the papers alone, records that every check accepts, new receipts and versions."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from shared_data import shared_rows

from pith import (
    InvalidArgument,
    InvalidKey,
    InvalidRecord,
    InvalidSignature,
    KeyRing,
    LimitExceeded,
    Outcome,
    PaperMetadata,
    PithError,
    PithNumber,
    PithRecord,
    PublicKey,
    Receipt,
    Source,
    VerificationFailed,
    parse_record,
    verify_receipt,
    verify_record,
)
from pith.errors import KeyOutsideWindow, RevokedKey
from pith.keys import NaClSigner, Signer
from pith.keys.public_key import _checked_fingerprints
from pith.minting import PaperInput, canonical_record_for, issue_receipt, mint_record, new_version, reissue
from pith.models.integrity import Finding
from pith.models.snapshot import Claim, Reference, Verdict
from pith.testing import SAMPLE_ABSTRACT, SAMPLE_AT, TEST_KEYS, TEST_SIGNER, make_record, sample_record

LATER = SAMPLE_AT + timedelta(days=1)
NEXT_SIGNER = NaClSigner.from_seed(b"another seed of thirty-two bytes", key_id="next")


def paper(**changes: object) -> PaperMetadata:
    fields: dict[str, object] = {
        "title": "A Title",
        "authors_text": "",
        "abstract_excerpt": "An abstract.",
        "headline": "",
        "license": "",
        "primary_cat": "cs.DL",
        "cross_cats": ["math.MP", "cs.DL", "math-ph"],
        "submitted_at": "2024-01-01T00:00:00Z",
    }
    return PaperMetadata.parse({**fields, **changes})


def source(**changes: object) -> Source:
    return Source.parse({"kind": "arxiv", "id": "2401.00001", "version": 1, **changes})


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class TestCanonicalRecord:
    def test_published_numbers_follow_from_the_papers_alone(self) -> None:
        rows = shared_rows("vectors", "pith", "abstracts.jsonl")
        assert len(rows) == 6
        for row in rows:
            metadata = row["metadata"]
            facts = {name: metadata[name] for name in ("license", "primary_cat", "submitted_at")}
            whole = paper(title=row["title"], cross_cats=metadata["cross_cats_sorted"], abstract_excerpt=row["abstract"], **facts)
            cut = whole.model_copy(update={"abstract_excerpt": row["abstract"][:600]})
            where = Source.parse(row["source"])
            assert PithNumber.derive(canonical_record_for(whole, where)) == row["pith_number"]
            assert PithNumber.derive(canonical_record_for(cut, where, abstract=row["abstract"])) == row["pith_number"]

    def test_text_is_folded_and_categories_are_sorted_without_the_primary(self) -> None:
        canonical = canonical_record_for(paper(title=" A\n TITLE "), source())
        assert canonical.to_dict() == {
            "schema_version": "1.0",
            "source": {"kind": "arxiv", "id": "2401.00001", "version": 1},
            "metadata": {
                "title_canon_sha256": digest("a title"),
                "abstract_canon_sha256": digest("an abstract."),
                "submitted_at": "2024-01-01T00:00:00Z",
                "primary_cat": "cs.DL",
                "cross_cats_sorted": ["math-ph", "math.MP"],
                "license": "",
            },
        }

    @pytest.mark.parametrize(("length", "whole"), [(1, True), (599, True), (600, False), (601, True)])
    def test_an_excerpt_is_the_abstract_only_where_it_can_be_nothing_else(self, length: int, whole: bool) -> None:
        text = "x" * length
        if whole:
            canonical = canonical_record_for(paper(abstract_excerpt=text), source())
            assert canonical.metadata.abstract_canon_sha256 == digest(text)
        else:
            with pytest.raises(InvalidArgument, match=r"whole abstract as `abstract`"):
                canonical_record_for(paper(abstract_excerpt=text), source())
        given_too = canonical_record_for(paper(abstract_excerpt=text), source(), abstract=text)
        assert given_too.metadata.abstract_canon_sha256 == digest(text)

    def test_an_abstract_that_is_there_and_empty_is_one(self) -> None:
        empty = paper(abstract_excerpt="")
        assert canonical_record_for(empty, source(), abstract="").metadata.abstract_canon_sha256 == digest("")
        with pytest.raises(InvalidArgument, match=r"whole abstract"):
            canonical_record_for(empty, source())

    @pytest.mark.parametrize(
        ("changes", "where", "pointer"),
        [
            ({"title": " \n"}, {}, "/title"),
            ({"primary_cat": ""}, {}, "/primary_cat"),
            ({"cross_cats": ["cs.LG", "cs.LG"]}, {}, "/cross_cats"),
            ({}, {"id": "2401.00001v2"}, "/id"),
            ({}, {"id": "arXiv:2401.00001"}, "/id"),
            ({}, {"id": "math.GT/0309136"}, "/id"),
            ({}, {"id": "0309136"}, "/id"),
        ],
    )
    def test_what_would_give_a_wrong_number_is_refused(
        self, changes: dict[str, object], where: dict[str, object], pointer: str
    ) -> None:
        with pytest.raises(InvalidArgument) as caught:
            canonical_record_for(paper(**changes), source(**where))
        assert caught.value.pointer == pointer

    def test_an_excerpt_of_another_abstract_is_refused(self) -> None:
        with pytest.raises(InvalidArgument, match=r"how the abstract begins"):
            canonical_record_for(paper(), source(), abstract="Another abstract.")

    @pytest.mark.parametrize("wrong", [None, {"title": "A Title"}, "paper"])
    def test_other_things_than_models_are_refused(self, wrong: Any) -> None:
        no_text: Any = b"An abstract."
        with pytest.raises(TypeError, match=r"^paper: expected a PaperInput or a PaperMetadata"):
            canonical_record_for(wrong, source())
        with pytest.raises(TypeError, match=r"^source: expected a Source"):
            canonical_record_for(paper(), wrong)
        with pytest.raises(TypeError, match=r"^abstract: expected a str"):
            canonical_record_for(paper(), source(), abstract=no_text)

    @pytest.mark.parametrize("update", [{"title": 1}, {"cross_cats": None}, {"license": None}])
    def test_copied_models_with_values_of_wrong_types_are_refused(self, update: dict[str, object]) -> None:
        with pytest.raises(TypeError, match=rf"at '/{next(iter(update))}'"):
            canonical_record_for(paper().model_copy(update=update), source())

    def test_a_copied_model_with_a_wrong_date_is_refused(self) -> None:
        with pytest.raises(InvalidRecord, match=r"submitted_at"):
            canonical_record_for(paper().model_copy(update={"submitted_at": "2024"}), source())

    def test_a_text_without_utf8_is_refused(self) -> None:
        with pytest.raises(PithError):
            canonical_record_for(paper(), source(), abstract="An abstract. \ud800")


class TestMint:
    def test_every_check_is_made_and_passes(self) -> None:
        for kind in ("minimal", "full"):
            report = verify_record(sample_record(kind), keys=TEST_KEYS, abstract=SAMPLE_ABSTRACT, at=SAMPLE_AT)
            assert report.ok
            assert [result.name for result in report.checks] == [*report.passed], str(report)

    def test_a_record_is_what_the_parser_would_have_made(self) -> None:
        record = sample_record("full")
        again = parse_record(record.to_json())
        assert again == record
        assert again.to_json() == record.to_json()

    def test_the_published_excerpt_is_the_first_600_characters(self) -> None:
        record = make_record(abstract="y" * 601)
        assert record.paper.abstract_excerpt == record.graph_snapshot.paper.abstract_excerpt == "y" * 600
        assert record.canonical_record.metadata.abstract_canon_sha256 == digest("y" * 601)

    def test_dates_are_the_instant_in_the_published_spellings(self) -> None:
        at = datetime(2026, 6, 1, 2, 30, 0, 5, timezone(timedelta(hours=5, minutes=30)))
        record = make_record(at=at)
        receipt = record.receipt
        assert {receipt.signed_at, receipt.first_computed_at, receipt.last_reissued_at} == {"2026-05-31T21:00:00.000005Z"}
        dates = {record.created_at, record.updated_at, *(alias.created_at for alias in record.aliases)}
        assert dates == {"2026-05-31T21:00:00.000005+00:00"}

    @pytest.mark.parametrize(
        "at",
        [
            datetime(2026, 6, 1),  # noqa: DTZ001
            datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        ],
    )
    def test_other_instants_are_refused(self, at: Any) -> None:
        with pytest.raises(InvalidArgument):
            make_record(at=at)

    @pytest.mark.parametrize("at", ["2026-06-01T00:00:00Z", None])
    def test_an_instant_is_a_datetime(self, at: Any) -> None:
        with pytest.raises(TypeError, match=r"^at: expected a datetime"):
            make_record(at=at)

    def test_another_origin_is_that_of_every_address(self) -> None:
        record = make_record(origin="https://pith.example")
        assert verify_record(record, keys=TEST_KEYS, origin="https://pith.example").ok
        failed = verify_record(record, keys=TEST_KEYS).failed
        assert failed == ("links", "agent_actions", "resolve_alias")

    @pytest.mark.parametrize("origin", ["", "pith.example", "https://", "https://pith.example/"])
    def test_other_origins_are_refused(self, origin: str) -> None:
        with pytest.raises(InvalidArgument, match=r"origin"):
            make_record(origin=origin)

    def test_an_origin_is_a_str(self) -> None:
        wrong: Any = None
        with pytest.raises(TypeError, match="origin: expected a str"):
            make_record(origin=wrong)

    def test_sources_with_unknown_names_are_refused(self) -> None:
        with pytest.raises(InvalidArgument, match=r"only papers on arXiv can be minted: .*'zenodo'"):
            mint_record(paper(), source(kind="zenodo"), signer=TEST_SIGNER, at=SAMPLE_AT)

    def test_unknown_fields_of_the_source_are_signed(self) -> None:
        record = mint_record(paper(), source(part=7), signer=TEST_SIGNER, at=SAMPLE_AT)
        assert record.canonical_record.source.model_extra == {"part": 7}
        assert verify_record(record, keys=TEST_KEYS).ok

    def test_of_many_references_the_first_five_are_carried(self) -> None:
        record = make_record(references=[reference(place, work_id=None) for place in range(1, 8)])
        references = record.graph_snapshot.references
        assert (references.count, len(references.sample), references.resolved_work) == (7, 5, 0)
        report = verify_record(record, keys=TEST_KEYS)
        assert (report.ok, report["references_hash"].outcome) == (True, Outcome.INDETERMINATE)

    def test_references_resolved_in_part_claim_the_less(self) -> None:
        record = make_record(references=[reference(1), reference(2, work_id=None)])
        assert record.verification_status.references_resolved is False
        assert verify_record(record, keys=TEST_KEYS)["status_references"].outcome is Outcome.INDETERMINATE

    def test_claims_make_the_verdict_that_they_repeat(self) -> None:
        record = make_record(claims=[claim("verdict.pith_extraction.headline", "Said."), claim("elsewhere", "Not a verdict.")])
        verdict = record.graph_snapshot.verdict
        assert (verdict.pith_extraction_headline, verdict.strongest_claim, verdict.id) == ("Said.", "", None)

    def test_informational_findings_alone_leave_a_paper_not_clean(self) -> None:
        integrity = make_record(findings=[finding("informational")]).graph_snapshot.integrity
        assert integrity is not None
        assert (integrity.clean, integrity.summary.informational) == (False, 1)

    def test_contents_that_contradict_one_another_are_refused(self) -> None:
        verdict = Verdict.parse({**verdict_fields(), "strongest_claim": "One thing."})
        contradictions: list[dict[str, Any]] = [
            {"claims": [claim("verdict.strongest_claim", "Another.")], "verdict": verdict},
            {"claims": [claim("verdict.strongest_claim", "One."), claim("verdict.strongest_claim", "Two.")]},
            {"references": [reference(1), reference(1)]},
            {"findings": [finding("unheard of")]},
        ]
        for contents in contradictions:
            with pytest.raises(InvalidArgument):
                make_record(**contents)

    @pytest.mark.parametrize(
        "contents",
        [
            {"claims": [Source(kind="arxiv", id="2401.00001", version=1)]},
            {"citations": ["2401.00001"]},
            {"verdict": {}},
            {"claims": None},
            {"claims": "claims"},
            {"references": 5},
            {"findings": [{"severity": "critical"}]},
            {"detectors_run": [None]},
        ],
        ids=repr,
    )
    def test_contents_of_other_types_are_refused(self, contents: dict[str, Any]) -> None:
        with pytest.raises(TypeError, match=rf"^{next(iter(contents))}: expected"):
            make_record(**contents)

    def test_copied_contents_with_values_of_wrong_types_are_refused(self) -> None:
        with pytest.raises(TypeError, match=r"at '/severity'"):
            make_record(findings=[finding("critical").model_copy(update={"severity": []})])

    def test_copied_contents_with_wrong_values_are_refused(self) -> None:
        with pytest.raises(InvalidRecord) as caught:
            make_record(findings=[finding("critical").model_copy(update={"audited_at": "yesterday"})])
        assert caught.value.pointer == "/audited_at"

    def test_unknown_fields_of_contents_are_kept(self) -> None:
        extended = Claim.parse({**claim("elsewhere", "Text.").to_dict(), "x": {"y": [1.5, None, {"z": []}]}})
        record = make_record(claims=[extended], references=[reference(1)])
        assert record.graph_snapshot.claims.items == (extended,)
        assert verify_record(record, keys=TEST_KEYS)["claims_hash"].outcome is Outcome.PASSED

    def test_unknown_contents_are_refused(self) -> None:
        surplus: dict[str, Any] = {"awards": []}
        with pytest.raises(TypeError, match=r"no list 'awards'"):
            mint_record(paper(), source(), signer=TEST_SIGNER, at=SAMPLE_AT, **surplus)

    def test_a_builder_version_is_a_text(self) -> None:
        number: Any = 1
        with pytest.raises(TypeError, match=r"^builder_version: expected a str"):
            mint_record(paper(), source(), signer=TEST_SIGNER, at=SAMPLE_AT, builder_version=number)
        with pytest.raises(PithError):
            mint_record(paper(), source(), signer=TEST_SIGNER, at=SAMPLE_AT, builder_version="\ud800")

    @pytest.mark.parametrize(
        "abstract", ["  two  spaces\n and lines ", "word \n" * 200, " " * 700 + "x" * 700, "x" * 599 + " \n y", ""], ids=repr
    )
    def test_the_excerpt_is_cut_from_the_abstract_on_one_line(self, abstract: str) -> None:
        record = make_record(abstract=abstract)
        assert record.paper.abstract_excerpt == " ".join(abstract.split())[:600]
        assert record.graph_snapshot.paper.abstract_excerpt == record.paper.abstract_excerpt
        assert verify_record(record, keys=TEST_KEYS, abstract=abstract, require=["abstract_hash"]).ok

    def test_a_minted_record_can_be_parsed_again_or_is_refused(self) -> None:
        long = [claim("elsewhere", "x" * 3_000_000)] * 3
        with pytest.raises(LimitExceeded):
            make_record(claims=long)

    @given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
    @settings(max_examples=25)
    def test_any_title_can_be_minted(self, title: str) -> None:
        assert verify_record(make_record(title=title), keys=TEST_KEYS).ok


@dataclass
class Device:
    """A signer that is not this library's: what a key in hardware would look like."""

    key_id: str
    public_key: PublicKey | bytes
    secret: SigningKey

    def sign(self, message: bytes, /) -> bytes:
        return bytes(self.secret.sign(message).signature)


SECRET = SigningKey(b"one more seed of thirty-two byte")
RAW = bytes(SECRET.verify_key)


class TestSigner:
    @pytest.mark.parametrize("public_key", [RAW, bytearray(RAW), PublicKey(RAW), PublicKey(RAW, "device")])
    def test_anything_with_three_members_signs(self, public_key: PublicKey | bytes) -> None:
        device: Signer = Device("device", public_key, SECRET)
        assert verify_record(make_record(signer=device), keys=KeyRing([PublicKey(RAW, "device")])).ok

    @pytest.mark.parametrize(
        ("device", "error"),
        [
            (Device("device", PublicKey(RAW, "another"), SECRET), InvalidArgument),
            (Device("device", TEST_SIGNER.public_key.raw, SECRET), InvalidSignature),
            (Device("device", b"short", SECRET), InvalidKey),
            (Device("device", bytes(32), SECRET), InvalidKey),
            (Device("", RAW, SECRET), InvalidKey),
            (Device("device", PublicKey(RAW, "device", revoked=True), SECRET), RevokedKey),
            (Device("device", PublicKey(RAW, "device", not_after=SAMPLE_AT - timedelta(seconds=1)), SECRET), KeyOutsideWindow),
            (Device("device", PublicKey(RAW, "device", not_before=LATER), SECRET), KeyOutsideWindow),
        ],
    )
    def test_a_signer_that_may_not_sign_is_refused(self, device: Device, error: type[PithError]) -> None:
        with pytest.raises(error):
            make_record(signer=device)

    @pytest.mark.parametrize("signer", [None, object(), SECRET, RAW])
    def test_what_is_no_signer_is_refused(self, signer: Any) -> None:
        with pytest.raises(TypeError, match=r"^signer: expected an object with key_id, public_key and sign"):
            make_record(signer=signer)

    @pytest.mark.parametrize(
        ("signature", "error"),
        [(b"", InvalidSignature), (bytes(64), InvalidSignature), ("text", TypeError), (None, TypeError)],
        ids=repr,
    )
    def test_a_wrong_signature_is_refused(self, signature: Any, error: type[Exception]) -> None:
        class Broken(Device):
            def sign(self, message: bytes, /) -> bytes:
                return signature  # type: ignore[no-any-return]

        with pytest.raises(error):
            make_record(signer=Broken("device", RAW, SECRET))

    @pytest.mark.parametrize("key_id", [None, 7])
    def test_the_key_id_of_a_signer_is_a_text(self, key_id: Any) -> None:
        with pytest.raises(TypeError, match=r"^key_id: expected a str"):
            make_record(signer=Device(key_id, RAW, SECRET))

    def test_the_public_key_of_a_signer_is_a_key_or_bytes(self) -> None:
        text: Any = RAW.hex()
        with pytest.raises(TypeError, match=r"^signer.public_key: expected bytes"):
            make_record(signer=Device("device", text, SECRET))

    def test_a_receipt_can_be_issued_for_a_hash_alone(self) -> None:
        some_hash = digest("anything")
        receipt = issue_receipt(some_hash, signer=TEST_SIGNER, at=SAMPLE_AT)
        assert isinstance(receipt, Receipt)
        verify_receipt(receipt, some_hash, keys=TEST_KEYS)
        with pytest.raises(InvalidArgument, match=r"64 lower-case hex digits"):
            issue_receipt(some_hash.upper(), signer=TEST_SIGNER, at=SAMPLE_AT)

    def test_a_signer_over_a_pynacl_key(self) -> None:
        signer = NaClSigner(SECRET, "mine")
        assert signer.public_key == PublicKey(RAW, "mine")
        assert bytes(SECRET).hex() not in repr(signer)
        assert NaClSigner.from_seed(bytes(SECRET), key_id="mine").sign(b"x") == signer.sign(b"x")

    @pytest.mark.parametrize(
        ("arguments", "error"), [((b"seed", "id"), TypeError), ((SECRET, None), TypeError), ((SECRET, ""), InvalidKey)]
    )
    def test_wrong_arguments_of_a_signer_are_refused(self, arguments: tuple[Any, Any], error: type[Exception]) -> None:
        with pytest.raises(error):
            NaClSigner(*arguments)

    @pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
    def test_a_seed_of_another_length_is_refused(self, seed: bytes) -> None:
        with pytest.raises(InvalidKey, match=r"32 bytes"):
            NaClSigner.from_seed(seed, key_id="id")

    def test_a_seed_is_bytes_and_no_text(self) -> None:
        text: Any = "s" * 32
        with pytest.raises(TypeError, match=r"^seed: expected bytes"):
            NaClSigner.from_seed(text, key_id="id")
        for seed in (bytearray(bytes(SECRET)), memoryview(bytes(SECRET))):
            assert NaClSigner.from_seed(seed, key_id="id").public_key.raw == RAW

    def test_no_key_is_decompressed_twice(self) -> None:
        _checked_fingerprints.cache_clear()
        make_record()
        assert _checked_fingerprints.cache_info().misses == 1


class TestReissue:
    @pytest.mark.parametrize("kind", ["minimal", "full", "future"])
    def test_a_new_key_signs_and_the_first_date_stays(self, kind: Any) -> None:
        old = sample_record(kind)
        record = reissue(old, signer=NEXT_SIGNER, at=LATER)
        assert verify_record(record, keys=KeyRing([NEXT_SIGNER.public_key])).ok
        assert record.receipt.first_computed_at == old.receipt.first_computed_at
        assert record.receipt.signed_at == record.receipt.last_reissued_at == "2026-06-02T12:30:00.250000Z"
        assert record.updated_at == "2026-06-02T12:30:00.250000+00:00"
        assert changed(old, record) == {"receipt", "updated_at"}

    def test_unknown_fields_of_the_old_receipt_are_not_carried_over(self) -> None:
        record = reissue(sample_record("future"), signer=NEXT_SIGNER, at=LATER)
        assert not record.receipt.model_extra
        assert record.model_extra

    def test_who_signed_before_is_asked_of_the_keys(self) -> None:
        stranger = make_record(signer=NEXT_SIGNER)
        with pytest.raises(VerificationFailed):
            reissue(stranger, signer=TEST_SIGNER, at=LATER, keys=TEST_KEYS)
        asked = reissue(stranger, signer=TEST_SIGNER, at=LATER, keys=KeyRing([NEXT_SIGNER.public_key]))
        assert asked == reissue(stranger, signer=TEST_SIGNER, at=LATER)

    def test_a_record_that_does_not_verify_is_not_signed_again(self) -> None:
        record = sample_record("full")
        forged = record.model_copy(update={"paper": record.paper.model_copy(update={"title": "Forged"})})
        with pytest.raises(VerificationFailed, match=r"title_hash"):
            reissue(forged, signer=TEST_SIGNER, at=LATER)

    def test_an_instant_before_the_old_receipt_is_refused(self) -> None:
        with pytest.raises(InvalidArgument, match=r"from 2026-06-01T12:30"):
            reissue(sample_record(), signer=TEST_SIGNER, at=SAMPLE_AT - timedelta(microseconds=1))
        with pytest.raises(InvalidArgument, match=r"offset from UTC"):
            reissue(sample_record(), signer=TEST_SIGNER, at=LATER.replace(tzinfo=None))

    def test_an_argument_that_is_no_record_is_refused(self) -> None:
        nothing: Any = None
        with pytest.raises(TypeError):
            reissue(nothing, signer=TEST_SIGNER, at=LATER)

    def test_a_missing_origin_is_named(self) -> None:
        elsewhere = make_record(origin="https://pith.example")
        with pytest.raises(VerificationFailed, match=r"'https://pith.example' is right, pass it as `origin`") as caught:
            reissue(elsewhere, signer=NEXT_SIGNER, at=LATER)
        assert caught.value.report is not None
        assert set(caught.value.report.failed) == {"links", "agent_actions", "resolve_alias"}
        with pytest.raises(VerificationFailed, match=r"pass it as `origin`"):
            new_version(elsewhere, paper(), signer=TEST_SIGNER, at=LATER)
        again = reissue(elsewhere, signer=NEXT_SIGNER, at=LATER, origin="https://pith.example")
        assert again.links == elsewhere.links


class TestNewVersion:
    def test_the_next_version_has_a_number_of_its_own_and_the_first_date(self) -> None:
        first = make_record()
        revised = paper(title="A Sample, Revised", submitted_at="2026-06-01T00:00:00Z")
        second = new_version(first, revised, signer=TEST_SIGNER, at=LATER, claims=[claim("verdict.strongest_claim", "New.")])
        assert verify_record(second, keys=TEST_KEYS).ok
        assert second.pith_number != first.pith_number
        assert second.pith_number.year == first.pith_number.year == 2024
        assert second.source.version == 2
        assert second.paper.submitted_at == second.canonical_record.metadata.submitted_at == "2024-02-29T23:59:59Z"
        assert second.receipt.first_computed_at == "2026-06-02T12:30:00.250000Z"
        assert second.graph_snapshot.claims.count == 1

    def test_a_version_may_be_left_out(self) -> None:
        record = new_version(make_record(version=2), paper(), version=5, signer=TEST_SIGNER, at=LATER)
        assert (record.source.version, record.aliases[1].alias_value) == (5, "2499.00001v5")

    @pytest.mark.parametrize("version", [2, 1, 0, -1])
    def test_a_version_that_is_not_later_is_refused(self, version: int) -> None:
        with pytest.raises(InvalidArgument, match=r"after 2"):
            new_version(make_record(version=2), paper(), version=version, signer=TEST_SIGNER, at=LATER)

    @pytest.mark.parametrize("version", [True, 2.5, "3"])
    def test_a_version_is_an_int(self, version: Any) -> None:
        with pytest.raises(TypeError, match=r"^version: expected an int"):
            new_version(make_record(version=2), paper(), version=version, signer=TEST_SIGNER, at=LATER)

    def test_a_paper_input_has_its_version(self) -> None:
        old = make_record()
        later = paper_input(id=old.source.id, version=4)
        record = new_version(old, later, signer=TEST_SIGNER, at=LATER)
        assert record.source.version == 4
        assert record.paper.submitted_at == old.paper.submitted_at
        assert verify_record(record, keys=TEST_KEYS, abstract=later.abstract, require=["abstract_hash"]).ok
        assert new_version(old, later, version=9, signer=TEST_SIGNER, at=LATER).source.version == 9

    def test_a_paper_input_of_another_paper_is_refused(self) -> None:
        with pytest.raises(InvalidArgument, match=r"expected '2499.00001', not '2401.00001'"):
            new_version(make_record(), paper_input(version=4), signer=TEST_SIGNER, at=LATER)

    def test_a_record_that_does_not_verify_has_no_next_version(self) -> None:
        with pytest.raises(VerificationFailed):
            new_version(make_record(), paper(), signer=TEST_SIGNER, at=LATER, keys=KeyRing([NEXT_SIGNER.public_key]))


FACTS: dict[str, Any] = {
    "title": "A Title",
    "abstract": "z" * 600,
    "id": "2401.00001",
    "version": 1,
    "submitted_at": datetime(2024, 1, 1, tzinfo=UTC),
    "primary_cat": "hep-th",
    "cross_cats": (),
    "license": "",
}


def paper_input(**changes: Any) -> PaperInput:
    return PaperInput.of(**{**FACTS, **changes})


class TestPaperInput:
    def test_a_paper_input_is_minted_as_it_is(self) -> None:
        known = paper_input(id="hep-th/9901001", submitted_at=datetime(1999, 1, 1, tzinfo=UTC))
        record = mint_record(known, signer=TEST_SIGNER, at=SAMPLE_AT)
        assert verify_record(record, keys=TEST_KEYS, abstract=known.abstract, require=["abstract_hash"]).ok
        assert record.pith_number.year == 1999
        assert canonical_record_for(known) == record.canonical_record
        assert record == mint_record(known.paper, known.source, abstract=known.abstract, signer=TEST_SIGNER, at=SAMPLE_AT)

    def test_a_paper_input_takes_no_second_source_or_abstract(self) -> None:
        known = paper_input()
        with pytest.raises(TypeError, match=r"has its own source and abstract"):
            mint_record(known, known.source, signer=TEST_SIGNER, at=SAMPLE_AT)
        with pytest.raises(TypeError, match=r"has its own source and abstract"):
            canonical_record_for(known, abstract=known.abstract)

    def test_metadata_without_a_source_is_refused(self) -> None:
        with pytest.raises(TypeError, match=r"^source: expected a Source"):
            mint_record(paper(), signer=TEST_SIGNER, at=SAMPLE_AT)

    def test_markup_is_not_hashed_in_silence(self) -> None:
        with pytest.raises(InvalidArgument, match=r"the title has markup, '<i>'") as caught:
            canonical_record_for(paper(title="In <i>vivo</i>"), source())
        assert caught.value.pointer == "/title"
        with pytest.raises(InvalidArgument, match=r"the abstract has markup, '<jats:p>'"):
            canonical_record_for(paper(abstract_excerpt="<jats:p>An abstract.</jats:p>"), source())
        direct = PaperInput(paper(title="In <i>vivo</i>"), source(), "An abstract.")
        with pytest.raises(InvalidArgument, match=r"markup"):
            mint_record(direct, signer=TEST_SIGNER, at=SAMPLE_AT)

    def test_markup_is_kept_if_the_caller_asks_for_that(self) -> None:
        record = mint_record(paper_input(title="In <i>vivo</i>", markup="keep"), signer=TEST_SIGNER, at=SAMPLE_AT)
        assert record.canonical_record.metadata.title_canon_sha256 == digest("in <i>vivo</i>")
        later = paper_input(id=record.source.id, version=2, title="In <i>vivo</i>", markup="keep")
        assert new_version(record, later, signer=TEST_SIGNER, at=LATER).paper.title == "In <i>vivo</i>"


def changed(old: PithRecord, new: PithRecord) -> set[str]:
    """The top-level fields in which two records differ."""
    return {name for name, value in old.to_dict().items() if new.to_dict()[name] != value}


def claim(where: str, text: str) -> Claim:
    return Claim(claim_id="C1", kind="claim", text=text, source=where, status="machine_extracted", attestation="unclaimed")


def reference(ref_index: int, *, work_id: str | None = "work") -> Reference:
    return Reference(
        ref_index=ref_index, title=None, year=None, doi="", cited_arxiv_id="", work_id=work_id, is_internal_anchor=False
    )


def finding(severity: str) -> Finding:
    return Finding(
        detector="detector",
        finding_type="type",
        severity=severity,
        verdict_class="class",
        note=None,
        detected_doi=None,
        detected_arxiv_id=None,
        ref_index=None,
        audited_at="2026-06-01T00:00:00Z",
    )


def verdict_fields() -> dict[str, Any]:
    texts = ("strongest_claim", "weakest_assumption", "one_line_summary", "pith_extraction_headline")
    return {"id": None, "created_at": None, "pipeline_version": None, "model_set": {}, **dict.fromkeys(texts, "")}
