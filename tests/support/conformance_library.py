"""The library in the terms of the conformance suite: an answer in plain JSON values to each operation of the vectors."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

from conformance.form import apply
from reference.keys import Ring
from reference.report import Settings

import pith
from pith import AliasIndex, KeyRing, PithError, PithNumber, PithRecord, PublicKey, ShortPithNumber, VerificationReport
from pith.aliases import collision_probability, expected_collisions
from pith.canonical import same_json
from pith.minting import canonical_record_for
from pith.models import PaperMetadata
from pith.opengraph import (
    IntegrityDocument,
    MirrorManifest,
    OpenGraphBundle,
    OpenGraphState,
    compare_documents,
    diff_records,
    manifest_keys,
    mirror_addresses,
    parse_bundle,
    parse_document,
    parse_mirrors,
    parse_state,
    verify_bundle,
    verify_integrity,
    verify_state,
)
from pith.protocol import ADDRESSES
from pith.strict_json import parse_json
from pith.timestamps import parse_timestamp

Tree = dict[str, Any]
_KINDS = {
    PithRecord: "record",
    OpenGraphBundle: "bundle",
    OpenGraphState: "state",
    IntegrityDocument: "integrity",
    MirrorManifest: "manifest",
}


def key_ring(ring: Ring) -> KeyRing:
    """A ring of the reference as one of the library."""
    return KeyRing(
        PublicKey.from_bytes(key.raw, key_id=key.key_id, not_before=key.not_before, not_after=key.not_after, revoked=key.revoked)
        for key in ring.values()
    )


def report_of(document: Any, settings: Settings, keys: KeyRing) -> VerificationReport:
    """The report of a parsed document; arguments that its kind does not take are left out."""
    at, require = settings.at, settings.require
    if isinstance(document, PithRecord):
        return pith.verify_record(document, keys=keys, at=at, abstract=settings.abstract, origin=settings.origin, require=require)
    if isinstance(document, OpenGraphState):
        return verify_state(document, keys=keys, require=require)
    if isinstance(document, OpenGraphBundle):
        return verify_bundle(document, keys=keys, at=at, require=require)
    assert isinstance(document, IntegrityDocument)
    return verify_integrity(document, keys=keys, at=at, require=require)


def answer(data: bytes, settings: Settings) -> Tree:
    """What the library finds of bytes: an error, or the kind and the report."""
    try:
        document = parse_document(data)
    except PithError as error:
        return {"error": type(error).__name__}
    kind = _KINDS[type(document)]
    if kind == "manifest":
        return {"kind": kind}
    report = report_of(document, settings, key_ring(settings.ring))
    return {
        "kind": kind,
        "ok": report.ok,
        "checks": [(result.name, result.outcome.value) for result in report.checks],
        "required": sorted(report.required),
        "unauthenticated": sorted(report.unauthenticated),
        "extensible": sorted(report.extensible),
    }


class Suite:
    """One file of vectors: it answers each test as the library does."""

    def __init__(self, file: Tree) -> None:
        self.file = file
        self.rings: dict[tuple[str, ...], KeyRing] = {}
        self.operations: dict[str, Callable[[Tree], Tree]] = {
            name: getattr(self, f"_{name}") for name in {group["operation"] for group in file["groups"]}
        }

    def answer(self, operation: str, given: Tree) -> Tree:
        """The answer to the input of a test: `expected` or `error`, as the test has them."""
        try:
            return {"expected": self.operations[operation]({**self.file.get("defaults", {}), **given})}
        except PithError as error:
            return {"error": type(error).__name__}

    def _tree(self, given: Tree) -> bytes:
        return json.dumps(apply(self.file["bases"][given["base"]], given.get("patch", []))).encode()

    def _data(self, given: Tree) -> bytes:
        """The bytes of the document of a test."""
        if "bytes_base64" in given:
            return b64decode(given["bytes_base64"])
        return str(given["json"]).encode() if "json" in given else self._tree(given)

    def _ring(self, names: list[str]) -> KeyRing:
        if (*names,) not in self.rings:
            self.rings[(*names,)] = KeyRing(_key(self.file["keys"][name]) for name in names)
        return self.rings[(*names,)]

    def _canonicalize(self, given: Tree) -> Tree:
        value = parse_json(self._data(given))
        return {"canonical": pith.canonical_bytes(value).decode(), "sha256": pith.canonical_sha256(value)}

    def _equal(self, given: Tree) -> Tree:
        return {"equal": same_json(parse_json(given["json"]), parse_json(given["other_json"]))}

    def _canonical_text(self, given: Tree) -> Tree:
        text = _text(given)
        return {"canonical": pith.canonical_text(text), "sha256": pith.text_sha256(text)}

    def _text_hash_check(self, given: Tree) -> Tree:
        from pith.canonical import text_has_sha256

        words = {True: "passed", False: "failed", None: "indeterminate"}
        return {"outcome": words[text_has_sha256(_text(given), given["sha256"])]}

    def _derive(self, given: Tree) -> Tree:
        record = given["canonical_record"]
        number = PithNumber.derive(record)
        return {"canonical_sha256": pith.canonical_sha256(record), "pith_number": number, "short_pith_number": number.short()}

    def _addresses(self, given: Tree) -> Tree:
        number = PithNumber(given["pith_number"])
        return {form: number.url(form, origin=given["origin"]) for form in ADDRESSES}

    def _aliases(self, given: Tree) -> Tree:
        source = pith.Source.parse(given["source"])
        return {"aliases": {**pith.source_aliases(source), **pith.short_aliases(PithNumber(given["pith_number"]))}}

    def _strict_number(self, given: Tree) -> Tree:
        return {"number": PithNumber(given["text"])}

    def _strict_short_number(self, given: Tree) -> Tree:
        return {"number": ShortPithNumber(given["text"])}

    def _parse_number(self, given: Tree) -> Tree:
        hosts = {"hosts": given["hosts"]} if "hosts" in given else {}
        return {"number": pith.parse_number(_text(given), **hosts)}

    def _find_numbers(self, given: Tree) -> Tree:
        hosts = {"hosts": given["hosts"]} if "hosts" in given else {}
        return {
            "matches": [
                {"start": match.start, "end": match.end, "number": match.number, "may_be_word": match.may_be_word}
                for match in pith.find_numbers(given["text"], **hosts)
            ]
        }

    def _index(self, given: Tree) -> AliasIndex:
        entries = given["entries"] if "entries" in given else self.file["bases"][given["base"]]["entries"]
        sources = [
            (PithNumber(entry["pith_number"]), pith.Source.parse(entry["source"])) for entry in entries if "source" in entry
        ]
        return AliasIndex([entry["pith_number"] for entry in entries], sources=sources)

    def _resolve(self, given: Tree) -> Tree:
        return {"pith_number": self._index(given).resolve(given["alias"])}

    def _shortest_alias(self, given: Tree) -> Tree:
        return {"alias": self._index(given).shortest(given["pith_number"], lengths=given["lengths"])}

    def _index_bytes(self, given: Tree) -> Tree:
        return {"bytes_base64": b64encode(self._index(given).to_bytes()).decode()}

    def _read_index(self, given: Tree) -> Tree:
        return {"numbers": sorted(AliasIndex.from_bytes(b64decode(given["bytes_base64"])))}

    def _collisions(self, given: Tree) -> Tree:
        count, length = given["count"], given["length"]
        return {"expected_pairs": expected_collisions(count, length), "probability": collision_probability(count, length)}

    def _key(self, given: Tree) -> Tree:
        read = {
            "hex": PublicKey.from_hex,
            "base64": PublicKey.from_base64,
            "multibase": PublicKey.from_multibase,
            "did:key": PublicKey.from_did_key,
        }
        key = read[given["encoding"]](given["text"], key_id="k")
        return {
            "fingerprint": key.fingerprint,
            "fingerprint_b32": key.fingerprint_b32,
            "hex": key.raw.hex(),
            "base64": b64encode(key.raw).decode(),
            "multibase": key.multibase,
            "did:key": key.did_key,
        }

    def _key_ring(self, given: Tree) -> Tree:
        return {"key_ids": [key.key_id for key in KeyRing(map(_key, given["ring"]))]}

    def _verify_signature(self, given: Tree) -> Tree:
        key = PublicKey.from_bytes(bytes.fromhex(given["public_key_hex"]), key_id="k")
        try:
            key.verify(bytes.fromhex(given["message_hex"]), bytes.fromhex(given["signature_hex"]))
        except pith.InvalidSignature:
            return {"valid": False}
        return {"valid": True}

    def _verify_receipt(self, given: Tree) -> Tree:
        receipt = pith.Receipt.parse(self._tree(given))
        at = parse_timestamp(given["at"]) if "at" in given else None
        pith.verify_receipt(receipt, given["canonical_sha256"], keys=self._ring(given["keys"]), at=at)
        return {"verified": True}

    def _mirror_addresses(self, given: Tree) -> Tree:
        manifest = parse_mirrors(self._tree(given))
        return {"addresses": [[*mirror_addresses(mirror, given["pith_number"])] for mirror in manifest.mirrors]}

    def _manifest_keys(self, given: Tree) -> Tree:
        found = manifest_keys(parse_mirrors(self._tree(given)), self._ring(given["keys"]))
        return {"trusted": [_key_tree(key) for key in found.trusted], "new": [_key_tree(key) for key in found.new]}

    def _verify(self, given: Tree) -> Tree:
        document = parse_document(self._data(given))
        at = given.get("at")
        settings = Settings(
            {},
            None if at is None else parse_timestamp(at),
            given.get("abstract"),
            given.get("origin", "https://pith.science"),
            tuple(given.get("require", ())),
        )
        report = report_of(document, settings, self._ring(given["keys"]))
        return {
            "kind": _KINDS[type(document)],
            "ok": report.ok,
            "passed": [*report.passed],
            "failed": [*report.failed],
            "indeterminate": [*report.indeterminate],
            "unauthenticated": [*report.unauthenticated],
            "extensible": [*report.extensible],
            "assurance": _Assurance(report),
        }

    def _parse(self, given: Tree) -> Tree:
        return {"kind": _KINDS[type(parse_document(self._data(given)))]}

    def _compare_documents(self, given: Tree) -> Tree:
        parsers: dict[str, Any] = {"record": pith.parse_record, "bundle": parse_bundle, "state": parse_state}
        trees = [parse(apply(self.file["bases"][kind], given["patches"].get(kind, []))) for kind, parse in parsers.items()]
        return _pairs(compare_documents(*trees))

    def _diff_records(self, given: Tree) -> Tree:
        return _pairs(
            diff_records(
                pith.parse_record(self.file["bases"]["record"]), pith.parse_record(self._tree({"base": "record", **given}))
            )
        )

    def _canonical_record(self, given: Tree) -> Tree:
        paper, source = PaperMetadata.parse(given["paper"]), pith.Source.parse(given["source"])
        record = canonical_record_for(paper, source, abstract=given["abstract"]).to_dict()
        return {
            "canonical_record": record,
            "canonical_sha256": pith.canonical_sha256(record),
            "pith_number": PithNumber.derive(record),
        }


class _Assurance:
    """Equal to the assurance that a test lists, if the report gives it for each pointer."""

    def __init__(self, report: VerificationReport) -> None:
        self._report = report

    def of(self, pointers: list[str]) -> dict[str, str]:
        return {pointer: self._report.assurance_of(pointer).assurance.value for pointer in pointers}


def same_answer(answer: Tree, test: Tree) -> bool:
    """Whether an answer is that of a test: some lists have no order, and numbers of collisions a tolerance."""
    if "error" in test or "error" in answer:
        return answer.get("error") == test.get("error")
    found, expected = answer["expected"], test["expected"]
    if "expected_pairs" in expected:
        return all(abs(found[name] - float(text)) <= 1e-9 * float(text) for name, text in expected.items())
    if isinstance(assurance := found.get("assurance"), _Assurance):
        found = {**found, "assurance": assurance.of(expected.get("assurance", []))}
        expected = {"assurance": {}, **expected}
    for name in ("unauthenticated", "extensible", "differences", "trusted", "new", "key_ids"):
        if name in expected:
            found, expected = ({**tree, name: sorted(tree[name], key=repr)} for tree in (found, expected))
    return bool(found == expected)


def _text(given: Tree) -> str:
    if "text_utf16_hex" in given:
        return bytes.fromhex(given["text_utf16_hex"]).decode("utf-16-be", "surrogatepass")
    text: str = given["text"]
    return text


def _key(tree: Tree) -> PublicKey:
    not_before, not_after = (parse_timestamp(tree[name]) if name in tree else None for name in ("not_before", "not_after"))
    raw, revoked = bytes.fromhex(tree["public_key_hex"]), tree.get("revoked", False)
    return PublicKey.from_bytes(raw, key_id=tree["key_id"], not_before=not_before, not_after=not_after, revoked=revoked)


def _key_tree(key: PublicKey) -> Tree:
    tree: Tree = {"key_id": key.key_id, "public_key_hex": key.raw.hex()}
    for name in ("not_before", "not_after"):
        if (instant := getattr(key, name)) is not None:
            tree[name] = instant.strftime("%Y-%m-%dT%H:%M:%SZ")
    return tree | ({"revoked": True} if key.revoked else {})


def _pairs(comparison: Any) -> Tree:
    return {"differences": [[one.pointer, one.other_pointer] for one in comparison.differences]}
