"""Properties of values: canonical JSON, equality, numbers, keys, indexes, numbers in text, texts, timestamps, arXiv ids."""

import json
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pith import (
    AliasIndex,
    KeyRing,
    PithNumber,
    PublicKey,
    ShortPithNumber,
    canonical_bytes,
    canonical_text,
    find_numbers,
    parse_number,
    source_aliases,
    text_sha256,
)
from pith.arxiv import ArxivId, parse_arxiv_id
from pith.canonical import same_json, text_has_sha256
from pith.integrations.jwk import public_key_from_jwk, public_key_to_jwk
from pith.integrations.pem import public_key_from_pem, public_key_to_pem
from pith.keys import NaClSigner
from pith.models import Source
from pith.pointers import edit, json_pointer, parse_pointer, resolve_pointer
from pith.strict_json import parse_json
from pith.testing.strategies import numbers, short_numbers, sources
from pith.testing.tampering import walk
from pith.timestamps import format_utc, parse_timestamp

_TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS
JSON_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_TEXTS, inner, max_size=5), max_leaves=25
)
# What strict JSON takes: integers of 64 bits.
_STRICT_SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
STRICT_VALUES = st.recursive(
    _STRICT_SCALARS | _TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_TEXTS, inner, max_size=5),
    max_leaves=25,
)
# Few values, so that two of them are often equal, or almost.
ALMOST_EQUAL = st.recursive(
    st.sampled_from([0, 0.0, -0.0, 1, 1.0, True, False, None, "", "1", 2**53, 2.0**53, 2**64]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["", "a", "é"]), inner, max_size=2),
    max_leaves=4,
)


def published_formula(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@given(JSON_VALUES)
def test_canonical_bytes_are_those_of_the_json_package(value: object) -> None:
    assert canonical_bytes(value) == published_formula(value)
    assert canonical_bytes(json.loads(canonical_bytes(value))) == canonical_bytes(value)


@given(st.integers(0, 300), JSON_VALUES, st.booleans())
def test_canonical_bytes_of_deep_values_are_those_of_the_json_package(depth: int, value: object, in_objects: bool) -> None:
    deep = value
    for _ in range(min(depth, 248)):
        deep = {"a": deep} if in_objects else [deep]
    assert canonical_bytes(deep) == published_formula(deep)


@given(ALMOST_EQUAL, ALMOST_EQUAL, ALMOST_EQUAL)
def test_equality_is_an_equivalence_that_agrees_with_canonical_bytes(one: object, other: object, third: object) -> None:
    assert same_json(one, one)
    assert same_json(one, other) is same_json(other, one)
    assert same_json(one, other) is (canonical_bytes(one) == canonical_bytes(other))
    if same_json(one, other) and same_json(other, third):
        assert same_json(one, third)


@given(STRICT_VALUES, st.sampled_from([None, 1]), st.booleans())
def test_json_is_parsed_into_the_value_that_was_printed(value: object, indent: int | None, ascii_only: bool) -> None:
    for text in (json.dumps(value, indent=indent, ensure_ascii=ascii_only), canonical_bytes(value).decode()):
        assert same_json(parse_json(text), value)
        assert same_json(parse_json(text.encode()), value)


@given(STRICT_VALUES)
def test_every_value_is_at_its_pointer(value: object) -> None:
    for path, found in walk(value):
        pointer = json_pointer(*path)
        assert parse_pointer(pointer) == tuple(map(str, path))
        assert resolve_pointer(value, pointer) is found
        assert same_json(edit(value, pointer, lambda old: old), value)
        assert resolve_pointer(edit(value, pointer, lambda old: "other"), pointer) == "other"


# Numbers

_CASES: list[Callable[[str], str]] = [str, str.lower, str.upper, str.title]


def spellings(number: PithNumber) -> list[tuple[str, PithNumber | ShortPithNumber]]:
    """The spellings of a number with what each of them means."""
    whole, eight = number.short(26), number.short()
    return [
        (number, number),
        (whole, whole),
        (eight, eight),
        (number.suffix, whole),
        (number.suffix[:12], number.short(12)),
        *((number.url(form), whole) for form in ("html", "json", "bundle_json", "events_json", "author_attestation")),
        (number.url().removeprefix("https://"), whole),
        (number.url().replace("https://", "http://WWW."), whole),
        (f"{number.url('json')}?a=1#b", whole),
        (number.url("paper"), eight),
        (number.latex, whole),
    ]


@given(numbers())
def test_every_spelling_of_a_number_is_parsed(number: PithNumber) -> None:
    for spelling, meant in spellings(number):
        assert parse_number(spelling) == meant
        assert type(parse_number(spelling)) is type(meant)
        assert ShortPithNumber(number.short()).matches(number)


@given(numbers(), st.integers(8, 26), st.sampled_from(_CASES))
def test_numbers_are_parsed_in_any_case(number: PithNumber, length: int, case: Callable[[str], str]) -> None:
    assert parse_number(case(number)) == number
    assert parse_number(case(number.short(length))) == number.short(length)
    assert parse_number(case(number.suffix[:length])) == number.short(length)


@given(short_numbers())
def test_short_numbers_round_trip(short: ShortPithNumber) -> None:
    assert parse_number(short) == parse_number(short.prefix) == parse_number(short.latex) == short
    assert ShortPithNumber(str(short)).url("paper") == short.url("paper")


_FILLERS = st.text(
    st.sampled_from(" \n,;()'\"abcxyz漢é.") | st.characters(codec="utf-8", categories=["L", "Zs", "P"]), max_size=15
)


@given(st.lists(st.tuples(_FILLERS, numbers(), st.integers(0, 4)), max_size=6), _FILLERS)
def test_what_is_spelled_is_found_and_nothing_in_between(parts: list[tuple[str, PithNumber, int]], end: str) -> None:
    text, expected = "", []
    for filler, number, choice in parts:
        spelling = (number, number.short(26), number.url(), number.url("json"), number.latex)[choice]
        text += f"{filler} "
        expected.append((len(text), len(text) + len(spelling), spelling, parse_number(spelling)))
        text += f"{spelling} "
    text += end
    found = [(match.start, match.end, match.text, match.number) for match in find_numbers(text)]
    assert found == expected


@given(_FILLERS, numbers(), st.sampled_from(["7", "=", "-a", ":a", "/a", "A7", "é", "ß"]))
def test_a_part_of_a_longer_word_is_not_found(filler: str, number: PithNumber, beside: str) -> None:
    assert [*find_numbers(f"{filler} {number.short(26)}{beside}")] == []
    assert [*find_numbers(f"{filler} a{number.short(26)}")] == []
    assert [*find_numbers(f"{filler} https://example.org/{number}")] == []


# Keys

SEEDS = st.binary(min_size=32, max_size=32)
KEY_IDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
INSTANTS = st.none() | st.datetimes(timezones=st.just(UTC))


@given(SEEDS, KEY_IDS)
def test_key_spellings_round_trip(seed: bytes, key_id: str) -> None:
    key = NaClSigner.from_seed(seed, key_id=key_id).public_key
    assert PublicKey.from_hex(key.raw.hex(), key_id=key_id) == key
    assert PublicKey.from_base64(b64encode(key.raw).decode(), key_id=key_id) == key
    assert PublicKey.from_multibase(key.multibase, key_id=key_id) == key
    assert PublicKey.from_did_key(key.did_key, key_id=key_id) == key
    assert public_key_from_pem(public_key_to_pem(key), key_id=key_id) == key
    assert public_key_from_jwk(public_key_to_jwk(key)) == key


@given(
    st.lists(
        st.tuples(SEEDS, KEY_IDS, INSTANTS, INSTANTS, st.booleans()),
        max_size=4,
        unique_by=(lambda row: row[0], lambda row: row[1]),
    )
)
def test_key_rings_round_trip(rows: list[tuple[bytes, str, datetime | None, datetime | None, bool]]) -> None:
    keys = []
    for seed, key_id, first, last, revoked in rows:
        if first is not None and last is not None:
            first, last = sorted((first, last))
        raw = NaClSigner.from_seed(seed, key_id=key_id).public_key.raw
        keys.append(PublicKey(raw, key_id, first, last, revoked))
    ring = KeyRing(keys)
    assert KeyRing.parse(ring.to_json()) == KeyRing.parse(ring.to_dict()) == ring
    assert [*KeyRing.parse(ring.to_json())] == keys


@given(SEEDS, st.binary(max_size=40))
def test_what_a_signer_signs_verifies(seed: bytes, message: bytes) -> None:
    signer = NaClSigner.from_seed(seed, key_id="a")
    signer.public_key.verify(message, signer.sign(message))


# Indexes

NUMBERS_WITH_SOURCES = st.lists(st.tuples(numbers(), st.none() | sources()), max_size=10, unique_by=lambda pair: pair[0].suffix)


@given(NUMBERS_WITH_SOURCES)
def test_an_index_round_trips_and_resolves_every_alias(rows: list[tuple[PithNumber, Source | None]]) -> None:
    some = [number for number, source in rows if source is None]
    pairs = [(number, source) for number, source in rows if source is not None]
    index = AliasIndex(some, sources=pairs)
    assert AliasIndex.from_bytes(index.to_bytes()) == index
    assert AliasIndex(reversed(some), sources=reversed(pairs)).to_bytes() == index.to_bytes()
    assert {*index} == {number for number, _ in rows}
    for number in index:
        assert index.resolve(number) == index.resolve(number.url()) == number
        assert index.resolve(index.shortest(number, lengths=(8, 12, 16, 26))) == number
    for number, source in pairs:
        for alias in source_aliases(source).values():
            assert number in index.candidates(alias)


# Texts, timestamps, arXiv ids


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_the_hash_of_a_text_is_that_of_its_canonical_text(text: str) -> None:
    assert canonical_text(canonical_text(text)) == canonical_text(canonical_text(canonical_text(text)))
    assert text_has_sha256(text, text_sha256(text)) is True
    assert text_sha256(f"\n {text}\t") == text_sha256(text) == text_sha256(text.replace(" ", " \u3000"))
    assert text_has_sha256(text, "0" * 64) in (False, None)


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(["seconds", "milliseconds", "microseconds"]),
    st.sampled_from(["Z", "+00:00"]),
)
def test_timestamps_round_trip(at: datetime, timespec: str, zone: str) -> None:
    text = format_utc(at, timespec) + zone
    found = parse_timestamp(text)
    assert format_utc(found, timespec) + zone == text
    assert abs((found - at).total_seconds()) < 1


@given(sources(), st.none() | st.integers(1, 10**9 - 1), st.sampled_from(_CASES[:3]))
def test_every_spelling_of_an_arxiv_id_is_parsed(source: Any, version: int | None, case: Callable[[str], str]) -> None:
    whole = source.id if version is None else f"{source.id}v{version}"
    meant = ArxivId(source.id, version)
    for prefix in (
        "",
        "arXiv:",
        "10.48550/arXiv.",
        "doi:10.48550/arXiv.",
        "https://doi.org/10.48550/arXiv.",
        "https://arxiv.org/abs/",
    ):
        assert parse_arxiv_id(case(prefix + whole)) == meant
    assert parse_arxiv_id(f"http://www.arxiv.org/pdf/{whole}.pdf?download=1#page=2") == meant
