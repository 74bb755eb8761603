"""The fast path of `verify_many` gives the results of the models, for every input."""

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import PUBLISHED, published

from pith import PITH_KEYS, BatchResult, Limits, verify_many
from pith import batch as batch_module
from pith.fast import _type_of, decode_record
from pith.strict_json import DEFAULT_LIMITS
from pith.testing import TEST_KEYS, sample_record, tamper_matrix
from pith.testing.strategies import near_valid_records, records

KEYS = PITH_KEYS.add(*TEST_KEYS)


def by_models(inputs: list[bytes], monkeypatch: pytest.MonkeyPatch, limits: Limits = DEFAULT_LIMITS) -> list[BatchResult]:
    with monkeypatch.context() as patch:
        patch.setattr(batch_module, "decode_record", None)
        return [*verify_many(inputs, keys=KEYS, limits=limits)]


def compact(tree: Any) -> bytes:
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_records_take_the_fast_path(name: str) -> None:
    assert decode_record(published(name).read_bytes(), DEFAULT_LIMITS) is not None


@pytest.mark.parametrize("kind", ["minimal", "full"])
def test_minted_records_take_the_fast_path(kind: Any) -> None:
    assert decode_record(sample_record(kind).to_json(), DEFAULT_LIMITS) is not None


@pytest.mark.parametrize("ends", [(b"", b"\n"), (b"", b"\r\n"), (b" \t", b"\n\n")])
def test_the_lines_of_a_file_take_the_fast_path(ends: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [ends[0] + sample_record("full").to_json() + ends[1]] * 3
    assert decode_record(lines[0], DEFAULT_LIMITS) is not None
    assert [*verify_many(lines, keys=KEYS)] == by_models(lines, monkeypatch)


@pytest.mark.parametrize("mark", [b"\x0b", b"\x0c", b"\xc2\xa0", b"\x00", b"\xef\xbb\xbf"])
def test_other_characters_around_a_record_do_not_take_it(mark: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [mark + sample_record("full").to_json(), sample_record("full").to_json() + mark]
    assert [decode_record(line, DEFAULT_LIMITS) for line in lines] == [None, None]
    assert [*verify_many(lines, keys=KEYS)] == by_models(lines, monkeypatch)


def test_unknown_fields_go_through_the_models() -> None:
    assert decode_record(sample_record("future").to_json(), DEFAULT_LIMITS) is None


@pytest.mark.parametrize("limits", [Limits(size=1000), Limits(items=1000), Limits(digits=3), Limits(depth=4)])
def test_narrow_limits_go_through_the_models(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    data = sample_record("full").to_json()
    assert decode_record(data, limits) is None
    assert [*verify_many([data], keys=KEYS, limits=limits)] == by_models([data], monkeypatch, limits)


def _spellings(data: bytes) -> Iterator[bytes]:
    """The same record in other bytes, and other records that a decoder could take for it."""
    text = data.decode()
    tree = json.loads(text)
    yield json.dumps(tree).encode()
    yield json.dumps(tree, indent=1).encode()
    yield json.dumps(tree, sort_keys=True, separators=(",", ":")).encode()
    yield compact(dict(reversed(tree.items())))
    yield data + b"\n"
    yield b"\xef\xbb\xbf" + data
    yield data[:-1]
    yield data + b"{}"
    yield data.replace(b'"record_type"', b'"record\\u005ftype"')
    yield data.replace(b'"version":', b'"version":1,"version":', 1)
    yield data.replace(b'"events":[]', b'"events":[{"n":18446744073709551616}]')
    yield data.replace(b'"events":[]', b'"events":[{"n":1e400}]')
    yield data.replace(b'"event_summary":{}', b'"event_summary":{"a":"b","a":"b"}')
    yield data.replace(b'"event_summary":{}', b'"event_summary":{"a":0.10000000000000000000001}')
    yield data.replace(b'"paper_claims":[]', b'"paper_claims":[null,true,"x"]')
    yield data.replace(b'"paper_claims":[]', b'"paper_claims":' + b"[" * 300 + b"]" * 300)
    for number in (b"1.0", b"-0", b"true", b"18446744073709551616", b"1e0", b"01"):
        yield data.replace(b'"ref_index":1', b'"ref_index":' + number, 1)
    for field in ("canonical_sha256", "created_at", "pith_number", "short_pith_number", "schema_version"):
        yield compact({**tree, field: tree[field] + "\n"})
    yield compact({**tree, "graph_snapshot": {**tree["graph_snapshot"], "integrity": None}})
    yield text.replace("Sample", "S\ud800mple").encode("utf-8", "surrogatepass")
    yield data.replace(b"Sample", b"\\ud800ample")
    yield data.replace(b"Sample", b"\xff")


@pytest.mark.parametrize("kind", ["minimal", "full", "future"])
def test_other_spellings_have_the_results_of_the_models(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = [*_spellings(sample_record(kind).to_json())]
    assert [*verify_many(inputs, keys=KEYS)] == by_models(inputs, monkeypatch)


@pytest.mark.parametrize("arguments", [{}, {"require": ["key_window"]}, {"origin": "https://example.org"}])
def test_arguments_have_the_results_of_the_models(arguments: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = [sample_record("full").to_json(), sample_record("minimal").to_json()]
    fast = [*verify_many(inputs, keys=KEYS, **arguments)]
    monkeypatch.setattr(batch_module, "decode_record", None)
    assert fast == [*verify_many(inputs, keys=KEYS, **arguments)]


@pytest.mark.parametrize("share", [pytest.param(9, id="a ninth"), pytest.param(1, id="all", marks=pytest.mark.slow)])
@pytest.mark.parametrize("source", ["minimal", "full", *PUBLISHED])
def test_every_single_change_has_the_result_of_the_models(source: str, share: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = published(source).read_bytes() if source in PUBLISHED else sample_record(source).to_json()  # type: ignore[arg-type]
    inputs = [compact(change.document) for change in tamper_matrix(json.loads(data))][::share]
    assert [*verify_many(inputs, keys=KEYS)] == by_models(inputs, monkeypatch)


@settings(max_examples=60)
@given(st.one_of(near_valid_records(), records().map(lambda record: record.to_json())))
def test_generated_records_have_the_results_of_the_models(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert [*verify_many([data], keys=KEYS)] == by_models([data], patch)


def test_verify_many_needs_no_msgspec(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msgspec", None)
    for name in ("pith.batch", "pith.fast"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    batch = import_module("pith.batch")
    assert batch.decode_record is None
    assert [result.ok for result in batch.verify_many([sample_record("full").to_json()], keys=KEYS)] == [True]


@pytest.mark.parametrize("prefix", [b'{"a":', b'{"events":[', b'{"a":['])
def test_nesting_that_the_decoder_refuses_goes_through_the_models(prefix: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    closing = b"}" if prefix == b'{"a":' else b"]}"
    inputs = [prefix * 5_000, prefix * 5_000 + b"1" + closing * 5_000, sample_record().to_json()]
    results = [*verify_many(inputs, keys=KEYS)]
    assert results == by_models(inputs, monkeypatch)
    assert [result.ok for result in results] == [False, False, True]


def test_a_field_of_a_type_that_no_model_has_is_named() -> None:
    with pytest.raises(TypeError, match="no Struct field for <class 'float'>"):
        _type_of(float, (), None, {})
