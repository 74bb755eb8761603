"""The edits that make forgeries: for each its name, the check that does not pass, and the new values by JSON Pointer."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from ..errors import InvalidArgument
from ..pointers import edit, resolve_pointer
from ..protocol import VERDICT_FIELDS

Tree: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Any], object]


class Edit(NamedTuple):
    """Changes to a document that go together.

    `changes` maps JSON Pointers to functions from the old value to the new one. `check` names the check that does not pass
    afterwards; `reason` explains why no check fails. One of the two is empty.
    """

    name: str
    changes: Mapping[str, Change]
    check: str = ""
    reason: str = ""

    def fits(self, tree: Tree) -> bool:
        """Whether the document has a value at each of the pointers."""
        try:
            for pointer in self.changes:
                resolve_pointer(tree, pointer)
        except InvalidArgument:
            return False
        return True

    def apply(self, tree: Tree) -> Tree:
        """The edited document. It shares with the old one what is not edited. Raises `InvalidArgument` if a value is missing."""
        for pointer, change in self.changes.items():
            tree = edit(tree, pointer, change)
        return tree


def to(value: object) -> Change:
    """The change to this value."""
    return lambda _: value


def reworded(text: str) -> str:
    """Another text."""
    return f"{text} (forged)"


def negated(value: bool) -> bool:
    """The other truth value."""
    return not value


def more(count: int) -> int:
    """The count plus one."""
    return count + 1


def kept(value: object) -> object:
    """The same value. The document must have one at the pointer."""
    return value


def other_letter(text: str) -> str:
    """The text with another upper-case letter at its start."""
    return ("B" if text[0] == "A" else "A") + text[1:]


def other_digit(text: str) -> str:
    """The text with another digit at its start."""
    return ("1" if text[0] == "0" else "0") + text[1:]


def other_suffix(number: str) -> str:
    """The Pith Number with another suffix."""
    return number[:10] + other_letter(number[10:])


def other_year(number: str) -> str:
    """The Pith Number with another year."""
    return f"pith:{'2002' if number[5:9] == '2001' else '2001'}{number[9:]}"


def in_both_papers(field: str, change: Change) -> dict[str, Change]:
    """The change to a field of the paper, of which a record has two copies."""
    return {f"/paper/{field}": change, f"/graph_snapshot/paper/{field}": change}


def _without_first(items: list[Any]) -> list[Any]:
    return items[1:]


def _first_twice(items: list[Any]) -> list[Any]:
    return [*items, *items[:1]]


def _reworded_verdict(verdict: Tree) -> Tree:
    return {**verdict, **{field: reworded(verdict[field]) for field in VERDICT_FIELDS.values()}}


def _other_severity(severity: str) -> str:
    return "critical" if severity == "informational" else "informational"


def _restyled(title: str) -> str:
    """A title with the same hash: other white space, and ASCII letters in the other case."""
    return f" {''.join(letter.swapcase() if letter.isascii() else letter for letter in title)}\n"


def _of_one_index(references: list[Tree]) -> list[Tree]:
    return [{**reference, "ref_index": references[0]["ref_index"]} for reference in references]


def _alias(kind: str) -> Change:
    """Another value for the aliases of one kind, as a change to the list of aliases."""
    return lambda aliases: [
        {**alias, "alias_value": other_letter(alias["alias_value"])} if alias["alias_kind"] == kind else alias
        for alias in aliases
    ]


RECORD_EDITS = tuple(Edit(name, changes, check) for name, check, changes in (
    ("title", "title_hash", in_both_papers("title", reworded)),
    ("title of the record alone", "title_hash", {"/paper/title": reworded}),
    ("title of the snapshot alone", "snapshot_paper", {"/graph_snapshot/paper/title": reworded}),
    ("authors of the record alone", "snapshot_paper", {"/paper/authors_text": reworded}),
    ("license", "paper_metadata", in_both_papers("license", reworded)),
    ("primary category", "paper_metadata", in_both_papers("primary_cat", reworded)),
    ("cross-list added", "paper_metadata", in_both_papers("cross_cats", lambda listed: [*listed, "forged"])),
    ("date of submission", "paper_metadata", in_both_papers("submitted_at", to("1999-12-31T23:59:59Z"))),
    ("source of the record", "sources", {"/source/version": more}),
    ("source of the snapshot", "sources", {"/graph_snapshot/source/version": more}),
    ("canonical hash", "canonical_hash", {"/canonical_sha256": other_digit}),
    ("number", "number", {"/pith_number": other_suffix}),
    ("year of the number", "year", {"/pith_number": other_year}),
    ("short number", "short_number", {"/short_pith_number": lambda number: number[:5] + other_letter(number[5:])}),
    ("short number of another length", "short_number", {"/short_pith_number": lambda number: f"{number}A"}),
    ("short alias", "short_aliases", {"/aliases": _alias("pith_short_16")}),
    ("arXiv alias", "source_aliases", {"/aliases": _alias("arxiv")}),
    ("alias left out", "alias_set", {"/aliases": _without_first}),
    ("alias twice", "alias_set", {"/aliases": _first_twice}),
    ("link", "links", {"/links/html": reworded}),
    ("agent action", "agent_actions", {"/agent_actions/actions/attest_author": reworded}),
    ("address of the paper", "agent_actions", {"/agent_actions/view_paper": reworded}),
    ("address that resolves", "resolve_alias", {"/agent_actions/resolve_alias": reworded}),
    ("claim", "claims_hash", {"/graph_snapshot/claims/items/0/text": reworded}),
    ("claim attested", "claims_hash", {"/graph_snapshot/claims/items/0/attestation": reworded}),
    ("verdict", "claims_verdict", {"/graph_snapshot/claims/items/0": kept, "/graph_snapshot/verdict": _reworded_verdict}),
    ("reference", "references_hash", {"/graph_snapshot/references/sample/0/title": to("forged")}),
    ("finding played down", "integrity_hash", {"/graph_snapshot/integrity/findings/0/severity": _other_severity}),
    ("clean", "integrity_clean", {"/graph_snapshot/integrity/clean": negated}),
    ("endpoint", "integrity_endpoint", {"/graph_snapshot/integrity/endpoint": reworded}),
    ("builder", "builder_versions", {"/graph_snapshot/builder_version": reworded}),
    ("formal evidence in the snapshot", "formal_canon_hash", {"/graph_snapshot/formal_canon/snapshot_sha256": other_digit}),
    ("formal evidence in the record", "formal_canon_count", {"/formal_canon/evidence_count": more}),
    ("claims of authors", "author_claims_hash", {"/graph_snapshot/author_claims/snapshot_sha256": other_digit}),
    ("strong claims of authors", "status_author_claims", {"/verification_status/strong_author_claims": more}),
    ("references resolved", "status_references", {"/verification_status/references_resolved": negated}),
    ("formal links", "status_formal_links", {"/verification_status/formal_links_present": negated}),
    ("attested by authors", "status_events", {"/verification_status/author_attested": to(True)}),
    ("anchored", "status_events", {"/verification_status/externally_anchored": to(True)}),
    ("stored", "status_events", {"/verification_status/storage_verified": to(True)}),
    ("citations signed", "status_events", {"/verification_status/citation_signatures": more}),
    ("replicated", "status_events", {"/verification_status/replication_records": more}),
    ("receipt denied", "status_presence", {"/verification_status/pith_receipt": to(False)}),
    ("internal citations", "citations_count", {"/inbound_citations/internal_anchor_count": more}),
    ("citation twice", "citations_count", {"/inbound_citations/sample/0": kept, "/inbound_citations/sample": _first_twice}),
    ("algorithm", "signature", {"/receipt/algorithm": to("ed25519ph")}),
    ("message signed", "signature", {"/receipt/signed_message": to("canonical_sha256_hex")}),
    ("signature", "signature", {"/receipt/signature_b64": other_letter}),
    ("fingerprint", "fingerprint", {"/receipt/public_key_fingerprint": other_digit}),
    ("key id", "key", {"/receipt/key_id": reworded}),
    ("signed before computed", "receipt_dates", {"/receipt/signed_at": to("0001-01-01T00:00:00Z")}),
    ("updated before created", "record_dates", {"/updated_at": to("0001-01-01T00:00:00Z")}),
    ("hash of the receipt", "receipt_hash", {"/receipt/canonical_sha256": other_digit}),
))  # fmt: skip
"""Edits of a record that need no key and no new hash."""

SNAPSHOT_EDITS = tuple(Edit(f"{name}, hashed anew", changes, check) for name, check, changes in (
    ("claim", "claims_verdict", {"/claims/items/0/text": reworded}),
    ("claim dropped", "claims_count", {"/claims/items/0": kept, "/claims/items": _without_first}),
    ("claim added", "claims_count", {"/claims/items/0": kept, "/claims/items": _first_twice}),
    ("reference twice", "references_count", {"/references/sample/1": kept, "/references/sample": _of_one_index}),
    ("references resolved beyond count", "references_count", {"/references/resolved_work": lambda count: count + 10**6}),
    ("finding dropped", "integrity_summary", {"/integrity/findings/0": kept, "/integrity/findings": _without_first}),
    ("finding played down", "integrity_summary", {"/integrity/findings/0/severity": _other_severity}),
))  # fmt: skip
"""Edits of a graph snapshot whose lists the forger hashes anew, for which nobody needs a key."""

UNDETECTABLE_EDITS = tuple(Edit(name, changes, reason=reason) for name, reason, changes in (
    ("authors", "no hash and no signature covers the authors", in_both_papers("authors_text", to("somebody else"))),
    ("headline", "no hash and no signature covers the headline", in_both_papers("headline", reworded)),
    ("title restyled", "the hash binds the title up to case and white space", in_both_papers("title", _restyled)),
    ("excerpt", "the hash of the abstract needs the whole abstract", in_both_papers("abstract_excerpt", reworded)),
    ("verdict", "no signature covers the verdict", {"/graph_snapshot/verdict/pipeline_version": to("forged")}),
    ("claim and verdict", "no signature covers the claims and their hash",
     {"/graph_snapshot/claims/items/0/text": to("forged"), "/graph_snapshot/verdict/strongest_claim": to("forged")}),
    ("reference", "no signature covers the references", {"/graph_snapshot/references/sample/0/title": to("forged")}),
    ("finding", "no signature covers the findings", {"/graph_snapshot/integrity/findings/0/note": to("forged")}),
    ("citation", "no signature covers the citations", {"/inbound_citations/sample/0/citing_title": to("forged")}),
    ("date of the signature", "no signature covers the dates of a receipt", {"/receipt/signed_at": to("9999-12-31T23:59:59Z")}),
    ("date of the record", "no signature covers the dates of a record", {"/updated_at": to("9999-12-31T23:59:59Z")}),
    ("status", "no signature covers the status words", {"/verification_status/weak_author_claims": more}),
))  # fmt: skip
"""Edits of a record after which it still verifies."""
