"""Forgeries of a genuine record, each with the check that does not pass, and forgeries that no check can detect."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from ..canonical import canonical_sha256, text_sha256
from ..keys import KeyRing
from ..minting.issue import issue_receipt
from ..models.base import require_model
from ..models.record import PithRecord, parse_record
from ..number import PithNumber
from ..verify import verify_record
from .edits import (
    RECORD_EDITS,
    SNAPSHOT_EDITS,
    UNDETECTABLE_EDITS,
    Edit,
    Tree,
    in_both_papers,
    other_digit,
    other_suffix,
    reworded,
    to,
)
from .keys import FORGER, TEST_KEYS, TEST_SIGNER
from .samples import SAMPLE_AT, make_record, rehashed, sealed


@dataclass(frozen=True, slots=True)
class Forgery:
    """A forged record and the name of the check that does not pass, so that no report of the record is ok.

    `str(forgery)` is its name, and pytest takes the name for the id of a parameter.
    """

    name: str
    record: PithRecord = field(repr=False)
    check: str

    def __str__(self) -> str:
        return self.name

    @property
    def __name__(self) -> str:  # the attribute from which pytest makes the id of an object
        return self.name


@dataclass(frozen=True, slots=True)
class Undetectable:
    """A forged record that verifies, and the reason why no check fails. `str(undetectable)` is its name, as in `Forgery`."""

    name: str
    record: PithRecord = field(repr=False)
    reason: str

    def __str__(self) -> str:
        return self.name

    @property
    def __name__(self) -> str:
        return self.name


def forge(record: PithRecord, *, keys: KeyRing = TEST_KEYS) -> tuple[Forgery, ...]:
    """Every kind of forgery of a record that verifies under the keys, in an order that is always the same.

    The names are unique, so `@pytest.mark.parametrize("forgery", forge(sample_record()))` gives readable ids. A kind is
    left out if the record does not have the value that it edits, or if the check that detects it did not pass for the record.
    Some kinds have a signature over other data (a receipt of another record, a signature over the wrong bytes): the test key
    makes it, also if another key signed the record. Raises `VerificationFailed` if the record does not verify.
    """
    return tuple(Forgery(plan.name, plan.make(), plan.check) for plan in plans(record, keys))


def undetectable(record: PithRecord) -> tuple[Undetectable, ...]:
    """Forgeries that verify like the record if the caller does not pass in the abstract.

    `report.unauthenticated` covers each changed value, except the title up to case and white space. A kind that edits a value
    that the record does not have is left out. Specification §8.2.
    """
    tree = require_model(record, PithRecord, "record").to_dict()
    return tuple(
        Undetectable(edit.name, _hashed_anew(edit.apply(tree)), edit.reason) for edit in UNDETECTABLE_EDITS if edit.fits(tree)
    )


class Plan(NamedTuple):
    """A forgery that is not made yet. Most of its cost is in signatures and hashes."""

    name: str
    check: str
    make: Callable[[], PithRecord]


def plans(record: PithRecord, keys: KeyRing) -> list[Plan]:
    """The forgeries that `forge` makes, not made yet: `make()` of a plan returns the forged record.

    Raises `VerificationFailed` if the record does not verify under the keys.
    """
    report = verify_record(record, keys=keys)
    report.raise_for_failure()
    passed = {*report.passed}
    return [plan for plan in (*_parsed(record.to_dict()), *_copied(record)) if plan.check in passed]


def _parsed(tree: Tree) -> Iterator[Plan]:
    """The forgeries that the parser accepts."""
    for edit in RECORD_EDITS:
        if edit.fits(tree):
            yield Plan(edit.name, edit.check, partial(_edited, edit, tree))
    for name, check, forged_receipt in _RECEIPTS:
        yield Plan(name, check, partial(_with_receipt, forged_receipt, tree))
    for edit in SNAPSHOT_EDITS:
        if edit.fits(tree["graph_snapshot"]):
            yield Plan(edit.name, edit.check, partial(_edited_snapshot, edit, tree))
    for name, check, recompute in _RECOMPUTED:
        yield Plan(name, check, partial(_recomputed, recompute, tree))


def _copied(record: PithRecord) -> Iterator[Plan]:
    """The forgeries that pydantic makes of a record without the parser."""
    for name, check, update in _UPDATES:
        yield Plan(f"copy with {name}", check, partial(_copy, update, record))
        yield Plan(f"construction with {name}", check, partial(_construct, update, record))


def _edited(edit: Edit, tree: Tree) -> PithRecord:
    return parse_record(edit.apply(tree))


def _with_receipt(forged_receipt: Callable[[Tree], Tree], tree: Tree) -> PithRecord:
    return parse_record({**tree, "receipt": forged_receipt(tree)})


def _edited_snapshot(edit: Edit, tree: Tree) -> PithRecord:
    return _hashed_anew({**tree, "graph_snapshot": edit.apply(tree["graph_snapshot"])})


def _recomputed(recompute: Callable[[Tree], Tree], tree: Tree) -> PithRecord:
    return parse_record(recompute(tree))


def _hashed_anew(tree: Tree) -> PithRecord:
    return parse_record({**tree, "graph_snapshot": rehashed(tree["graph_snapshot"])})


def _copy(update: Callable[[PithRecord], dict[str, object]], record: PithRecord) -> PithRecord:
    return record.model_copy(update=update(record))


def _construct(update: Callable[[PithRecord], dict[str, object]], record: PithRecord) -> PithRecord:
    return PithRecord.model_construct(**{**record.fields(), **update(record)})


def _receipt_of_forger(tree: Tree) -> Tree:
    builder_version = tree["receipt"]["builder_version"]
    return issue_receipt(tree["canonical_sha256"], signer=FORGER, at=SAMPLE_AT, builder_version=builder_version).to_dict()


def _receipt_of_another(tree: Tree) -> Tree:
    """The receipt that the test key gave to another record, under the key that the genuine receipt names."""
    receipt = make_record(title="The Sample That Was Signed").receipt.to_dict()
    return _under_known_key({**receipt, "builder_version": tree["receipt"]["builder_version"]}, tree)


def _under_known_key(receipt: Tree, tree: Tree) -> Tree:
    return {**receipt, **{name: tree["receipt"][name] for name in ("key_id", "public_key_fingerprint")}}


def _signed_over_hex(tree: Tree) -> Tree:
    signature = TEST_SIGNER.sign(tree["canonical_sha256"].encode())
    return {**tree["receipt"], "signature_b64": b64encode(signature).decode()}


def _half_signed(tree: Tree) -> Tree:
    signature = b64decode(tree["receipt"]["signature_b64"])[:32] + bytes(32)
    return {**tree["receipt"], "signature_b64": b64encode(signature).decode()}


# Receipts that somebody signed: another key, another message, another record.
_RECEIPTS: tuple[tuple[str, str, Callable[[Tree], Tree]], ...] = (
    ("key of a forger", "key", _receipt_of_forger),
    (
        "key of a forger under a known id",
        "fingerprint",
        lambda tree: {**_receipt_of_forger(tree), "key_id": tree["receipt"]["key_id"]},
    ),
    (
        "key of a forger under a known id and fingerprint",
        "signature",
        lambda tree: _under_known_key(_receipt_of_forger(tree), tree),
    ),
    ("receipt of another record", "receipt_hash", _receipt_of_another),
    (
        "signature of another record",
        "signature",
        lambda tree: {**_receipt_of_another(tree), "canonical_sha256": tree["canonical_sha256"]},
    ),
    ("signature over hex digits", "signature", _signed_over_hex),
    ("half a signature", "signature", _half_signed),
)


def _retitled(tree: Tree) -> Tree:
    """The record with a forged title, and with the hash of that title in the canonical record."""
    title = "A Forged Title"
    changes = {
        **in_both_papers("title", to(title)),
        "/canonical_record/metadata/title_canon_sha256": to(text_sha256(title)),
    }
    return Edit("retitled", changes).apply(tree)


def _retitled_and_hashed(tree: Tree) -> Tree:
    forged = _retitled(tree)
    return {**forged, "canonical_sha256": canonical_sha256(forged["canonical_record"])}


def _retitled_and_named(tree: Tree) -> Tree:
    return {**sealed(_retitled(tree)), "receipt": tree["receipt"]}


def _retitled_and_received(tree: Tree) -> Tree:
    forged = _retitled_and_named(tree)
    return {**forged, "receipt": {**tree["receipt"], "canonical_sha256": forged["canonical_sha256"]}}


# A forged title and, step by step, everything that anybody can recompute. The last steps sign with a key of the forger.
_RECOMPUTED: tuple[tuple[str, str, Callable[[Tree], Tree]], ...] = (
    ("title hashed anew", "canonical_hash", _retitled),
    ("canonical record hashed anew", "number", _retitled_and_hashed),
    ("record named anew", "receipt_hash", _retitled_and_named),
    ("record named anew, and its receipt", "signature", _retitled_and_received),
    ("record signed anew by a forger", "key", lambda tree: sealed(_retitled(tree), FORGER)),
    (
        "record signed anew under a known key id",
        "fingerprint",
        lambda tree: sealed(_retitled(tree), replace(FORGER, key_id=tree["receipt"]["key_id"])),
    ),
)


def _with_other_title(record: PithRecord) -> dict[str, object]:
    paper = record.paper.model_copy(update={"title": reworded(record.paper.title)})
    return {"paper": paper, "graph_snapshot": record.graph_snapshot.model_copy(update={"paper": paper})}


# New values for fields of a record, with the types that the fields have.
_UPDATES: tuple[tuple[str, str, Callable[[PithRecord], dict[str, object]]], ...] = (
    ("another hash", "canonical_hash", lambda record: {"canonical_sha256": other_digit(record.canonical_sha256)}),
    ("another number", "number", lambda record: {"pith_number": PithNumber(other_suffix(record.pith_number))}),
    ("another title", "title_hash", _with_other_title),
    (
        "one more field under the signature",
        "canonical_hash",
        lambda record: {"canonical_record": record.canonical_record.model_copy(update={"added": 1})},
    ),
)
