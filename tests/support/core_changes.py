"""Single changes to a record, each with the checks of the signed core that it fails."""

from collections.abc import Callable
from typing import Any

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
    "license": ("/paper/license", lambda t: "", {"paper_metadata", "snapshot_paper"}),
    "category": ("/paper/primary_cat", lambda t: "cs.AI", {"paper_metadata", "snapshot_paper"}),
    "cross-list missing": ("/paper/cross_cats", lambda t: t[:1], {"paper_metadata", "snapshot_paper"}),
    "cross-lists joined": ("/paper/cross_cats", lambda t: ["\n".join(t)], {"paper_metadata", "snapshot_paper"}),
    "date": ("/paper/submitted_at", lambda t: t.replace("05", "06"), {"paper_metadata", "snapshot_paper"}),
    "source id": ("/source/id", lambda t: "2305.02302", {"sources"}),
    "source version": ("/graph_snapshot/source/version", lambda t: 1, {"sources"}),
    "source with another field": ("/source", lambda t: {**t, "mirror": "x"}, {"sources"}),
    "an alias": ("/aliases/0/alias_value", lambda t: "2305.02302", {"source_aliases"}),
    "a versioned alias": ("/aliases/1/alias_value", lambda t: "2305.02301v1", {"source_aliases"}),
    "a DOI": ("/aliases/2/alias_value", str.upper, {"source_aliases"}),
    "a short alias": ("/aliases/3/alias_value", lambda t: t[:-1] + "Z", {"short_aliases"}),
    "an alias kind": ("/aliases/5/alias_kind", lambda t: "pith_short_9", {"alias_set"}),
}
