"""The example that draws citations, run as a user runs it."""

import json
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from records import carried, edited
from shared_data import REPOSITORY

pytest.importorskip("networkx")
pytest.importorskip("matplotlib")
pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-W", "error", str(REPOSITORY / "examples" / "citation_graph.py"), *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)


def texts(svg: bytes) -> set[str]:
    return {"".join(element.itertext()).strip() for element in ElementTree.fromstring(svg).iter(f"{SVG}text")}


def test_it_draws_every_paper_that_cites() -> None:
    result = run()
    assert (result.returncode, result.stderr) == (0, b"")
    citing = {f"arxiv:{row['citing_arxiv_id']}" for row in carried()["inbound_citations"]["sample"]}
    assert citing | {"arxiv:2305.02301", "cites it"} <= texts(result.stdout)
    assert run().stdout == result.stdout


def test_names_of_others_draw_nothing_but_themselves() -> None:
    hostile = "<script>$\\frac{$&\x00\u202e\u6587"
    row = {"citing_arxiv_id": hostile, "citing_title": "", "ref_index": 1, "is_internal_anchor": False}
    block = {"count": 1, "internal_anchor_count": 0, "sample": [row]}
    result = run("-", data=json.dumps(edited(carried(), ("/inbound_citations", block))).encode())
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"<script" not in result.stdout
    assert r"arxiv:<script>$\\frac{$&\x00\u202e\u6587" in texts(result.stdout)


def test_a_record_without_citations_is_drawn_alone() -> None:
    block = {"count": 0, "internal_anchor_count": 0, "sample": []}
    result = run("-", data=json.dumps(edited(carried(), ("/inbound_citations", block))).encode())
    assert (result.returncode, result.stderr) == (0, b"")
    assert not any(text.startswith("arxiv:") for text in texts(result.stdout) - {"arxiv:2305.02301"})


def test_what_cannot_be_read_exits_2() -> None:
    for arguments, data, message in ((["missing.json"], b"", b"cannot read missing.json"), (["-"], b"{", b"cannot parse -")):
        result = run(*arguments, data=data)
        assert (result.returncode, result.stdout) == (2, b"")
        assert message in result.stderr
