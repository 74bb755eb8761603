"""Vectors of records: sections 7 and 8."""

import json
from base64 import b64encode
from hashlib import sha256
from typing import Any

from reference import build, ed25519
from reference.canonical import EMPTY_LIST, canon, canon_ascii, canonical_hash, list_hash, sha256_hex
from reference.numbers import ORIGIN
from reference.refusal import JSON, Tree
from reference.text import canonical_text, text_sha256

from .document_form import DocumentVectors
from .form import DELETE, Group, edit
from .key_vectors import TEST
from .published import published

HASH = sha256_hex(b"another")
RECORD = build.record()
PAPERS = ("/paper", "/graph_snapshot/paper")
GRAPH = "/graph_snapshot"
RECEIPT_CHECKS = ("key", "key_window", "fingerprint", "signature")
INTEGRITY = ("integrity_hash", "integrity_summary", "integrity_clean", "integrity_endpoint")
FROM_NUMBER = ("number", "short_number", "short_aliases", "links", "agent_actions")


def both(member: str, value: JSON) -> Tree:
    """A change to a member of the paper and of its copy."""
    return {f"{paper}/{member}": value for paper in PAPERS}


def sealed(changes: Tree, tree: Tree = RECORD) -> Tree:
    """A record with changes, signed again."""
    return build.sealed(edit(tree, changes))


def rehashed(changes: Tree, tree: Tree = RECORD) -> Tree:
    """A record with changes to its lists and new list hashes."""
    made = edit(tree, changes)
    return {**made, "graph_snapshot": build.rehashed(made["graph_snapshot"])}


def record_vectors() -> DocumentVectors:
    made = DocumentVectors(
        "records",
        "Parse a record, and verify it under the named keys. Without other arguments every check of the base record passes.",
        {"record": RECORD, "elsewhere": _elsewhere(), "empty": _empty()},
    )
    _whole(made)
    _identity(made)
    _receipt(made)
    _texts(made)
    _names(made)
    _snapshot(made)
    _integrity(made)
    _status(made)
    _report(made)
    _shapes(made)
    _published(made)
    _refused(made)
    made.forms("7.2")
    return made


def _elsewhere() -> Tree:
    """A record of a paper that is not on arXiv."""
    return build.record(build.canonical_record({"kind": "zenodo", "id": "1", "version": 1}))


def _empty() -> Tree:
    """A record with empty lists, without license and cross-lists, with an old id."""
    canonical = build.canonical_record({"kind": "arxiv", "id": "hep-th/9807195", "version": 1}, cross_cats_sorted=[], license="")
    tree = build.record(canonical)
    graph = f"{GRAPH}/"
    empty_list = {"count": 0, "snapshot_sha256": EMPTY_LIST}
    no_verdict = dict.fromkeys(("strongest_claim", "weakest_assumption", "one_line_summary", "pith_extraction_headline"), "")
    return edit(
        tree,
        {
            f"{graph}claims": {**empty_list, "items": []},
            f"{graph}references": {**empty_list, "resolved_work": 0, "internal_anchors": 0, "sample": []},
            f"{graph}integrity": build.integrity_block("hep-th/9807195"),
            f"{graph}verdict": {"id": None, "created_at": None, "pipeline_version": None, "model_set": {}, **no_verdict},
            "/inbound_citations": {"count": 0, "internal_anchor_count": 0, "sample": []},
            "/verification_status/references_resolved": False,
            **both("headline", ""),
            **both("authors_text", ""),
        },
    )


def _whole(made: DocumentVectors) -> None:
    group = made.file.group("whole", "8.3", "verify", "Whole records.")
    made.verify(group, "base", "Every check passes.", RECORD)
    undecided = ("source_aliases", "resolve_alias", "integrity_endpoint")
    made.verify(group, "elsewhere", "A source of another kind.", _elsewhere(), (), undecided, "Unknown", base="elsewhere")
    made.verify(group, "empty", "Empty lists.", _empty(), (), (), "Minimal", base="empty")


def _each(
    made: DocumentVectors, group: Group, rows: dict[str, tuple[str, Tree, Any, Any]], *flags: str, **arguments: JSON
) -> None:
    """Tests of changes to the base record: comment, changes or a whole record, what fails, what is indeterminate."""
    for name, (comment, changes, fails, undecided) in rows.items():
        tree = changes if "record_type" in changes else edit(RECORD, changes)
        fails, undecided = ((value,) if isinstance(value, str) else value for value in (fails, undecided))
        made.verify(group, name, comment, tree, fails, undecided, *flags, **arguments)


def _identity(made: DocumentVectors) -> None:
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
    _each(made, made.file.group("identity", "8.3", "verify", "Hash, number, year, short number, sources."), rows, "Forgery")
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


def _receipt(made: DocumentVectors) -> None:
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
    _each(made, group, rows, "Forgery")
    signer = {f"{at}{name}": other[name] for name in ("key_id", "public_key_fingerprint")}
    two = ["test", "other"]
    rows = {
        "other-key": ("Another key's id and fingerprint.", signer, "signature", ()),
        "other-id": ("Another key's id.", {f"{at}key_id": "other"}, "fingerprint", "signature"),
        "resigned": ("Signed by another key of the ring.", {**signer, f"{at}signature_b64": other["signature_b64"]}, (), ()),
    }
    _each(made, group, rows, "Forgery", keys=two)
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


def _texts(made: DocumentVectors) -> None:
    group = made.file.group("title", "8.3.10", "verify", "The title, and its copy in the snapshot.")
    title = RECORD["paper"]["title"]
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "case": ("Another case and other white space.", both("title", f"\t{title.upper()}\n"), (), ()),
        "other": ("Another title.", both("title", "Another"), "title_hash", ()),
        "empty": ("No title.", both("title", ""), "title_hash", ()),
        "zero-width-space": (
            "A zero width space, which is no white space.",
            both("title", title.replace(" ", "\u200b", 1)),
            "title_hash",
            (),
        ),
        "bom": ("U+FEFF at the start, which is no white space.", both("title", f"\ufeff{title}"), "title_hash", ()),
        "ideographic-space": ("U+3000 for a space.", both("title", title.replace(" ", "\u3000")), (), ()),
        "no-break-space": ("U+00A0 for a space.", both("title", title.replace(" ", "\u00a0")), (), ()),
        "unit-separator": ("U+001F for a space.", both("title", title.replace(" ", "\u001f")), (), ()),
        "copy-alone": ("Another title in the copy.", {f"{GRAPH}/paper/title": "Another"}, "snapshot_paper", ()),
        "copy-case": ("Another case in the copy.", {f"{GRAPH}/paper/title": title.upper()}, "snapshot_paper", ()),
    }
    _each(made, group, rows, "Forgery")
    word = "Stra\u00dfe \u00c9tale \u0130 \u039f\u03a3"
    hashed = "/canonical_record/metadata/title_canon_sha256"
    for name, digest, fails, undecided in (
        ("unicode", text_sha256(word), (), ()),
        ("casefold", sha256_hex(word.casefold().encode()), (), ("title_hash",)),
        ("unicode-other", HASH, ("title_hash",), ()),
    ):
        tree = sealed({**both("title", word), hashed: digest})
        made.verify(group, name, "A title beyond ASCII.", tree, fails, undecided, "Unicode")
    marks = "a" + "\u0301" * 31
    made.verify(
        group, "marks", "31 combining marks.", edit(RECORD, both("title", marks)), (), ("title_hash",), "Unicode", "Limit"
    )
    group = made.file.group("abstract", "8.3.11", "verify", "The whole abstract, and its excerpt.")
    excerpt = RECORD["paper"]["abstract_excerpt"]
    made.verify(group, "absent", "No abstract is given.", RECORD, (), ("abstract_hash",), abstract=None)
    made.verify(group, "other", "Another abstract.", RECORD, ("abstract_hash",), abstract="Another.")
    made.verify(group, "cut", "The excerpt for the abstract.", RECORD, ("abstract_hash",), abstract=excerpt)
    made.verify(
        group,
        "case",
        "The abstract in another case: the excerpt is not its start.",
        RECORD,
        ("abstract_hash",),
        abstract=build.ABSTRACT.upper(),
    )
    made.verify(
        group,
        "white-space",
        "Other white space.",
        RECORD,
        (),
        (),
        "WhiteSpace",
        abstract=f"\n{build.ABSTRACT.replace(' ', '  ')} ",
    )
    rows = {
        "excerpt-empty": ("An empty excerpt is not authenticated.", both("abstract_excerpt", ""), (), ()),
        "excerpt-shorter": ("599 characters.", both("abstract_excerpt", excerpt[:-1]), "abstract_hash", ()),
        "excerpt-other": ("Another word.", both("abstract_excerpt", excerpt.replace("one", "two")), "abstract_hash", ()),
        "excerpt-case": ("Another case.", both("abstract_excerpt", excerpt.upper()), "abstract_hash", ()),
        "excerpt-white-space": ("Two spaces.", both("abstract_excerpt", excerpt.replace(" ", "  ")[:600]), "abstract_hash", ()),
    }
    _each(made, group, rows, "Forgery")
    folded = "Stra\u00dfe."
    digest = sha256_hex(canonical_text(folded).replace("\u00df", "ss").encode())
    tree = sealed({"/canonical_record/metadata/abstract_canon_sha256": digest, **both("abstract_excerpt", folded)})
    made.verify(group, "casefold", "A hash after case folding.", tree, (), ("abstract_hash",), "Unicode", abstract=folded)
    astral = "\U0001f600" * 601
    tree = sealed(
        {"/canonical_record/metadata/abstract_canon_sha256": text_sha256(astral), **both("abstract_excerpt", astral[:600])}
    )
    made.verify(group, "astral", "600 characters are code points.", tree, (), (), "Unicode", abstract=astral)
    group = made.file.group("paper", "8.3.12", "verify", "The metadata of the paper and its copy.")
    cross = RECORD["paper"]["cross_cats"]
    rows = {
        "license": ("Another license.", both("license", "x"), "paper_metadata", ()),
        "primary": ("Another primary category.", both("primary_cat", "cs.AI"), "paper_metadata", ()),
        "submitted": ("Another date.", both("submitted_at", "2024-12-31T23:59:58Z"), "paper_metadata", ()),
        "cross-removed": ("A cross-list less.", both("cross_cats", cross[1:]), "paper_metadata", ()),
        "cross-added": ("A cross-list twice.", both("cross_cats", [*cross, cross[0]]), "paper_metadata", ()),
        "cross-order": ("Another order is not authenticated.", both("cross_cats", cross[::-1]), (), ()),
        "cross-empty": ("No cross-lists.", both("cross_cats", []), "paper_metadata", ()),
        "copy-cross-order": ("Another order in the copy.", {f"{GRAPH}/paper/cross_cats": cross[::-1]}, "snapshot_paper", ()),
        "authors": ("Other authors in both.", both("authors_text", "somebody"), (), ()),
        "headline": ("Another headline in both.", both("headline", "x"), (), ()),
        "added": ("A member more in both.", both("x", {"a": []}), (), ()),
        "added-one": ("A member more in one.", {"/paper/x": 1}, (), ()),
        "added-copy": ("A member more in the copy.", {f"{GRAPH}/paper/x": 1}, (), ()),
        "added-different": ("A member more that differs.", {"/paper/x": 1, f"{GRAPH}/paper/x": True}, "snapshot_paper", ()),
    }
    rows |= {
        f"copy-{member.replace('_', '-')}": ("Another value in the copy.", {f"{GRAPH}/paper/{member}": "x"}, "snapshot_paper", ())
        for member in ("authors_text", "abstract_excerpt", "headline", "license", "primary_cat")
    }
    rows["copy-submitted"] = (
        "Another date in the copy.",
        {f"{GRAPH}/paper/submitted_at": "2020-01-01T00:00:00Z"},
        "snapshot_paper",
        (),
    )
    _each(made, group, rows, "Forgery")
    unsorted = build.record(build.canonical_record(cross_cats_sorted=["math-ph", "cs.IR"]))
    made.verify(
        group, "signed-unsorted", "Signed cross-lists out of order never agree with a sorted copy.", unsorted, ("paper_metadata",)
    )


def _names(made: DocumentVectors) -> None:
    group = made.file.group("aliases", "8.3.14", "verify", "The aliases.")
    aliases = RECORD["aliases"]
    index = {alias["alias_kind"]: place for place, alias in enumerate(aliases)}
    first = [aliases[index[kind]] for kind in ("arxiv", "arxiv_version", "doi")]
    short = [alias for alias in aliases if alias["alias_kind"].startswith("pith")]

    def value(kind: str, other: str) -> Tree:
        return {f"/aliases/{index[kind]}/alias_value": other}

    twice = [*aliases, aliases[index["doi"]]]
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "three": ("The three kinds of early records.", {"/aliases": first}, (), "short_aliases"),
        "order": ("Another order.", {"/aliases": aliases[::-1]}, (), ()),
        "unknown-kind": (
            "An unknown kind.",
            {"/aliases/-": {"alias_kind": "future", "alias_value": "x", "created_at": None}},
            (),
            (),
        ),
        "three-and-unknown": (
            "Three kinds and an unknown one.",
            {"/aliases": [*first, {"alias_kind": "future", "alias_value": "x", "created_at": None}]},
            (),
            "short_aliases",
        ),
        "unknown-twice": (
            "An unknown kind twice.",
            {"/aliases": [*aliases, *[{"alias_kind": "future", "alias_value": "x", "created_at": None}] * 2]},
            "alias_set",
            (),
        ),
        "empty": ("No aliases.", {"/aliases": []}, (), ("alias_set", "short_aliases", "source_aliases")),
        "five": ("Five of six.", {"/aliases": aliases[:5]}, "alias_set", ()),
        "four": ("The three and one short.", {"/aliases": [*first, short[0]]}, "alias_set", ()),
        "short-alone": ("The short aliases alone.", {"/aliases": short}, "alias_set", "source_aliases"),
        "two": ("Two of the three.", {"/aliases": first[:2]}, "alias_set", "short_aliases"),
        "twice": ("One kind twice.", {"/aliases": twice}, "alias_set", ()),
        "twice-first-wrong": (
            "One kind twice, the first with another value.",
            {"/aliases": [{**short[0], "alias_value": "AAAAAAAAAAAA"}, *aliases]},
            ("alias_set", "short_aliases"),
            (),
        ),
        "twice-last-wrong": (
            "One kind twice, the last with another value.",
            {"/aliases": [*aliases, {**first[2], "alias_value": "10.1/x"}]},
            ("alias_set", "source_aliases"),
            (),
        ),
        "kind-renamed": (
            "A kind renamed.",
            {f"/aliases/{index['doi']}/alias_kind": "DOI"},
            "alias_set",
            (),
        ),
        "date": ("Another date.", {"/aliases/0/created_at": "1999-01-01T00:00:00Z"}, (), ()),
        "date-null": ("No date.", {"/aliases/0/created_at": None}, (), ()),
        "added": ("A member more.", {"/aliases/0/x": 1}, (), ()),
        "short-8": ("Another short alias.", value("pith_short_8", "AAAAAAAA"), "short_aliases", ()),
        "short-12": ("Another short alias.", value("pith_short_12", "AAAAAAAAAAAA"), "short_aliases", ()),
        "short-16": (
            "Another short alias.",
            value("pith_short_16", aliases[index["pith_short_12"]]["alias_value"]),
            "short_aliases",
            (),
        ),
        "short-lower": (
            "Lower case.",
            value("pith_short_8", aliases[index["pith_short_8"]]["alias_value"].lower()),
            "short_aliases",
            (),
        ),
        "arxiv": ("Another id.", value("arxiv", "2499.00009"), "source_aliases", ()),
        "version": ("Another version.", value("arxiv_version", "2499.00003v3"), "source_aliases", ()),
        "doi": ("Another DOI.", value("doi", "10.48550/arxiv.2499.00009"), "source_aliases", ()),
        "doi-case": ("The DOI in another case.", value("doi", "10.48550/arXiv.2499.00003"), "source_aliases", ()),
    }
    _each(made, group, rows, "Forgery")
    elsewhere = _elsewhere()
    undecided = ("source_aliases", "resolve_alias", "integrity_endpoint")
    made.verify(
        group,
        "elsewhere-any",
        "Any set of kinds, if the source is of another kind.",
        edit(elsewhere, {"/aliases": elsewhere["aliases"][:1]}),
        (),
        undecided,
        base="elsewhere",
    )
    group = made.file.group("addresses", "8.3.17", "verify", "Links and actions.")
    rows = {}
    for section, check, members in (
        ("/links", "links", RECORD["links"]),
        ("/agent_actions", "agent_actions", {name: url for name, url in RECORD["agent_actions"].items() if isinstance(url, str)}),
        ("/agent_actions/actions", "agent_actions", RECORD["agent_actions"]["actions"]),
    ):
        for member, url in members.items():
            name = f"{section[1:].replace('/', '-').replace('_', '-')}-{member.replace('_', '-')}"
            rows[name] = (
                "Another address.",
                {f"{section}/{member}": f"{url}x"},
                "resolve_alias" if member == "resolve_alias" else check,
                (),
            )
    html = RECORD["links"]["html"]
    rows |= {
        "slash": ("A slash at the end.", {"/links/html": f"{html}/"}, "links", ()),
        "http": ("Without TLS.", {"/links/html": html.replace("https", "http")}, "links", ()),
        "lower": ("The suffix in lower case.", {"/links/html": html.lower()}, "links", ()),
        "host-case": ("The host in another case.", {"/links/html": html.replace("pith.science", "Pith.science")}, "links", ()),
        "added": ("A link more.", {"/links/x": "https://example.org"}, (), ()),
        "action-added": ("An action more.", {"/agent_actions/actions/x": "https://example.org"}, (), ()),
        "resolve-encoded": (
            "A percent-encoded id.",
            {"/agent_actions/resolve_alias": RECORD["agent_actions"]["resolve_alias"].replace("2499.", "2499%2E")},
            "resolve_alias",
            (),
        ),
    }
    _each(made, group, rows, "Forgery", "Address")
    mirror = "https://mirror.example:8443"
    moved = json.loads(json.dumps({name: RECORD[name] for name in ("links", "agent_actions")}).replace(ORIGIN, mirror))
    made.verify(group, "origin", "Another origin that the caller expects.", {**RECORD, **moved}, (), (), "Address", origin=mirror)
    made.verify(
        group,
        "origin-unexpected",
        "Another origin.",
        {**RECORD, **moved},
        ("links", "agent_actions", "resolve_alias"),
        (),
        "Address",
    )
    made.verify(
        group,
        "origin-other",
        "The default origin, and another is expected.",
        RECORD,
        ("links", "agent_actions", "resolve_alias"),
        (),
        "Address",
        origin=mirror,
    )


def _snapshot(made: DocumentVectors) -> None:
    group = made.file.group("claims", "8.3.22", "verify", "The claims and the verdict.")
    claims, references = f"{GRAPH}/claims", f"{GRAPH}/references"
    ascii_hash = "/snapshot_sha256"
    texts = {f"{claims}/items/0/text": "\u00e9", f"{GRAPH}/verdict/strongest_claim": "\u00e9"}
    escaped = edit(RECORD, texts)
    items = escaped["graph_snapshot"]["claims"]["items"]
    by_name = RECORD["graph_snapshot"]["claims"]["items"][0]["source"]
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "hash": ("Another hash.", {f"{claims}{ascii_hash}": HASH}, "claims_hash", ()),
        "hash-empty": ("The hash of an empty list.", {f"{claims}{ascii_hash}": EMPTY_LIST}, "claims_hash", ()),
        "status": ("Another status of a claim.", {f"{claims}/items/0/status": "x"}, "claims_hash", ()),
        "added": ("A member more in a claim.", {f"{claims}/items/0/x": 1}, "claims_hash", ()),
        "added-outside": ("A member more beside the list.", {f"{claims}/x": 1}, (), ()),
        "order": (
            "Another order of claims.",
            {f"{claims}/items": RECORD["graph_snapshot"]["claims"]["items"][::-1]},
            "claims_hash",
            (),
        ),
        "rehashed": (
            "A forged list with its hash.",
            rehashed({f"{claims}/items/0/status": "x", f"{claims}/items/1/x": 1}),
            (),
            (),
        ),
        "unicode": ("A text beyond ASCII.", rehashed(texts), (), ()),
        "escaped": (
            "The hash of the escaped form.",
            edit(escaped, {f"{claims}{ascii_hash}": sha256(canon_ascii({"payload": items})).hexdigest()}),
            (),
            "claims_hash",
        ),
        "count": ("Another count.", {f"{claims}/count": 5}, "claims_count", ()),
        "count-items": ("A claim less.", rehashed({f"{claims}/items/3": DELETE}), "claims_count", ()),
        "verdict-text": ("A claim with another text.", rehashed({f"{claims}/items/0/text": "x"}), "claims_verdict", ()),
        "verdict-case": (
            "A claim in another case.",
            rehashed({f"{claims}/items/0/text": "A VECTOR HAS ONE ANSWER."}),
            "claims_verdict",
            (),
        ),
        "verdict-source": ("A source that is not known.", rehashed({f"{claims}/items/0/source": "paper"}), (), "claims_verdict"),
        "verdict-no-prefix": (
            "A source without its prefix.",
            rehashed({f"{claims}/items/0/source": "strongest_claim"}),
            (),
            "claims_verdict",
        ),
        "verdict-member-name": (
            "The name of the member for the source.",
            rehashed({f"{claims}/items/3/source": "verdict.pith_extraction_headline"}),
            (),
            "claims_verdict",
        ),
        "verdict-both": (
            "A source that is not known, and another text.",
            rehashed({f"{claims}/items/0/source": "paper", f"{claims}/items/1/text": "x"}),
            "claims_verdict",
            (),
        ),
        "verdict-repeated": (
            "Two claims with one source.",
            rehashed(
                {
                    f"{claims}/items/1/source": by_name,
                    f"{claims}/items/1/text": RECORD["graph_snapshot"]["verdict"]["strongest_claim"],
                }
            ),
            (),
            (),
        ),
    }
    rows |= {
        f"verdict-{member.replace('_', '-')}": ("Another verdict.", {f"{GRAPH}/verdict/{member}": "x"}, "claims_verdict", ())
        for member in ("strongest_claim", "weakest_assumption", "one_line_summary", "pith_extraction_headline")
    }
    _each(made, group, rows, "Forgery")
    group = made.file.group("references", "8.3.25", "verify", "References, formal evidence, author claims, builders.")
    sample = RECORD["graph_snapshot"]["references"]["sample"]
    resolved = "/verification_status/references_resolved"
    unicode_sample = edit(RECORD, {f"{references}/sample/0/title": "\u00e9"})
    escaped_references = sha256(canon_ascii({"payload": unicode_sample["graph_snapshot"]["references"]["sample"]})).hexdigest()
    rows = {
        "hash": ("Another hash.", {f"{references}{ascii_hash}": HASH}, "references_hash", ()),
        "title": ("Another title.", {f"{references}/sample/0/title": "x"}, "references_hash", ()),
        "added": ("A member more.", {f"{references}/sample/0/x": None}, "references_hash", ()),
        "year-text": ("A year as text changes the hash.", {f"{references}/sample/0/year": "2001"}, "references_hash", ()),
        "rehashed": ("A forged list with its hash.", rehashed({f"{references}/sample/0/title": "x"}), (), ()),
        "escaped": (
            "The hash of the escaped form.",
            edit(unicode_sample, {f"{references}{ascii_hash}": escaped_references}),
            (),
            "references_hash",
        ),
        "cut": (
            "Five of nine: the list is not whole.",
            edit(RECORD, {f"{references}/count": 9, f"{references}/resolved_work": 9, f"{references}{ascii_hash}": HASH}),
            (),
            "references_hash",
        ),
        "cut-own-hash": (
            "A hash of the sample alone decides nothing.",
            {f"{references}/count": 9, f"{references}/resolved_work": 9},
            (),
            "references_hash",
        ),
        "sample-longer": (
            "More references than their count.",
            edit(RECORD, {f"{references}/count": 2, f"{references}/resolved_work": 2}),
            "references_count",
            "references_hash",
        ),
        "anchors": ("More anchors than references.", {f"{references}/internal_anchors": 4}, "references_count", ()),
        "resolved": (
            "More resolved than references.",
            {f"{references}/resolved_work": 4},
            "references_count",
            "status_references",
        ),
        "index-twice": ("One index twice.", rehashed({f"{references}/sample/0/ref_index": 2}), "references_count", ()),
        "index-negative": ("A negative index.", rehashed({f"{references}/sample/0/ref_index": -5}), (), ()),
        "anchors-fewer": ("Anchors are counted over the whole list.", {f"{references}/internal_anchors": 0}, (), ()),
        "partly-resolved": ("Some are resolved.", {f"{references}/resolved_work": 2}, (), "status_references"),
        "partly-resolved-false": (
            "Some are resolved, and the word is false.",
            {f"{references}/resolved_work": 2, resolved: False},
            (),
            "status_references",
        ),
        "none-resolved": ("None is resolved.", {f"{references}/resolved_work": 0, resolved: False}, (), ()),
        "none-resolved-true": (
            "None is resolved, and the word is true.",
            {f"{references}/resolved_work": 0},
            "status_references",
            (),
        ),
        "all-resolved-false": ("All are resolved, and the word is false.", {resolved: False}, "status_references", ()),
        "formal-hash": ("Another hash of no evidence.", {f"{GRAPH}/formal_canon{ascii_hash}": HASH}, "formal_canon_hash", ()),
        "formal-count": (
            "Evidence in the snapshot alone.",
            {f"{GRAPH}/formal_canon/evidence_count": 1},
            "formal_canon_count",
            "formal_canon_hash",
        ),
        "formal-count-record": (
            "Evidence in the record alone.",
            {"/formal_canon/evidence_count": 1},
            ("formal_canon_count", "status_formal_links"),
            (),
        ),
        "formal": (
            "Evidence in both.",
            {
                f"{GRAPH}/formal_canon/evidence_count": 1,
                "/formal_canon/evidence_count": 1,
                "/verification_status/formal_links_present": True,
            },
            (),
            "formal_canon_hash",
        ),
        "formal-word": (
            "The word is true without evidence.",
            {"/verification_status/formal_links_present": True},
            "status_formal_links",
            (),
        ),
        "author-hash": ("Another hash of no claims.", {f"{GRAPH}/author_claims{ascii_hash}": HASH}, "author_claims_hash", ()),
        "author-count": ("An author's claim.", {f"{GRAPH}/author_claims/count": 1}, (), "author_claims_hash"),
        "author-strong": (
            "A strong claim in the snapshot alone.",
            {f"{GRAPH}/author_claims/strong_count": 1},
            "status_author_claims",
            (),
        ),
        "builder": ("Another builder.", {f"{GRAPH}/builder_version": "x"}, "builder_versions", ()),
        "builder-receipt": ("Another builder of the receipt.", {"/receipt/builder_version": "x"}, "builder_versions", ()),
    }
    _each(made, group, rows, "Forgery")
    assert len(sample) == 3


def _integrity(made: DocumentVectors) -> None:
    group = made.file.group("integrity", "8.3.30", "verify", "The integrity block of the snapshot.")
    at = f"{GRAPH}/integrity"
    summary = f"{at}/summary"
    counts = f"{summary}/by_detector"
    paper = RECORD["source"]["id"]
    zeros = {"total": 0, "critical": 0, "advisory": 0, "informational": 0}

    def block(*findings: Tree, **members: JSON) -> Tree:
        return {at: {**build.integrity_block(paper, *findings), **members}}

    noted = build.integrity_block(paper, build.finding(note="\u00e9"))
    escaped = {"payload": {"detectors": noted["detectors_run"], "findings": noted["findings"]}}
    informational = build.finding("informational")
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "absent": ("No block.", {at: DELETE}, (), INTEGRITY),
        "null": ("Null for the block.", {at: None}, (), INTEGRITY),
        "nothing": ("No findings.", block(), (), ()),
        "hash": ("Another hash.", {f"{at}/snapshot_sha256": HASH}, "integrity_hash", ()),
        "note": ("Another note of a finding.", {f"{at}/findings/0/note": "x"}, "integrity_hash", ()),
        "run": ("Another status of a run.", {f"{at}/detectors_run/0/status": "x"}, "integrity_hash", ()),
        "run-added": ("A member more in a run.", {f"{at}/detectors_run/0/x": 1}, "integrity_hash", ()),
        "run-count": (
            "The count of a run is covered by the hash alone.",
            rehashed({f"{at}/detectors_run/0/findings_count": 9}),
            (),
            (),
        ),
        "available": ("No check examines the word available.", {f"{at}/available": False}, (), ()),
        "escaped": (
            "The hash of the escaped form.",
            {at: {**noted, "snapshot_sha256": sha256(canon_ascii(escaped)).hexdigest()}},
            (),
            "integrity_hash",
        ),
        "critical": ("Another number of critical findings.", {f"{summary}/critical": 2}, "integrity_summary", ()),
        "advisory": ("Another number of advisory findings.", {f"{summary}/advisory": 0}, "integrity_summary", ()),
        "informational": ("Another number of informational findings.", {f"{summary}/informational": 1}, "integrity_summary", ()),
        "detector-total": ("Another total of a detector.", {f"{counts}/doi_compliance/total": 3}, "integrity_summary", ()),
        "detector-critical": ("Another number of a detector.", {f"{counts}/doi_compliance/critical": 0}, "integrity_summary", ()),
        "detector-advisory": ("Another number of a detector.", {f"{counts}/doi_compliance/advisory": 0}, "integrity_summary", ()),
        "detector-informational": (
            "Another number of a detector.",
            {f"{counts}/doi_compliance/informational": 1},
            "integrity_summary",
            (),
        ),
        "detector-missing": (
            "A detector with findings is missing.",
            {f"{counts}/doi_compliance": DELETE},
            "integrity_summary",
            (),
        ),
        "detector-zeros": ("A detector without findings, with zeros.", {f"{counts}/other": zeros}, (), ()),
        "detector-extra": (
            "A detector without findings, with a number.",
            {f"{counts}/other": {**zeros, "total": 1}},
            "integrity_summary",
            (),
        ),
        "detector-other": (
            "The findings of another detector.",
            rehashed({f"{at}/findings/0/detector": "other"}),
            "integrity_summary",
            (),
        ),
        "two-detectors": ("Two detectors.", block(build.finding(), build.finding("advisory", 2, detector="other")), (), ()),
        "prototype": (
            "A detector with the name of a member that other languages give.",
            block(build.finding(detector="__proto__"), build.finding("advisory", 2, detector="constructor")),
            (),
            (),
        ),
        "severity-other": (
            "A severity that is not known.",
            rehashed({f"{at}/findings/1/severity": "severe", f"{summary}/advisory": 0}),
            (),
            "integrity_summary",
        ),
        "severity-other-contradiction": (
            "A severity that is not known, and another number.",
            rehashed({f"{at}/findings/1/severity": "severe", f"{summary}/critical": 9}),
            (),
            "integrity_summary",
        ),
        "severity-case": (
            "A severity in another case.",
            rehashed({f"{at}/findings/1/severity": "Advisory"}),
            (),
            "integrity_summary",
        ),
        "clean": ("Clean with findings.", {f"{at}/clean": True}, "integrity_clean", ()),
        "not-clean": ("Not clean without findings.", block(clean=False), "integrity_clean", ()),
        "advisory-clean": (
            "Clean with an advisory finding.",
            block(build.finding("advisory"), clean=True),
            "integrity_clean",
            (),
        ),
        "informational-clean": ("Informational findings alone, clean.", block(informational, clean=True), (), "integrity_clean"),
        "informational-not-clean": (
            "Informational findings alone, not clean.",
            block(informational, clean=False),
            (),
            "integrity_clean",
        ),
        "other-severity-clean": (
            "Findings of another severity alone.",
            block(build.finding("severe"), clean=True),
            (),
            ("integrity_clean", "integrity_summary"),
        ),
        "endpoint": ("Another endpoint.", {f"{at}/endpoint": "/pith/2499.00009/integrity.json"}, "integrity_endpoint", ()),
        "endpoint-origin": (
            "An endpoint with an origin.",
            {f"{at}/endpoint": f"{ORIGIN}/pith/{paper}/integrity.json"},
            "integrity_endpoint",
            (),
        ),
        "added": ("A member more in the block.", {f"{at}/x": 1}, (), ()),
        "summary-added": ("A member more in the summary.", {f"{summary}/x": 1}, (), ()),
    }
    _each(made, group, rows, "Forgery")


def _status(made: DocumentVectors) -> None:
    group = made.file.group("status", "8.3.34", "verify", "Status words, citations, dates.")
    status, cited = "/verification_status", "/inbound_citations"
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        **{
            f"presence-{word.replace('_', '-')}": ("The word is false.", {f"{status}/{word}": False}, "status_presence", ())
            for word in ("content_addressed", "pith_receipt", "graph_snapshot")
        },
        "strong": ("A strong claim in the status alone.", {f"{status}/strong_author_claims": 1}, "status_author_claims", ()),
        "weak": ("No check examines weak claims.", {f"{status}/weak_author_claims": 7}, (), ()),
        **{
            f"events-{word.replace('_', '-')}": ("True without events.", {f"{status}/{word}": True}, "status_events", ())
            for word in ("author_attested", "externally_anchored", "storage_verified")
        },
        **{
            f"events-{word.replace('_', '-')}": ("One without events.", {f"{status}/{word}": 1}, "status_events", ())
            for word in ("citation_signatures", "replication_records")
        },
        "events": ("An event.", {"/events": [{}]}, (), "status_events"),
        "events-and-word": (
            "An event and a word.",
            {"/events": [{"a": 1}], f"{status}/author_attested": True},
            (),
            "status_events",
        ),
        "citations-count": ("More rows than counted.", {f"{cited}/count": 1}, "citations_count", ()),
        "citations-cut": ("Fewer rows than counted.", {f"{cited}/count": 3}, (), ()),
        "citations-cut-anchors": (
            "Fewer rows, more anchors.",
            {f"{cited}/count": 3, f"{cited}/internal_anchor_count": 2},
            (),
            (),
        ),
        "citations-cut-many-anchors": (
            "More anchors than citations.",
            {f"{cited}/count": 3, f"{cited}/internal_anchor_count": 4},
            "citations_count",
            (),
        ),
        "citations-cut-few-anchors": (
            "Fewer anchors than rows show.",
            {f"{cited}/count": 3, f"{cited}/internal_anchor_count": 0},
            "citations_count",
            (),
        ),
        "citations-anchors": ("Another number of anchors.", {f"{cited}/internal_anchor_count": 2}, "citations_count", ()),
        "citations-anchor-word": (
            "Another word of a row.",
            {f"{cited}/sample/0/is_internal_anchor": False},
            "citations_count",
            (),
        ),
        "citations-repeated": (
            "A row twice.",
            {f"{cited}/sample/1": RECORD["inbound_citations"]["sample"][0], f"{cited}/internal_anchor_count": 2},
            (),
            (),
        ),
        "receipt-dates-first": (
            "Computed after reissued.",
            {"/receipt/first_computed_at": "2026-06-01T12:30:00.500001Z"},
            "receipt_dates",
            (),
        ),
        "receipt-dates-last": (
            "Reissued after signed.",
            {"/receipt/last_reissued_at": "2026-06-01T12:30:01.000001Z"},
            "receipt_dates",
            (),
        ),
        "receipt-dates-equal": (
            "Three spellings of one instant.",
            {
                "/receipt/first_computed_at": "2026-06-01T12:30:01Z",
                "/receipt/last_reissued_at": "2026-06-01T12:30:01.000000+00:00",
            },
            (),
            (),
        ),
        "receipt-dates-text": (
            "In the order of instants, not of texts.",
            {"/receipt/first_computed_at": "2026-06-01T12:30:00Z", "/receipt/last_reissued_at": "2026-06-01T12:30:00.1Z"},
            (),
            (),
        ),
        "record-dates": ("Updated before created.", {"/updated_at": "2026-06-01T12:29:59.999999Z"}, "record_dates", ()),
        "record-dates-equal": ("Two spellings of one instant.", {"/updated_at": "2026-06-01T12:30:00+00:00"}, (), ()),
    }
    _each(made, group, rows, "Forgery")


def _report(made: DocumentVectors) -> None:
    group = made.file.group("require", "8.1", "verify", "Required checks and arguments.")
    made.verify(
        group, "window", "The window is required and not examined.", RECORD, (), ("key_window",), at=None, require=["key_window"]
    )
    made.verify(
        group,
        "abstract",
        "The abstract is required and not given.",
        RECORD,
        (),
        ("abstract_hash",),
        abstract=None,
        require=["abstract_hash"],
    )
    made.verify(
        group, "passed", "Required checks that pass.", RECORD, (), (), require=["key_window", "abstract_hash", "claims_hash"]
    )
    made.verify(group, "already", "A check that is required anyway.", RECORD, (), (), require=["signature"])
    made.verify(group, "unknown", "No check has the name.", RECORD, (), (), require=["signatures"])
    made.verify(group, "case", "The name of a check in another case.", RECORD, (), (), require=["Signature"])
    for name, origin in {"slash": f"{ORIGIN}/", "path": f"{ORIGIN}/a", "no-scheme": "pith.science"}.items():
        made.verify(group, f"origin-{name}", "Not an origin.", RECORD, (), (), "Address", origin=origin)
    group = made.file.group("assurance", "8.2", "verify", "The assurance of single values.")
    pointers = (
        "",
        "/pith_number",
        "/canonical_record",
        "/canonical_record/metadata/license",
        "/canonical_record/metadata/cross_cats_sorted/0",
        "/source",
        "/paper",
        "/paper/title",
        "/paper/authors_text",
        "/paper/abstract_excerpt",
        "/paper/cross_cats",
        "/paper/cross_cats/1",
        "/graph_snapshot/paper/headline",
        "/receipt",
        "/receipt/signed_at",
        "/receipt/kind",
        "/receipt/key_id",
        "/aliases",
        "/aliases/0/alias_value",
        "/aliases/0/created_at",
        "/links/html",
        "/graph_snapshot/claims/items",
        "/graph_snapshot/claims/items/0/text",
        "/graph_snapshot/claims/items/0/status",
        "/graph_snapshot/verdict/id",
        "/graph_snapshot/integrity/endpoint",
        "/graph_snapshot/integrity/available",
        "/verification_status/weak_author_claims",
        "/verification_status/pith_receipt",
        "/event_summary",
        "/events",
        "/schema_version",
        "/created_at",
    )
    made.verify(group, "base", "The base record.", RECORD, assurance=pointers)
    tree = edit(RECORD, both("title", "Another"))
    made.verify(group, "title", "Another title: the copy is bound no more.", tree, ("title_hash",), assurance=pointers)
    tree = edit(RECORD, {"/receipt/signature_b64": build.signature(HASH)})
    made.verify(group, "signature", "A wrong signature: nothing is authenticated.", tree, ("signature",), assurance=pointers)
    made.verify(
        group, "stranger", "An unknown key: nothing is authenticated.", RECORD, (), RECEIPT_CHECKS, assurance=pointers, keys=[]
    )
    tree = edit(RECORD, {"/aliases": [*RECORD["aliases"], RECORD["aliases"][0]]})
    made.verify(group, "alias-twice", "An alias twice: no alias is bound.", tree, ("alias_set",), assurance=pointers)
    tree = edit(RECORD, {"/pith_number": f"pith:2024:{'A' * 26}"})
    made.verify(group, "number", "Another number: what follows from it is not bound.", tree, ("number",), assurance=pointers)
    tree = edit(RECORD, {f"{GRAPH}/claims/items/0/status": "x", "/graph_snapshot/claims/items/0/a~1b~0c": 1})
    made.verify(
        group,
        "escaped-pointer",
        "Escapes in pointers.",
        tree,
        ("claims_hash",),
        assurance=("/graph_snapshot/claims/items/0/a~1b~0c",),
    )
    names = {"/paper/x~1y": 1, "/links/*": {"a": 1}, "/aliases/0/~0": [], "/canonical_sha256x": {}}
    made.verify(
        group,
        "odd-names",
        "Member names with a slash, a tilde and a star.",
        edit(RECORD, names),
        (),
        (),
        "UnknownMember",
        assurance=("/links/*",),
    )


def _shapes(made: DocumentVectors) -> None:
    group = made.file.group("future", "7.2", "verify", "Members, words and versions that are unknown today.")
    unknown: Tree = {"text": "x", "list": [1, True, None, {"a": {}}]}
    made.verify(group, "member", "A member more.", edit(RECORD, {"/x": unknown}), (), (), "UnknownMember")
    made.verify(
        group, "words", "Unknown words.", edit(RECORD, {"/attestation_state": "x", "/schema_url": "y"}), (), (), "UnknownMember"
    )
    made.verify(group, "minor", "Another minor version.", edit(RECORD, {"/schema_version": "1.99"}), (), (), "UnknownMember")
    signed = sealed(
        {
            "/canonical_record/schema_version": "1.3",
            "/canonical_record/x": unknown,
            "/canonical_record/metadata/y": {},
            "/canonical_record/z": [],
        }
    )
    made.verify(group, "signed", "Unknown members under the signature are authenticated.", signed, (), (), "UnknownMember")
    made.verify(
        group,
        "signed-empty-added",
        "An empty object more under the signature.",
        edit(signed, {"/canonical_record/source/q": {}}),
        ("canonical_hash", "receipt_hash", "signature", "sources", *FROM_NUMBER),
        (),
        "Forgery",
    )
    event = {"event_type": "x", "target": "record", "inner": {"a": 1}}
    made.verify(
        group,
        "events",
        "Events.",
        edit(RECORD, {"/events": [event], "/event_summary": {"x": 1}, "/paper_claims": [1, {}]}),
        (),
        ("status_events",),
        "UnknownMember",
    )
    for name, source in {
        "old-id": {"kind": "arxiv", "id": "math/0309136", "version": 1},
        "class": {"kind": "arxiv", "id": "math.GT/0309136", "version": 3},
        "great-version": {"kind": "arxiv", "id": "2499.00003", "version": 123456789},
        "odd-id": {"kind": "arxiv", "id": "A b/\u00c9?", "version": 1},
    }.items():
        made.verify(group, f"source-{name}", "A source with another id.", sealed({"/canonical_record/source": source}), (), ())
    for name, date in {
        "year-1": "0001-01-01T00:00:00Z",
        "year-9999": "9999-12-31T23:59:59Z",
        "leap-day": "2024-02-29T00:00:00Z",
    }.items():
        tree = sealed({"/canonical_record/metadata/submitted_at": date, **both("submitted_at", date)})
        made.verify(group, f"submitted-{name}", f"Submitted at {date}.", tree, (), (), "EdgeValue")
    tree = sealed({"/canonical_record/metadata/license": "", **both("license", "")})
    made.verify(group, "no-license", "No license.", tree, (), ())
    assert canonical_hash(RECORD["canonical_record"]) == RECORD["canonical_sha256"]
    assert list_hash([]) == EMPTY_LIST


def _published(made: DocumentVectors) -> None:
    """Records of published canonical records, titles, aliases and signatures; everything else in them is empty."""
    group = made.file.group("published", "8.3", "verify", "Published facts in records that are empty otherwise.")
    empty = made.file.bases["empty"]
    for row in published("receipts"):
        canonical = row["canonical_record"]
        metadata = canonical["metadata"]
        paper = {
            **empty["paper"],
            **{member: metadata[member] for member in ("license", "primary_cat", "submitted_at")},
            "title": row["title"],
            "abstract_excerpt": "",
            "cross_cats": metadata["cross_cats_sorted"],
        }
        tree = build.sealed({**empty, "canonical_record": canonical, "paper": paper})
        tree["receipt"] = row["receipt"]
        tree["graph_snapshot"] |= {"paper": paper, "builder_version": row["receipt"]["builder_version"]}
        listed = [{"alias_kind": kind, "alias_value": value, "created_at": None} for kind, value in row["aliases"].items()]
        for name, aliases, undecided in (("", listed, ()), ("-three", listed[:3], ("short_aliases",))):
            label, comment = f"{row['pith_number'][10:18].lower()}{name}", row["pith_number"]
            tree["aliases"] = aliases
            made.verify(
                group,
                label,
                comment,
                build.unshared(tree),
                (),
                ("abstract_hash", *undecided),
                "Published",
                base="empty",
                keys=["published"],
                abstract=None,
            )


def _refused(made: DocumentVectors) -> None:
    group = made.file.group("refused", "7.2", "parse", "Bytes that are no record, and spellings of numbers in one.")
    text = canon(RECORD).decode()
    rows: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
        "float-version": ("2.0 for an integer.", text.replace('"version":2', '"version":2.0').encode(), ("NumberLiteral",)),
        "exponent-version": ("2e0 for an integer.", text.replace('"version":2', '"version":2e0').encode(), ("NumberLiteral",)),
        "float-count": ("0.0 for a count.", text.replace('"count":0', '"count":0.0').encode(), ("NumberLiteral",)),
        "minus-zero-count": ("-0 for a count.", text.replace('"count":0', '"count":-0').encode(), ("NumberLiteral",)),
        "great-count": (
            "2^64 - 1 for a count.",
            text.replace('"evidence_count":0', '"evidence_count":18446744073709551615').encode(),
            ("EdgeValue",),
        ),
        "greater-count": (
            "2^64 for a count.",
            text.replace('"evidence_count":0', '"evidence_count":18446744073709551616').encode(),
            ("EdgeValue",),
        ),
        "duplicate": ("A key twice.", b'{"record_type":"pith_number_record",' + text[1:].encode(), ("DuplicateKey",)),
        "duplicate-unknown": ("A key twice in an unknown member.", b'{"x":{"a":1,"a":1},' + text[1:].encode(), ("DuplicateKey",)),
        "trailing": ("Two records.", (text + text).encode(), ()),
        "cut": ("Cut short.", text[:-1].encode(), ()),
        "bom": ("A byte-order mark.", b"\xef\xbb\xbf" + text.encode(), ("Encoding",)),
        "utf-16": ("In UTF-16.", text.encode("utf-16"), ("Encoding",)),
        "invalid-utf-8": ("Bytes that are not UTF-8.", text.replace("nobody", "\u00ff").encode("latin-1"), ("Encoding",)),
        "lone-surrogate": ("A lone surrogate in a title.", text.replace("nobody", "\\udead").encode(), ("LoneSurrogate",)),
        "control": ("A control character in a text.", text.replace("nobody", "\u0001").encode(), ()),
        "float-in-unknown": (
            "A float that loses digits in an unknown member.",
            b'{"x":0.10000000000000000000001,' + text[1:].encode(),
            ("NumberLiteral",),
        ),
        "exact-float-in-unknown": ("A float in an unknown member.", b'{"x":0.5,' + text[1:].encode(), ("NumberLiteral",)),
        "white-space": ("White space around a record.", b"\n " + text.encode() + b"\r\n\t", ("WhiteSpace",)),
        "escapes": (
            "Every character beyond ASCII and the slash as an escape.",
            json.dumps(edit(RECORD, both("authors_text", "\u00e9/\U0001f600"))).replace("/", "\\/").encode(),
            ("Unicode",),
        ),
        "array": ("An array.", b"[]", ()),
        "null": ("Null.", b"null", ()),
        "text": ("A text.", json.dumps(text).encode(), ()),
        "empty-object": ("An empty object.", b"{}", ()),
        "invalid-json-first": (
            "A duplicate key comes before a missing member.",
            b'{"record_type":"pith_number_record","a":1,"a":1}',
            ("DuplicateKey",),
        ),
        "two-kinds": ("Two type members.", b'{"bundle_type":"pith_open_graph_bundle",' + text[1:].encode(), ()),
        "schema-member": (
            "A record with a member schema is a record.",
            b'{"schema":"x",' + text[1:].encode(),
            ("UnknownMember",),
        ),
        "type-case": ("The type in another case.", text.replace("pith_number_record", "Pith_number_record").encode(), ()),
        "no-type": ("No type member.", text.replace('"record_type":"pith_number_record",', "").encode(), ("MissingMember",)),
    }
    for name, (comment, data, flags) in rows.items():
        made.parse_bytes(group, name, comment, data, *flags)
    group = made.file.group(
        "patterns", "4.7", "parse", "Timestamps, versions, hashes and numbers at the border of their patterns."
    )
    date = "2026-06-01T12:30:00"
    dates = {
        **{f"fraction-{len(digits)}": f"{date}.{digits}Z" for digits in ("5", "50", "500000")},
        "offset": f"{date}+00:00",
        "offset-fraction": f"{date}.123456+00:00",
        "fraction-0": f"{date}.Z",
        "fraction-7": f"{date}.1234567Z",
        "no-offset": date,
        "minus-offset": f"{date}-00:00",
        "other-offset": f"{date}+01:00",
        "short-offset": f"{date}+00",
        "basic-offset": f"{date}+0000",
        "lower-t": f"{date.lower()}Z",
        "lower-z": f"{date}z",
        "space": f"{date.replace('T', ' ')}Z",
        "comma": f"{date},5Z",
        "leap-second": "2026-06-30T23:59:60Z",
        "hour-24": "2026-06-01T24:00:00Z",
        "minute-60": "2026-06-01T12:60:00Z",
        "month-13": "2026-13-01T00:00:00Z",
        "month-0": "2026-00-01T00:00:00Z",
        "day-0": "2026-06-00T00:00:00Z",
        "day-31": "2026-06-31T00:00:00Z",
        "no-leap-year": "1900-02-29T00:00:00Z",
        "leap-year": "2000-02-29T00:00:00Z",
        "year-0": "0000-01-01T00:00:00Z",
        "year-1": "0001-01-01T00:00:00Z",
        "year-5-digits": "12026-01-01T00:00:00Z",
        "no-seconds": "2026-06-01T12:30Z",
        "date": "2026-06-01",
        "other-digits": "\u0662\u0660\u0662\u0666-06-01T12:30:00Z",
        "full-width": "\uff12026-06-01T12:30:00Z",
        "space-before": f" {date}Z",
    }
    for name, text_ in dates.items():
        made.parse(
            group,
            f"date.{name}",
            f"A timestamp: {name}.",
            edit(RECORD, {"/created_at": text_, "/updated_at": text_}),
            "Pattern",
            rule="4.7",
        )
    versions = (
        "1.0",
        "1.7",
        "1.10",
        "1.00",
        "1.01",
        "1",
        "1.",
        "1.0.0",
        "01.0",
        "2.0",
        "0.9",
        "10.0",
        "1.-1",
        "1.x",
        "v1.0",
        " 1.0",
        "1.\u0661",
        "1.0\n",
    )
    for index, text_ in enumerate(versions):
        made.parse(
            group,
            f"version.{index}",
            f"A version: {text_.strip()}.",
            edit(RECORD, {"/schema_version": text_}),
            "Pattern",
            rule="7.2",
        )
    numbers = {
        "year-0": f"pith:0000:{'A' * 26}",
        "25": f"pith:2024:{'A' * 25}",
        "27": f"pith:2024:{'A' * 27}",
        "digit-1": f"pith:2024:{'1' * 26}",
        "short": "pith:AAAAAAAA",
    }
    for name, text_ in numbers.items():
        made.parse(group, f"number.{name}", "No number.", edit(RECORD, {"/pith_number": text_}), "Pattern", rule="4.1")
    for name, text_ in {
        "7": "pith:AAAAAAA",
        "27": f"pith:{'A' * 27}",
        "26": f"pith:{'A' * 26}",
        "whole": f"pith:2024:{'A' * 26}",
    }.items():
        made.parse(
            group, f"short.{name}", "A short number, or none.", edit(RECORD, {"/short_pith_number": text_}), "Pattern", rule="4.2"
        )
    for name, text_ in {"63": "0" * 63, "65": "0" * 65, "g": "g" * 64, "other-digits": "\u0660" * 64}.items():
        made.parse(group, f"hash.{name}", "No hash.", edit(RECORD, {"/canonical_sha256": text_}), "Pattern", rule="7.2")
    for name, text_ in {
        "one": "A",
        "two": "AA==",
        "two-bits": "AB==",
        "three": "AAA=",
        "three-bits": "AAB=",
        "three-bits-accepted": "AAE=",
        "four": "AAAA",
        "no-padding": "AA",
        "padding-alone": "====",
        "inside": "AA==AAAA",
        "space": "AA ==",
        "url": "AA-_",
    }.items():
        made.parse(
            group, f"base64.{name}", "Base64, or none.", edit(RECORD, {"/receipt/signature_b64": text_}), "Pattern", rule="7.2"
        )
    for name, value in {"text": "2001", "null": None, "true": True, "list": [2001]}.items():
        made.parse(
            group,
            f"year.{name}",
            "A year of a reference.",
            edit(RECORD, {f"{GRAPH}/references/sample/0/year": value}),
            "WrongType",
            rule="7.3",
        )
