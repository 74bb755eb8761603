"""The worst inputs that are known for each public function that takes data, at any size.

Each function of `SHAPES` takes a number of bytes, and returns an input of about that size: what is called, and the bytes with
whose parse the call is compared.
"""

import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

import pith
from pith import opengraph
from pith.canonical import text_has_sha256
from pith.minting import PaperInput
from pith.testing import TEST_KEYS, sample_bundle, sample_integrity, sample_mirrors, sample_record, sample_state

LIMITS = pith.Limits(size=1 << 24, items=2_000_000)
MARK = "\u0301"
SUFFIX = "FB5JQX5UAE5FSVJFWHE5Q4BOBC"


class Input(NamedTuple):
    """A call, and the bytes with whose parse by orjson it is compared."""

    call: Callable[[], object]
    data: bytes


Shape = Callable[[int], Input]


def _dumps(value: object) -> bytes:
    """JSON by the standard library: orjson writes beyond its buffer for deep values."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def _tree() -> dict[str, Any]:
    return sample_record("full").to_dict()


def _filled(item: Any, size: int, *, start: int = 0) -> list[Any]:
    """A list of about `size` bytes of JSON: `item`, or what `item` returns for each index."""
    made = item if callable(item) else lambda _: item
    count = max(1, size // (len(_dumps(made(start))) + 1))
    return [made(index) for index in range(start, start + count)]


def _deep(depth: int) -> Any:
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return value


def _wide(size: int) -> dict[str, Any]:
    """One long key above a long list: pointers as whole texts would take the product of both."""
    return {"k" * (size // 2): [0] * (size // 4)}


# Values of an unknown field, which every function over a record has to carry.
VALUES: dict[str, Callable[[int], Any]] = {
    "long key over a long list": _wide,
    "lists 240 deep": lambda size: _filled(_deep(240), size),
    "unprintable keys": lambda size: {chr(0x2066) * (1 + index): 0 for index in range(int((size / 2) ** 0.5))},
    "many keys": lambda size: {f"{index:07}~/": 0 for index in range(size // 14)},
    "many objects": lambda size: _filled({}, size),
    "many texts": lambda size: _filled("\u202e\n", size),
}


def _with_value(value: Any) -> dict[str, Any]:
    return {**_tree(), "zz": value}


def _parse(make: Callable[[int], bytes]) -> Shape:
    def shape(size: int) -> Input:
        data = make(size)
        return Input(lambda: pith.parse_record(data, limits=LIMITS), data)

    return shape


def _inserted(make: Callable[[int], str]) -> Shape:
    """The bytes of a record with a text as the value of an unknown field."""
    return _parse(lambda size: sample_record("full").to_json()[:-1] + b',"zz":' + make(size).encode() + b"}")


def _printed(make: Callable[[int], Any]) -> Callable[[int], str]:
    return lambda size: _dumps(make(size)).decode()


def _of_tree(edit: Callable[[dict[str, Any], int], object], function: Callable[[pith.PithRecord], object]) -> Shape:
    """A function over the parsed record of an edited tree."""

    def shape(size: int) -> Input:
        tree = _tree()
        edit(tree, size)
        data = _dumps(tree)
        record = pith.parse_record(data, limits=LIMITS)
        return Input(lambda: function(record), data)

    return shape


def _verify(record: pith.PithRecord) -> pith.VerificationReport:
    return pith.verify_record(record, keys=TEST_KEYS)


def _set(*path: str, value: Callable[[int], Any]) -> Callable[[dict[str, Any], int], None]:
    def edit(tree: dict[str, Any], size: int) -> None:
        *above, last = path
        for name in above:
            tree = tree[name]
        tree[last] = value(size)

    return edit


def _record_call(function: Callable[[pith.PithRecord], object], value: Callable[[int], Any]) -> Shape:
    return _of_tree(_set("zz", value=value), function)


def _report_call(function: Callable[[pith.VerificationReport], object], value: Callable[[int], Any]) -> Shape:
    def shape(size: int) -> Input:
        data = _dumps(_with_value(value(size)))
        report = _verify(pith.parse_record(data, limits=LIMITS))
        return Input(lambda: function(report), data)

    return shape


def _diff(value: Callable[[int], Any]) -> Shape:
    def shape(size: int) -> Input:
        data = _dumps(_with_value(value(size)))
        record = pith.parse_record(data, limits=LIMITS)
        other = pith.parse_record(data.replace(b'"zz":', b'"zy":').replace(b"0]", b"1]"), limits=LIMITS)
        return Input(lambda: opengraph.diff_records(record, other), data)

    return shape


def _document(sample: Any, parse: Any, function: Callable[[Any], object], edit: Callable[[dict[str, Any], int], object]) -> Shape:
    """A function over another parsed document."""

    def shape(size: int) -> Input:
        tree = sample().to_dict()
        edit(tree, size)
        data = _dumps(tree)
        document = parse(data, limits=LIMITS)
        return Input(lambda: function(document), data)

    return shape


def _text(function: Callable[[str], object], piece: str) -> Shape:
    def shape(size: int) -> Input:
        text = piece * (size // len(piece.encode()))
        return Input(lambda: function(text), _dumps(text))

    return shape


def _shared(size: int) -> Input:
    """A mapping whose lists share their items, so that it prints as much more than it holds."""
    value: Any = "x"
    for _ in range(20):
        value = [value, value]
    tree = _with_value([value] * (size // 1000))
    return Input(lambda: pith.parse_record(tree), b"[" + b"0," * (size // 2) + b"0]")


def _mapping(value: Callable[[int], Any]) -> Shape:
    def shape(size: int) -> Input:
        tree = _with_value(value(size))
        return Input(lambda: pith.parse_record(tree, limits=LIMITS), _dumps(tree))

    return shape


def _paper(reader: str, item: Callable[[int], dict[str, Any]]) -> Shape:
    def shape(size: int) -> Input:
        fields = item(size)
        read = getattr(PaperInput, reader)
        return Input(lambda: read(fields, license="", submitted_at="2024-01-01T00:00:00Z"), _dumps(fields))

    return shape


def _index(size: int) -> Input:
    source = random.Random(size)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    numbers = [f"pith:2024:{''.join(source.choices(letters, k=26))}" for _ in range(size // 18)]
    data = pith.AliasIndex(numbers).to_bytes()
    return Input(lambda: pith.AliasIndex.from_bytes(data), _dumps(data.hex()[: len(data)]))


def _ring(size: int) -> Input:
    key = TEST_KEYS.to_dict()["keys"][0]
    data = _dumps({"keys": _filled(lambda index: {**key, "key_id": f"key {index}"}, size)})
    return Input(lambda: pith.KeyRing.parse(data), data)


def _compare(edit: Callable[[dict[str, Any], dict[str, Any], dict[str, Any], int], object]) -> Shape:
    def shape(size: int) -> Input:
        record = sample_record("full")
        trees = (record.to_dict(), sample_bundle(record).to_dict(), sample_state(record).to_dict())
        edit(*trees, size)
        dumps = [_dumps(tree) for tree in trees]
        parsed = (
            pith.parse_record(dumps[0], limits=LIMITS),
            opengraph.parse_bundle(dumps[1], limits=LIMITS),
            opengraph.parse_state(dumps[2], limits=LIMITS),
        )
        return Input(lambda: opengraph.compare_documents(*parsed), b"[" + b",".join(dumps) + b"]")

    return shape


def _alias(index: int) -> dict[str, Any]:
    return {"alias_kind": f"kind {index}", "alias_value": "x", "created_at": None}


def _compare_aliases(record: dict[str, Any], bundle: dict[str, Any], state: dict[str, Any], size: int) -> None:
    record["aliases"] = _filled(_alias, size // 3)
    bundle["source_aliases"] = state["current"]["source_aliases"] = record["aliases"][::-1]


def _compare_snapshots(record: dict[str, Any], bundle: dict[str, Any], state: dict[str, Any], size: int) -> None:
    claims = record["graph_snapshot"]["claims"]
    claims["items"] = claims["items"] * max(1, int(size**0.5) // 40)
    state["current"]["graph_snapshots"] = _filled(state["current"]["graph_snapshots"][0], size)


_GRAPH = "graph_snapshot"


def _repeated(*path: str) -> Callable[[dict[str, Any], int], None]:
    """Fill a list of a document with copies of its first item."""

    def edit(tree: dict[str, Any], size: int) -> None:
        *above, last = path
        for name in above:
            tree = tree[name]
        tree[last] = _filled(tree[last][0], size)

    return edit


def _events_and_findings(tree: dict[str, Any], size: int) -> None:
    tree["events"] = _filled(tree["events"][0], size // 2)
    tree["integrity"]["findings"] = _filled(tree["integrity"]["findings"][0], size // 2)


REPORT_CALLS: dict[str, Callable[[pith.VerificationReport], object]] = {
    "str(report)": str,
    "report.to_text, full": lambda report: report.to_text(full=True),
    "report.to_json": lambda report: report.to_json(),
    "report.to_html": lambda report: report.to_html(),
    "report.assurance_of": lambda report: report.assurance_of("/zz"),
}
RECORD_CALLS: dict[str, Callable[[pith.PithRecord], object]] = {
    "record.to_json": lambda record: record.to_json(),
    "verify_record": _verify,
    "cite": pith.cite,
    "canonical_bytes": pith.canonical_bytes,
    "record._repr_html_": lambda record: record._repr_html_(),
}
SHAPES: dict[str, Shape] = {
    **{f"parse_record: {name}": _inserted(_printed(value)) for name, value in VALUES.items()},
    "parse_record: spaces": _inserted(lambda size: f"[{'0, ' * (size // 3)}0]"),
    "parse_record: floats spelled in another way": _inserted(lambda size: f"[{'1.50,' * (size // 5)}0]"),
    "parse_record: long floats": _inserted(lambda size: f"[0.{'1' * size}]"),
    "parse_record: long exponents": _inserted(lambda size: f"[{'1e5,' * (size // 4)}0]"),
    "parse_record: a duplicate key at the end": _inserted(
        lambda size: "{" + "".join(f'"{index:07}":0,' for index in range(size // 12)) + '"0000000":1}'
    ),
    "parse_record: escapes": _inserted(lambda size: '"' + "\\u0041" * (size // 6) + '"'),
    "parse_record: invalid UTF-8 at the end": _parse(lambda size: b'{"zz":"' + b"a" * size + b'\xff"}'),
    "parse_record: bad members of an array": _parse(lambda size: _dumps({**_tree(), "aliases": _filled({"a": 0}, size)})),
    "parse_record: bad citations": _parse(
        lambda size: _dumps({**_tree(), "inbound_citations": {"count": 1, "sample": _filled(0, size)}})
    ),
    "parse_record of a mapping: shared lists": _shared,
    **{f"parse_record of a mapping: {name}": _mapping(value) for name, value in VALUES.items()},
    **{f"{name}: {kind}": _record_call(call, value) for name, call in RECORD_CALLS.items() for kind, value in VALUES.items()},
    **{f"{name}: {kind}": _report_call(call, value) for name, call in REPORT_CALLS.items() for kind, value in VALUES.items()},
    **{f"diff_records: {kind}": _diff(value) for kind, value in VALUES.items()},
    "verify_record: title of marks": _of_tree(_set("paper", "title", value=lambda size: "a" + MARK * (size // 2)), _verify),
    "verify_record: title of letters and marks": _of_tree(
        _set("paper", "title", value=lambda size: ("a" + MARK * 30) * (size // 61)), _verify
    ),
    "verify_record: title of ligatures": _of_tree(_set("paper", "title", value=lambda size: "\ufdfa" * (size // 3)), _verify),
    "verify_record: aliases": _of_tree(_set("aliases", value=lambda size: _filled(_alias, size)), _verify),
    "verify_record: claims": _of_tree(_repeated(_GRAPH, "claims", "items"), _verify),
    "verify_record: references": _of_tree(_repeated(_GRAPH, "references", "sample"), _verify),
    "verify_record: findings": _of_tree(_repeated(_GRAPH, "integrity", "findings"), _verify),
    "verify_record: detectors": _of_tree(
        lambda tree, size: tree[_GRAPH]["integrity"]["summary"].update(
            by_detector={
                f"d{index}": {"total": 0, "advisory": 0, "critical": 0, "informational": 0} for index in range(size // 66)
            }
        ),
        _verify,
    ),
    "verify_record: cross_cats": _of_tree(_set("paper", "cross_cats", value=lambda size: _filled(str, size)), _verify),
    "verify_record: long texts in messages": _of_tree(
        _set("receipt", "key_id", value=lambda size: "\x1b" * (size // 6)), _verify
    ),
    "verify_many: claims": lambda size: _many(size),
    "citation_edges: references": _of_tree(_repeated(_GRAPH, "references", "sample"), opengraph.citation_edges),
    "claim_edges: claims": _of_tree(_repeated(_GRAPH, "claims", "items"), opengraph.claim_edges),
    "compare_documents: aliases": _compare(_compare_aliases),
    "compare_documents: snapshots and claims": _compare(_compare_snapshots),
    "verify_bundle: events": _document(
        sample_bundle, opengraph.parse_bundle, lambda b: opengraph.verify_bundle(b, keys=TEST_KEYS), _repeated("events")
    ),
    "verify_bundle: aliases": _document(
        sample_bundle,
        opengraph.parse_bundle,
        lambda b: opengraph.verify_bundle(b, keys=TEST_KEYS),
        _set("source_aliases", value=lambda size: _filled(_alias, size)),
    ),
    "verify_state: snapshots": _document(
        sample_state,
        opengraph.parse_state,
        lambda s: opengraph.verify_state(s, keys=TEST_KEYS),
        _repeated("current", "graph_snapshots"),
    ),
    "verify_integrity: events and findings": _document(
        sample_integrity, opengraph.parse_integrity, lambda d: opengraph.verify_integrity(d, keys=TEST_KEYS), _events_and_findings
    ),
    "manifest_keys: keys": _document(
        sample_mirrors, opengraph.parse_mirrors, lambda m: opengraph.manifest_keys(m, TEST_KEYS), _repeated("mirrors")
    ),
    "KeyRing.parse: keys": _ring,
    "AliasIndex.from_bytes: numbers": _index,
    **{
        f"find_numbers: {piece!r}": _text(lambda text: [*pith.find_numbers(text)], piece)
        for piece in (
            "pith:",
            f"pith:2023:{SUFFIX}A",
            "://pith:",
            "https://pith.science/",
            "\\pithnumber{",
            "A",
            "pith:ABCDEFGH.",
        )
    },
    **{f"parse_number: {piece!r}": _text(pith.parse_number, piece) for piece in ("A", "https://pith.science/pith/", "\\")},
    **{f"canonical_text: {piece!r}": _text(pith.canonical_text, piece) for piece in ("a ", "\u0130", "\u03a3")},
    **{
        f"text hash: {piece!r}": _text(lambda text: text_has_sha256(text, "0" * 64), piece)
        for piece in ("a" + MARK, "\u1e9b\u0323", "\ufdfa ")
    },
    **{
        f"cite, authors: {piece!r}": _of_tree(
            _set("paper", "authors_text", value=lambda size, piece=piece: piece * (size // len(piece))),  # type: ignore[misc]
            lambda record: pith.cite(record, "bibtex"),
        )
        for piece in ("A. B, ", "a and ", "{", "\\", "(", ", ")
    },
    **{
        f"cite, title: {piece!r}": _of_tree(
            _set("paper", "title", value=lambda size, piece=piece: piece * (size // len(piece))),  # type: ignore[misc]
            lambda record: pith.cite(record, "bibtex"),
        )
        for piece in ("$", "{", "\\", "A ", "_")
    },
    "from_bibtex: braces": _paper("from_bibtex", lambda size: {"title": "{" * size, "eprint": "2401.00001"}),
    "from_bibtex: dollars": _paper("from_bibtex", lambda size: {"title": "$ " * (size // 2), "eprint": "2401.00001"}),
    "from_bibtex: authors": _paper("from_bibtex", lambda size: {"author": "a and " * (size // 6), "eprint": "2401.00001"}),
    "from_csl_json: markup": _paper("from_csl_json", lambda size: {"title": "<" * size, "DOI": "10.48550/arXiv.2401.00001"}),
    "from_csl_json: authors": _paper(
        "from_csl_json", lambda size: {"title": "A", "author": _filled({"family": "A", "given": "B"}, size)}
    ),
    "from_arxiv_api: categories": _paper(
        "from_arxiv_api",
        lambda size: {"id": "2401.00001v1", "title": "A", "tags": _filled(lambda i: {"term": f"cs.{i}"}, size)},
    ),
    "from_arxiv_api: deep names": _paper(
        "from_arxiv_api", lambda size: {"id": "2401.00001v1", "authors": _filled(_deep(200), size)}
    ),
}


def _many(size: int) -> Input:
    tree = _tree()
    _repeated(_GRAPH, "claims", "items")(tree, size)
    data = _dumps(tree)
    return Input(lambda: [*pith.verify_many([data], keys=TEST_KEYS, limits=LIMITS)], data)
