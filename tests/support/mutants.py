"""Random changes to the base documents, the same for the same seed: on them the library and the reference are compared."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from reference import build, forms
from reference.canonical import list_hash
from reference.keys import Key, make_ring
from reference.numbers import ORIGIN
from reference.report import Settings
from reference.text import text_sha256

KINDS = ("record", "bundle", "state", "integrity", "manifest")
_NOW = datetime(2026, 6, 1, 12, 30, tzinfo=UTC)
_STRINGS = (
    "",
    " ",
    "x",
    "\n",
    "\ufeff",
    "\u2028",
    "arxiv",
    "doi",
    "pith_short_8",
    "critical",
    "advisory",
    "informational",
    "unheard_of",
    "rescinded",
    "record_created",
    "graph",
    "verdict.strongest_claim",
    "strongest_claim",
    "ed25519",
    "ED25519",
    "2026-06-01T12:30:00Z",
    "2026-06-01T12:30:00+00:00",
    "2026-06-01T12:30:00.000001Z",
    "2026-06-01T12:30:60Z",
    "2026-06-01t12:30:00Z",
    "1.0",
    "1.7",
    "1.01",
    "2.0",
    "stra\u00dfe \u00c9 \u0130",
    "a\u0301\u03a3",
    "pith:2024:AAAAAAAAAAAAAAAAAAAAAAAAAA",
    "pith:AAAAAAAA",
    "other",
    "0" * 64,
    "A" * 86 + "==",
)
_NUMBERS = (0, 1, 2, 3, -1, 7, 2**63, 2**64 - 1, -(2**63), 2**53 + 1, 0.0, -0.0, 1.0, 1.5, 1e300)
_OTHERS: tuple[Any, ...] = (None, True, False, [], {}, [None], {"a": 1}, [[]])
_NAMES = ("event_type", "payload", "graph_snapshot", "receipt", "x", "subject_pith_number", "*", "a/b~c", "integrity", "schema")


class Mutant(NamedTuple):
    """A changed document as bytes, and the arguments of its verification."""

    kind: str
    data: bytes
    settings: Settings


def mutants(count: int, seed: int = 0, kinds: tuple[str, ...] = KINDS) -> Iterator[Mutant]:
    """So many mutants; kinds, changes and arguments are drawn at random."""
    draw = random.Random(seed)
    bases = _bases()
    weights = {"record": 10, "bundle": 5, "state": 3, "integrity": 4, "manifest": 1}
    for _ in range(count):
        kind = draw.choices(kinds, [weights[kind] for kind in kinds])[0]
        tree = build.unshared(draw.choice(bases[kind]))
        for _ in range(draw.choice((0, 1, 1, 1, 1, 2, 3))):
            _mutate(draw, tree)
        tree = _repaired(draw, kind, tree)
        yield Mutant(kind, _bytes(draw, tree), _settings(draw))


def _bases() -> dict[str, list[Any]]:
    """The base documents of each kind, among them the shapes that a few changes do not reach."""
    record, bundle, state, integrity = build.record(), build.bundle(), build.state(), build.integrity()
    elsewhere = build.record(build.canonical_record({"kind": "zenodo", "id": "1", "version": 1}))
    bare = build.unshared(record)
    del bare["graph_snapshot"]["integrity"]
    bare["aliases"] = bare["aliases"][:3]
    bare["events"] = [{"event_type": "x"}]
    bare["graph_snapshot"]["references"]["count"] = 7
    twice = build.unshared(bundle)
    twice["events"] += build.unshared(bundle)["events"]
    copied = build.unshared(bundle)  # a receipt in an event that is no creation
    copied["events"][1]["payload"].update(copied["events"][0]["payload"])
    graphs = build.unshared(state)
    graphs["current"]["graph_snapshots"] += build.state(elsewhere)["current"]["graph_snapshots"]
    findings = integrity["integrity"]["findings"]
    paper = integrity["arxiv_id"]
    rescinded = build.unshared(integrity)
    taken_back = build.integrity_payload(findings[0], paper, verdict_class="rescinded")
    rescinded["events"].append(build.integrity_event(3, taken_back))
    return {
        "record": [record, record, elsewhere, bare],
        "bundle": [bundle, bundle, build.bundle(elsewhere), twice, copied],
        "state": [state, build.state(elsewhere), graphs],
        "integrity": [integrity, build.clean_integrity(), rescinded],
        "manifest": [build.manifest()],
    }


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Each container with each of its keys or indices."""
    found: list[tuple[Any, Any]] = []
    pending = [tree]
    while pending:
        value = pending.pop()
        keys = [*value] if isinstance(value, dict) else range(len(value))
        for key in keys:
            found.append((value, key))
            if isinstance(value[key], dict | list):
                pending.append(value[key])
    return found


def _mutate(draw: random.Random, tree: Any) -> None:
    """One change to a tree, in place."""
    places = _places(tree)
    container, key = draw.choice(places)
    value = container[key]
    change = draw.choice((_change_value, _change_value, _change_value, _change_container, _transplant))
    change(draw, places, container, key, value)


def _change_value(draw: random.Random, places: list[Any], container: Any, key: Any, value: Any) -> None:
    if isinstance(value, str) and draw.random() < 0.8:
        container[key] = draw.choice(_EDITS)(draw, value)
    elif isinstance(value, bool) and draw.random() < 0.8:
        container[key] = not value
    elif isinstance(value, int) and draw.random() < 0.8:
        container[key] = draw.choice((value + 1, value - 1, value + 2, 0, 10 * value))
    else:
        container[key] = draw.choice(draw.choice((_STRINGS, _NUMBERS, _OTHERS)))


def _change_container(draw: random.Random, places: list[Any], container: Any, key: Any, value: Any) -> None:
    change = draw.choice(("remove", "add", "order", "repeat"))
    if change == "remove":
        del container[key]
    elif isinstance(container, dict):
        items = [*container.items()]
        if change == "add":
            items.insert(draw.randrange(len(items) + 1), (draw.choice(_NAMES), draw.choice((*_STRINGS, *_NUMBERS, *_OTHERS))))
        elif change == "repeat":
            items.insert(draw.randrange(len(items) + 1), (f"{key}_", value))
        else:
            draw.shuffle(items)
        container.clear()
        container.update(items)
    elif change == "order":
        draw.shuffle(container)
    else:
        added = value if change == "repeat" else draw.choice((*_STRINGS, *_NUMBERS, *_OTHERS))
        container.insert(draw.randrange(len(container) + 1), json.loads(json.dumps(added)))


def _transplant(draw: random.Random, places: list[Any], container: Any, key: Any, value: Any) -> None:
    """Put another value of the same type there, of the document."""
    other, other_key = draw.choice([place for place in places if type(place[0][place[1]]) is type(value)])
    container[key] = json.loads(json.dumps(other[other_key]))


def _edit_character(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text) + 1)
    return text[:place] + draw.choice("0a1BZ/= .-") + text[place + 1 :]


def _next_digit(draw: random.Random, text: str) -> str:
    places = [index for index, character in enumerate(text) if character.isdigit()]
    if not places:
        return text + "1"
    place = draw.choice(places)
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


_EDITS: tuple[Callable[[random.Random, str], str], ...] = (
    _edit_character,
    _next_digit,
    _next_digit,
    lambda draw, text: draw.choice(_STRINGS),
    lambda draw, text: text + draw.choice((" ", "\n", "x", "\u00e9", "\u3000")),
    lambda draw, text: draw.choice((" ", "\ufeff", "\u001f")) + text,
    lambda draw, text: text.swapcase(),
    lambda draw, text: text.replace(" ", draw.choice(("  ", "\t", "\u00a0", "\u200b"))),
    lambda draw, text: text.replace("Z", "+00:00") if draw.random() < 0.5 else text.replace("Z", ".5Z"),
    lambda draw, text: text[: len(text) // 2],
)


def _repaired(draw: random.Random, kind: str, tree: Any) -> Any:
    """The tree, in one of three cases with hashes, names and signature computed anew, so that other checks decide."""
    if draw.random() > 0.35:
        return tree
    if kind == "record" and forms.has_form(forms.RECORD, tree):
        if draw.random() < 0.5:
            tree["canonical_record"]["metadata"]["title_canon_sha256"] = text_sha256(tree["paper"]["title"])
            tree = build.sealed(tree)
        tree["graph_snapshot"] = build.rehashed(tree["graph_snapshot"])
        if draw.random() < 0.5:
            tree["graph_snapshot"]["paper"] = json.loads(json.dumps(tree["paper"]))
    if kind == "bundle" and forms.has_form(forms.BUNDLE, tree):
        canonical = tree["canonical_record"]
        names = build.names_of(canonical)
        for member in ("pith_number", "short_pith_number", "canonical_sha256", "source"):
            tree[member] = names[member]
        created = {name: names[name] for name in ("canonical_sha256", "receipt")}
        for event in tree["events"]:
            if "receipt" in event["payload"]:
                event["payload"] = {**event["payload"], "canonical_record": canonical, **created}
        tree["source_aliases"] = build.aliases(canonical)
    if kind == "integrity" and forms.has_form(forms.INTEGRITY_DOCUMENT, tree):
        tree["events"] = [
            {**event, "payload_sha256": digest, "signature_b64": build.signature(digest)}
            for event in tree["events"]
            for digest in [event["payload_sha256"]]
        ]
        block = tree["integrity"]
        block["snapshot_sha256"] = list_hash({"detectors": block["detectors_run"], "findings": block["findings"]})
    return tree


def _bytes(draw: random.Random, tree: Any) -> bytes:
    """The tree as JSON bytes, in one of ten cases with a change to the text."""
    text = json.dumps(tree, ensure_ascii=draw.random() < 0.5)
    if draw.random() < 0.1:
        place = draw.randrange(len(text))
        change = draw.choice(("insert", "insert", "delete", "number", "key", "whole"))
        if change == "insert":
            added = draw.choice(('"', ",", "]", "}", " ", "\\", "\u0001", "0", "-", "e5", ".0", "\\ud800", "\ufeff", "null"))
            text = text[:place] + added + text[place:]
        elif change == "delete":
            text = text[:place] + text[place + 1 :]
        elif change == "number":
            spelled = draw.choice(("1.0", "2e0", "-0", "0.10000000000000000000001", "1e400", "01", "NaN", "18446744073709551616"))
            text = text.replace(": 1,", f": {spelled},", 1)
        elif change == "key":
            text = text.replace("{", '{"kind": "arxiv", ', draw.randrange(1, 4))
        else:
            text = draw.choice((f"\ufeff{text}", f" {text}\n", f"{text}{text}", f"[{text}]", text[:place], f"{text}\x00"))
    return text.encode("utf-8", "surrogatepass")


def _settings(draw: random.Random) -> Settings:
    window = (_NOW - timedelta(days=30), _NOW + timedelta(days=30))
    ring = draw.choice(
        (
            [build.TEST_KEY],
            [build.TEST_KEY],
            [build.TEST_KEY, build.OTHER_KEY],
            [build.OTHER_KEY],
            [build.PUBLISHED_KEY, build.TEST_KEY],
            [build.TEST_KEY._replace(revoked=True)],
            [Key(build.TEST_KEY.key_id, build.TEST_KEY.raw, *window)],
            [Key(build.TEST_KEY.key_id, build.OTHER_KEY.raw)],
        )
    )
    at = draw.choice((None, None, _NOW, window[0], window[1] + timedelta(microseconds=1)))
    abstract = draw.choice((None, build.ABSTRACT, build.ABSTRACT, build.ABSTRACT.upper(), "another", "\u00e9tale"))
    origin = draw.choice((ORIGIN, ORIGIN, ORIGIN, "https://mirror.example"))
    return Settings(make_ring(ring), at, abstract, origin)
