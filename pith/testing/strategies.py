"""Hypothesis strategies: numbers, sources, canonical records, records that verify, and data that is almost such a record.

Use them in property-based tests of your own. They need the extra `pith-number[testing]`.
"""

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as _missing:
    raise ModuleNotFoundError(
        "pith.testing.strategies needs hypothesis: install pith-number[testing]", name=_missing.name
    ) from None

from collections.abc import Callable
from datetime import UTC
from functools import cache
from typing import cast

import orjson

from ..canonical import canonical_text
from ..minting.canonical_record import canonical_record_for
from ..minting.mint import mint_record
from ..minting.snapshot import SnapshotContents
from ..models.integrity import DetectorRun, Finding
from ..models.record import CanonicalRecord, InboundCitation, PithRecord
from ..models.snapshot import PaperMetadata, Reference, Source
from ..number import PithNumber, ShortPithNumber
from ..pointers import json_pointer
from ..protocol import ARXIV, SEVERITIES, SHORTEST, SUFFIX_LENGTH
from ..timestamps import format_utc
from ..verify import verify_record
from .forgeries import plans
from .keys import TEST_KEYS, TEST_SIGNER
from .samples import CLAIM_SOURCES, claims_of
from .tampering import Path, changes_at, walk

_CATEGORIES = ("cs.DL", "cs.LG", "math-ph", "math.MP", "hep-lat", "astro-ph.CO", "q-bio.NC")
_ARCHIVES = ("hep-th", "hep-lat", "math", "cs", "astro-ph", "cond-mat")

_abstracts = st.text(st.characters(codec="utf-8"), max_size=700)
_texts = st.text(st.characters(codec="utf-8"), max_size=60)
_words = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=12)
_instants = st.datetimes(timezones=st.just(UTC))
_submitted = _instants.map(lambda at: f"{format_utc(at, 'seconds')}Z")
_timestamps = st.builds(
    lambda at, offset: f"{format_utc(at, 'microseconds')}{offset}", _instants, st.sampled_from(["Z", "+00:00"])
)


@cache
def numbers() -> st.SearchStrategy[PithNumber]:
    """Pith Numbers of every year and every digest."""
    years = st.integers(1, 9999).map(lambda year: f"{year:04}")
    return st.builds(PithNumber.from_digest, st.binary(min_size=32, max_size=32), years)


@cache
def short_numbers() -> st.SearchStrategy[ShortPithNumber]:
    """Short numbers of 8 to 26 characters."""
    return st.builds(PithNumber.short, numbers(), st.integers(SHORTEST, SUFFIX_LENGTH))


@cache
def sources() -> st.SearchStrategy[Source]:
    """arXiv sources with ids of the new form and of the old form."""
    new = st.builds("{:02}{:02}.{:05}".format, st.integers(7, 99), st.integers(1, 12), st.integers(1, 99999))
    old = st.builds("{}/{:07}".format, st.sampled_from(_ARCHIVES), st.integers(9101001, 9912999))
    return st.builds(Source, kind=st.just(ARXIV), id=new | old, version=st.integers(1, 99))


@cache
def papers() -> st.SearchStrategy[PaperMetadata]:
    """Metadata of papers with an empty excerpt. `mint_record` takes the abstract as an argument of its own."""
    return st.builds(
        PaperMetadata,
        title=_texts.filter(canonical_text),
        authors_text=_texts,
        abstract_excerpt=st.just(""),
        headline=_texts,
        license=st.sampled_from(["", "http://arxiv.org/licenses/nonexclusive-distrib/1.0/"]),
        primary_cat=st.sampled_from(_CATEGORIES),
        cross_cats=st.lists(st.sampled_from(_CATEGORIES), unique=True).map(tuple),
        submitted_at=_submitted,
    )


@cache
def canonical_records() -> st.SearchStrategy[CanonicalRecord]:
    """Canonical records that `canonical_record_for` returns."""
    return st.builds(canonical_record_for, papers(), sources(), abstract=_texts)


# Each strategy is made once: Hypothesis validates a new one whenever it draws from it for the first time.
@st.composite
def records(draw: st.DrawFn) -> PithRecord:
    """Records that are signed with the test key. Each verifies under `TEST_KEYS`."""
    return mint_record(
        draw(papers()),
        draw(sources()),
        signer=TEST_SIGNER,
        at=draw(_instants),
        abstract=draw(_abstracts),
        **draw(_contents()),
    )


_records = records()


_OPTIONAL = frozenset({"/graph_snapshot/integrity"})
"""The fields of a record that can be absent: no check notices that they are gone."""


@st.composite
def near_valid_records(draw: st.DrawFn) -> bytes:
    """JSON that was a valid record before one change: the parser refuses it, or its report under `TEST_KEYS` is not ok.

    It is cut off, or data follows it, or it has a key twice, or an authenticated value has changed, or it is a forgery.
    """
    change: Callable[[st.DrawFn, PithRecord], bytes] = draw(st.sampled_from([_damaged, _changed, _forged]))
    return change(draw, draw(_records))


def _damaged(draw: st.DrawFn, record: PithRecord) -> bytes:
    data = record.to_json()
    cut = st.integers(0, len(data) - 1).map(lambda end: data[:end])
    return draw(cut | st.sampled_from([data + b"{}", b'{"record_type":"pith_number_record",' + data[1:]]))


def _changed(draw: st.DrawFn, record: PithRecord) -> bytes:
    """The record with a change that a check must notice, at a value that is authenticated in whole or in part."""
    tree = record.to_dict()
    report = verify_record(record, keys=TEST_KEYS)
    unauthenticated, extensible = {*report.unauthenticated}, {*report.extensible}
    values: list[tuple[Path, object]] = []
    for path, value in walk(tree):
        above = {json_pointer(*path[:length]) for length in range(len(path) + 1)}
        if path and unauthenticated.isdisjoint(above) and json_pointer(*path) not in _OPTIONAL:
            values.append((path, value))
    path, value = draw(st.sampled_from(values))
    return draw(
        st.sampled_from(
            [
                orjson.dumps(tampered.document)
                for tampered in changes_at(tree, path, value)
                if not (tampered.change == "add" and tampered.pointer in extensible)
            ]
        )
    )


def _forged(draw: st.DrawFn, record: PithRecord) -> bytes:
    return draw(st.sampled_from(plans(record, TEST_KEYS))).make().to_json()


@cache
def _contents() -> st.SearchStrategy[SnapshotContents]:
    """Contents of a record that do not contradict one another. Each list may be empty."""
    claims = st.dictionaries(st.sampled_from([*CLAIM_SOURCES]), _texts).map(claims_of)
    references = st.lists(
        st.builds(
            Reference,
            ref_index=st.integers(1, 500),
            title=st.none() | _texts,
            year=st.none() | st.integers(1000, 2100) | _words,
            doi=st.none() | _words,
            cited_arxiv_id=st.none() | _words,
            work_id=st.none() | _words,
            is_internal_anchor=st.booleans(),
        ),
        max_size=7,
        unique_by=lambda reference: reference.ref_index,
    )
    findings = st.builds(
        Finding,
        detector=_words,
        finding_type=_words,
        severity=st.sampled_from(SEVERITIES),
        verdict_class=_words,
        note=st.none() | _texts,
        detected_doi=st.none() | _words,
        detected_arxiv_id=st.none() | _words,
        ref_index=st.none() | st.integers(1, 500),
        audited_at=_timestamps,
    )
    runs = st.builds(
        DetectorRun, name=_words, version=_words, status=_words, ran_at=_timestamps, findings_count=st.integers(0, 9)
    )
    citations = st.builds(
        InboundCitation,
        citing_arxiv_id=_words,
        citing_title=_texts,
        ref_index=st.integers(1, 500),
        is_internal_anchor=st.booleans(),
    )
    lists = st.fixed_dictionaries(
        {
            "claims": claims,
            "references": references,
            "findings": st.lists(findings, max_size=3),
            "detectors_run": st.lists(runs, max_size=2),
            "citations": st.lists(citations, max_size=3),
        }
    )
    return lists.map(lambda contents: cast(SnapshotContents, contents))
