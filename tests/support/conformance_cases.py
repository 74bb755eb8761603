"""Writes `vectors/conformance.json`: inputs and the answers that any implementation of the protocol must give.

Every answer is a published fact or follows from the protocol by the standard library alone; nothing here asks pith. Run it
to write the file anew; a test holds the file against it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path

import ed25519_reference
from by_the_book import (
    EMPTY_LIST,
    ORIGIN,
    OTHER_KEY,
    OTHER_SEED,
    PUBLISHED_KEY,
    SEED,
    TEST_KEY,
    Tree,
    canonical,
    digest,
    folded,
    number,
    receipt,
    whole_record,
    with_value,
)
from conformance_documents import documents
from conformance_form import Case, case

VECTORS = Path(__file__).parent / "vectors"
TARGET = VECTORS / "conformance.json"


def facts(name: str) -> list[Tree]:
    rows: list[Tree] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    return rows


def canonicalise() -> Iterator[Case]:
    texts = {
        "keys by code point": '{"b": 1, "a": 2, "B": 3, "\\u00e9": 4, "\\ud83d\\ude00": 5, "\\uffff": 6, "": 7}',
        "no white space": ' { "a" : [ 1 , 2 ] , "b" : { } , "c" : [ ] } ',
        "only the escapes that JSON requires": '"\\u0000\\u001f\\b\\f\\n\\r\\t\\"\\\\\\/\\u007f\\u2028\\u00e9\\ud83d\\ude00"',
        "numbers as Python prints them": "[0.0000001, 1e16, 1e22, 100, 1.50, 0.1, 1E2, -0.0, 123456789.125, 5e-324]",
        "the smallest and the greatest integer": "[-9223372036854775808, 18446744073709551615]",
        "literals": "[true, false, null]",
        "a text alone": '"text"',
    }
    for name, text in texts.items():
        answer = canonical(json.loads(text))
        yield case("canonicalise", name, {"json": text}, {"text": answer, "sha256": digest(answer)})
    refused = {
        "a duplicate key": '{"a": 1, "a": 1}',
        "a duplicate key that is spelt otherwise": '{"a": 1, "\\u0061": 1}',
        "a duplicate key inside": '{"a": [{"b": 1, "b": 2}]}',
        "NaN": "[NaN]",
        "an infinity": "[-Infinity]",
        "a number beyond all floats": "[1e400]",
        "a lone surrogate": '"\\ud800"',
        "surrogates the wrong way round": '"\\udc00\\ud800"',
        "an integer too great": "[18446744073709551616]",
        "an integer too small": "[-9223372036854775809]",
        "minus zero as an integer": "[-0]",
        "trailing data": "{}{}",
        "a trailing comma": "[1,]",
        "a leading zero": "[01]",
        "a comment": "[1] // one",
        "single quotes": "['a']",
        "a control character": '"\u0001"',
        "a byte-order mark": "\ufeff{}",
        "nothing": "",
    }
    for name, text in refused.items():
        yield case("canonicalise", name, {"json": text}, error="InvalidJSON")
    yield case("canonicalise", "containers 300 deep", {"json": "[" * 300 + "]" * 300}, error="LimitExceeded")


def text_hash() -> Iterator[Case]:
    texts = {
        "white space": " A\tTitle \r\n of  two\u00a0\u2003lines\u2028\u0085\u001c",
        "TeX as it is": r"On \'etale  $\Lambda$-adic -- and ``quoted'' forms .",
        "empty": " \n ",
        "beyond ASCII: lower case, no normalisation, no case folding": "\u00c9tale STRASSE Stra\u00dfe e\u0301 \ufb01 \u0130",
        "a final sigma": "\u039f\u0394\u039f\u03a3",
    }
    titles = {f"published title of {row['pith_number']}": row["title"] for row in facts("records")[:6] if row.get("title")}
    for name, text in {**texts, **titles}.items():
        yield case("text hash", name, {"text": text}, {"canonical": folded(text), "sha256": digest(folded(text))})
    yield case("text hash", "a lone surrogate", {"text": "a\ud800"}, error="CanonicalizationError")


def derive() -> Iterator[Case]:
    rows = [row for place, row in enumerate(facts("records")) if place % 6 == 0]
    for row in rows:
        expected = {name: row[name] for name in ("canonical_sha256", "pith_number", "short_pith_number")}
        yield case("derive", f"published: {row['pith_number']}", {"canonical_record": row["canonical_record"]}, expected)
    record = rows[0]["canonical_record"]
    extended = {**record, "added": {"b": [1.5, "\u00e9"], "a": None}}
    expected = {
        "canonical_sha256": digest(canonical(extended)),
        "pith_number": number(extended),
        "short_pith_number": f"pith:{number(extended)[10:18]}",
    }
    yield case("derive", "an unknown field is hashed", {"canonical_record": extended}, expected)
    dates = (
        "2024-01-01",
        "2024-01-01T00:00:00",
        "2024-01-01T00:00:00+00:00",
        "2024-02-30T00:00:00Z",
        "0000-01-01T00:00:00Z",
        None,
    )
    for date in dates:
        broken = {**record, "metadata": {**record["metadata"], "submitted_at": date}}
        yield case("derive", f"submitted at {date}", {"canonical_record": broken}, error="InvalidRecord")


def parse_number() -> Iterator[Case]:
    suffix = "FB5JQX5UAE5FSVJFWHE5Q4BOBC"
    whole, short = f"pith:2023:{suffix}", f"pith:{suffix}"
    spellings = {
        whole: whole,
        whole.lower(): whole,
        f"PITH:2023:{suffix}": whole,
        short: short,
        short[:13]: short[:13],
        suffix: short,
        suffix.lower(): short,
        f"{ORIGIN}/pith/{suffix}": short,
        f"{ORIGIN}/pith/{suffix}.json": short,
        f"{ORIGIN}/pith/{suffix}/bundle.json": short,
        f"{ORIGIN}/.well-known/pith/{suffix}/bundle.json": short,
        f"{ORIGIN}/api/pith-number/{suffix}/graph.json": short,
        f"{ORIGIN}/pith/{suffix}/action/timestamp_anchor": short,
        f"{ORIGIN}/paper/{suffix[:8]}": short[:13],
        f"\\pithnumber{{{suffix}}}": short,
    }
    for text, expected in spellings.items():
        yield case("parse number", f"spelt {text}", {"text": text}, {"number": expected})
    refused = [
        "",
        "pith:",
        f" {whole}",
        f"{whole}\n",
        whole[:-1],
        f"{whole}A",
        f"pith:0000:{suffix}",
        f"pith:23:{suffix}",
        f"pith:2023:{suffix[:-1]}1",
        f"pith:2023:{suffix[:-1]}8",
        f"pith:2023:{suffix[:-1]}=",
        f"pith:2023-{suffix}",
        short[:12],
        suffix[:-1],
        f"https://example.org/pith/{suffix}",
        f"{ORIGIN}/pith/{suffix}/nothing.json",
        f"pith:\u0662\u0660\u0662\u0663:{suffix}",
        f"pith:2023:\u0131{suffix[1:]}",
    ]
    for place, text in enumerate(refused):
        yield case("parse number", f"refused {place}: {text!r}", {"text": text}, error="InvalidNumber")


def alias_cases() -> Iterator[Case]:
    rows = [row for row in facts("records") if "pith_short_8" in row.get("aliases", {})]
    for row in rows[::12]:
        source = row["canonical_record"]["source"]
        given = {"pith_number": row["pith_number"], "source": source}
        yield case("aliases", f"published: {row['pith_number']}", given, {"aliases": row["aliases"]})
    other = {"pith_number": rows[0]["pith_number"], "source": {"kind": "another", "id": "1", "version": 1}}
    yield case("aliases", "of a source that is not arXiv", other, error="InvalidArgument")


def receipts() -> Iterator[Case]:
    for row in facts("signatures")[:17:4]:
        genuine = {**receipt(SEED, PUBLISHED_KEY, row["sha256"]), "signature_b64": row["signature_b64"]}
        given = {"receipt": genuine, "canonical_sha256": row["sha256"], "keys": [PUBLISHED_KEY]}
        yield case("receipt", f"published: {row['pith_number']}", given, {"verified": True})
    of = digest("what is signed")
    good = receipt(SEED, TEST_KEY, of)
    yield case("receipt", "under a test key", {"receipt": good, "canonical_sha256": of, "keys": [TEST_KEY]}, {"verified": True})
    over_hex = b64encode(ed25519_reference.sign(SEED, of.encode())).decode()
    s_plus_order = malleable(good["signature_b64"])
    others = receipt(OTHER_SEED, OTHER_KEY, of)
    keys = [TEST_KEY, OTHER_KEY]
    broken: dict[str, tuple[Tree, list[Tree], str]] = {
        "a key that is not in the ring": (good, [OTHER_KEY], "UnknownKey"),
        "a revoked key": (good, [{**TEST_KEY, "revoked": True}], "RevokedKey"),
        "the fingerprint of another key": (
            {**good, "public_key_fingerprint": others["public_key_fingerprint"]},
            keys,
            "FingerprintMismatch",
        ),
        "the signature of another key": ({**good, "signature_b64": others["signature_b64"]}, keys, "InvalidSignature"),
        "the id of another key": ({**good, "key_id": "other"}, keys, "FingerprintMismatch"),
        "a signature over hex digits": ({**good, "signature_b64": over_hex}, keys, "WrongMessageSigned"),
        "a signature with another encoding of S": ({**good, "signature_b64": s_plus_order}, keys, "InvalidSignature"),
        "another algorithm": ({**good, "algorithm": "Ed25519"}, keys, "UnsupportedAlgorithm"),
        "another message": ({**good, "signed_message": "canonical_sha256_hex"}, keys, "UnsupportedAlgorithm"),
        "a receipt of another hash": ({**good, "canonical_sha256": digest("another")}, keys, "DigestMismatch"),
        "base64 without padding": ({**good, "signature_b64": good["signature_b64"].rstrip("=")}, keys, "InvalidRecord"),
        "base64 for addresses": ({**good, "signature_b64": "-" + good["signature_b64"][1:]}, keys, "InvalidRecord"),
        "base64 with spare bits set": ({**good, "signature_b64": spare(good["signature_b64"])}, keys, "InvalidRecord"),
        "a hash in upper case": ({**good, "canonical_sha256": of.upper()}, keys, "InvalidRecord"),
    }
    window = {**TEST_KEY, "not_before": "2026-05-01T00:00:00Z", "not_after": "2026-06-30T23:59:59Z"}
    at_the_window: dict[str, tuple[str, str]] = {
        "the first instant of a key": (window["not_before"], ""),
        "the last instant of a key": (window["not_after"], ""),
        "an instant before a key": ("2026-04-30T23:59:59.999999Z", "KeyOutsideWindow"),
        "an instant after a key": ("2026-07-01T00:00:00+00:00", "KeyOutsideWindow"),
    }
    for name, (at, error) in at_the_window.items():
        dated = {"receipt": good, "canonical_sha256": of, "keys": [window], "at": at}
        yield case("receipt", name, dated, None if error else {"verified": True}, error=error)
    for name, (given, ring, error) in broken.items():
        yield case("receipt", name, {"receipt": given, "canonical_sha256": of, "keys": ring}, error=error)


def malleable(signature: str) -> str:
    """The same signature with the order of the group added to S, which RFC 8032 forbids."""
    raw = b64decode(signature)
    order = 2**252 + 27742317777372353535851937790883648493
    return b64encode(raw[:32] + (int.from_bytes(raw[32:], "little") + order).to_bytes(32, "little")).decode()


def spare(signature: str) -> str:
    """The same bytes in base64 whose last character has bits that stand for nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return signature[:85] + alphabet[alphabet.index(signature[85]) + 1] + "=="


def snapshots() -> Iterator[Case]:
    nothing_found = "c28c3603d3b5d939e8dc4c7e95fa8dfce3d595e45f758748cecf8e644a296938"  # published
    payloads: dict[str, tuple[object, str]] = {
        "published: an empty list": ([], EMPTY_LIST),
        "published: no detectors and no findings": ({"detectors": [], "findings": []}, nothing_found),
    }
    plain: dict[str, object] = {"a claim": [{"claim_id": "C1", "text": "\u00e9"}], "an object": {"b": 1, "a": [None]}}
    for name, payload in plain.items():
        payloads[name] = (payload, digest(canonical({"payload": payload})))
    for name, (payload, expected) in payloads.items():
        yield case("snapshot", name, {"payload": payload}, {"sha256": expected})


def records() -> Iterator[Case]:
    genuine = whole_record()
    papers = ("/paper", "/graph_snapshot/paper")
    found: dict[str, tuple[Tree, list[str]]] = {
        "as the protocol has it": (genuine, []),
        "the title in another case": (with_value(genuine, "a RECORD for\nconformance", *(f"{p}/title" for p in papers)), []),
        "other authors": (with_value(genuine, "somebody else", *(f"{p}/authors_text" for p in papers)), []),
        "an unknown field": (with_value(genuine, {"x": [1, None]}, "/added"), []),
        "unknown words": (with_value(genuine, "unheard_of", "/attestation_state", "/receipt/signature_status"), []),
        "another title": (with_value(genuine, "Another", *(f"{p}/title" for p in papers)), ["title_hash"]),
        "another licence": (with_value(genuine, "x", *(f"{p}/license" for p in papers)), ["paper_metadata"]),
        "another version": (with_value(genuine, 2, "/source/version"), ["sources"]),
        "another hash": (with_value(genuine, digest("x"), "/canonical_sha256"), ["canonical_hash"]),
        "another number": (with_value(genuine, "pith:2024:AAAAAAAAAAAAAAAAAAAAAAAAAA", "/pith_number"), ["number"]),
        "another year": (with_value(genuine, f"pith:2023:{genuine['pith_number'][10:]}", "/pith_number"), ["number", "year"]),
        "another short number": (with_value(genuine, "pith:AAAAAAAA", "/short_pith_number"), ["short_number"]),
        "a receipt of another hash": (with_value(genuine, digest("x"), "/receipt/canonical_sha256"), ["receipt_hash"]),
        "another alias": (with_value(genuine, "2499.00004", "/aliases/0/alias_value"), ["source_aliases"]),
        "another address": (with_value(genuine, "https://example.org", "/links/html"), ["links"]),
        "another list of claims": (with_value(genuine, digest("x"), "/graph_snapshot/claims/snapshot_sha256"), ["claims_hash"]),
        "signed before computed": (with_value(genuine, "2026-05-31T23:59:59Z", "/receipt/signed_at"), ["receipt_dates"]),
        "updated before created": (with_value(genuine, "2026-05-31T23:59:59.999999Z", "/updated_at"), ["record_dates"]),
    }
    for name, (record, failed) in found.items():
        expected = {"pith_number": record["pith_number"], "ok": not failed, "failed": failed}
        yield case("record", name, {"record": record, "keys": [TEST_KEY]}, expected)
    stranger = {"pith_number": genuine["pith_number"], "ok": False, "failed": []}
    yield case("record", "under a key that is not in the ring", {"record": genuine, "keys": [OTHER_KEY]}, stranger)
    refused: dict[str, Tree] = {
        "no source": {name: value for name, value in genuine.items() if name != "source"},
        "null for a text": with_value(genuine, None, "/paper/title"),
        "a text for an integer": with_value(genuine, "1", "/source/version"),
        "true for an integer": with_value(genuine, True, "/source/version"),
        "version 0": with_value(genuine, 0, "/source/version"),
        "a negative count": with_value(genuine, -1, "/inbound_citations/count"),
        "another major version": with_value(genuine, "2.0", "/schema_version"),
        "a date without an offset": with_value(genuine, "2026-06-01T00:00:00", "/created_at"),
        "a day that is none": with_value(genuine, "2026-02-29T00:00:00Z", "/created_at"),
        "a leap second": with_value(genuine, "2026-06-30T23:59:60Z", "/created_at"),
        "a number in lower case": with_value(genuine, genuine["pith_number"].lower(), "/pith_number"),
        "a hash in upper case": with_value(genuine, genuine["canonical_sha256"].upper(), "/canonical_sha256"),
    }
    for name, record in refused.items():
        yield case("record", name, {"record": record, "keys": [TEST_KEY]}, error="InvalidRecord")
    data = canonical(genuine)
    texts = {
        "2.0 for an integer": (data.replace('"version":1}', '"version":1.0}'), "InvalidRecord"),
        "a duplicate key": ('{"record_type":"pith_number_record",' + data[1:], "InvalidJSON"),
        "trailing data": (data + "{}", "InvalidJSON"),
        "cut short": (data[:-1], "InvalidJSON"),
        "an array": ("[]", "InvalidRecord"),
    }
    for name, (text, error) in texts.items():
        yield case("record", name, {"json": text, "keys": [TEST_KEY]}, error=error)


def cases() -> list[Case]:
    """All cases, in the order of the file."""
    kinds = (canonicalise, text_hash, derive, parse_number, alias_cases, receipts, snapshots, records, documents)
    return [one for kind in kinds for one in kind()]


def document() -> Tree:
    """The whole file."""
    return {
        "protocol": "Pith Number, schema version 1.0",
        "errors": "An error name stands for itself or a narrower one.",
        "cases": cases(),
    }


def text() -> str:
    """The file as it is written, a case to a line; what is not ASCII is escaped, lone surrogates among it."""
    whole = document()
    lines = ",\n".join(json.dumps(one) for one in whole.pop("cases"))
    head = json.dumps(whole)[:-1]
    return f'{head}, "cases": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    TARGET.write_text(text(), "utf-8")
