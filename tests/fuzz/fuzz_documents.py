"""Documents with hostile edits. A case names a base document and the edits; `document` makes the tree and its bytes."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from fuzz_cases import Draw, build, rows
from fuzz_shapes import scalar, text, value, word

from pith import PithError, PithRecord
from pith.testing import (
    FORGER,
    TEST_SIGNER,
    make_record,
    sample_bundle,
    sample_integrity,
    sample_mirrors,
    sample_record,
    sample_state,
)
from pith.testing.samples import rehashed, sealed
from pith.testing.tampering import Path as TreePath
from pith.testing.tampering import walk

RECORDS = ("minimal", "full", "future", "published", "other", "old_id")
KINDS = ("bundle", "state", "integrity", "mirrors")
_PUBLISHED = Path(__file__).parents[2] / "examples" / "records" / "2305.02301v2.json"
_MAKERS: dict[str, Callable[[], bytes]] = {
    "minimal": lambda: sample_record("minimal").to_json(),
    "full": lambda: sample_record("full").to_json(),
    "future": lambda: sample_record("future").to_json(),
    "published": _PUBLISHED.read_bytes,
    "other": lambda: make_record(title="Élan vital \u03a3", version=7, cross_cats=["math.MP"]).to_json(),
    "old_id": lambda: make_record(id="hep-th/9807195", primary_cat="hep-th").to_json(),
    "bundle": lambda: sample_bundle().to_json(),
    "bundle_future": lambda: sample_bundle(sample_record("future")).to_json(),
    "state": lambda: sample_state().to_json(),
    "state_future": lambda: sample_state(sample_record("future")).to_json(),
    "integrity": lambda: sample_integrity().to_json(),
    "integrity_future": lambda: sample_integrity(sample_record("future")).to_json(),
    "mirrors": lambda: sample_mirrors().to_json(),
}
_SIGNERS = {"test": TEST_SIGNER, "forger": FORGER}
# Arrays of a document with the key that must differ from item to item.
_ROWS: dict[str, str | None] = {
    "aliases": "alias_kind",
    "source_aliases": "alias_kind",
    "events": "event_id",
    "graph_snapshots": "event_id",
    "items": "claim_id",
    "sample": "ref_index",
    "findings": "ref_index",
    "detectors_run": "name",
    "mirrors": "name",
    "cross_cats": None,
    "cross_cats_sorted": None,
    "paper_claims": None,
    "anchors": None,
}
_TEXT_EDITS: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "swap": str.swapcase,
    "space": lambda old: old.replace(" ", " \u3000"),
    "pad": lambda old: f" {old}\n",
    "half": lambda old: old[: len(old) // 2],
    "twice": lambda old: old + old,
    "escape": lambda old: f"\x1b[2J\u202e{old}",
    "kelvin": lambda old: old.replace("k", "\u212a").replace("i", "\u0131"),
    "next": lambda old: old[:-1] + chr((ord(old[-1:] or "a") + 1) % 128),
    "zone": lambda old: old.replace("Z", "+00:00") if old.endswith("Z") else old.replace("+00:00", "Z"),
}
# fmt: off
_BYTES = (
    *(b'""', b"null", b"-0", b"1e400", b"0.1000", b"NaN", b"1.0", b'"a":1,', b"\\u0000", b"\\ud800", b"\xef\xbb\xbf", b"\xff"),
    *(b"[" * 300, b"}", b" ", b"\n", b"\x00", b"0", b"1e-9999999999999999999", b"18446744073709551616"),
)
# fmt: on


@cache
def base_bytes(name: str) -> bytes:
    """The base document of a name, as bytes."""
    return _MAKERS[name]()


@cache
def base_paths(name: str) -> tuple[list[tuple[TreePath, Any]], list[TreePath], list[TreePath]]:
    """Every value of a base document with its path, the paths of its arrays with rows, and those of its texts."""
    every = [*walk(orjson.loads(base_bytes(name)))]
    arrays = [path for path, inner in every if path and path[-1] in _ROWS and isinstance(inner, list)]
    return every, arrays, [path for path, inner in every if isinstance(inner, str)]


class Made(NamedTuple):
    """A document of a case: the tree from which the last edits began, the edited tree, and its bytes."""

    base: Any
    tree: Any
    data: bytes
    signer: str = "test"
    """Who signed the base: `test` or `forger`."""


def draw_document(draw: Draw, *names: str) -> dict[str, Any]:
    """A case of a document: at most three edits, or one large one with others around it."""
    name = draw.choice(names)
    case: dict[str, Any] = {"base": name}
    if draw.often(0.15):
        case["resigned"] = [_draw_edit(draw, name)]
        case["signer"] = draw.pick("test", "test", "forger")
    edits = [_draw_edit(draw, name) for _ in range(draw.pick(1, 1, 2, 3) if draw.large else draw.pick(0, 1, 1, 2, 3))]
    if draw.often(0.25):
        edits.append(["rehash", [], None])
    if draw.often(0.1):
        edits.append(["copy", [], None])
    case["edits"] = edits
    if not draw.large and draw.often(0.1):
        case["bytes"] = [
            [draw.random(), draw.pick(0, 0, 1, 2, 8), draw.randrange(len(_BYTES))] for _ in range(draw.pick(1, 1, 2))
        ]
    return case


def _draw_edit(draw: Draw, name: str) -> list[Any]:
    every, arrays, texts = base_paths(name)
    path, old = draw.choice(every)
    kind = draw.randrange(10)
    if arrays and (kind == 0 or (draw.large and kind <= 3)):
        path = draw.choice(arrays)
        item = {"$text": [["x", 1]]} if draw.often(0.1) else None
        return ["rows", list(path), [item, draw.times(300)]]
    if kind <= 2:
        return ["text", list(draw.choice(texts)), draw.choice([*_TEXT_EDITS])]
    if kind == 3:
        return ["move", list(path), list(draw.choice(every)[0])]
    if kind == 4 and path:
        return [draw.pick("remove", "rename", "reverse"), list(path), None]
    if kind <= 6:
        inner = [path for path, value in every if isinstance(value, dict | list)]
        key = (
            text(draw)
            if draw.often(0.3)
            else draw.pick("zz", "*", "a/b~c", "", "\u202e", "integrity", "receipt", "schema", word(draw))
        )
        return ["add", list(draw.choice(inner)), [key, value(draw)]]
    if kind == 7:
        return ["set", list(draw.choice(texts)), text(draw)]
    if isinstance(old, int) and not isinstance(old, bool):
        return ["set", list(path), draw.pick(old + 1, old - 1, float(old), -old, str(old))]
    return ["set", list(path), draw.pick(value, scalar, text)(draw)]


def _apply(tree: Any, op: str, path: list[Any], argument: Any) -> Any:
    """The tree with one edit. An edit whose path is not there any more has no effect."""
    try:
        if op == "rehash":
            return {**tree, "graph_snapshot": rehashed(tree["graph_snapshot"])}
        if op == "copy":
            graph = {**tree["graph_snapshot"], "paper": tree["paper"], "source": tree["source"]}
            return {**tree, "graph_snapshot": graph}
        container, key = {"": tree}, ""
        for part in path:
            container, key = container[key], part
        old = container[key]
        if op == "set":
            container[key] = build(argument)
        elif op == "text":
            container[key] = _TEXT_EDITS[argument](old)
        elif op == "move":
            other = tree
            for part in argument:
                other = other[part]
            container[key] = json.loads(json.dumps(other))
        elif op == "remove":
            del container[key]
        elif op == "rename":
            container[f"{key}_"] = container.pop(key)
        elif op == "reverse":
            container[key] = old[::-1] if isinstance(old, list | str) else dict(reversed([*old.items()]))
        elif op == "rows":
            item, times = argument
            item = build(item) if item is not None else (old[0] if old else "cs.AI")
            container[key] = [*old, *rows(item, times, _ROWS[path[-1]])]
        elif isinstance(old, dict):
            old[build(argument[0])] = build(argument[1])
        else:
            old.append(build(argument[1]))
        return container[""] if not path else tree
    except (LookupError, TypeError, AttributeError, ValueError, RecursionError):
        return tree


def make_document(case: dict[str, Any]) -> Made:
    """The document of a case, which can also be a whole text."""
    if "text" in case:
        data = case["text"].encode("utf-8", "surrogatepass")
        return Made({}, {}, data)
    base, signer = orjson.loads(base_bytes(case["base"])), "test"
    for edit in case.get("resigned", ()):
        changed = _apply(json.loads(json.dumps(base)), *edit)
        try:  # only a record can be signed anew, and only if it can be parsed
            base = json.loads(PithRecord.parse(sealed(changed, _SIGNERS[case["signer"]])).to_json())
        except (PithError, LookupError, TypeError, AttributeError, ValueError, RecursionError):
            continue
        signer = case["signer"]
    tree = json.loads(json.dumps(base)) if "resigned" in case else orjson.loads(base_bytes(case["base"]))
    for edit in case["edits"]:
        tree = _apply(tree, *edit)
    return Made(base, tree, _edit_bytes(_dump(tree), case.get("bytes", ())), signer)


def _dump(tree: Any) -> bytes:
    try:  # not by orjson, which writes beyond its buffer if the tree is deep
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(tree).encode()
    except (RecursionError, ValueError):  # deeper than Python's stack, or an integer that Python does not print
        return b"[" * 5000 + b"]" * 5000


def _edit_bytes(data: bytes, edits: Any) -> bytes:
    for place, length, choice in edits:
        start = int(place * len(data))
        data = data[:start] + _BYTES[choice] + data[start + length :]
    return data
