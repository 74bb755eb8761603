"""Documents about one number held against each other: where a record, a bundle and a state do not say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple, NoReturn, TypeAlias

from ..errors import InvalidRecord, VerificationFailed, safe_repr
from ..models.base import sound
from ..models.record import PithRecord
from ..pointers import json_pointer
from ..protocol import RECORD_CREATED
from ..timestamps import format_utc, parse_timestamp
from .bundle import OpenGraphBundle
from .state import OpenGraphState

_SAME_IN_BUNDLE = ("/pith_number", "/short_pith_number", "/canonical_sha256", "/canonical_record", "/source")
_ABSENT = object()

_Tree: TypeAlias = dict[str, Any]


class Difference(NamedTuple):
    """A place where two documents differ; of a value that one of them lacks, the place that it would have there."""

    pointer: str
    """The JSON Pointer in the first record."""
    document: str
    """What it was held against: `bundle`, `state`, or another `record`."""
    other_pointer: str
    """The JSON Pointer in that one."""

    def __str__(self) -> str:
        return f"{safe_repr(self.pointer)} is not {safe_repr(self.other_pointer)} of the {self.document}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where documents differ. Like a report it has no truth value of its own: ask `ok`, or `raise_for_failure`."""

    subject: str
    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no difference."""
        return not self.differences

    def __bool__(self) -> NoReturn:
        raise TypeError("an agreement is neither true nor false; ask agreement.ok")

    def raise_for_failure(self) -> None:
        """Raises `VerificationFailed`, naming the places, where there is a difference."""
        if self.differences:
            raise VerificationFailed(f"documents of {safe_repr(self.subject)} differ: {'; '.join(map(str, self.differences))}")


def compare_documents(record: PithRecord, bundle: OpenGraphBundle, state: OpenGraphState) -> Comparison:
    """Whether three documents about one number say the same, whoever served them: number, canonical record and source, the
    receipt, the aliases up to the cut of their dates to seconds, and the record's graph snapshot among the state's.

    Dates of receipts and snapshots are compared as instants. Nothing is verified here: documents may agree on what is
    forged in all of them, so verify each. Raises `InvalidArgument` for an argument of another kind, `InvalidRecord` for a
    document that the parser would refuse. Source: protocol, bundle, state, dates.
    """
    of_record = sound(record, PithRecord).to_dict()
    with_bundle = _with_bundle(of_record, sound(bundle, OpenGraphBundle).to_dict())
    with_state = _with_state(of_record, sound(state, OpenGraphState).to_dict())
    return Comparison(of_record["pith_number"], (*with_bundle, *with_state))


def diff_records(record: PithRecord, other: PithRecord) -> Comparison:
    """Where two records of one paper differ: from two mirrors, of two dates, or of two versions.

    Dates outside the canonical record are compared as instants. Raises as `verify_agreement` does.
    """
    first, second = sound(record, PithRecord).to_dict(), sound(other, PithRecord).to_dict()
    place = "/canonical_record"
    signed = _differences(first.pop(place[1:]), second.pop(place[1:]), "record", place, dates=None)
    return Comparison(first["pith_number"], (*signed, *_differences(first, second, "record")))


def _with_bundle(record: _Tree, bundle: _Tree) -> Iterator[Difference]:
    for pointer in _SAME_IN_BUNDLE:
        yield from _differences(record[pointer[1:]], bundle[pointer[1:]], "bundle", pointer, dates=None)
    yield from _aliases(record["aliases"], bundle["source_aliases"], "bundle", "/source_aliases")
    created = [index for index, event in enumerate(bundle["events"]) if event.get("event_type") == RECORD_CREATED]
    if not created:
        yield Difference("/receipt", "bundle", "/events")
    for index in created:
        receipt = bundle["events"][index]["payload"].get("receipt", _ABSENT)
        yield from _differences(record["receipt"], receipt, "bundle", "/receipt", f"/events/{index}/payload/receipt")


def _with_state(record: _Tree, state: _Tree) -> Iterator[Difference]:
    current = state["current"]
    yield from _differences(record["pith_number"], state["pith_number"], "state", "/pith_number", dates=None)
    canonical = (record["canonical_record"], current["canonical_record"])
    yield from _differences(*canonical, "state", "/canonical_record", "/current/canonical_record", dates=None)
    yield from _aliases(record["aliases"], current["source_aliases"], "state", "/current/source_aliases")
    place = "/current/graph_snapshots"
    snapshots = []
    for index, event in enumerate(current["graph_snapshots"]):
        pair = (record["graph_snapshot"], event["payload"].get("graph_snapshot", _ABSENT))
        snapshots.append(
            [*_differences(*pair, "state", "/graph_snapshot", f"{place}/{index}/payload/graph_snapshot")],
        )
    yield from min(snapshots, key=len, default=[Difference("/graph_snapshot", "state", place)])


def _aliases(listed: list[_Tree], others: list[_Tree], document: str, place: str) -> Iterator[Difference]:
    """The differences of aliases of one kind, in whatever order they are listed."""
    unmatched = dict(enumerate(others))
    for index, alias in enumerate(listed):
        there = next((there for there, other in unmatched.items() if other["alias_kind"] == alias["alias_kind"]), None)
        if there is None:
            yield Difference(f"/aliases/{index}", document, place)
        else:
            pointers = (f"/aliases/{index}", f"{place}/{there}")
            yield from _differences(alias, unmatched.pop(there), document, *pointers, dates="seconds")
    for there in unmatched:
        yield Difference("/aliases", document, f"{place}/{there}")


def _differences(
    first: object,
    other: object,
    document: str,
    pointer: str = "",
    other_pointer: str | None = None,
    *,
    dates: str | None = "microseconds",
) -> Iterator[Difference]:
    """The leaves that two JSON values do not have alike, in the order of the first; without recursion, whatever the depth.

    Dates in two spellings are alike where they are one instant to this `timespec`; without one, spelling counts.
    """
    pending = [(first, other, pointer, pointer if other_pointer is None else other_pointer)]
    while pending:
        here, there, place, other_place = pending.pop()
        if isinstance(here, dict) and isinstance(there, dict):
            members = [(key, here.get(key, _ABSENT), there.get(key, _ABSENT)) for key in here | there]
        elif isinstance(here, list) and isinstance(there, list):
            members = [(index, *pair) for index, pair in enumerate(zip_longest(here, there, fillvalue=_ABSENT))]
        else:
            if not _alike(here, there, dates):
                yield Difference(place, document, other_place)
            continue
        pending.extend((*pair, place + json_pointer(key), other_place + json_pointer(key)) for key, *pair in reversed(members))


def _alike(first: Any, other: Any, dates: str | None) -> bool:
    if type(first) is type(other) and first == other:
        return True
    try:
        return dates is not None and format_utc(parse_timestamp(first), dates) == format_utc(parse_timestamp(other), dates)
    except InvalidRecord:
        return False
