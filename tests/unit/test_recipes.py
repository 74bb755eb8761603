"""The recipes: each does what its docstring promises, with the real library that it is about."""

import ast
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copy
from typing import Any

import check_mirrors
import pytest
import rotate_key
import verify_folder
from asgi import JSON_TYPE, Synchronous
from records import CARRIED
from shared_data import REPOSITORY

from pith import InvalidNumber, KeyRing, PithError, PithNumber, VerificationFailed, verify_many, verify_record
from pith.keys import NaClSigner
from pith.opengraph import MirrorManifest, OpenGraphState
from pith.testing import (
    FORGER,
    SAMPLE_AT,
    TEST_KEYS,
    forge,
    make_record,
    sample_bundle,
    sample_mirrors,
    sample_record,
    sample_state,
)

RECIPES = REPOSITORY / "examples" / "recipes"
GOOD, BAD = make_record().to_json(), make_record(signer=FORGER).to_json()


def run(name: str, *arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run a recipe in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **options.pop("environment", {})}
    command = [sys.executable, "-W", "error", str(RECIPES / name), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120, **options)


def test_every_recipe_is_tested() -> None:
    names = {path.name for path in RECIPES.iterdir() if path.suffix in (".py", ".ipynb")}
    tested = Path(__file__).read_text("utf-8")
    assert {name for name in names if name.removesuffix(".py") not in tested} == set()
    assert max(len(path.read_text("utf-8").splitlines()) for path in RECIPES.glob("*.py")) <= 80


def test_rotate_key_prints_what_each_ring_verifies() -> None:
    result = run("rotate_key.py")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "both keys: 3 of 3 old receipts verify, 3 of 3 new ones",
        "old key retired: 3 of 3 old receipts verify, 3 of 3 new ones",
        "old key revoked: 0 of 3 old receipts verify, 3 of 3 new ones",
    ]


def test_rotation_keeps_the_number_and_ends_the_old_key() -> None:
    later = SAMPLE_AT + timedelta(days=1)
    signer = NaClSigner.from_seed(b"another seed of thirty-two bytes", key_id="next")
    old = make_record()
    [new] = rotate_key.reissue_all([old], TEST_KEYS, signer, later)
    assert new.pith_number == old.pith_number
    assert verify_record(new, keys=KeyRing([signer.public_key])).ok
    retired = TEST_KEYS.add(signer.public_key).retire(old.receipt.key_id, later)
    assert verify_record(old, keys=retired, at=SAMPLE_AT).ok
    assert not verify_record(old, keys=retired, at=later + timedelta(seconds=1)).ok
    with pytest.raises(VerificationFailed):
        list(rotate_key.reissue_all([make_record(signer=FORGER)], TEST_KEYS, signer, later))


def problems_of(manifest: MirrorManifest, served: dict[str, bytes]) -> list[tuple[str, str]]:
    def fetch(url: str) -> bytes:
        for name, data in served.items():
            if name in url:
                return data
        raise OSError(f"nothing at {url}")

    return list(check_mirrors.check_mirrors(manifest, sample_record(), fetch, TEST_KEYS))


def test_check_mirrors_prints_the_state_of_each_mirror() -> None:
    result = run("check_mirrors.py")
    assert (result.returncode, result.stdout, result.stderr) == (0, "sample: ok\n", "")


def test_problems_of_mirrors_are_named() -> None:
    bundle, state = sample_bundle().to_json(), sample_state().to_json()
    other_state = OpenGraphState.parse({**sample_state().to_dict(), "pith_number": make_record().pith_number})
    for served, words in (
        ({"bundle": bundle, "state": state}, ""),
        ({"bundle": bundle}, "nothing at https://"),
        ({"bundle": b"{}", "state": state}, "this field is missing"),
        ({"bundle": sample_bundle(make_record()).to_json(), "state": state}, "differences: "),
        ({"bundle": bundle, "state": other_state.to_json()}, "number failed"),
    ):
        [(name, problem)] = problems_of(sample_mirrors(), served)
        assert name == "sample"
        assert words in problem
        assert bool(words) == bool(problem)
    impostor = NaClSigner.from_seed(FORGER.public_key.raw, key_id=next(iter(TEST_KEYS)).key_id)
    with pytest.raises(PithError):
        problems_of(sample_mirrors(signer=impostor), {"bundle": bundle, "state": state})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "notes.txt").write_text("not a record")
    (tmp_path / "below" / "broken.json").write_bytes(b"{")
    copy(CARRIED, tmp_path)
    return tmp_path


def test_verify_folder_prints_failures_and_totals(folder: Path) -> None:
    result = run("verify_folder.py", str(folder))
    assert (result.returncode, result.stderr) == (1, "")
    failure, totals = result.stdout.splitlines()
    assert failure.startswith(f"{folder / 'below' / 'broken.json'}: ")
    assert totals == "2 records, 1 verify, 1 do not"
    (folder / "below" / "broken.json").unlink()
    assert run("verify_folder.py", str(folder)).returncode == 0
    found = list(verify_folder.verify_folder(folder, TEST_KEYS))
    assert [(path.name, result.ok) for path, result in found] == [("2305.02301v2.json", False)]


def test_verify_folder_without_a_folder(tmp_path: Path) -> None:
    result = run("verify_folder.py", str(tmp_path / "missing"))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"cannot read {tmp_path / 'missing'}: ")
    assert run("verify_folder.py").returncode == 2
    assert "FOLDER" in run("verify_folder.py", "--help").stdout


def test_verify_folder_in_an_ascii_locale(folder: Path) -> None:
    (folder / "é\u2028.json").write_bytes(b"{")
    result = run("verify_folder.py", str(folder), environment={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (result.returncode, result.stderr) == (1, "")
    assert "\\xe9" in result.stdout or "\\udc" in result.stdout


def test_verify_folder_with_a_reader_that_stops(folder: Path) -> None:
    for number in range(2000):
        (folder / f"{number}.json").write_bytes(b"{")
    command = [sys.executable, "-W", "error", str(RECIPES / "verify_folder.py"), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.slow
def test_the_suite_test_with_pith_passes(tmp_path: Path) -> None:
    copy(RECIPES / "test_with_pith.py", tmp_path)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", "--strict-markers", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stdout
    verbose = subprocess.run(
        [*command, "--collect-only"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert "test_forgeries_are_not[title hashed anew]" in verbose.stdout


def test_the_cells_of_notebook_ipynb_run(monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = json.loads((RECIPES / "notebook.ipynb").read_text("utf-8"))
    assert all(cell["outputs"] == [] for cell in notebook["cells"] if cell["cell_type"] == "code")
    monkeypatch.chdir(RECIPES)
    names: dict[str, Any] = {}
    shown = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            *statements, last = ast.parse("".join(cell["source"])).body
            assert isinstance(last, ast.Expr)
            exec(compile(ast.Module(statements, []), "cell", "exec"), names)
            shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
    record, report, unauthenticated, reasons = shown
    assert "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC" in record._repr_html_()
    assert report.ok
    assert "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC" in report._repr_html_()
    assert len(unauthenticated) == 5
    assert reasons[0].startswith("bound to the verified signature by")


@pytest.mark.slow
class TestFastAPI:
    @pytest.fixture
    def client(self) -> Iterator[Any]:
        pytest.importorskip("fastapi")
        pytest.importorskip("httpx")
        import fastapi_service

        fastapi_service.app.dependency_overrides[fastapi_service.trusted_keys] = lambda: TEST_KEYS
        yield Synchronous(fastapi_service.app)
        fastapi_service.app.dependency_overrides.clear()

    def test_the_response_is_the_report(self, client: Any) -> None:
        record = sample_record("future")
        response = client.request("POST", "/verify", content=record.to_json(), headers=JSON_TYPE)
        assert response.status_code == 200
        assert response.json() == verify_record(record, keys=TEST_KEYS).to_dict()
        forged = client.request("POST", "/verify", content=BAD, headers=JSON_TYPE).json()
        assert (forged["ok"], forged["document_type"]) == (False, "record")

    @pytest.mark.parametrize(
        ("body", "name"),
        [
            (b'{"record_type":"pith_number_record",' + GOOD[1:], "InvalidJSON"),
            (GOOD + b"{}", "InvalidJSON"),
            (GOOD.replace(b'"version":1', b'"version":1.0'), "InvalidRecord"),
            (b"\xff", "InvalidJSON"),
            (b" " * 9_000_000, "LimitExceeded"),
            (b"{}", "InvalidRecord"),
        ],
    )
    def test_the_body_is_as_strict_as_parse_record(self, client: Any, body: bytes, name: str) -> None:
        response = client.request("POST", "/verify", content=body, headers=JSON_TYPE)
        assert response.status_code == 422
        [error] = response.json()["detail"]
        assert (error["type"], error["ctx"]["error"]) == ("pith_record", name)
        assert len(response.content) < 2000

    def test_a_body_without_a_type_and_without_content(self, client: Any) -> None:
        assert client.request("POST", "/verify", content=GOOD).status_code == 200
        assert client.request("POST", "/verify").status_code == 422

    def test_a_number_in_the_path(self, client: Any) -> None:
        number = make_record().pith_number
        assert client.request("GET", f"/numbers/{number}/address").json()["json"] == number.url("json")
        assert client.request("GET", f"/numbers/{number.lower()}/address").json()["number"] == number
        assert client.request("GET", "/numbers/pith:2023:short/address").status_code == 422

    def test_openapi_shows_body_and_response(self, client: Any) -> None:
        schema = client.request("GET", "/openapi.json").json()
        post = schema["paths"]["/verify"]["post"]
        body = post["requestBody"]["content"]["application/json"]["schema"]
        assert body == {"$ref": "#/components/schemas/PithRecord"}
        assert "canonical_record" in schema["components"]["schemas"]["PithRecord"]["required"]
        answer = post["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer == {"$ref": "#/components/schemas/VerificationReport"}
        assert "unauthenticated" in schema["components"]["schemas"]["VerificationReport"]["properties"]
        [parameter] = schema["paths"]["/numbers/{number}/address"]["get"]["parameters"]
        assert parameter["schema"]["examples"][0].startswith("pith:")


@pytest.mark.slow
class TestMsgspec:
    def test_numbers_in_structs(self) -> None:
        msgspec = pytest.importorskip("msgspec")
        import msgspec_rows

        number = make_record().pith_number
        citations = [msgspec_rows.Citation(number, 3)]
        data = msgspec_rows.write_citations(citations)
        assert json.loads(data) == [{"number": number, "page": 3}]
        assert msgspec_rows.read_citations(data) == citations
        assert type(msgspec_rows.read_citations(data)[0].number) is PithNumber
        for value in ("pith:2023:short", number.lower(), 5):
            with pytest.raises(msgspec.ValidationError, match=r"\$\[0\]\.number"):
                msgspec_rows.read_citations(json.dumps([{"number": value, "page": 3}]).encode())

    def test_results_as_lines(self) -> None:
        pytest.importorskip("msgspec")
        import msgspec_rows

        results = list(verify_many([GOOD, BAD, b"{}"], keys=TEST_KEYS))
        rows = [json.loads(line) for line in msgspec_rows.write_results(results).splitlines()]
        expected = [result.to_dict() for result in results]
        assert rows == [{name: row[name] for name in ("number", "ok", "failed", "reason")} for row in expected]
        assert len(run("msgspec_rows.py").stdout.splitlines()) == 2


@pytest.mark.slow
class TestDataFrames:
    RECORDS = (GOOD, BAD, b"{}")

    def test_polars(self) -> None:
        pl = pytest.importorskip("polars")
        pytest.importorskip("pandas")
        import data_frames

        frame = data_frames.polars_frame(self.RECORDS, TEST_KEYS)
        assert frame.to_dicts() == [result.to_dict() for result in verify_many(self.RECORDS, keys=TEST_KEYS)]
        assert frame["ok"].to_list() == [True, False, False]
        assert frame.schema == data_frames.polars_frame([]).schema == pl.Schema(data_frames.SCHEMA)
        assert frame.filter("ok")["number"].to_list() == [make_record().pith_number]
        forged = data_frames.polars_frame([forgery.record.to_json() for forgery in forge(sample_record())], TEST_KEYS)
        by_check = dict(data_frames.failures_by_check(forged).iter_rows())
        assert next(iter(by_check)) == "signature"
        results = [*verify_many([forgery.record.to_json() for forgery in forge(sample_record())], keys=TEST_KEYS)]
        assert by_check["signature"] == sum("signature" in result.blocking for result in results)

    def test_pandas(self) -> None:
        pd = pytest.importorskip("pandas")
        pytest.importorskip("polars")
        import data_frames

        frame = data_frames.pandas_frame(self.RECORDS, TEST_KEYS)
        assert frame["ok"].tolist() == [True, False, False]
        assert frame["ok"].dtype == bool
        assert frame.loc[frame["ok"], "number"].tolist() == [make_record().pith_number]
        assert frame["number"].isna().tolist() == [False, False, True]
        assert frame["failed"].tolist() == [[*result.failed] for result in verify_many(self.RECORDS, keys=TEST_KEYS)]
        assert frame["blocking"].tolist() == [[*result.blocking] for result in verify_many(self.RECORDS, keys=TEST_KEYS)]
        expected = {"key": 1, "fingerprint": 1, "signature": 1}
        assert data_frames.pandas_failures_by_check(frame).to_dict() == expected
        assert frame[~frame.ok].explode("blocking").groupby("blocking").size().to_dict() == expected
        pd.testing.assert_series_equal(frame.dtypes, data_frames.pandas_frame([]).dtypes)

    def test_data_frames_prints_a_table(self) -> None:
        pytest.importorskip("polars")
        pytest.importorskip("pandas")
        result = run("data_frames.py", environment={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
        assert (result.returncode, result.stderr) == (0, "")
        assert "| signature " in result.stdout


class Answers(BaseHTTPRequestHandler):
    """Gives the next of the answers that a test has listed: a status and a body."""

    listed: list[tuple[int, bytes]]
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, body = self.listed.pop(0)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Print nothing."""


@pytest.mark.slow
class TestHTTPClient:
    @pytest.fixture
    def server(self) -> Iterator[Any]:
        handler: Any = type("Handler", (Answers,), {"listed": [], "asked": []})
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            yield server
            server.shutdown()
            thread.join()

    def fetch(self, server: Any, cache: Path, *answers: tuple[int, bytes]) -> tuple[Any, list[float], list[str]]:
        """The record or the error, the pauses, and the paths that the server was asked for."""
        httpx = pytest.importorskip("httpx")
        import http_client

        origin = f"http://127.0.0.1:{server.server_port}"
        handler = server.RequestHandlerClass
        handler.listed, handler.asked = list(answers), []
        pauses: list[float] = []
        number = make_record(origin=origin).pith_number
        with httpx.Client(trust_env=False) as client:
            try:
                found: Any = http_client.fetch_record(number, client, cache, keys=TEST_KEYS, origin=origin, pause=pauses.append)
            except (httpx.HTTPError, PithError) as error:
                found = error
        return found, pauses, handler.asked

    def test_a_record_is_fetched_once(self, server: Any, tmp_path: Path) -> None:
        record = make_record(origin=f"http://127.0.0.1:{server.server_port}")
        cache = tmp_path / "cache"
        first = self.fetch(server, cache, (200, record.to_json()))
        assert first == (record, [], [f"/pith/{record.pith_number.suffix}.json"])
        assert self.fetch(server, cache) == (record, [], [])
        assert [path.name for path in cache.iterdir()] == [f"{record.pith_number.suffix}.json"]

    def test_a_server_that_is_busy_is_asked_again(self, server: Any, tmp_path: Path) -> None:
        record = make_record(origin=f"http://127.0.0.1:{server.server_port}")
        found, pauses, asked = self.fetch(server, tmp_path, (503, b""), (429, b""), (200, record.to_json()))
        assert (found, pauses, len(asked)) == (record, [1.0, 2.0], 3)
        found, pauses, asked = self.fetch(server, tmp_path / "other", *[(500, b"")] * 5)
        assert (type(found).__name__, pauses, len(asked)) == ("HTTPStatusError", [1.0, 2.0, 4.0], 4)

    def test_other_answers_are_errors_at_once_and_are_not_kept(self, server: Any, tmp_path: Path) -> None:
        origin = f"http://127.0.0.1:{server.server_port}"
        answers = {
            "HTTPStatusError": (404, b""),
            "InvalidRecord": (200, b"{}"),
            "VerificationFailed": (200, make_record(origin=origin, signer=FORGER).to_json()),
            "DecodingError": (200, b" " * 9_000_000),
        }
        for name, answer in answers.items():
            found, pauses, _ = self.fetch(server, tmp_path, answer)
            assert (type(found).__name__, pauses) == (name, [])
        found, _, _ = self.fetch(server, tmp_path, (200, make_record(origin=origin, version=9).to_json()))
        assert "expected the record of" in str(found)
        assert list(tmp_path.iterdir()) == []

    def test_a_server_that_is_not_there(self, server: Any, tmp_path: Path) -> None:
        httpx = pytest.importorskip("httpx")
        import http_client

        pauses: list[float] = []
        with httpx.Client(trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):
                http_client.download("http://127.0.0.1:1/", client, pauses.append)
            with pytest.raises(InvalidNumber):
                http_client.fetch_record("pith:short", client, tmp_path)
        assert pauses == [1.0, 2.0, 4.0]


@pytest.mark.slow
def test_dask_cluster_gives_what_one_process_gives() -> None:
    distributed = pytest.importorskip("distributed")
    import dask_cluster

    lines = [GOOD, BAD, b"{}"] * 50
    options = {"n_workers": 1, "threads_per_worker": 2, "processes": False, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        results = list(dask_cluster.verify_on_cluster(client, lines, TEST_KEYS, datetime(2026, 7, 1, tzinfo=UTC)))
    assert results == list(verify_many(lines, keys=TEST_KEYS, at=datetime(2026, 7, 1, tzinfo=UTC)))
