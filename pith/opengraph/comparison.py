"""Comparison of documents about one number: where a record differs from a bundle, a state or another record.

A comparison walks two documents side by side, stops after 100 differences, and builds a JSON Pointer only if it is asked for.
So its cost grows linearly with the documents.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice, zip_longest
from typing import Any, NoReturn, TypeAlias

from ..canonical import same_json
from ..errors import InvalidRecord, VerificationFailed, safe_repr
from ..models.base import require_model
from ..models.record import PithRecord
from ..pointers import json_pointer
from ..protocol import RECORD_CREATED
from ..timestamps import parse_timestamp
from .bundle import OpenGraphBundle
from .state import OpenGraphState

MOST_DIFFERENCES = 100
"""A comparison lists no more differences than these."""

_SAME_IN_BUNDLE = ("pith_number", "short_pith_number", "canonical_sha256", "canonical_record", "source")
_ABSENT = object()
_LONGEST_TIMESTAMP = 32
_LONGEST_KEY = 101

_Tree: TypeAlias = dict[str, Any]
_Path: TypeAlias = tuple[str | int, ...]
_Equal: TypeAlias = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """One difference between two documents. If one of them has no value there, its pointer is that of the missing value.

    `document` is the kind of the other document: `bundle`, `state` or `record`. `start` and `other_start` are the JSON
    Pointers of the two values that were compared, `path` holds the keys and indices from there to the difference.
    Specification §9.5.
    """

    document: str
    start: str
    other_start: str
    path: tuple[str | int, ...] = ()

    @property
    def pointer(self) -> str:
        """The JSON Pointer in the first record."""
        return self.start + json_pointer(*self.path)

    @property
    def other_pointer(self) -> str:
        """The JSON Pointer in the other document."""
        return self.other_start + json_pointer(*self.path)

    def __str__(self) -> str:
        # Of a pointer, a message quotes 100 characters. The whole pointer can be as long as the document.
        path = json_pointer(*(key[:_LONGEST_KEY] if isinstance(key, str) else key for key in self.path))
        return f"{safe_repr(self.start + path)} is not {safe_repr(self.other_start + path)} of the {self.document}"

    def __repr__(self) -> str:
        return f"<Difference: {self}>"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between documents. Ask `ok`, or call `raise_for_failure`: a comparison has no truth value.

    `subject` is the number of the first record. `differences` holds at most 100 differences, and `truncated` is True if
    there are more. Specification §9.5.
    """

    subject: str
    differences: tuple[Difference, ...]
    truncated: bool = False

    @property
    def ok(self) -> bool:
        """Whether there is no difference."""
        return not self.differences

    def __bool__(self) -> NoReturn:
        raise TypeError("a comparison has no truth value; ask comparison.ok")

    def raise_for_failure(self) -> None:
        """Raise `VerificationFailed`, naming the first differences, if there is a difference."""
        if self.differences:
            count = f"{'more than ' if self.truncated else ''}{len(self.differences)}"
            listed = "; ".join(map(str, self.differences[:10]))
            raise VerificationFailed(f"documents of {safe_repr(self.subject)} have {count} differences: {listed}")


def compare_documents(record: PithRecord, bundle: OpenGraphBundle, state: OpenGraphState) -> Comparison:
    """Compare a record with a bundle and a state of the same number, from any sources.

    The comparison covers the numbers, the canonical record, the source, the receipt, the aliases with their dates cut to
    seconds, and the record's graph snapshot with the most similar one of the state. Dates of the receipt and the snapshot
    are equal if they are the same instant. Nothing is verified: documents can agree on forged values, so verify each.

    Raises TypeError for an argument of another kind, or one that holds a value of a wrong type. Specification §9.5.
    """
    of_record = require_model(record, PithRecord, "record").to_dict()
    of_bundle = require_model(bundle, OpenGraphBundle, "bundle").to_dict()
    of_state = require_model(state, OpenGraphState, "state").to_dict()
    return _comparison(of_record, chain(_with_bundle(of_record, of_bundle), _with_state(of_record, of_state)))


def diff_records(record: PithRecord, other: PithRecord) -> Comparison:
    """Compare two records of one paper: from two mirrors, from two dates, or of two versions.

    Dates outside the canonical record are equal if they are the same instant. Nothing is verified.

    Raises TypeError for an argument that is not a record, or one that holds a value of a wrong type. Specification §9.5.
    """
    first = require_model(record, PithRecord, "record").to_dict()
    second = require_model(other, PithRecord, "other").to_dict()
    exact = Difference("record", "/canonical_record", "/canonical_record")
    signed = _differences(exact, first.pop("canonical_record"), second.pop("canonical_record"), _same)
    return _comparison(first, chain(signed, _differences(Difference("record", "", ""), first, second, _same_instant)))


def _comparison(record: _Tree, differences: Iterator[Difference]) -> Comparison:
    listed = tuple(islice(differences, MOST_DIFFERENCES))
    return Comparison(record["pith_number"], listed, next(differences, None) is not None)


def _with_bundle(record: _Tree, bundle: _Tree) -> Iterator[Difference]:
    for name in _SAME_IN_BUNDLE:
        yield from _differences(Difference("bundle", f"/{name}", f"/{name}"), record[name], bundle[name], _same)
    yield from _compare_aliases(record["aliases"], bundle["source_aliases"], "bundle", "/source_aliases")
    created = [index for index, event in enumerate(bundle["events"]) if event.get("event_type") == RECORD_CREATED]
    if not created:
        yield Difference("bundle", "/receipt", "/events")
    for index in created:
        receipt = bundle["events"][index]["payload"].get("receipt", _ABSENT)
        base = Difference("bundle", "/receipt", f"/events/{index}/payload/receipt")
        yield from _differences(base, record["receipt"], receipt, _same_instant)


def _with_state(record: _Tree, state: _Tree) -> Iterator[Difference]:
    current = state["current"]
    base = Difference("state", "/pith_number", "/pith_number")
    yield from _differences(base, record["pith_number"], state["pith_number"], _same)
    base = Difference("state", "/canonical_record", "/current/canonical_record")
    yield from _differences(base, record["canonical_record"], current["canonical_record"], _same)
    yield from _compare_aliases(record["aliases"], current["source_aliases"], "state", "/current/source_aliases")
    yield from _nearest_snapshot(record["graph_snapshot"], current["graph_snapshots"])


def _nearest_snapshot(snapshot: _Tree, events: list[_Tree]) -> list[Difference]:
    """The differences from the snapshot that has the fewest, counted up to one more than are listed."""
    pointer = "/current/graph_snapshots"
    nearest = [Difference("state", "/graph_snapshot", pointer)] if not events else None
    for index, event in enumerate(events):
        other = event["payload"].get("graph_snapshot", _ABSENT)
        base = Difference("state", "/graph_snapshot", f"{pointer}/{index}/payload/graph_snapshot")
        most = MOST_DIFFERENCES + 1 if nearest is None else len(nearest)
        found = [*islice(_differences(base, snapshot, other, _same_instant), most)]
        if nearest is None or len(found) < len(nearest):
            nearest = found
    return nearest or []


def _compare_aliases(aliases: list[_Tree], others: list[_Tree], document: str, pointer: str) -> Iterator[Difference]:
    """The differences of the aliases of each kind, with the lists in any order."""
    unpaired: defaultdict[str, deque[int]] = defaultdict(deque)
    for index, alias in enumerate(others):
        unpaired[alias["alias_kind"]].append(index)
    for index, alias in enumerate(aliases):
        if same_kind := unpaired[alias["alias_kind"]]:
            there = same_kind.popleft()
            base = Difference(document, f"/aliases/{index}", f"{pointer}/{there}")
            yield from _differences(base, alias, others[there], _same_second)
        else:
            yield Difference(document, f"/aliases/{index}", pointer)
    for there in sorted(chain.from_iterable(unpaired.values())):
        yield Difference(document, "/aliases", f"{pointer}/{there}")


def _differences(base: Difference, first: Any, other: Any, equal: _Equal) -> Iterator[Difference]:
    """The differences of two JSON values, in the order of the first. Without recursion, for any depth."""
    pairs = [iter([("", first, other)])]
    path: list[str | int] = [""]
    while pairs:
        for path[-1], here, there in pairs[-1]:
            kind = type(here)
            if kind is type(there) and (kind is dict or kind is list):
                pairs.append(_pairs(here, there))
                path.append("")
                break
            if not equal(here, there):
                yield Difference(base.document, base.start, base.other_start, tuple(path[1:]))
        else:
            pairs.pop()
            path.pop()


def _pairs(first: Any, other: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The members of two objects or of two arrays with their key or index, one pair at a time."""
    if isinstance(first, dict):
        here = ((key, value, other.get(key, _ABSENT)) for key, value in first.items())
        return chain(here, ((key, _ABSENT, value) for key, value in other.items() if key not in first))
    return ((index, *pair) for index, pair in enumerate(zip_longest(first, other, fillvalue=_ABSENT)))


def _same(first: Any, other: Any) -> bool:
    """Whether two values are equal. It never gets two objects or two arrays, so containers here are not equal."""
    kind = type(first)
    return kind is type(other) and kind is not dict and kind is not list and same_json(first, other)


def _same_instant(first: Any, other: Any) -> bool:
    """Whether two values are equal, or timestamps of one instant."""
    return _same(first, other) or ((instant := _instant(first)) is not None and instant == _instant(other))


def _same_second(first: Any, other: Any) -> bool:
    """Whether two values are equal, or timestamps of one instant after both are cut to seconds."""
    if _same(first, other):
        return True
    instant, other_instant = _instant(first), _instant(other)
    if instant is None or other_instant is None:
        return False
    return instant.replace(microsecond=0) == other_instant.replace(microsecond=0)


def _instant(value: Any) -> datetime | None:
    try:
        return parse_timestamp(value) if isinstance(value, str) and len(value) <= _LONGEST_TIMESTAMP else None
    except InvalidRecord:
        return None
