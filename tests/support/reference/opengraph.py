"""Verification of bundles and states: sections 9.1 and 9.2 of the specification."""

from . import forms
from .canonical import canonical_hash, same
from .names import (
    alias_checks,
    canonical_hash_check,
    number_check,
    short_number_check,
    sources_check,
    year_check,
)
from .numbers import derived_number
from .refusal import Tree
from .report import FAILED, INDETERMINATE, Check, Report, Settings, of_parts, outcome
from .signed import receipt_checks
from .snapshot import endpoint_check, integrity_checks, lists_checks


def verify_bundle(bundle: Tree, settings: Settings) -> Report:
    """The report of a bundle that has its form."""
    canonical, events = bundle["canonical_record"], bundle["events"]
    dates = [alias["created_at"] for alias in bundle["source_aliases"]]
    whole = all(date is None or (date.endswith("Z") and "." not in date) for date in dates)
    checks = [
        canonical_hash_check(bundle, canonical),
        number_check(bundle, canonical),
        year_check(bundle, canonical),
        short_number_check(bundle, canonical),
        *_creation_checks(events, canonical, settings),
        sources_check(bundle, canonical),
        *alias_checks(bundle["source_aliases"], "/source_aliases", canonical),
        Check("alias_dates", outcome(whole), ("/source_aliases/*/created_at",)),
        _subjects(events, derived_number(canonical)),
        *_event_checks(events, "/events", canonical, settings),
    ]
    return Report(bundle, checks, settings)


def verify_state(state: Tree, settings: Settings) -> Report:
    """The report of a state that has its form."""
    canonical = state["current"]["canonical_record"]
    aliases, events = state["current"]["source_aliases"], state["current"]["graph_snapshots"]
    total = state["event_count"]
    adds_up = state["valid_event_count"] + state["invalid_event_count"] == total and state["equivocation_count"] <= total
    counts = ("/event_count", "/valid_event_count", "/invalid_event_count", "/equivocation_count")
    number = number_check(state, canonical)
    checks = [
        number._replace(covers=("/pith_number", "/current/canonical_record/**"), authenticates=()),
        year_check(state, canonical),
        *(check._replace(authenticates=()) for check in alias_checks(aliases, "/current/source_aliases", canonical)),
        Check("event_counts", outcome(adds_up), counts, required=True),
        Check("merge", INDETERMINATE, ("/current/**", "/merge_version")),
        *_event_checks(events, "/current/graph_snapshots", canonical, settings),
    ]
    return Report(state, checks, settings)


def _creation_checks(events: list[Tree], canonical: Tree, settings: Settings) -> list[Check]:
    """`record_event` and the checks of the receipt, for each creation."""
    parts: list[list[Check]] = []
    broken = False
    for index, event in enumerate(events):
        if event.get("event_type") != "record_created":
            continue
        payload, at = event["payload"], f"/events/{index}/payload"
        if not forms.has_form(forms.CREATION, payload):
            broken = True
            continue
        passes = same(payload["canonical_record"], canonical) and payload["canonical_sha256"] == canonical_hash(canonical)
        places = (f"{at}/canonical_record/**", f"{at}/canonical_sha256")
        own = Check("record_event", outcome(passes), places, ("canonical_hash",), places, required=True)
        parts.append([own, *receipt_checks(payload["receipt"], f"{at}/receipt", canonical, settings)])
    if not parts:
        template = [
            Check("record_event", "", (), ("canonical_hash",), required=True),
            *receipt_checks(_NO_RECEIPT, "", canonical, settings),
        ]
        return [check._replace(outcome=FAILED if broken else INDETERMINATE, covers=(), authenticates=()) for check in template]
    return [
        same_checks[0]._replace(
            outcome=of_parts([check.outcome for check in same_checks] + [FAILED] * broken),
            covers=tuple(place for check in same_checks for place in check.covers),
            authenticates=tuple(place for check in same_checks for place in check.authenticates),
        )
        for same_checks in zip(*parts, strict=True)
    ]


_NO_RECEIPT = dict.fromkeys(
    ("key_id", "algorithm", "signed_message", "signature_b64", "canonical_sha256", "public_key_fingerprint"), ""
)


def _subjects(events: list[Tree], number: str) -> Check:
    subjects = [event.get("subject_pith_number") for event in events]
    outcomes = [outcome(subject == number, subject is not None) for subject in subjects]
    return Check("event_subjects", of_parts(outcomes), ("/events/*/subject_pith_number",))


def _event_checks(events: list[Tree], at: str, canonical: Tree, settings: Settings) -> list[Check]:
    """The checks of events from `event_ids` on."""
    ids = [event["event_id"] for event in events]
    signers = []
    for event in events:
        key = settings.ring.get(event["signer"]["key_id"])
        printed = key is not None and key.fingerprint == event["signer"]["public_key_fingerprint"]
        signers.append(outcome(printed, key is not None))
    members = ("key_id", "public_key_fingerprint")
    return [
        Check("event_ids", outcome(len(set(ids)) == len(ids)), (f"{at}/*/event_id",)),
        Check("event_signers", of_parts(signers), tuple(f"{at}/*/signer/{member}" for member in members)),
        Check("event_hashes", INDETERMINATE, (f"{at}/*/event_id",)),
        Check("event_signatures", INDETERMINATE),
        *_snapshots_checks(events, f"{at}/*/payload/graph_snapshot", canonical),
    ]


def _snapshots_checks(events: list[Tree], at: str, canonical: Tree) -> list[Check]:
    parts = []
    broken = False
    for event in events:
        payload = event["payload"]
        if event["target"] != "graph" and "graph_snapshot" not in payload:
            continue
        if forms.has_form(forms.SNAPSHOT_PAYLOAD, payload):
            parts.append(_snapshot_checks(payload["graph_snapshot"], at, canonical))
        else:
            broken = True
    if not parts:
        return [check._replace(outcome=INDETERMINATE) for check in _snapshot_checks(_NO_SNAPSHOT, at, canonical)]
    return [
        same_checks[0]._replace(outcome=of_parts([check.outcome for check in same_checks] + [INDETERMINATE] * broken))
        for same_checks in zip(*parts, strict=True)
    ]


def _snapshot_checks(graph: Tree, at: str, canonical: Tree) -> list[Check]:
    source = canonical["source"]
    block = graph.get("integrity")
    return [
        Check("snapshot_sources", outcome(same(graph["source"], source)), (f"{at}/source/**",)),
        *lists_checks(graph, at),
        *integrity_checks(block, f"{at}/integrity"),
        endpoint_check(block, f"{at}/integrity", source, binds=False),
    ]


_NOTHING: Tree = {"count": 0, "items": [], "sample": [], "resolved_work": 0, "internal_anchors": 0, "snapshot_sha256": ""}
_NO_SNAPSHOT: Tree = {
    "source": {},
    "verdict": {},
    "claims": _NOTHING,
    "references": _NOTHING,
    "formal_canon": {**_NOTHING, "evidence_count": 0},
    "author_claims": _NOTHING,
}
