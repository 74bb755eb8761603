"""An argument of a wrong type raises TypeError that names the argument: each argument of each public function in turn."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

import pith
from pith import AliasIndex, KeyRing, Limits, PithNumber, PublicKey, ShortPithNumber
from pith.addresses import check_hosts, check_origin
from pith.aliases import collision_probability, expected_collisions, shortest_length
from pith.arxiv import is_arxiv_id, parse_arxiv_id
from pith.integrations import idutils, jwk, pem
from pith.keys import NaClSigner
from pith.minting import PaperInput, canonical_record_for, issue_receipt, new_version, reissue
from pith.opengraph import (
    citation_edges,
    claim_edges,
    compare_documents,
    diff_records,
    finding_edges,
    manifest_key,
    manifest_keys,
    mirror_addresses,
    parse_bundle,
    parse_document,
    parse_integrity,
    parse_mirrors,
    parse_state,
    verify_bundle,
    verify_integrity,
    verify_state,
)
from pith.pointers import edit, parse_pointer, resolve_pointer
from pith.strict_json import parse_json
from pith.testing import (
    SAMPLE_AT,
    TEST_KEYS,
    TEST_SEED,
    TEST_SIGNER,
    forge,
    make_record,
    sample_bundle,
    sample_integrity,
    sample_mirrors,
    sample_record,
    sample_state,
    undetectable,
)
from pith.timestamps import parse_timestamp

RECORD = sample_record()
REPORT = pith.verify_record(RECORD, keys=TEST_KEYS)
NUMBER = RECORD.pith_number
SOURCE = RECORD.source
PAPER = {
    "title": "On Nothing",
    "abstract": "Nothing.",
    "id": "2601.00001",
    "version": 1,
    "submitted_at": "2026-01-01T00:00:00Z",
    "primary_cat": "math.HO",
    "cross_cats": ["math.LO"],
    "license": "",
}
INPUT = PaperInput.of(**PAPER)  # type: ignore[arg-type]
INDEX = AliasIndex([NUMBER])
MIRRORS = sample_mirrors()
[KEY] = TEST_KEYS
DATA = RECORD.to_json()
HASH = RECORD.canonical_sha256

Wrong: TypeAlias = tuple[object, ...]
"""Values that have another type than an argument."""
Arguments: TypeAlias = "dict[str, tuple[object, Wrong]]"
"""The arguments of a call by name, each with a value of its type."""

OTHER = object()
MODEL: Wrong = (5, None, OTHER, b"x", "x", [])
TEXT: Wrong = (5, None, OTHER, b"x", [])
BYTES: Wrong = (5, None, OTHER, "x", [])
BYTES_OR_TEXT: Wrong = (5, None, OTHER, [])
NUMERIC: Wrong = (None, OTHER, b"x", "x", [])
INTEGER: Wrong = (*NUMERIC, 1.5)
BOOLEAN: Wrong = (5, None, OTHER, b"x", "x", [])
TEXTS: Wrong = (5, None, OTHER, b"x", "x", [5], [None], [OTHER], [b"x"], [[]])
MODELS: Wrong = (5, None, OTHER, b"x", "x", [5], [None], [OTHER], [b"x"], ["x"], [[]])
MAPPING: Wrong = (5, None, OTHER, b"x", "x", [])


def optional(wrong: Wrong) -> Wrong:
    return tuple(value for value in wrong if value is not None)


KEY_OPTIONS: Arguments = {
    "key_id": ("x", TEXT),
    "not_before": (SAMPLE_AT, optional(MODEL)),
    "not_after": (SAMPLE_AT, optional(MODEL)),
    "revoked": (False, BOOLEAN),
    "algorithm": ("ed25519", TEXT),
}
LIMITS: Arguments = {"limits": (Limits(), MODEL)}
PARSER: Arguments = {"data": (DATA, BYTES_OR_TEXT), **LIMITS}
VERIFY: Arguments = {"keys": (TEST_KEYS, MODEL), "at": (SAMPLE_AT, optional(MODEL))}
REQUIRE: Arguments = {"require": (["key"], TEXTS)}
ORIGIN: Arguments = {"origin": ("https://pith.science", TEXT)}
ADDRESS: Arguments = {"form": ("html", optional(TEXT)), **ORIGIN}
BADGE: Arguments = {"label": ("x", optional(TEXT)), **ADDRESS}
MINT: Arguments = {
    "signer": (TEST_SIGNER, MODEL),
    "at": (SAMPLE_AT, MODEL),
    **ORIGIN,
    "builder_version": ("x", TEXT),
    **dict.fromkeys(("claims", "references", "detectors_run", "findings", "citations"), ((), MODELS)),
    "verdict": (None, optional(MODEL)),
}
FIELDS: Arguments = {
    name: (value, optional({"version": INTEGER, "cross_cats": TEXTS}.get(name, TEXT))) for name, value in PAPER.items()
}
READ: Arguments = {"markup": ("refuse", TEXT), **FIELDS}
SOURCES = ([(NUMBER, SOURCE)], (*MODELS, [(5, SOURCE)], [(NUMBER, 5)], [(None, SOURCE)], [(NUMBER, None)], [(NUMBER,)]))

CALLS: list[tuple[str, Callable[..., object], Arguments]] = [
    ("parse_record", pith.parse_record, PARSER),
    ("parse_json", parse_json, PARSER),
    ("parse_document", parse_document, PARSER),
    ("parse_bundle", parse_bundle, {**PARSER, "data": (sample_bundle().to_json(), BYTES_OR_TEXT)}),
    ("parse_state", parse_state, {**PARSER, "data": (sample_state().to_json(), BYTES_OR_TEXT)}),
    ("parse_integrity", parse_integrity, {**PARSER, "data": (sample_integrity().to_json(), BYTES_OR_TEXT)}),
    ("parse_mirrors", parse_mirrors, {**PARSER, "data": (MIRRORS.to_json(), BYTES_OR_TEXT)}),
    (
        "verify_record",
        pith.verify_record,
        {"record": (RECORD, MODEL), **VERIFY, "abstract": ("x", optional(TEXT)), **REQUIRE, **ORIGIN},
    ),
    ("verify_bundle", verify_bundle, {"bundle": (sample_bundle(), MODEL), **VERIFY, "require": REQUIRE["require"]}),
    (
        "verify_state",
        verify_state,
        {"state": (sample_state(), MODEL), "keys": VERIFY["keys"], "require": ([], TEXTS)},
    ),
    (
        "verify_integrity",
        verify_integrity,
        {"document": (sample_integrity(), MODEL), **VERIFY, "require": ([], TEXTS)},
    ),
    (
        "verify_many",
        pith.verify_many,
        {
            "records": ([DATA], (5, None, OTHER, b"x", "x")),
            **VERIFY,
            **REQUIRE,
            **ORIGIN,
            **LIMITS,
            "executor": (None, optional(MODEL)),
            "window": (1, INTEGER),
        },
    ),
    ("verify_receipt", pith.verify_receipt, {"receipt": (RECORD.receipt, MODEL), "canonical_sha256": (HASH, TEXT), **VERIFY}),
    ("assurance_of", REPORT.assurance_of, {"pointer": ("", TEXT)}),
    ("report[name]", lambda name: REPORT[name], {"name": ("key", TEXT)}),
    ("canonical_text", pith.canonical_text, {"text": ("x", TEXT)}),
    ("text_sha256", pith.text_sha256, {"text": ("x", TEXT)}),
    ("PithNumber", PithNumber, {"text": (NUMBER, TEXT)}),
    ("ShortPithNumber", ShortPithNumber, {"text": (NUMBER.short(), TEXT)}),
    ("derive", PithNumber.derive, {"canonical_record": (RECORD.canonical_record, MAPPING)}),
    ("from_digest", PithNumber.from_digest, {"digest": (bytes(32), BYTES), "year": ("2024", TEXT)}),
    ("short", NUMBER.short, {"length": (8, INTEGER)}),
    ("matches", NUMBER.short().matches, {"number": (NUMBER, TEXT)}),
    ("url", NUMBER.url, ADDRESS),
    ("markdown_badge", NUMBER.markdown_badge, BADGE),
    ("html_badge", NUMBER.html_badge, BADGE),
    ("parse_number", pith.parse_number, {"text": (NUMBER, TEXT), "hosts": (["x.org"], TEXTS)}),
    ("find_numbers", pith.find_numbers, {"text": (NUMBER, TEXT), "hosts": (["x.org"], TEXTS)}),
    ("short_aliases", pith.short_aliases, {"number": (NUMBER, TEXT)}),
    ("source_aliases", pith.source_aliases, {"source": (SOURCE, MODEL)}),
    ("parse_arxiv_id", parse_arxiv_id, {"text": ("2601.00001", TEXT)}),
    ("is_arxiv_id", is_arxiv_id, {"text": ("2601.00001", TEXT)}),
    ("check_origin", check_origin, ORIGIN),
    ("check_hosts", check_hosts, {"hosts": (["x.org"], TEXTS)}),
    ("AliasIndex", AliasIndex, {"numbers": ([NUMBER], TEXTS), "sources": SOURCES}),
    ("extended", INDEX.extended, {"numbers": ([NUMBER], TEXTS), "sources": SOURCES}),
    ("merged", INDEX.merged, {"other": (INDEX, MODEL)}),
    ("resolve", INDEX.resolve, {"alias": (NUMBER, TEXT)}),
    ("candidates", INDEX.candidates, {"alias": (NUMBER, TEXT)}),
    (
        "shortest",
        INDEX.shortest,
        {"number": (NUMBER, TEXT), "lengths": ([8], (5, None, OTHER, b"x", "x", [None], [OTHER], ["x"], [1.5]))},
    ),
    ("clashes", INDEX.clashes, {"length": (8, INTEGER)}),
    ("AliasIndex.from_bytes", AliasIndex.from_bytes, {"data": (INDEX.to_bytes(), BYTES)}),
    ("collision_probability", collision_probability, {"count": (9, INTEGER), "length": (8, INTEGER)}),
    ("expected_collisions", expected_collisions, {"count": (9, INTEGER), "length": (8, INTEGER)}),
    ("shortest_length", shortest_length, {"count": (9, INTEGER), "risk": (0.5, NUMERIC)}),
    ("PublicKey", PublicKey, {"raw": (KEY.raw, BYTES), **KEY_OPTIONS}),
    ("from_hex", PublicKey.from_hex, {"text": (KEY.raw.hex(), TEXT), **KEY_OPTIONS}),
    ("from_base64", PublicKey.from_base64, {"text": ("esYO73O6H7IEKNyZi2yw8yjauGAXpsYCEkNtrpaFyjw=", TEXT), **KEY_OPTIONS}),
    ("from_multibase", PublicKey.from_multibase, {"text": (KEY.multibase, TEXT), **KEY_OPTIONS}),
    ("from_did_key", PublicKey.from_did_key, {"text": (KEY.did_key, TEXT), **KEY_OPTIONS}),
    ("is_valid_at", KEY.is_valid_at, {"at": (SAMPLE_AT, MODEL)}),
    ("verify", KEY.verify, {"message": (b"x", BYTES), "signature": (TEST_SIGNER.sign(b"x"), BYTES)}),
    ("KeyRing", KeyRing, {"keys": ([KEY], MODELS)}),
    ("KeyRing.parse", KeyRing.parse, {"data": (TEST_KEYS.to_json(), BYTES_OR_TEXT)}),
    ("get", TEST_KEYS.get, {"key_id": (KEY.key_id, TEXT)}),
    ("find", TEST_KEYS.find, {"key_id": (KEY.key_id, TEXT), "fingerprint": (KEY.fingerprint, TEXT)}),
    ("add", lambda keys: TEST_KEYS.add(keys), {"keys": (KEY, MODEL)}),
    ("revoke", TEST_KEYS.revoke, {"key_id": (KEY.key_id, TEXT)}),
    ("retire", TEST_KEYS.retire, {"key_id": (KEY.key_id, TEXT), "not_after": (SAMPLE_AT, MODEL)}),
    ("from_seed", NaClSigner.from_seed, {"seed": (TEST_SEED, BYTES), "key_id": ("x", TEXT)}),
    ("sign", lambda message: TEST_SIGNER.sign(message), {"message": (b"x", BYTES)}),
    ("PaperInput.of", PaperInput.of, READ),
    ("from_arxiv_api", PaperInput.from_arxiv_api, {"entry": ({}, MAPPING), **READ}),
    ("from_arxiv_raw", PaperInput.from_arxiv_raw, {"fields": ({}, MAPPING), **READ}),
    ("from_csl_json", PaperInput.from_csl_json, {"item": ({}, MAPPING), **READ}),
    ("from_bibtex", PaperInput.from_bibtex, {"fields": ({}, MAPPING), **READ}),
    ("mint_record", pith.mint_record, {"paper": (INPUT, MODEL), **MINT}),
    (
        "canonical_record_for",
        canonical_record_for,
        {"paper": (INPUT.paper, MODEL), "source": (SOURCE, MODEL), "abstract": ("Nothing.", optional(TEXT))},
    ),
    (
        "issue_receipt",
        issue_receipt,
        {"canonical_sha256": (HASH, TEXT), **{name: MINT[name] for name in ("signer", "at", "builder_version")}},
    ),
    (
        "reissue",
        reissue,
        {"record": (RECORD, MODEL), "signer": MINT["signer"], "at": MINT["at"], "keys": (None, optional(MODEL)), **ORIGIN},
    ),
    (
        "new_version",
        new_version,
        {
            "record": (RECORD, MODEL),
            "paper": (RECORD.paper, MODEL),
            **MINT,
            "version": (3, optional(INTEGER)),
            "keys": (None, optional(MODEL)),
            "abstract": (pith.testing.SAMPLE_ABSTRACT, optional(TEXT)),
        },
    ),
    (
        "cite",
        pith.cite,
        {
            "record": (RECORD, MODEL),
            "format": ("csl", TEXT),
            "authors": (["A B"], optional((*TEXTS, [{"family": 5}], [{5: "A"}], [{None: "A"}]))),
        },
    ),
    ("json_schema", pith.json_schema, {"name": ("record", TEXT)}),
    ("Limits", Limits, dict.fromkeys(("size", "depth", "items", "digits"), (9, INTEGER))),
    (
        "compare_documents",
        compare_documents,
        {"record": (RECORD, MODEL), "bundle": (sample_bundle(), MODEL), "state": (sample_state(), MODEL)},
    ),
    ("diff_records", diff_records, {"record": (RECORD, MODEL), "other": (RECORD, MODEL)}),
    ("citation_edges", citation_edges, {"record": (RECORD, MODEL)}),
    ("claim_edges", claim_edges, {"record": (RECORD, MODEL)}),
    ("finding_edges", finding_edges, {"record": (RECORD, MODEL)}),
    ("manifest_key", manifest_key, {"key": (MIRRORS.mirrors[0].public_key, MODEL)}),
    ("manifest_keys", manifest_keys, {"manifest": (MIRRORS, MODEL), "keys": (TEST_KEYS, MODEL)}),
    ("mirror_addresses", mirror_addresses, {"mirror": (MIRRORS.mirrors[0], MODEL), "number": (NUMBER, TEXT)}),
    ("parse_timestamp", parse_timestamp, {"text": ("2026-01-01T00:00:00Z", TEXT)}),
    ("parse_pointer", parse_pointer, {"pointer": ("", TEXT)}),
    ("resolve_pointer", resolve_pointer, {"tree": ({}, ()), "pointer": ("", TEXT)}),
    ("edit", edit, {"tree": ({}, ()), "pointer": ("", TEXT), "change": (dict, ())}),
    ("sample_record", sample_record, {"kind": ("full", TEXT)}),
    ("sample_bundle", sample_bundle, {"record": (RECORD, optional(MODEL))}),
    ("sample_state", sample_state, {"record": (RECORD, optional(MODEL))}),
    ("sample_integrity", sample_integrity, {"record": (RECORD, optional(MODEL)), "signer": (TEST_SIGNER, MODEL)}),
    ("sample_mirrors", sample_mirrors, {"signer": (TEST_SIGNER, MODEL)}),
    (
        "make_record",
        make_record,
        {
            **{name: MINT[name] for name in MINT if name != "builder_version"},
            **FIELDS,
            "authors_text": ("x", TEXT),
            "headline": ("x", TEXT),
        },
    ),
    ("forge", forge, {"record": (RECORD, MODEL), "keys": (TEST_KEYS, MODEL)}),
    ("undetectable", undetectable, {"record": (RECORD, MODEL)}),
    ("is_pith", idutils.is_pith, {"value": (NUMBER, TEXT)}),
    ("normalize_pith", idutils.normalize_pith, {"value": (NUMBER, TEXT)}),
    ("pith_url", idutils.pith_url, {"url_scheme": ("https", TEXT), "value": (NUMBER, TEXT)}),
    ("public_key_to_jwk", jwk.public_key_to_jwk, {"key": (KEY, MODEL)}),
    ("public_key_from_jwk", jwk.public_key_from_jwk, {"data": (jwk.public_key_to_jwk(KEY), BYTES_OR_TEXT), "key_id": ("", TEXT)}),
    ("public_key_to_pem", pem.public_key_to_pem, {"key": (KEY, MODEL)}),
    (
        "public_key_from_pem",
        pem.public_key_from_pem,
        {"data": (pem.public_key_to_pem(KEY), BYTES_OR_TEXT), "key_id": ("x", TEXT)},
    ),
]


@pytest.mark.parametrize(
    ("function", "arguments", "argument"),
    [
        pytest.param(function, arguments, argument, id=f"{name}-{argument}")
        for name, function, arguments in CALLS
        for argument in arguments
    ],
)
def test_a_wrong_type_is_a_type_error_that_names_the_argument(
    function: Callable[..., object], arguments: Arguments, argument: str
) -> None:
    for wrong in arguments[argument][1]:
        values = {key: value for key, (value, _) in arguments.items()} | {argument: wrong}
        with pytest.raises(TypeError, match=argument):
            function(**values)


@pytest.mark.parametrize(("function", "arguments"), [row[1:] for row in CALLS], ids=[row[0] for row in CALLS])
def test_the_values_of_the_right_types_are_accepted(function: Callable[..., object], arguments: Arguments) -> None:
    """Otherwise, the errors of the test above could be about another argument."""
    values = {key: value for key, (value, _) in arguments.items()}
    function(**values)
