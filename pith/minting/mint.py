"""Mint records: from a paper's metadata and a key to a whole record that verifies, and on to its next receipt and version."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Unpack

from ..canonical import canonical_sha256, canonical_text, text_sha256
from ..errors import InvalidArgument, InvalidSignature, safe_repr
from ..keys import KeyRing, PublicKey, Signer, decode_hex
from ..models.base import require_model
from ..models.receipt import Receipt
from ..models.record import CanonicalRecord, InboundCitation, PithRecord, parse_record
from ..models.snapshot import PaperMetadata, Source
from ..number import PithNumber, check_origin, short_aliases, source_aliases
from ..protocol import (
    ACTIONS,
    ADDRESSES,
    AGENT_ACTIONS,
    ALGORITHM,
    ARXIV,
    DIGEST_BYTES,
    EXCERPT_LENGTH,
    LINKS,
    ORIGIN,
    RESOLVE_ADDRESS,
    SIGNATURE_BYTES,
    SIGNED_MESSAGE,
)
from ..receipt import verify_receipt
from ..timestamps import format_utc, parse_timestamp, require_aware
from ..verify import verify_record
from .metadata import is_arxiv_id
from .snapshot import SnapshotContents, graph_snapshot, plain

BUILDER_VERSION = "pith-number-python-v1"
SCHEMA_URL = f"{ORIGIN}/schemas/pith-number/v1.json"

# What only the old receipt's own key can answer.
_RECEIPT_CHECKS = frozenset({"key", "fingerprint", "signature"})


def canonical_record_for(paper: PaperMetadata, source: Source, *, abstract: str | None = None) -> CanonicalRecord:
    """The canonical record of a paper, from which `PithNumber.derive` makes the number.

    `abstract` is the whole abstract. Without it `paper.abstract_excerpt` is taken for the whole where it can be nothing
    else: shorter than the 600 characters at which an excerpt is cut, or longer. `paper.submitted_at` is the date of version
    1, `paper.license` is empty where there is none; `cross_cats` are sorted, and the primary is taken out of them.

    Raises `InvalidArgument` for an empty title, an excerpt that may be cut, an excerpt that is not how the abstract begins,
    a category listed twice (each answer to it would give another number) and an arXiv id in another form than the one that
    is hashed (`2305.02301`, `hep-th/9807195`, without a version); `InvalidRecord` for values that no record can hold.
    Source: protocol, canonical record and number; text hashes.
    """
    require_model(paper, PaperMetadata, "paper")
    require_model(source, Source, "source")
    if not canonical_text(paper.title):
        raise InvalidArgument("expected a title", pointer="/title")
    if not paper.primary_cat:
        raise InvalidArgument("expected a primary category", pointer="/primary_cat")
    if source.kind == ARXIV and not is_arxiv_id(source.id):
        raise InvalidArgument(f"expected 2305.02301 or hep-th/9807195, not {safe_repr(source.id)}", pointer="/id")
    cross_cats = sorted(category for category in paper.cross_cats if category != paper.primary_cat)
    if len(set(cross_cats)) != len(cross_cats):
        raise InvalidArgument("a category is listed twice", pointer="/cross_cats")
    return CanonicalRecord.parse(
        {
            "schema_version": "1.0",
            "source": source.to_dict(),
            "metadata": {
                "title_canon_sha256": text_sha256(paper.title),
                "abstract_canon_sha256": text_sha256(_whole_abstract(paper, abstract)),
                "submitted_at": paper.submitted_at,
                "primary_cat": paper.primary_cat,
                "cross_cats_sorted": cross_cats,
                "license": paper.license,
            },
        }
    )


def mint_record(
    paper: PaperMetadata,
    source: Source,
    *,
    signer: Signer,
    at: datetime,
    abstract: str | None = None,
    origin: str = ORIGIN,
    builder_version: str = BUILDER_VERSION,
    **contents: Unpack[SnapshotContents],
) -> PithRecord:
    """A whole record of a paper, signed, that `verify_record` accepts under the signer's key.

    `paper`, `source` and `abstract` as `canonical_record_for` takes them; of the abstract the record carries the first 600
    characters. `at` is the instant of every date that it gets, an aware datetime; `origin` the scheme and host of its
    addresses; `builder_version` names what built it; the rest is what `Contents` describes. `references_resolved` is true
    where all references are, and false of a list resolved in part, of which the protocol says nothing.

    Raises `InvalidArgument` and `InvalidRecord` as `canonical_record_for`, for contents that contradict one another, and
    for a source that is not arXiv, whose aliases are unknown; `UnknownKey` or `InvalidSignature` for a signer whose key may
    not be used at that instant, or does not verify what it signs. Source: protocol, all of it up to the addresses.
    """
    canonical = canonical_record_for(paper, source, abstract=abstract)
    tree = canonical.to_dict()
    digest = canonical_sha256(tree)
    published = {
        **paper.to_dict(),
        "cross_cats": tree["metadata"]["cross_cats_sorted"],
        "abstract_excerpt": _whole_abstract(paper, abstract)[:EXCERPT_LENGTH],
    }
    graph = graph_snapshot(published, tree["source"], contents, builder_version)
    citations = plain(contents.get("citations", ()), InboundCitation)
    now = _utc(at)
    return parse_record(
        {
            "record_type": "pith_number_record",
            "schema_url": SCHEMA_URL,
            "schema_version": "1.0",
            "canonical_sha256": digest,
            "canonical_record": tree,
            "source": tree["source"],
            "attestation_state": "computed",
            "paper": published,
            "verification_status": _status(graph["references"]),
            "receipt": issue_receipt(digest, signer=signer, at=at, builder_version=builder_version).to_dict(),
            "graph_snapshot": graph,
            **names_of(canonical, origin=origin, at=at),
            "events": [],
            "event_summary": {},
            "paper_claims": [],
            "inbound_citations": {
                "count": len(citations),
                "internal_anchor_count": sum(citation["is_internal_anchor"] for citation in citations),
                "sample": citations,
            },
            "formal_canon": {"evidence_count": 0, "sample": [], "anchors": []},
            "created_at": f"{now}+00:00",
            "updated_at": f"{now}+00:00",
        }
    )


def reissue(record: PithRecord, *, signer: Signer, at: datetime, keys: KeyRing | None = None, origin: str = ORIGIN) -> PithRecord:
    """The record with a new receipt, as the rotation of a key needs it: `first_computed_at` stays, the other dates are `at`.

    `keys` are the trusted keys under which the old receipt must verify. Without them it is not asked who signed before, as
    when the record comes from the caller's own archive; all else must be as `verify_record` wants it in either case. Unknown
    fields of the old receipt, which may be about the old signature, are not carried over.

    Raises `VerificationFailed` for a record that does not verify, `InvalidArgument` for an instant before the dates of the
    old receipt, and what `mint_record` raises about the signer. Source: protocol, receipt; dates and status words.
    """
    _refuse_unsound(record, keys, origin)
    old = record.receipt
    now = _utc(at)
    for date in (old.signed_at, record.updated_at):
        if at < parse_timestamp(date):
            raise InvalidArgument(f"expected an instant from {date} on, not {now}Z")
    receipt = issue_receipt(record.canonical_sha256, signer=signer, at=at, builder_version=old.builder_version)
    return parse_record(
        {
            **record.to_dict(),
            "receipt": {**receipt.to_dict(), "first_computed_at": old.first_computed_at},
            "updated_at": f"{now}+00:00",
        }
    )


def new_version(
    record: PithRecord,
    paper: PaperMetadata,
    *,
    signer: Signer,
    at: datetime,
    version: int | None = None,
    keys: KeyRing | None = None,
    abstract: str | None = None,
    origin: str = ORIGIN,
    builder_version: str = BUILDER_VERSION,
    **contents: Unpack[SnapshotContents],
) -> PithRecord:
    """The record of a later version of the same paper, with a number of its own: `version`, or else the next one.

    `paper` is the metadata of that version; its `submitted_at` is replaced by the record's, the date of version 1. `keys` as
    in `reissue`, the rest and the errors as in `mint_record`; besides, `VerificationFailed` for a record that does not
    verify and `InvalidArgument` for a version that is not later. Source: protocol, canonical record and number.
    """
    _refuse_unsound(record, keys, origin)
    canonical = record.canonical_record
    following = canonical.source.version + 1 if version is None else version
    if type(following) is not int or following <= canonical.source.version:
        raise InvalidArgument(f"expected a version after {canonical.source.version}, not {following!r}")
    return mint_record(
        PaperMetadata.parse(
            {**require_model(paper, PaperMetadata, "paper").to_dict(), "submitted_at": canonical.metadata.submitted_at}
        ),
        Source.parse({**canonical.source.to_dict(), "version": following}),
        signer=signer,
        at=at,
        abstract=abstract,
        origin=origin,
        builder_version=builder_version,
        **contents,
    )


def issue_receipt(canonical_sha256: str, *, signer: Signer, at: datetime, builder_version: str = BUILDER_VERSION) -> Receipt:
    """A receipt over a canonical hash (64 lower-case hex digits), every date of it `at`, an aware datetime.

    It has been verified: a key in hardware may not be the one that it is taken for. Raises `UnknownKey` where the key may
    not be used at that instant, `InvalidSignature` where it does not verify what the signer signs or where the hash is none,
    `InvalidKey` and `InvalidArgument` for a signer whose id and key are none, or not one another's. Source: protocol, receipt.
    """
    if not isinstance(signer, Signer):
        raise InvalidArgument(f"expected a signer with key_id, public_key and sign, not {safe_repr(signer)}")
    named = signer.public_key
    key = named if isinstance(named, PublicKey) else PublicKey.from_bytes(named)
    if key.key_id not in ("", signer.key_id):
        raise InvalidArgument(f"the signer is {safe_repr(signer.key_id)}, and its public key {safe_repr(key.key_id)}")
    key = replace(key, key_id=signer.key_id)
    signature = signer.sign(decode_hex(canonical_sha256, DIGEST_BYTES, InvalidSignature))
    if not (isinstance(signature, bytes) and len(signature) == SIGNATURE_BYTES):
        raise InvalidSignature(f"expected {SIGNATURE_BYTES} bytes of signature from the signer, not {safe_repr(signature)}")
    now = f"{_utc(at)}Z"
    receipt = Receipt.parse(
        {
            "kind": "pith_receipt",
            "key_id": key.key_id,
            "algorithm": ALGORITHM,
            "signed_message": SIGNED_MESSAGE,
            "signature_b64": b64encode(signature).decode(),
            "canonical_sha256": canonical_sha256,
            "public_key_fingerprint": key.fingerprint,
            "signature_status": "signed_v1",
            "receipt_version": "0.3",
            "builder_version": builder_version,
            "first_computed_at": now,
            "last_reissued_at": now,
            "signed_at": now,
        }
    )
    verify_receipt(receipt, canonical_sha256, keys=KeyRing([key]), at=at)
    return receipt


def names_of(canonical: CanonicalRecord, *, origin: str, at: datetime) -> dict[str, Any]:
    """The fields of a record that follow from its canonical record: number, aliases (dated `at`) and addresses.

    Raises `InvalidArgument` for a source that is not arXiv. Source: protocol, aliases and addresses.
    """
    number = PithNumber.derive(canonical)
    aliases = {**source_aliases(canonical.source), **short_aliases(number)}
    names = {**aliases, "origin": check_origin(origin), "suffix": number.suffix, "short": number.short().prefix}

    def addresses(forms: Mapping[str, str]) -> dict[str, Any]:
        return {field: names["origin"] + ADDRESSES[form].format_map(names) for field, form in forms.items()}

    return {
        "pith_number": number,
        "short_pith_number": number.short(),
        "aliases": [
            {"alias_kind": kind, "alias_value": value, "created_at": f"{_utc(at)}+00:00"} for kind, value in aliases.items()
        ],
        "links": addresses(LINKS),
        "agent_actions": {
            **addresses(AGENT_ACTIONS),
            "resolve_alias": names["origin"] + RESOLVE_ADDRESS.format_map(names),
            "actions": addresses(ACTIONS),
        },
    }


def _whole_abstract(paper: PaperMetadata, abstract: str | None) -> str:
    excerpt = paper.abstract_excerpt
    if abstract is None:
        if not excerpt or len(excerpt) == EXCERPT_LENGTH:
            raise InvalidArgument(
                f"expected the whole abstract as `abstract`: an excerpt of {len(excerpt)} characters may be cut",
                pointer="/abstract_excerpt",
            )
        return excerpt
    if not isinstance(abstract, str):
        raise InvalidArgument(f"expected the abstract as a text, not {safe_repr(abstract)}")
    if not " ".join(abstract.split()).startswith(" ".join(excerpt.split())):
        raise InvalidArgument("the excerpt is not how the abstract begins", pointer="/abstract_excerpt")
    return abstract


def _status(references: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "content_addressed": True,
        "pith_receipt": True,
        "graph_snapshot": True,
        "references_resolved": 0 < references["count"] == references["resolved_work"],
        "formal_links_present": False,
        "author_attested": False,
        "externally_anchored": False,
        "storage_verified": False,
        "strong_author_claims": 0,
        "weak_author_claims": 0,
        "citation_signatures": 0,
        "replication_records": 0,
    }


def _refuse_unsound(record: PithRecord, keys: KeyRing | None, origin: str) -> None:
    """Raise unless the record verifies; who signed it is asked where there are keys to ask."""
    report = verify_record(record, keys=KeyRing() if keys is None else keys, origin=origin)
    if keys is None:
        report = replace(report, required=report.required - _RECEIPT_CHECKS)
    report.raise_for_failure()


def _utc(at: datetime) -> str:
    return format_utc(require_aware(at), "microseconds")
