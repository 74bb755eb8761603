"""The example that draws citations, run as a user runs it."""

import json
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree

import pytest
from records import carried, edited
from shared_data import REPOSITORY

pytest.importorskip("matplotlib")
pytest.importorskip("networkx")

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-W", "error", str(REPOSITORY / "examples" / "citation_graph.py"), *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)


def drawn(*rows: dict[str, Any], references: tuple[dict[str, Any], ...] = ()) -> bytes:
    """The SVG of the carried record with other citations."""
    block = {"count": len(rows), "internal_anchor_count": 0, "sample": rows}
    tree = edited(carried(), ("/inbound_citations", block), ("/graph_snapshot/references/sample", [*references]))
    result = run("-", data=json.dumps(tree).encode())
    assert (result.returncode, result.stderr) == (0, b"")
    return result.stdout


def citation(name: str, title: str) -> dict[str, Any]:
    return {"citing_arxiv_id": name, "citing_title": title, "ref_index": 1, "is_internal_anchor": False}


def texts(svg: bytes) -> list[str]:
    return ["".join(element.itertext()).strip() for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def size(svg: bytes) -> tuple[float, float]:
    """Width and height in points."""
    root = ElementTree.fromstring(svg)
    return float(root.attrib["width"].removesuffix("pt")), float(root.attrib["height"].removesuffix("pt"))


def test_it_draws_every_paper_that_cites_with_its_title() -> None:
    result = run()
    assert (result.returncode, result.stderr) == (0, b"")
    rows = carried()["inbound_citations"]["sample"]
    found = texts(result.stdout)
    assert {f"arxiv:{row['citing_arxiv_id']}" for row in rows} | {"arxiv:2305.02301", "Papers that cite it"} <= {*found}
    whole = " ".join(found)
    assert all(row["citing_title"].replace("-", "- ") in whole.replace("-", "- ").replace("-  ", "- ") for row in rows)
    assert "Works that it cites" not in found
    assert any("No signature covers them" in text for text in found)
    assert run().stdout == result.stdout


def test_the_picture_is_as_large_as_its_content() -> None:
    alone, one, many = drawn(), drawn(citation("2499.1", "A")), drawn(*(citation(f"2499.{n}", "A " * 60) for n in range(30)))
    assert size(alone)[1] <= size(one)[1] < size(many)[1]
    assert size(many)[1] > 30 * 20
    assert size(many)[0] > size(alone)[0]


def test_what_it_cites_is_on_the_other_side() -> None:
    reference = {"doi": "", "year": None, "title": "A Cited Work", "work_id": "w", "ref_index": 1}
    reference |= {"cited_arxiv_id": "2499.00009", "is_internal_anchor": False}
    found = texts(drawn(references=(reference,)))
    assert {"arxiv:2499.00009", "A Cited Work", "Works that it cites"} <= {*found}
    assert "Papers that cite it" not in found


def test_names_of_others_draw_nothing_but_themselves() -> None:
    svg = drawn(citation("<script>$\\frac{$&\x00\u202e\u6587", "<b>$x^2$\n\u202e\u6587 \u0645"))
    assert b"<script" not in svg
    assert r"arxiv:<script>$\frac{$&\x00\u202e文" in texts(svg)
    assert "<b>$x^2$ \\u202e文 م" in texts(svg)


def test_a_long_list_is_cut() -> None:
    found = texts(drawn(*(citation(f"2499.{place:05}", "W" * 2000) for place in range(130))))
    assert "and 30 more" in found
    assert max(map(len, found)) < 80


def test_a_record_without_citations_is_drawn_alone() -> None:
    assert [text for text in texts(drawn()) if text.startswith("arxiv:")] == ["arxiv:2305.02301"]


def test_what_cannot_be_read_exits_2() -> None:
    for arguments, data, message in ((["missing.json"], b"", b"cannot read missing.json"), (["-"], b"{", b"cannot parse -")):
        result = run(*arguments, data=data)
        assert (result.returncode, result.stdout) == (2, b"")
        assert message in result.stderr
