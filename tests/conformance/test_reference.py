"""The library and the second implementation (`tests/support/reference`) agree on every document, changed in any way."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import reference
from conformance_library import answer
from mutants import KINDS, Mutant, mutants
from reference import build, ed25519
from reference.canonical import canon, canonical_hash
from reference.documents import parse_document, verify
from reference.numbers import derived_number, source_aliases
from reference.refusal import Refused
from reference.text import text_sha256
from shared_data import shared_text, vectors


def reference_answer(mutant: Mutant) -> dict[str, Any]:
    try:
        kind, tree = parse_document(mutant.data)
    except Refused as refused:
        return {"error": refused.code}
    if kind == "manifest":
        return {"kind": kind}
    report = verify(kind, tree, mutant.settings)
    return {
        "kind": kind,
        "ok": report.ok,
        "checks": [(check.name, check.outcome) for check in report.checks],
        "required": sorted(report.required),
        "unauthenticated": sorted(report.unauthenticated),
        "extensible": sorted(report.extensible),
    }


def agree(count: int, seed: int) -> None:
    """Compare the answers to so many mutants; each kind of answer comes often."""
    answers: Counter[str] = Counter()
    for index, mutant in enumerate(mutants(count, seed)):
        expected = reference_answer(mutant)
        assert answer(mutant.data, mutant.settings) == expected, (index, seed, mutant.kind)
        answers[expected.get("error") or ("ok" if expected.get("ok") else "not ok")] += 1
    assert answers.total() == count
    assert min(answers["ok"], answers["not ok"], answers["InvalidRecord"], answers["InvalidJSON"]) > count // 50


def test_both_agree_on_1500_mutants() -> None:
    agree(1_500, seed=0)


@pytest.mark.slow
def test_both_agree_on_20000_mutants() -> None:
    agree(20_000, seed=1)


def test_the_reference_needs_the_standard_library_alone() -> None:
    for path in sorted(Path(reference.__file__).parent.glob("*.py")):
        imported = set(re.findall(r"^(?:from|import) ([a-z0-9_]+)", path.read_text("utf-8"), re.MULTILINE))
        assert not imported & {"pith", "pydantic", "orjson", "nacl", "base58"}, path.name


def test_the_base_documents_are_ok() -> None:
    for kind in KINDS[:3]:
        for mutant in [Mutant(kind, canon(getattr(build, kind)()), build_settings())]:
            assert reference_answer(mutant)["ok"], kind
    clean = Mutant("integrity", canon(build.clean_integrity()), build_settings())
    assert reference_answer(clean)["ok"]


def build_settings() -> Any:
    from reference.report import Settings

    return Settings({build.TEST_KEY.key_id: build.TEST_KEY}, abstract=build.ABSTRACT)


def test_the_reference_signs_as_public_vectors_do() -> None:
    lines = shared_text("vectors", "public", "pynacl-ed25519-kat", "ed25519.txt").splitlines()
    for line in lines[:12]:
        secret, public, message, signed = (bytes.fromhex(part) for part in line.split(":")[:4])
        assert ed25519.public_key(secret[:32]) == public
        assert ed25519.sign(secret[:32], message) + message == signed
        assert ed25519.is_valid(public, message, signed[:64])


def test_the_reference_derives_what_is_published() -> None:
    for row in vectors("records"):
        assert canonical_hash(row["canonical_record"]) == row["canonical_sha256"]
        assert derived_number(row["canonical_record"]) == row["pith_number"]
        if row.get("title"):
            assert text_sha256(row["title"]) == row["canonical_record"]["metadata"]["title_canon_sha256"]
        published = {kind: value for kind, value in row.get("aliases", {}).items() if not kind.startswith("pith_")}
        assert published.items() <= source_aliases(row["canonical_record"]["source"]).items()
