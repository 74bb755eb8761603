"""What the benchmark measures: public functions, the least that their work can cost, and what people write instead."""

import hashlib
import json
import os
import re
from base64 import b32encode, b64decode
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import orjson
from bench_alias import random_numbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nacl.signing import VerifyKey
from slots import Call

import pith
from pith import opengraph
from pith.minting import PaperInput
from pith.testing import SAMPLE_AT, TEST_KEYS, TEST_SIGNER, sample_bundle, sample_integrity, sample_record, sample_state

REPOSITORY = Path(__file__).parents[2]
CARRIED = REPOSITORY / "examples" / "records" / "2305.02301v2.json"
PUBLISHED = Path(os.environ.get("PITH_SHARED") or REPOSITORY.parent / "shared") / "records"
NUMBERS = 20_000
GROUPS = 8
"""How many times `verify_many` gets the records in one call: it is for many records."""
TEXT = "The method of pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC is faster than that of RESULTS2023 in Table 3. " * 20

PARSE, VERIFY, BOTH, MANY = "parse_record", "verify_record", "parse_record + verify_record", "verify_many"
FLOOR, SCRIPT, LOADS = "floor: orjson, SHA-256, PyNaCl", "script: json, cryptography", "orjson.loads"
MAPPING, MINT, DERIVE = "parse_record of a mapping", "mint_record", "PithNumber.derive of a mapping"
TO_JSON, UNAUTHENTICATED, DIFF = "report.to_json", "report.unauthenticated", "diff_records"
DERIVE_FLOOR = "sorted dumps, SHA-256, b32encode"
CORPUS_MANY, CORPUS_FLOOR = "verify_many over minted records", "floor over minted records"


def floor(data: bytes, key: VerifyKey) -> None:
    """The least that a check of hash and signature costs with the fastest libraries, without models."""
    record = orjson.loads(data)
    canonical = orjson.dumps(record["canonical_record"], option=orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(canonical).digest()
    if digest.hex() != record["canonical_sha256"]:
        raise ValueError("the hash does not match")
    key.verify(digest, b64decode(record["receipt"]["signature_b64"]))


def script(data: bytes, key: Ed25519PublicKey) -> None:
    """What people write instead, with two checks: the hash and the signature."""
    record = json.loads(data)
    digest = hashlib.sha256(by_json(record["canonical_record"])).digest()
    if digest.hex() != record["canonical_sha256"]:
        raise ValueError("the hash does not match")
    key.verify(b64decode(record["receipt"]["signature_b64"]), digest)


def by_json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sorted_dumps(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def both(data: bytes) -> None:
    """Parse and verify. Raises `VerificationFailed` if a check fails."""
    pith.verify_record(pith.parse_record(data)).raise_for_failure()


def many(records: Sequence[bytes], keys: pith.KeyRing = pith.PITH_KEYS) -> None:
    """Verify by `verify_many`. Raises ValueError if a record is not ok."""
    for result in pith.verify_many(records, keys=keys):
        if not result.ok:
            raise ValueError(result.reason)


def whole_records() -> list[bytes]:
    """The published records of the shared folder, or the one that the repository carries."""
    return [path.read_bytes() for path in sorted(PUBLISHED.glob("*.json")) or [CARRIED]]


def records_in_call(name: str, records: Sequence[bytes]) -> int:
    """How many records one call of a function of `of_records` handles."""
    return len(records) * (GROUPS if name == MANY else 1)


def of_records(records: Sequence[bytes]) -> dict[str, Call]:
    """The functions of the main path. Each call handles every record once, that of `verify_many` several times."""
    raw_key = next(iter(pith.PITH_KEYS)).raw
    nacl_key, openssl_key = VerifyKey(raw_key), Ed25519PublicKey.from_public_bytes(raw_key)
    trees = [orjson.loads(data) for data in records]
    parsed = [pith.parse_record(data) for data in records]
    reports = [pith.verify_record(record) for record in parsed]
    canonical = [tree["canonical_record"] for tree in trees]
    paper = PaperInput(parsed[0].paper, parsed[0].source, parsed[0].paper.abstract_excerpt)
    references, citations = parsed[0].graph_snapshot.references.sample, parsed[0].inbound_citations.sample

    def each(function: Callable[[Any], object], inputs: Sequence[Any]) -> Call:
        return lambda: [function(value) for value in inputs]

    def mint(_: object) -> None:
        pith.mint_record(paper, signer=TEST_SIGNER, at=SAMPLE_AT, references=references, citations=citations)

    return {
        LOADS: each(orjson.loads, records),
        FLOOR: each(partial(floor, key=nacl_key), records),
        SCRIPT: each(partial(script, key=openssl_key), records),
        PARSE: each(pith.parse_record, records),
        MAPPING: each(pith.parse_record, trees),
        VERIFY: each(pith.verify_record, parsed),
        BOTH: each(both, records),
        MANY: lambda: many([*records] * GROUPS),
        DERIVE: each(pith.PithNumber.derive, canonical),
        DERIVE_FLOOR: each(lambda value: b32encode(hashlib.sha256(sorted_dumps(value)).digest())[:26].decode(), canonical),
        TO_JSON: each(lambda report: report.to_json(), reports),
        UNAUTHENTICATED: each(lambda report: report.unauthenticated, reports),
        DIFF: each(lambda record: opengraph.diff_records(record, parsed[-1]), parsed),
        MINT: each(mint, records),
    }


def of_corpus(records: Sequence[bytes], count: int) -> dict[str, Call]:
    """`verify_many` and the floor over many minted records. Each call takes the next `count` of them."""
    key = VerifyKey(next(iter(TEST_KEYS)).raw)
    one, other = cycle(records), cycle(records)
    return {
        CORPUS_MANY: lambda: many([*islice(one, count)], TEST_KEYS),
        CORPUS_FLOOR: lambda: [*map(partial(floor, key=key), islice(other, count))],
    }


def of_functions() -> dict[str, tuple[Call, str, Call]]:
    """Other public functions: what a call does, the name of its floor, and the floor."""
    record = sample_record("full")
    data, tree = record.to_json(), record.to_dict()
    report = pith.verify_record(record, keys=TEST_KEYS)
    canonical = tree["canonical_record"]
    receipt, key = record.receipt, TEST_KEYS.find(record.receipt.key_id, record.receipt.public_key_fingerprint)
    nacl_key, signature = VerifyKey(key.raw), record.receipt.signature
    number, title = record.pith_number, record.paper.title
    numbers = [*random_numbers(NUMBERS, seed=0)]
    index, ordered = pith.AliasIndex(numbers), sorted(number[10:] for number in numbers)
    prefix = numbers[0][10:22]
    bundle, state, integrity = sample_bundle(record), sample_state(record), sample_integrity(record)
    pattern = re.compile(r"pith:[0-9]{4}:[A-Z2-7]{26}")
    ring = TEST_KEYS.to_json()

    def verify() -> object:
        return pith.verify_record(record, keys=TEST_KEYS)

    def signatures(count: int) -> Call:
        return lambda: [nacl_key.verify(receipt.digest, signature) for _ in range(count)]

    names = "verify_record"
    return {
        "record.to_json": (record.to_json, "orjson.dumps", lambda: orjson.dumps(tree)),
        "record.to_dict": (record.to_dict, "orjson.loads", lambda: orjson.loads(data)),
        "verify_receipt": (
            lambda: pith.verify_receipt(receipt, record.canonical_sha256, keys=TEST_KEYS),
            "PyNaCl, one signature",
            signatures(1),
        ),
        "report.assurance_of": (lambda: report.assurance_of("/paper/title"), names, verify),
        "report.to_text": (report.to_text, names, verify),
        "report.to_html": (report.to_html, names, verify),
        "PithNumber": (lambda: pith.PithNumber(str(number)), "re.fullmatch", lambda: pattern.fullmatch(number)),
        "parse_number": (lambda: pith.parse_number(str(number)), "re.fullmatch", lambda: pattern.fullmatch(number)),
        "short_aliases": (
            lambda: pith.short_aliases(number),
            "two slices",
            lambda: (number[10:18], number[10:22], number[10:26]),
        ),
        "find_numbers": (lambda: [*pith.find_numbers(TEXT)], "re.findall", lambda: re.findall("[A-Z2-7]{8,26}", TEXT)),
        "AliasIndex": (lambda: pith.AliasIndex(numbers), "sorted(set())", lambda: sorted(set(numbers))),
        "AliasIndex.resolve": (lambda: index.resolve(prefix), "bisect", lambda: ordered[bisect_left(ordered, prefix)]),
        "AliasIndex.from_bytes": (
            partial(pith.AliasIndex.from_bytes, index.to_bytes()),
            "SHA-256 of the bytes",
            lambda: hashlib.sha256(index.to_bytes()).digest(),
        ),
        "canonical_bytes": (lambda: pith.canonical_bytes(tree), "sorted dumps", lambda: sorted_dumps(tree)),
        "canonical_sha256": (
            lambda: pith.canonical_sha256(canonical),
            "sorted dumps, SHA-256",
            lambda: hashlib.sha256(sorted_dumps(canonical)).hexdigest(),
        ),
        "text_sha256": (
            lambda: pith.text_sha256(title),
            "split, join, lower, SHA-256",
            lambda: hashlib.sha256(" ".join(title.split()).lower().encode()).hexdigest(),
        ),
        "PublicKey": (lambda: pith.PublicKey(key.raw), "SHA-256 of the key", lambda: hashlib.sha256(key.raw).digest()),
        "KeyRing.parse": (lambda: pith.KeyRing.parse(ring), "orjson.loads", lambda: orjson.loads(ring)),
        "cite": (lambda: pith.cite(record, "csl"), "record.to_dict", record.to_dict),
        "json_schema": (pith.json_schema, "json.dumps of it", partial(json.dumps, pith.json_schema())),
        "citation_edges": (lambda: opengraph.citation_edges(record), "record.to_dict", record.to_dict),
        "compare_documents": (lambda: opengraph.compare_documents(record, bundle, state), names, verify),
        "parse_bundle": (
            partial(opengraph.parse_bundle, bundle.to_json()),
            "orjson.loads",
            partial(orjson.loads, bundle.to_json()),
        ),
        "verify_bundle": (lambda: opengraph.verify_bundle(bundle, keys=TEST_KEYS), "PyNaCl, two signatures", signatures(2)),
        "verify_state": (lambda: opengraph.verify_state(state, keys=TEST_KEYS), "PyNaCl, one signature", signatures(1)),
        "verify_integrity": (
            lambda: opengraph.verify_integrity(integrity, keys=TEST_KEYS),
            "PyNaCl, a signature an event",
            signatures(len(integrity.events)),
        ),
    }
