"""Vectors of bytes and values that are no record: section 7.2."""

import json

from reference.canonical import canon

from .document_form import DocumentVectors
from .form import edit
from .record_base import GRAPH, RECORD, both


def add_refused(made: DocumentVectors) -> None:
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
