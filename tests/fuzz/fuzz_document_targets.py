"""Targets that take documents: parsers, verification, reports, comparison, edges, mirrors, citations, revision."""

import json
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import Any
from unicodedata import category

import orjson
from fuzz_cases import Draw
from fuzz_documents import KINDS, RECORDS, Made, base_bytes, draw_document, make_document
from fuzz_oracle import check_authenticated, check_error, check_report
from fuzz_shapes import shared, value, word
from fuzz_targets import Prepared, Target, prepare_value

import pith
from pith import PITH_KEYS, KeyRing, PithError, VerificationReport, opengraph
from pith.canonical import same_json
from pith.minting import new_version, reissue
from pith.strict_json import parse_json
from pith.testing import SAMPLE_ABSTRACT, SAMPLE_AT, TEST_KEYS, TEST_SIGNER

KEYS = PITH_KEYS.add(*TEST_KEYS)
NUMBER = pith.PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
_REVOKED = KeyRing(TEST_KEYS).revoke(TEST_SIGNER.key_id)
_RINGS = (KEYS, KEYS, TEST_KEYS, PITH_KEYS, _REVOKED, KeyRing())
_DOCUMENTS = (*RECORDS, *KINDS, "bundle_future", "state_future", "integrity_future")
_VERIFIERS: dict[str, Any] = {
    "PithRecord": pith.verify_record,
    "OpenGraphBundle": opengraph.verify_bundle,
    "OpenGraphState": opengraph.verify_state,
    "IntegrityDocument": opengraph.verify_integrity,
}


def _made(case: Any) -> Prepared:
    made = make_document(case)
    return (made, case), len(made.data)


def _several(case: Any) -> Prepared:
    documents = [make_document(one) for one in case["documents"]]
    return (documents, case), sum(len(made.data) for made in documents)


def _draw_parse(draw: Draw) -> Any:
    return draw_document(draw, *_DOCUMENTS)


def _parse(prepared: tuple[Made, Any]) -> None:
    """What is accepted has one meaning, whichever way it comes, and dumps to what came in."""
    data = prepared[0].data
    tree = parse_json(data)
    assert same_json(tree, json.loads(data))
    document = opengraph.parse_document(memoryview(data))
    assert same_json(document.to_dict(), tree)
    again = type(document).parse(document.to_json())
    assert again == document
    assert type(document).parse(data.decode()) == document


def _draw_mapping(draw: Draw) -> Any:
    name = draw.choice(RECORDS + KINDS)
    return {"base": name, "key": draw.pick("zz", "events", "paper", word(draw)), "value": draw.pick(shared, value)(draw)}


def _prepare_mapping(case: Any) -> Prepared:
    member, size = prepare_value(case["value"])
    data = base_bytes(case["base"])
    return {**orjson.loads(data), case["key"]: member}, size + len(data)


def _mapping(tree: Any) -> None:
    document = opengraph.parse_document(tree)
    assert document.to_json()


def _draw_verify(names: tuple[str, ...], draw: Draw) -> Any:
    case = draw_document(draw, *names)
    case["ring"] = draw.randrange(len(_RINGS))
    case["at"] = draw.pick(None, 0, 0, 3650, -3650)
    case["abstract"] = draw.pick(None, None, "sample", "upper", "padded", "other")
    case["full"] = draw.often(0.1)
    return case


def _abstract(choice: str | None) -> str | None:
    texts = {"sample": SAMPLE_ABSTRACT, "upper": SAMPLE_ABSTRACT.upper(), "padded": f"  {SAMPLE_ABSTRACT}\n", "other": "é" * 50}
    return texts.get(choice or "")


def _verify(prepared: tuple[Made, Any]) -> None:
    """A report of any document can be shown, and authenticates nothing else than the genuine document."""
    made, case = prepared
    document = opengraph.parse_document(made.data)
    verifier = _VERIFIERS.get(type(document).__name__)
    if verifier is None:
        return
    options: dict[str, Any] = {"keys": _RINGS[case["ring"]]}
    if case["at"] is not None and not isinstance(document, opengraph.OpenGraphState):
        options["at"] = SAMPLE_AT + timedelta(days=case["at"])
    if isinstance(document, pith.PithRecord):
        options["abstract"] = _abstract(case["abstract"])
    report: VerificationReport = verifier(document, **options)
    check_report(report, made, full=case["full"])
    if "record_type" in made.base or "bundle_type" in made.base:
        check_authenticated(report, made)


def _draw_report(draw: Draw) -> Any:
    case = _draw_verify(_DOCUMENTS, draw)
    case["full"] = True
    return case


def _draw_many(draw: Draw) -> Any:
    count = draw.randint(1, 3)
    draw.budget //= count
    return {"documents": [draw_document(draw, *RECORDS) for _ in range(count)], "ring": draw.randrange(len(_RINGS))}


def _many(prepared: tuple[list[Made], Any]) -> None:
    """A result agrees with the report of the record alone."""
    documents, case = prepared
    keys = _RINGS[case["ring"]]
    results = [*pith.verify_many([made.data for made in documents], keys=keys)]
    assert len(results) == len(documents)
    for result, made in zip(results, documents, strict=True):
        assert result.reason.isprintable(), result.reason
        assert len(result.reason) <= 1200
        try:
            report = pith.verify_record(pith.parse_record(made.data), keys=keys)
        except PithError as error:
            assert (result.ok, result.error) == (False, type(error).__name__)  # noqa: PT017
            continue
        assert (result.ok, result.failed, result.indeterminate) == (report.ok, report.failed, report.indeterminate)


def _draw_compare(draw: Draw) -> Any:
    name = draw.pick("", "_future")
    draw.budget //= 3
    bases = ("full" if not name else "future", f"bundle{name}", f"state{name}")
    return {"documents": [draw_document(draw, base) for base in bases]}


def _compare(prepared: tuple[list[Made], Any]) -> None:
    record, bundle, state = (opengraph.parse_document(made.data) for made in prepared[0])
    if not isinstance(bundle, opengraph.OpenGraphBundle) or not isinstance(state, opengraph.OpenGraphState):
        return
    if isinstance(record, pith.PithRecord):
        _check_comparison(opengraph.compare_documents(record, bundle, state))


def _check_comparison(comparison: opengraph.Comparison) -> None:
    assert len(comparison.differences) <= 100
    assert not comparison.truncated or len(comparison.differences) == 100
    for difference in comparison.differences:
        text = str(difference)
        assert text.isprintable(), text
        assert len(text) < 400
    for difference in islice(comparison.differences, 3):
        assert difference.pointer[:1] in ("", "/")
        assert difference.other_pointer[:1] in ("", "/")
    try:
        comparison.raise_for_failure()
        assert comparison.ok
    except PithError as error:
        check_error(error)


def _draw_diff(draw: Draw) -> Any:
    name = draw.choice(RECORDS)
    draw.budget //= 2
    return {"documents": [draw_document(draw, name), draw_document(draw, name if draw.often(0.8) else draw.choice(RECORDS))]}


def _diff(prepared: tuple[list[Made], Any]) -> None:
    first, other = (pith.parse_record(made.data) for made in prepared[0])
    _check_comparison(opengraph.diff_records(first, other))
    assert opengraph.diff_records(first, other).ok == opengraph.diff_records(other, first).ok
    assert opengraph.diff_records(first, first).ok


def _edges(prepared: tuple[Made, Any]) -> None:
    record = pith.parse_record(prepared[0].data)
    graph = record.graph_snapshot
    cited = len(record.inbound_citations.sample) + len(graph.references.sample)
    assert len(opengraph.citation_edges(record)) == cited
    assert len(opengraph.claim_edges(record)) == len(graph.claims.items)
    assert len(opengraph.finding_edges(record)) == (len(graph.integrity.findings) if graph.integrity else 0)


def _mirrors(prepared: tuple[Made, Any]) -> None:
    """An address of a mirror is https, and contains the suffix."""
    manifest = opengraph.parse_mirrors(prepared[0].data)
    for mirror in manifest.mirrors[:20]:
        try:
            opengraph.manifest_key(mirror.public_key)
        except PithError as error:
            check_error(error)
        try:
            for address in opengraph.mirror_addresses(mirror, NUMBER):
                assert address.startswith("https://")
                assert NUMBER.suffix in address
                assert address.isascii()
                assert address.isprintable()
        except PithError as error:
            check_error(error)
    opengraph.manifest_keys(manifest, KEYS)


def _draw_cite(draw: Draw) -> Any:
    case = draw_document(draw, *RECORDS)
    case["format"] = draw.pick("csl", "bibtex", "ris", "jsonld")
    case["authors"] = draw.pick(None, None, [word(draw), word(draw)], [{"family": word(draw), "given": word(draw)}])
    case["verified"] = draw.often(0.5)
    return case


def _cite(prepared: tuple[Made, Any]) -> None:
    made, case = prepared
    record = pith.parse_record(made.data)
    cited = pith.verify_record(record, keys=KEYS) if case["verified"] else record
    citation = pith.cite(cited, case["format"], authors=case["authors"])
    text = str(citation)
    for line in text.splitlines():
        assert {*map(category, line)}.isdisjoint(("Cc", "Zl", "Zp")), f"a line with a control character: {line[:300]!r}"
        assert sum(map(line.count, "\u202a\u202b\u202d\u202e")) <= line.count("\u202c"), f"an open direction: {line[:300]!r}"
    if not isinstance(citation.entry, str):
        assert json.loads(text) == citation.entry
    elif case["format"] == "bibtex":
        plain = text.replace("\\{", "").replace("\\}", "")
        assert plain.count("{") == plain.count("}")


def _draw_revise(draw: Draw) -> Any:
    case = draw_document(draw, *RECORDS)
    case["version"] = draw.pick(None, None, 1, 2, 9, 10**9, 10**30)
    return case


def _revise(prepared: tuple[Made, Any]) -> None:
    """What is issued anew verifies."""
    made, case = prepared
    record = pith.parse_record(made.data)
    at = SAMPLE_AT + timedelta(days=900)
    again = reissue(record, signer=TEST_SIGNER, at=at)
    assert pith.verify_record(again, keys=TEST_KEYS).ok
    later = new_version(record, record.paper, signer=TEST_SIGNER, at=at, version=case["version"], abstract=SAMPLE_ABSTRACT)
    assert pith.verify_record(later, keys=TEST_KEYS).ok


def _draw_records(draw: Draw) -> Any:
    return draw_document(draw, *RECORDS)


TARGETS = {
    "parse": Target(_draw_parse, _parse, _made, calls=40, weight=3),
    "parse_mapping": Target(_draw_mapping, _mapping, _prepare_mapping, weight=2),
    "verify_record": Target(partial(_draw_verify, RECORDS), _verify, _made, weight=4),
    "verify_bundle": Target(partial(_draw_verify, ("bundle", "bundle", "bundle_future")), _verify, _made, weight=2),
    "verify_state": Target(partial(_draw_verify, ("state", "state", "state_future")), _verify, _made),
    "verify_integrity": Target(partial(_draw_verify, ("integrity", "integrity", "integrity_future")), _verify, _made),
    "report": Target(_draw_report, _verify, _made),
    "verify_many": Target(_draw_many, _many, _several),
    "compare_documents": Target(_draw_compare, _compare, _several),
    "diff_records": Target(_draw_diff, _diff, _several),
    "edges": Target(_draw_records, _edges, _made),
    "mirrors": Target(lambda draw: draw_document(draw, "mirrors"), _mirrors, _made, weight=2),
    "cite": Target(_draw_cite, _cite, _made, weight=2),
    "revise": Target(_draw_revise, _revise, _made),
}
