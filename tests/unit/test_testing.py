"""pith.testing: samples, forgeries, the tamper matrix, fixtures and strategies."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given, settings
from reference import ed25519
from shared_data import REPOSITORY, shared_text

import pith
import pith.testing
from pith import (
    PITH_KEYS,
    InvalidArgument,
    KeyRing,
    Outcome,
    PithError,
    PithNumber,
    PithRecord,
    Source,
    VerificationFailed,
    canonical_bytes,
    parse_number,
    parse_record,
    verify_record,
)
from pith.checks.record import RECORD_TABLE
from pith.models.record import CanonicalRecord
from pith.number import ShortPithNumber
from pith.pointers import replace_at
from pith.testing import (
    FORGER,
    FUTURE_FIELD,
    SAMPLE_ABSTRACT,
    SAMPLE_AT,
    TEST_KEYS,
    TEST_SEED,
    TEST_SIGNER,
    Forgery,
    Undetectable,
    forge,
    make_record,
    sample_integrity,
    sample_record,
    strategies,
    tamper_matrix,
    undetectable,
)
from pith.testing.samples import rehashed
from pith.testing.strategies import canonical_records, near_valid_records, numbers, records, short_numbers, sources

KINDS: Any = ["minimal", "full", "future"]
pytest_plugins = ["pith.testing.pytest_plugin"]


class TestKeys:
    def test_the_id_of_the_test_key_tells_that_it_is_one(self) -> None:
        assert TEST_SEED == b"pith-test-key-not-for-production"
        [key] = TEST_KEYS
        assert key.key_id == "pith-test-key-not-for-production"
        assert key.raw == ed25519.public_key(TEST_SEED)

    def test_the_published_ring_knows_neither_key(self) -> None:
        published = {key.raw for key in PITH_KEYS}
        assert published.isdisjoint({TEST_SIGNER.public_key.raw, FORGER.public_key.raw})
        assert TEST_KEYS.get(FORGER.key_id) is None


class TestSamples:
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_sample_verifies_under_the_test_key_and_no_other(self, kind: Any) -> None:
        record = sample_record(kind)
        assert verify_record(record, keys=TEST_KEYS, abstract=SAMPLE_ABSTRACT, at=SAMPLE_AT, require=["abstract_hash"]).ok
        assert not verify_record(record).ok
        assert parse_record(record.to_json()) == record

    def test_the_minimal_sample_has_empty_lists(self) -> None:
        graph = sample_record("minimal").graph_snapshot
        assert (graph.claims.count, graph.references.count, graph.verdict.id) == (0, 0, None)

    def test_the_full_sample_has_items_in_every_list_that_is_checked(self) -> None:
        record = sample_record("full")
        assert record.graph_snapshot.integrity is not None
        lists = (
            record.aliases,
            record.paper.cross_cats,
            record.graph_snapshot.claims.items,
            record.graph_snapshot.references.sample,
            record.graph_snapshot.integrity.findings,
            record.graph_snapshot.integrity.detectors_run,
            record.inbound_citations.sample,
        )
        assert all(len(items) > 1 for items in lists)

    def test_every_object_of_the_future_has_an_unknown_field(self) -> None:
        pending: list[Any] = [sample_record("future").to_dict()]
        seen = 0
        for value in pending:
            if isinstance(value, dict):
                inner = {name: member for name, member in value.items() if name != FUTURE_FIELD}
                pending.extend(inner.values())
                if not {"doi_compliance", "event_type", "alias_kind"} & value.keys():
                    seen += 1
                    assert FUTURE_FIELD in value, value
            elif isinstance(value, list):
                pending.extend(value)
        assert seen > 30

    @pytest.mark.parametrize("kind", ["", "Full"])
    def test_another_kind_is_refused(self, kind: Any) -> None:
        with pytest.raises(InvalidArgument):
            sample_record(kind)

    def test_a_sample_can_be_changed(self) -> None:
        record = make_record(title="Another", id="hep-th/9901001", version=4, signer=FORGER, origin="https://pith.example")
        assert (record.paper.title, record.source.id, record.source.version) == ("Another", "hep-th/9901001", 4)
        assert record.links.html.startswith("https://pith.example/")
        assert verify_record(record, keys=KeyRing([FORGER.public_key]), origin="https://pith.example").ok
        unknown: dict[str, Any] = {"colour": "blue"}
        with pytest.raises(InvalidArgument, match=r"^a sample has no 'colour'; the changes are .*title, abstract, .*origin$"):
            make_record(**unknown)


class TestForgeries:
    @pytest.mark.parametrize("kind", KINDS)
    def test_each_is_caught_by_the_check_that_it_names(self, kind: Any) -> None:
        record = sample_record(kind)
        genuine = verify_record(record, keys=TEST_KEYS)
        names: Counter[str] = Counter()
        for forgery in forge(record):
            names[forgery.name] += 1
            report = verify_record(forgery.record, keys=TEST_KEYS)
            assert not report.ok, forgery.name
            assert genuine[forgery.check].outcome is Outcome.PASSED, forgery.name
            # A key that is not in the ring makes a check indeterminate, not failed.
            expected = Outcome.INDETERMINATE if forgery.check == "key" else Outcome.FAILED
            assert report[forgery.check].outcome is expected, forgery.name
        assert set(names.values()) == {1}

    def test_each_check_of_a_record_catches_a_forgery(self) -> None:
        caught = {forgery.check for forgery in forge(sample_record("full"))}
        # These two need what is passed in beside the record.
        assert {check.name for check in RECORD_TABLE.checks} - caught == {"abstract_hash", "key_window"}

    @pytest.mark.parametrize("name", ["2305.02301v2", "2402.13116v4"])
    def test_published_records_are_forged_as_well(self, name: str) -> None:
        record = parse_record(shared_text("records", f"{name}.json"))
        forgeries = [*forge(record, keys=PITH_KEYS)]
        assert len(forgeries) > 60
        for forgery in forgeries:
            assert forgery.check not in verify_record(forgery.record).passed, forgery.name

    def test_the_names_and_the_order_are_always_the_same(self) -> None:
        code = "from pith.testing import *; print(*[f'{f.name}={f.check}' for f in forge(sample_record())], sep='|')"
        first, second = (python("-c", code, where=REPOSITORY, seed=seed).stdout for seed in ("1", "2"))
        assert first == second
        assert first.strip().split("|") == [f"{forgery.name}={forgery.check}" for forgery in forge(sample_record())]

    def test_a_forgery_prints_as_its_name(self) -> None:
        forgeries: list[Forgery | Undetectable] = [*forge(sample_record("minimal")), *undetectable(sample_record("minimal"))]
        for forgery in forgeries:
            assert str(forgery) == forgery.__name__ == forgery.name
            assert len(repr(forgery)) < 200
            assert forgery.name.isascii()

    def test_copies_and_constructions_hold_values_of_the_right_types(self) -> None:
        copies = [forgery for forgery in forge(sample_record()) if forgery.name.startswith(("copy", "construction"))]
        assert len(copies) == 8
        for forgery in copies:
            PithRecord.from_tree(forgery.record.to_dict())

    def test_only_a_genuine_record_is_forged(self) -> None:
        with pytest.raises(VerificationFailed):
            forge(make_record(signer=FORGER))

    @pytest.mark.parametrize("kind", KINDS)
    def test_undetectable_forgeries_change_unauthenticated_values(self, kind: Any) -> None:
        record = sample_record(kind)
        listed = {*verify_record(record, keys=TEST_KEYS).unauthenticated}
        forgeries = [*undetectable(record)]
        for forgery in forgeries:
            assert forgery.record != record
            assert verify_record(forgery.record, keys=TEST_KEYS).ok, forgery.name
            changed = {*leaves(forgery.record.to_dict()).items()} ^ {*leaves(record.to_dict()).items()}
            for pointer, _ in changed:
                # The title alone is bound up to case and white space.
                restyled = forgery.name == "title restyled" and pointer.endswith("/title")
                assert restyled or is_covered(pointer, listed), (forgery.name, pointer)
        assert len(forgeries) == (8 if kind == "minimal" else 12)

    def test_an_excerpt_is_caught_where_the_abstract_is_passed_in(self) -> None:
        [forged] = [forgery.record for forgery in undetectable(sample_record()) if forgery.name == "excerpt"]
        assert verify_record(forged, keys=TEST_KEYS, abstract=SAMPLE_ABSTRACT).failed == ("abstract_hash",)


class TestStrategies:
    @given(numbers())
    @settings(max_examples=30)
    def test_numbers(self, number: PithNumber) -> None:
        assert parse_number(str(number)) == number

    @given(short_numbers())
    @settings(max_examples=30)
    def test_short_numbers(self, number: ShortPithNumber) -> None:
        assert parse_number(str(number)) == number

    @given(sources())
    @settings(max_examples=30)
    def test_sources(self, source: Source) -> None:
        assert pith.source_aliases(source)["arxiv"] == source.id

    @given(canonical_records())
    @settings(max_examples=30)
    def test_canonical_records(self, canonical: CanonicalRecord) -> None:
        number = PithNumber.derive(canonical)
        assert f"{number.year:04}" == canonical.metadata.submitted_at[:4]
        assert CanonicalRecord.parse(canonical.to_json()) == canonical

    @given(records())
    @settings(max_examples=25)
    def test_records_verify(self, record: PithRecord) -> None:
        report = verify_record(record, keys=TEST_KEYS)
        assert report.ok, str(report)
        assert parse_record(record.to_json()) == record

    @pytest.mark.slow
    @given(near_valid_records())
    @settings(max_examples=100)
    def test_near_valid_records_are_refused_or_not_ok(self, data: bytes) -> None:
        self.refuse_or_report(data)

    def test_a_near_valid_record_keeps_the_fields_that_can_be_absent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("hypothesis.strategies.sampled_from", list)
        paths: list[Any] = []

        def draw(choices: list[Any]) -> Any:
            paths.extend(choice[0] for choice in choices if isinstance(choice, tuple))
            return choices[0]

        record = sample_record("minimal")
        strategies._changed(draw, record)  # type: ignore[arg-type]
        assert ("graph_snapshot", "integrity", "endpoint") in paths
        assert ("graph_snapshot", "integrity") not in paths
        tree: Any = record.to_dict()
        del tree["graph_snapshot"]["integrity"]
        assert verify_record(parse_record(tree), keys=TEST_KEYS).ok

    def refuse_or_report(self, data: bytes) -> None:
        try:
            record = parse_record(data)
        except PithError:
            return
        assert not verify_record(record, keys=TEST_KEYS).ok

    def test_a_near_valid_record_makes_one_change(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every change and every forgery of each record would cost a hundred times as much."""
        made: list[str] = []

        def counted(name: str, function: Any) -> Any:
            def call(*arguments: Any, **options: Any) -> Any:
                made.append(name)
                return function(*arguments, **options)

            return call

        monkeypatch.setattr("pith.testing.forgeries.parse_record", counted("forgery", parse_record))
        monkeypatch.setattr("pith.testing.tampering.replace_at", counted("change", replace_at))

        @given(near_valid_records())
        @settings(max_examples=30)
        def collect(data: bytes) -> None:
            counts = Counter(made)
            made.clear()
            assert counts["forgery"] <= 1
            assert counts["change"] <= 8  # the changes to one value

        collect()

    def test_near_valid_records_are_of_every_kind(self) -> None:
        refused: set[bool] = set()

        @given(near_valid_records())
        @settings(max_examples=30)
        def collect(data: bytes) -> None:
            try:
                parse_record(data)
                refused.add(False)
            except PithError:
                refused.add(True)

        collect()
        assert refused == {False, True}


class TestFixtures:
    def test_records(self, pith_record: PithRecord, pith_keys: KeyRing) -> None:
        assert verify_record(pith_record, keys=pith_keys).ok

    def test_each_sample(
        self, pith_record_minimal: PithRecord, pith_record_full: PithRecord, pith_record_future: PithRecord
    ) -> None:
        assert [pith_record_minimal, pith_record_full, pith_record_future] == [sample_record(kind) for kind in KINDS]

    def test_forgeries(self, pith_forgeries: Any) -> None:
        assert len(pith_forgeries) == len([*forge(sample_record("full"))])

    def test_a_maker_and_a_signer(self, pith_make_record: Any, pith_signer: Any, pith_keys: KeyRing) -> None:
        assert verify_record(pith_make_record(title="Mine", signer=pith_signer), keys=pith_keys).ok


@pytest.mark.slow
def test_the_plugin_is_off_by_default(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text("def test_it(pith_record):\n    pass\n")
    result = python("-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path), where=tmp_path)
    assert "fixture 'pith_record' not found" in result.stdout


@pytest.mark.slow
def test_the_example_of_another_tool_passes(tmp_path: Path) -> None:
    folder = copytree(REPOSITORY / "examples" / "citation_checker", tmp_path / "tool")
    result = python("-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", where=folder)
    assert result.returncode == 0, result.stdout
    assert "7 passed" in result.stdout


PARAMETRIZED = """
import pytest
from pith.testing import TEST_KEYS, forge, sample_record, undetectable
from pith import verify_record

@pytest.mark.parametrize("forgery", forge(sample_record("minimal")))
def test_forgery(forgery):
    assert not verify_record(forgery.record, keys=TEST_KEYS).ok

@pytest.mark.parametrize("forgery", undetectable(sample_record("minimal")))
def test_undetectable(forgery):
    assert verify_record(forgery.record, keys=TEST_KEYS).ok
"""


@pytest.mark.slow
def test_parametrize_takes_forgeries_and_shows_their_names(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(PARAMETRIZED)
    options = ["-q", "-p", "no:cacheprovider", "--strict-markers", "--strict-config", "-W", "error"]
    listed = python("-m", "pytest", *options, "--collect-only", str(tmp_path), where=tmp_path)
    names = [line.partition("::")[2] for line in listed.stdout.splitlines() if "::" in line]
    assert names == [
        *(f"test_forgery[{forgery.name}]" for forgery in forge(sample_record("minimal"))),
        *(f"test_undetectable[{forgery.name}]" for forgery in undetectable(sample_record("minimal"))),
    ]
    result = python("-m", "pytest", *options, str(tmp_path), where=tmp_path)
    assert f"{len(names)} passed" in result.stdout, result.stdout


@pytest.mark.slow
def test_workers_of_xdist_collect_the_same_forgeries(tmp_path: Path) -> None:
    pytest.importorskip("xdist")
    (tmp_path / "test_it.py").write_text(PARAMETRIZED)
    options = ["-q", "-p", "no:cacheprovider", "--strict-markers", "-n", "2"]
    result = python("-m", "pytest", *options, str(tmp_path), where=tmp_path)
    assert "different tests were collected" not in result.stdout
    assert result.returncode == 0, result.stdout


def test_the_public_names_are_listed() -> None:
    names = {name for name, value in vars(pith.testing).items() if not (name.startswith("_") or hasattr(value, "__path__"))}
    modules = {name for name in names if getattr(pith.testing, name).__class__ is type(sys)}
    assert names - modules == {*pith.testing.__all__}


def test_an_integrity_document_has_the_arxiv_id_where_the_published_ones_have_it() -> None:
    document = sample_integrity()
    assert document.to_dict()["pith_number"] == document.arxiv_id == sample_record().source.id


@pytest.mark.parametrize(("module", "needed"), [("strategies", "hypothesis"), ("pytest_plugin", "pytest")])
def test_a_missing_library_names_the_extra(module: str, needed: str, tmp_path: Path) -> None:
    code = f"import sys; sys.modules[{needed!r}] = None; import pith.testing; print('loaded'); import pith.testing.{module}"
    result = python("-c", code, where=tmp_path)
    assert result.stdout == "loaded\n"
    assert "ModuleNotFoundError" in result.stderr
    assert f"pith.testing.{module} needs {needed}: install pith-number[testing]" in result.stderr


def test_samples_and_forgeries_load_neither_pytest_nor_hypothesis(tmp_path: Path) -> None:
    code = "import sys, pith.testing; print(sorted({'pytest', '_pytest', 'hypothesis'} & {*sys.modules}))"
    assert python("-c", code, where=tmp_path).stdout == "[]\n"


def test_the_matrix_changes_every_value() -> None:
    document = {"a": [1, "x"], "b": {}}
    changes = {(tampered.change, tampered.pointer) for tampered in tamper_matrix(document)}
    assert {("null", "/a/0"), ("type", "/a/1"), ("remove", "/b"), ("rename", "/a"), ("add", "/b")} <= changes
    assert document == {"a": [1, "x"], "b": {}}


@pytest.mark.parametrize("document", [{"a": (1, 2)}, sample_record(), {"a": [b"x"]}], ids=["tuple", "model", "bytes"])
def test_a_document_with_other_values_than_json_is_a_wrong_argument(document: Any) -> None:
    with pytest.raises(TypeError, match="document: expected dict, list and scalars of JSON, not "):
        [*tamper_matrix(document)]


@pytest.mark.parametrize("value", [1.5, 0.5, 1, 0, True, None, "", "x", [], {}, [1], {"a": 1}])
def test_no_change_of_the_matrix_leaves_the_document_as_it_is(value: Any) -> None:
    for document in (value, {"member": value}, [value, value]):
        for tampered in tamper_matrix(document):
            assert canonical_bytes(tampered.document) != canonical_bytes(document), tampered


def is_covered(pointer: str, listed: set[str]) -> bool:
    """Whether the pointer or one above it is listed."""
    parts = pointer.split("/")
    return any("/".join(parts[:length]) in listed for length in range(1, len(parts) + 1))


def leaves(tree: Any) -> dict[str, str]:
    """Every scalar of a tree by its JSON Pointer. No key of a sample needs an escape."""
    found: dict[str, str] = {}
    pending = [("", tree)]
    for pointer, value in pending:
        if isinstance(value, dict | list):
            members = value.items() if isinstance(value, dict) else enumerate(value)
            pending.extend((f"{pointer}/{key}", member) for key, member in members)
        else:
            found[pointer] = repr(value)
    return found


def python(*arguments: str, where: Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own, with this library on its path."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": seed}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_a_list_that_is_not_whole_keeps_its_hash() -> None:
    graph = sample_record("minimal").to_dict()["graph_snapshot"]
    partial = {**graph, "references": {**graph["references"], "count": 9, "snapshot_sha256": "0" * 64}}
    assert rehashed(partial)["references"]["snapshot_sha256"] == "0" * 64
    without = {name: block for name, block in graph.items() if name != "integrity"}
    assert rehashed(without) == without


def test_a_finding_of_a_detector_that_did_not_run_has_an_event() -> None:
    findings = sample_record("full").graph_snapshot.integrity
    assert findings is not None
    record = make_record(findings=findings.findings)
    assert [event.payload["detector_version"] for event in sample_integrity(record).events] == ["unknown", "unknown"]


@pytest.mark.parametrize("change", [{"receipt": None}, {"aliases": [{}]}, {"canonical_sha256": "\ud800"}], ids=str)
def test_a_record_with_wrong_types_has_no_sample_documents(change: dict[str, object]) -> None:
    wrong = sample_record().model_copy(update=change)
    for document in (pith.testing.sample_bundle, pith.testing.sample_state, pith.testing.sample_integrity):
        with pytest.raises(TypeError, match="at '/"):
            document(wrong)


def test_a_record_with_wrong_types_has_no_html() -> None:
    for name in ("paper", "receipt", "source", "inbound_citations", "graph_snapshot"):
        with pytest.raises(TypeError, match="at '/"):
            sample_record().model_copy(update={name: {}})._repr_html_()
