"""Vectors of a record's hash, numbers, sources and receipt: sections 8.3.1 to 8.3.9 and 8.3.13."""

from base64 import b64encode
from typing import Any

from reference import build, ed25519
from reference.refusal import Tree

from .document_form import DocumentVectors
from .form import edit
from .key_base import TEST
from .record_base import FROM_NUMBER, GRAPH, HASH, RECEIPT_CHECKS, RECORD, elsewhere_record, empty_record, sealed, verify_each


def add_whole(made: DocumentVectors) -> None:
    group = made.file.group("whole", "8.3", "verify", "Whole records.")
    made.verify(group, "base", "Every check passes.", RECORD)
    undecided = ("source_aliases", "resolve_alias", "integrity_endpoint")
    made.verify(group, "elsewhere", "A source of another kind.", elsewhere_record(), (), undecided, "Unknown", base="elsewhere")
    made.verify(group, "empty", "Empty lists.", empty_record(), (), (), "Minimal", base="empty")


def add_identity(made: DocumentVectors) -> None:
    number = RECORD["pith_number"]
    canonical = "/canonical_record/"
    unsealed = ("canonical_hash", *FROM_NUMBER, "receipt_hash", "signature")
    source_too = ("sources", "source_aliases", "resolve_alias", "integrity_endpoint")
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "canonical-hash.other": ("Another hash.", {"/canonical_sha256": HASH}, "canonical_hash", ()),
        "canonical-hash.license": (
            "Another license in the canonical record.",
            {f"{canonical}metadata/license": "x"},
            (*unsealed, "paper_metadata"),
            (),
        ),
        "canonical-hash.added": ("A member more in the canonical record.", {f"{canonical}x": 1}, unsealed, ()),
        "canonical-hash.id": (
            "Another id in the canonical record.",
            {f"{canonical}source/id": "2499.00009"},
            (*unsealed, *source_too),
            (),
        ),
        "canonical-hash.abstract": (
            "Another abstract hash in the canonical record.",
            {f"{canonical}metadata/abstract_canon_sha256": HASH},
            (*unsealed, "abstract_hash"),
            (),
        ),
        "canonical-hash.order": (
            "The members in another order.",
            {**RECORD, "canonical_record": dict(reversed(RECORD["canonical_record"].items()))},
            (),
            (),
        ),
        "number.suffix": ("Another suffix.", {"/pith_number": f"{number[:10]}{'A' * 26}"}, "number", ()),
        "number.year": ("Another year.", {"/pith_number": f"pith:2023:{number[10:]}"}, ("number", "year"), ()),
        "number.both": ("Another number.", {"/pith_number": f"pith:2023:{'A' * 26}"}, ("number", "year"), ()),
        "short-number.other": ("Another short number.", {"/short_pith_number": "pith:AAAAAAAA"}, "short_number", ()),
        "short-number.longer": ("Twelve characters.", {"/short_pith_number": f"pith:{number[10:22]}"}, "short_number", ()),
        "sources.version": ("Another version in the copy.", {"/source/version": 3}, "sources", ()),
        "sources.id": ("Another id in the copy.", {"/source/id": "2499.00009"}, "sources", ()),
        "sources.kind": ("Another kind in the copy.", {"/source/kind": "ARXIV"}, "sources", ()),
        "sources.added": ("A member more in the copy.", {"/source/x": 1}, "sources", ()),
        "sources.snapshot": ("Another version in the snapshot's copy.", {f"{GRAPH}/source/version": 3}, "sources", ()),
        "sources.snapshot-added": ("A member more in the snapshot's copy.", {f"{GRAPH}/source/x": None}, "sources", ()),
    }
    verify_each(made, made.file.group("identity", "8.3", "verify", "Hash, number, year, short number, sources."), rows, "Forgery")
    group = made.file.group("sources", "8.3.13", "verify", "Equality of unknown members of a source.")
    extended = sealed({f"{canonical}source/x": {"a": 1, "b": [True]}})
    made.verify(group, "unknown", "Equal unknown members.", extended, (), (), "UnknownMember")
    for name, value in {
        "true-for-1": {"a": True, "b": [True]},
        "one-for-true": {"a": 1, "b": [1]},
        "text": {"a": "1", "b": [True]},
    }.items():
        tree = edit(extended, {"/source/x": value})
        made.verify(
            group, f"unknown-{name}", "Unknown members that are not equal.", tree, ("sources",), (), "UnknownMember", "Forgery"
        )


def add_receipt(made: DocumentVectors) -> None:
    group = made.file.group("receipt", "8.3.9", "verify", "The checks of the receipt.")
    receipt = RECORD["receipt"]
    other = build.receipt(RECORD["canonical_sha256"], build.OTHER_SEED, build.OTHER_KEY)
    digest = RECORD["canonical_sha256"]
    over_hex = b64encode(ed25519.sign(build.SEED, digest.encode())).decode()
    raw = ed25519.sign(build.SEED, bytes.fromhex(digest))
    malleable = raw[:32] + (int.from_bytes(raw[32:], "little") + ed25519.L).to_bytes(32, "little")
    small = bytes([1]) + bytes(31) + raw[32:]

    def encoded(data: bytes) -> str:
        return b64encode(data).decode()

    at = "/receipt/"
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "hash": ("The receipt of another hash.", {f"{at}canonical_sha256": HASH}, "receipt_hash", ()),
        "other-signature": ("The signature of another key.", {f"{at}signature_b64": other["signature_b64"]}, "signature", ()),
        "other-digest": ("The signature over another hash.", {f"{at}signature_b64": build.signature(HASH)}, "signature", ()),
        "zeros": ("A signature of zeros.", {f"{at}signature_b64": encoded(bytes(64))}, "signature", ()),
        "empty": ("No signature.", {f"{at}signature_b64": ""}, "signature", ()),
        "63-bytes": ("63 bytes.", {f"{at}signature_b64": encoded(raw[:63])}, "signature", ()),
        "65-bytes": ("65 bytes.", {f"{at}signature_b64": encoded(raw + b"\0")}, "signature", ()),
        "malleable": ("S plus the order of the group.", {f"{at}signature_b64": encoded(malleable)}, "signature", ()),
        "small-order": ("R of small order.", {f"{at}signature_b64": encoded(small)}, "signature", ()),
        "over-hex": ("A signature over the hex digits.", {f"{at}signature_b64": over_hex}, "signature", ()),
        "algorithm": ("Another algorithm.", {f"{at}algorithm": "none"}, "signature", ()),
        "algorithm-case": ("The algorithm in another case.", {f"{at}algorithm": "Ed25519"}, "signature", ()),
        "message": ("Another signed message.", {f"{at}signed_message": "canonical_sha256_hex"}, "signature", ()),
        "fingerprint": ("Another fingerprint.", {f"{at}public_key_fingerprint": "0" * 32}, "fingerprint", "signature"),
        "unknown-id": ("A key id that the ring does not have.", {f"{at}key_id": "x"}, (), RECEIPT_CHECKS),
        "id-case": ("The key id in another case.", {f"{at}key_id": TEST.key_id.upper()}, (), RECEIPT_CHECKS),
        "words": (
            "Words that no check examines.",
            {f"{at}kind": "x", f"{at}signature_status": "y", f"{at}receipt_version": "z"},
            (),
            (),
        ),
        "added": ("A member more.", {f"{at}x": 1}, (), ()),
    }
    verify_each(made, group, rows, "Forgery")
    signer = {f"{at}{name}": other[name] for name in ("key_id", "public_key_fingerprint")}
    two = ["test", "other"]
    rows = {
        "other-key": ("Another key's id and fingerprint.", signer, "signature", ()),
        "other-id": ("Another key's id.", {f"{at}key_id": "other"}, "fingerprint", "signature"),
        "resigned": ("Signed by another key of the ring.", {**signer, f"{at}signature_b64": other["signature_b64"]}, (), ()),
    }
    verify_each(made, group, rows, "Forgery", keys=two)
    made.verify(group, "stranger", "A key that the ring does not have.", RECORD, (), RECEIPT_CHECKS, keys=["other"])
    made.verify(group, "no-keys", "An empty ring.", RECORD, (), RECEIPT_CHECKS, keys=[])
    made.verify(group, "revoked", "A revoked key.", RECORD, ("key",), ("signature",), keys=["revoked"])
    made.verify(
        group, "impostor", "Another key under the id.", RECORD, ("fingerprint",), ("signature",), "Forgery", keys=["impostor"]
    )
    made.verify(group, "published-key", "The published key alone.", RECORD, (), RECEIPT_CHECKS, keys=["published"])
    group = made.file.group("window", "8.3.7", "verify", "The window of the key.")
    made.verify(group, "no-at", "Without an instant.", RECORD, (), ("key_window",), at=None)
    made.verify(
        group, "no-at-window", "Without an instant, a key with a window.", RECORD, (), ("key_window",), at=None, keys=["window"]
    )
    for name, at_, inside in (
        ("first", "2026-05-01T00:00:00Z", True),
        ("last", "2026-06-30T23:59:59Z", True),
        ("before", "2026-04-30T23:59:59.999999Z", False),
        ("after", "2026-06-30T23:59:59.000001Z", False),
    ):
        fails = () if inside else ("key_window",)
        undecided = () if inside else ("signature",)
        made.verify(group, name, f"At {at_}.", RECORD, fails, undecided, "EdgeValue", at=at_, keys=["window"])
    unknown = edit(RECORD, {"/receipt/key_id": "x"})
    made.verify(group, "unknown-key", "An unknown key.", unknown, (), RECEIPT_CHECKS, keys=["window"])
    assert receipt["key_id"] == TEST.key_id
