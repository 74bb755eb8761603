"""Comparison of documents: section 9.5 of the specification."""

from collections.abc import Callable, Iterator
from datetime import datetime

from .canonical import same
from .refusal import JSON, Tree
from .timestamps import instant, is_timestamp

Pair = tuple[str, str]
Equal = Callable[[JSON, JSON], bool]
_ABSENT = object()


def compare_documents(record: Tree, bundle: Tree, state: Tree) -> Iterator[Pair]:
    """The pairs of pointers at which a record differs from a bundle and a state."""
    for member in ("pith_number", "short_pith_number", "canonical_sha256", "canonical_record", "source"):
        yield from _differences(record[member], bundle[member], f"/{member}", f"/{member}", same)
    yield from _aliases(record["aliases"], bundle["source_aliases"], "/source_aliases")
    creations = [index for index, event in enumerate(bundle["events"]) if event.get("event_type") == "record_created"]
    if not creations:
        yield "/receipt", "/events"
    for index in creations:
        receipt = bundle["events"][index]["payload"].get("receipt", _ABSENT)
        yield from _differences(record["receipt"], receipt, "/receipt", f"/events/{index}/payload/receipt", _same_instant)
    current = state["current"]
    yield from _differences(record["pith_number"], state["pith_number"], "/pith_number", "/pith_number", same)
    there = "/current/canonical_record"
    yield from _differences(record["canonical_record"], current["canonical_record"], "/canonical_record", there, same)
    yield from _aliases(record["aliases"], current["source_aliases"], "/current/source_aliases")
    there = "/current/graph_snapshots"
    found = [
        [
            *_differences(
                record["graph_snapshot"],
                event["payload"].get("graph_snapshot", _ABSENT),
                "/graph_snapshot",
                f"{there}/{index}/payload/graph_snapshot",
                _same_instant,
            )
        ]
        for index, event in enumerate(current["graph_snapshots"])
    ]
    yield from min(found, key=len) if found else [("/graph_snapshot", there)]


def diff_records(one: Tree, other: Tree) -> Iterator[Pair]:
    """The pairs of pointers at which two records differ."""
    rest, other_rest = ({key: value for key, value in tree.items() if key != "canonical_record"} for tree in (one, other))
    at = "/canonical_record"
    yield from _differences(one["canonical_record"], other["canonical_record"], at, at, same)
    yield from _differences(rest, other_rest, "", "", _same_instant)


def _differences(one: JSON, other: JSON, here: str, there: str, equal: Equal) -> Iterator[Pair]:
    if isinstance(one, dict) and isinstance(other, dict):
        keys = [*one, *(key for key in other if key not in one)]
        pairs = [(key.replace("~", "~0").replace("/", "~1"), one.get(key, _ABSENT), other.get(key, _ABSENT)) for key in keys]
    elif isinstance(one, list) and isinstance(other, list):
        length = max(len(one), len(other))
        first, second = ([*items, *[_ABSENT] * (length - len(items))] for items in (one, other))
        pairs = [(str(index), first[index], second[index]) for index in range(length)]
    else:
        if one is _ABSENT or other is _ABSENT or not equal(one, other):
            yield here, there
        return
    for token, value, counterpart in pairs:
        yield from _differences(value, counterpart, f"{here}/{token}", f"{there}/{token}", equal)


def _aliases(aliases: list[Tree], others: list[Tree], there: str) -> Iterator[Pair]:
    left = [*range(len(others))]
    for index, alias in enumerate(aliases):
        partner = next((place for place in left if others[place]["alias_kind"] == alias["alias_kind"]), None)
        if partner is None:
            yield f"/aliases/{index}", there
        else:
            left.remove(partner)
            yield from _differences(alias, others[partner], f"/aliases/{index}", f"{there}/{partner}", _same_second)
    yield from (("/aliases", f"{there}/{place}") for place in left)


def _instants(one: JSON, other: JSON) -> list[datetime] | None:
    if all(isinstance(value, str) and is_timestamp(value) for value in (one, other)):
        return [instant(one), instant(other)]
    return None


def _same_instant(one: JSON, other: JSON) -> bool:
    found = _instants(one, other)
    return same(one, other) or (found is not None and found[0] == found[1])


def _same_second(one: JSON, other: JSON) -> bool:
    found = _instants(one, other)
    cut = [value.replace(microsecond=0) for value in found or []]
    return same(one, other) or (found is not None and cut[0] == cut[1])
