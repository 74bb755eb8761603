"""Forgeries of a genuine record, each with the check that must catch it, and those that no check of a record can catch."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from ..canonical import canonical_sha256, text_sha256
from ..keys import KeyRing
from ..minting.mint import issue_receipt
from ..models.record import PithRecord, parse_record
from ..protocol import VERDICT_FIELDS
from ..verify import verify_record
from .keys import FORGER, TEST_KEYS, TEST_SIGNER
from .samples import SAMPLE_AT, make_record, rehashed, sealed

Tree: TypeAlias = dict[str, Any]
Edit: TypeAlias = Callable[[Any], object]


class Forgery(NamedTuple):
    """A record that is not what it says, and the name of the check that does not pass on it, so that no report of it is ok."""

    name: str
    record: PithRecord
    check: str


class Undetectable(NamedTuple):
    """A record that is not what it says and that verifies all the same, and why nothing can be done about it."""

    name: str
    record: PithRecord
    reason: str


def forge(record: PithRecord, *, keys: KeyRing = TEST_KEYS) -> Iterator[Forgery]:
    """Every kind of forgery of a record that verifies under the keys; a kind that needs what the record lacks is left out.

    In the kinds that need the secret key itself (a receipt of another record, a signature over the wrong bytes) the test key
    stands for it. Raises `VerificationFailed` for a record that does not verify to begin with.
    """
    report = verify_record(record, keys=keys)
    report.raise_for_failure()
    tree = record.to_dict()
    for name, check, forged in _forged_trees(tree):
        if check in report.passed:
            yield Forgery(name, parse_record(forged), check)
    yield from _around_the_parser(record)


def undetectable(record: PithRecord) -> Iterator[Undetectable]:
    """Forgeries that verify as well as the record does, as long as nobody passes in what the record does not carry.

    `report.unauthenticated` lists the values; what the record lacks is left out. Source: protocol, text hashes and receipt.
    """
    for name, reason, edits in _UNDETECTABLE:
        if (forged := _edited(record.to_dict(), edits)) is not None:
            yield Undetectable(name, parse_record({**forged, "graph_snapshot": rehashed(forged["graph_snapshot"])}), reason)


def _forged_trees(tree: Tree) -> Iterator[tuple[str, str, Tree]]:
    for name, check, edits in (*_VALUES, *_receipts(tree)):
        if (forged := _edited(tree, edits)) is not None:
            yield name, check, forged
    for name, check, edits in _SNAPSHOTS:
        if (forged := _edited(tree["graph_snapshot"], edits)) is not None:
            yield f"{name}, hashed anew", check, {**tree, "graph_snapshot": rehashed(forged)}
    yield from _recomputed(tree)


def _edited(tree: Tree, edits: Mapping[str, Edit]) -> Tree | None:
    """A copy of the tree with the values at these JSON Pointers edited; None where one of them is missing."""
    copy = deepcopy(tree)
    for pointer, edit in edits.items():
        *above, last = pointer.split("/")[1:]
        place: Any = copy
        for part in (*above, last):
            container = place
            key: Any = int(part) if isinstance(place, list) else part
            if not (key < len(container) if isinstance(container, list) else key in container):
                return None
            place = container[key]
        container[key] = edit(place)
    return copy


def _to(value: object) -> Edit:
    return lambda _: value


def _reworded(text: str) -> str:
    return f"{text} (forged)"


def _negated(value: bool) -> bool:
    return not value


def _more(count: int) -> int:
    return count + 1


def _kept(value: object) -> object:
    """For a value that has to be there."""
    return value


def _other_letter(text: str) -> str:
    return ("B" if text[0] == "A" else "A") + text[1:]


def _other_digit(text: str) -> str:
    return ("1" if text[0] == "0" else "0") + text[1:]


def _without_first(items: list[Any]) -> list[Any]:
    return items[1:]


def _first_twice(items: list[Any]) -> list[Any]:
    return [*items, *items[:1]]


def _renumbered(number: str) -> str:
    return number[:10] + _other_letter(number[10:])


def _other_year(number: str) -> str:
    return f"pith:{'2002' if number[5:9] == '2001' else '2001'}{number[9:]}"


def _reworded_verdict(verdict: Tree) -> Tree:
    return {**verdict, **{field: _reworded(verdict[field]) for field in VERDICT_FIELDS.values()}}


def _other_severity(severity: str) -> str:
    return "critical" if severity == "informational" else "informational"


def _restyled(title: str) -> str:
    """The same title to the hash; a letter beyond ASCII may not come back from another case."""
    return f" {''.join(letter.swapcase() if letter.isascii() else letter for letter in title)}\n"


def _of_one_index(references: list[Tree]) -> list[Tree]:
    return [{**reference, "ref_index": references[0]["ref_index"]} for reference in references]


def _in_both_papers(field: str, edit: Edit) -> dict[str, Edit]:
    return {f"/paper/{field}": edit, f"/graph_snapshot/paper/{field}": edit}


def _alias(kind: str) -> Edit:
    """An edit of the list of aliases that swaps the value of one kind."""
    return lambda aliases: [
        {**alias, "alias_value": _other_letter(alias["alias_value"])} if alias["alias_kind"] == kind else alias
        for alias in aliases
    ]


# Name, check, edits of a record, one by one or of all copies of a value together.
_VALUES: tuple[tuple[str, str, dict[str, Edit]], ...] = (
    ("title", "title_hash", _in_both_papers("title", _reworded)),
    ("title of the record alone", "title_hash", {"/paper/title": _reworded}),
    ("title of the snapshot alone", "snapshot_paper", {"/graph_snapshot/paper/title": _reworded}),
    ("authors of the record alone", "snapshot_paper", {"/paper/authors_text": _reworded}),
    ("licence", "paper_metadata", _in_both_papers("license", _reworded)),
    ("primary category", "paper_metadata", _in_both_papers("primary_cat", _reworded)),
    ("cross-list added", "paper_metadata", _in_both_papers("cross_cats", lambda listed: [*listed, "forged"])),
    ("date of submission", "paper_metadata", _in_both_papers("submitted_at", _to("1999-12-31T23:59:59Z"))),
    ("source of the record", "sources", {"/source/version": _more}),
    ("source of the snapshot", "sources", {"/graph_snapshot/source/version": _more}),
    ("canonical hash", "canonical_hash", {"/canonical_sha256": _other_digit}),
    ("number", "number", {"/pith_number": _renumbered}),
    ("year of the number", "year", {"/pith_number": _other_year}),
    ("short number", "short_number", {"/short_pith_number": lambda number: number[:5] + _other_letter(number[5:])}),
    ("short number of another length", "short_number", {"/short_pith_number": lambda number: f"{number}A"}),
    ("short alias", "short_aliases", {"/aliases": _alias("pith_short_16")}),
    ("arXiv alias", "source_aliases", {"/aliases": _alias("arxiv")}),
    ("alias left out", "alias_set", {"/aliases": _without_first}),
    ("alias twice", "alias_set", {"/aliases": _first_twice}),
    ("link", "links", {"/links/html": _reworded}),
    ("agent action", "agent_actions", {"/agent_actions/actions/attest_author": _reworded}),
    ("address of the paper", "agent_actions", {"/agent_actions/view_paper": _reworded}),
    ("address that resolves", "resolve_alias", {"/agent_actions/resolve_alias": _reworded}),
    ("claim", "claims_hash", {"/graph_snapshot/claims/items/0/text": _reworded}),
    ("claim attested", "claims_hash", {"/graph_snapshot/claims/items/0/attestation": _reworded}),
    ("verdict", "claims_verdict", {"/graph_snapshot/claims/items/0": _kept, "/graph_snapshot/verdict": _reworded_verdict}),
    ("reference", "references_hash", {"/graph_snapshot/references/sample/0/title": _to("forged")}),
    ("finding played down", "integrity_hash", {"/graph_snapshot/integrity/findings/0/severity": _other_severity}),
    ("clean", "integrity_clean", {"/graph_snapshot/integrity/clean": _negated}),
    ("endpoint", "integrity_endpoint", {"/graph_snapshot/integrity/endpoint": _reworded}),
    ("builder", "builder_versions", {"/graph_snapshot/builder_version": _reworded}),
    ("formal evidence in the snapshot", "formal_canon_hash", {"/graph_snapshot/formal_canon/snapshot_sha256": _other_digit}),
    ("formal evidence in the record", "formal_canon_count", {"/formal_canon/evidence_count": _more}),
    ("claims of authors", "author_claims_hash", {"/graph_snapshot/author_claims/snapshot_sha256": _other_digit}),
    ("strong claims of authors", "status_author_claims", {"/verification_status/strong_author_claims": _more}),
    ("references resolved", "status_references", {"/verification_status/references_resolved": _negated}),
    ("formal links", "status_formal_links", {"/verification_status/formal_links_present": _negated}),
    ("attested by authors", "status_events", {"/verification_status/author_attested": _to(True)}),
    ("anchored", "status_events", {"/verification_status/externally_anchored": _to(True)}),
    ("stored", "status_events", {"/verification_status/storage_verified": _to(True)}),
    ("citations signed", "status_events", {"/verification_status/citation_signatures": _more}),
    ("replicated", "status_events", {"/verification_status/replication_records": _more}),
    ("receipt denied", "status_presence", {"/verification_status/pith_receipt": _to(False)}),
    ("internal citations", "citations_count", {"/inbound_citations/internal_anchor_count": _more}),
    ("citation twice", "citations_count", {"/inbound_citations/sample/0": _kept, "/inbound_citations/sample": _first_twice}),
    ("algorithm", "signature", {"/receipt/algorithm": _to("ed25519ph")}),
    ("message signed", "signature", {"/receipt/signed_message": _to("canonical_sha256_hex")}),
    ("signature", "signature", {"/receipt/signature_b64": _other_letter}),
    ("fingerprint", "fingerprint", {"/receipt/public_key_fingerprint": _other_digit}),
    ("key id", "key", {"/receipt/key_id": _reworded}),
    ("signed before computed", "receipt_dates", {"/receipt/signed_at": _to("0001-01-01T00:00:00Z")}),
    ("updated before created", "record_dates", {"/updated_at": _to("0001-01-01T00:00:00Z")}),
    ("hash of the receipt", "receipt_hash", {"/receipt/canonical_sha256": _other_digit}),
)  # fmt: skip

# The same, of a graph snapshot whose lists are then hashed anew, as nobody needs a key to do.
_SNAPSHOTS: tuple[tuple[str, str, dict[str, Edit]], ...] = (
    ("claim", "claims_verdict", {"/claims/items/0/text": _reworded}),
    ("claim dropped", "claims_count", {"/claims/items/0": _kept, "/claims/items": _without_first}),
    ("claim added", "claims_count", {"/claims/items/0": _kept, "/claims/items": _first_twice}),
    ("reference twice", "references_count", {"/references/sample/1": _kept, "/references/sample": _of_one_index}),
    ("references resolved beyond count", "references_count", {"/references/resolved_work": lambda count: count + 10**6}),
    ("finding dropped", "integrity_summary", {"/integrity/findings/0": _kept, "/integrity/findings": _without_first}),
    ("finding played down", "integrity_summary", {"/integrity/findings/0/severity": _other_severity}),
)

_UNDETECTABLE: tuple[tuple[str, str, dict[str, Edit]], ...] = (
    ("authors", "the authors are in no hash and under no signature", _in_both_papers("authors_text", _to("somebody else"))),
    ("headline", "the headline is in no hash and under no signature", _in_both_papers("headline", _reworded)),
    ("title restyled", "the hash binds the title up to case and white space", _in_both_papers("title", _restyled)),
    ("excerpt", "the abstract's hash needs the whole abstract", _in_both_papers("abstract_excerpt", _reworded)),
    ("verdict", "the verdict is under no signature", {"/graph_snapshot/verdict/pipeline_version": _to("forged")}),
    (
        "claim and verdict",
        "claims and their hash are under no signature",
        {"/graph_snapshot/claims/items/0/text": _to("forged"), "/graph_snapshot/verdict/strongest_claim": _to("forged")},
    ),
    ("reference", "references are under no signature", {"/graph_snapshot/references/sample/0/title": _to("forged")}),
    ("finding", "findings are under no signature", {"/graph_snapshot/integrity/findings/0/note": _to("forged")}),
    ("citation", "citations are under no signature", {"/inbound_citations/sample/0/citing_title": _to("forged")}),
    ("date of the signature", "the dates of a receipt are not signed", {"/receipt/signed_at": _to("9999-12-31T23:59:59Z")}),
    ("date of the record", "the dates of a record are not signed", {"/updated_at": _to("9999-12-31T23:59:59Z")}),
    ("status", "status words are not signed", {"/verification_status/weak_author_claims": _more}),
)  # fmt: skip


def _receipts(tree: Tree) -> Iterator[tuple[str, str, dict[str, Edit]]]:
    """Receipts that somebody did sign: another key, another message, another record."""
    digest = tree["canonical_sha256"]
    receipt = tree["receipt"]
    forgers = issue_receipt(digest, signer=FORGER, at=SAMPLE_AT, builder_version=receipt["builder_version"]).to_dict()
    confused = {**forgers, "key_id": receipt["key_id"]}
    of_another = make_record(title="The Sample That Was Signed").receipt.to_dict()
    moved = {**of_another, "builder_version": receipt["builder_version"]}
    over_hex = b64encode(TEST_SIGNER.sign(digest.encode())).decode()
    turned = b64encode(b64decode(receipt["signature_b64"])[:32] + bytes(32)).decode()

    def known(fields: Tree) -> Tree:
        """With the key that the genuine receipt names."""
        return {**fields, **{name: receipt[name] for name in ("key_id", "public_key_fingerprint")}}

    yield "key of a forger", "key", {"/receipt": _to(forgers)}
    yield "key of a forger under a known id", "fingerprint", {"/receipt": _to(confused)}
    yield "key of a forger under a known id and fingerprint", "signature", {"/receipt": _to(known(forgers))}
    yield "receipt of another record", "receipt_hash", {"/receipt": _to(known(moved))}
    yield "signature of another record", "signature", {"/receipt": _to(known({**moved, "canonical_sha256": digest}))}
    yield "signature over hex digits", "signature", {"/receipt/signature_b64": _to(over_hex)}
    yield "half a signature", "signature", {"/receipt/signature_b64": _to(turned)}


def _recomputed(tree: Tree) -> Iterator[tuple[str, str, Tree]]:
    """A forged title that is hashed, and then step by step all that anybody can recompute; the signature is what is left."""
    title = "A Forged Title"
    forged = _edited(
        tree,
        {
            **_in_both_papers("title", _to(title)),
            "/canonical_record/metadata/title_canon_sha256": _to(text_sha256(title)),
        },
    )
    assert forged is not None  # every record has these
    yield "title hashed anew", "canonical_hash", forged
    digest = canonical_sha256(forged["canonical_record"])
    yield "canonical record hashed anew", "number", {**forged, "canonical_sha256": digest}
    renamed = {**sealed(forged), "receipt": tree["receipt"]}
    yield "record named anew", "receipt_hash", renamed
    receipt = {**tree["receipt"], "canonical_sha256": digest}
    yield "record named anew, and its receipt", "signature", {**renamed, "receipt": receipt}
    yield "record signed anew by a forger", "key", sealed(forged, FORGER)
    as_known = replace(FORGER, key_id=tree["receipt"]["key_id"])
    yield "record signed anew under a known key id", "fingerprint", sealed(forged, as_known)


class _Agreeable(str):
    """Equal to everything: what a record that was put together around the parser could hold."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False


def _around_the_parser(record: PithRecord) -> Iterator[Forgery]:
    """What pydantic lets anybody put together without a parser looking at it."""
    members = {**vars(record), **record.model_extra}
    paper = record.paper.model_copy(update={"title": _reworded(record.paper.title)})
    graph = record.graph_snapshot.model_copy(update={"paper": paper})
    canonical = record.canonical_record.model_copy(update={"added": 1})
    other_hash = _other_digit(record.canonical_sha256)
    copies: tuple[tuple[str, str, dict[str, object]], ...] = (
        ("copy with another hash", "canonical_hash", {"canonical_sha256": other_hash}),
        ("copy with a hash equal to all", "canonical_hash", {"canonical_sha256": _Agreeable(other_hash)}),
        ("copy with a number equal to all", "number", {"pith_number": _Agreeable(_renumbered(record.pith_number))}),
        ("copy with another title", "title_hash", {"paper": paper, "graph_snapshot": graph}),
        ("copy with a field more under the signature", "canonical_hash", {"canonical_record": canonical}),
    )
    for name, check, update in copies:
        yield Forgery(name, record.model_copy(update=update), check)
        yield Forgery(name.replace("copy", "construction"), PithRecord.model_construct(**{**members, **update}), check)
