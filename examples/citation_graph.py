"""Draw who cites a paper, and whom it cites, with titles, as an SVG. Needs the extra `plots`.

    python examples/citation_graph.py [FILE|-] > citations.svg

Without FILE, it draws the record beside this script; `-` reads standard input. No signature covers citations: the publisher
claims them. Exits 0 if the graph is drawn, 2 if the record cannot be read.
"""

import argparse
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from textwrap import wrap
from typing import Any, BinaryIO, NamedTuple

import matplotlib
import networkx
from console import run
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pith import PithError, PithRecord, parse_record
from pith.errors import escape_unprintable
from pith.opengraph.edges import citation_edges

SAMPLE = Path(__file__).parent / "records" / "2305.02301v2.json"
CITING, CITED, PAPER, INK, SOFT = "#1f5f99", "#a8321f", "#1f2328", "#1f2328", "#57606a"
LINE, GAP, CENTER, MARGIN = 0.18, 0.16, 2.4, 0.3
"""The height of a line, the space between two papers, the width between the columns, and the margin, in inches."""
CHARACTER = 0.078
"""The width that a character gets, in inches."""
LONGEST_LINE, MOST_LINES, MOST_PAPERS = 56, 3, 100


class Paper(NamedTuple):
    """A paper of a column: the node of the graph, and the lines of its label."""

    node: str
    lines: list[str]


def draw(record: PithRecord, target: BinaryIO) -> None:
    """Write the SVG: citing papers on the left, the paper in the middle, cited works on the right. The labels fix its size."""
    paper = f"{record.canonical_record.source.kind}:{record.canonical_record.source.id}"
    edges = citation_edges(record)
    graph: networkx.DiGraph[str] = networkx.DiGraph(edges)
    graph.add_node(paper)
    citing_rows, cited_rows = record.inbound_citations.sample, record.graph_snapshot.references.sample
    titles = {edge.source: row.citing_title for edge, row in zip(edges, citing_rows, strict=False)}
    citing = column((node for node in graph.predecessors(paper) if node != paper), titles)
    titles = {edge.target: row.title or "" for edge, row in zip(edges[len(citing_rows) :], cited_rows, strict=True)}
    cited = column((node for node in graph.successors(paper) if node != paper), titles)
    heading = [*lines_of(record.paper.title), cut(paper), "Citations are claimed by the publisher. No signature covers them."]

    left, right = breadth(citing), breadth(cited)
    center = CENTER if citing and cited else CENTER / 2
    width = max(left + center + right, CHARACTER * max(map(len, heading))) + 2 * MARGIN
    tall = max(height(citing), height(cited), 3 * LINE)
    figure = Figure(figsize=(width, tall + LINE * (len(heading) + 2) + 2 * MARGIN), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, figure.get_figwidth()), ylim=(0, figure.get_figheight()))
    axes.set_axis_off()
    top = figure.get_figheight() - MARGIN
    for index, line in enumerate(heading):
        style = {"weight": "bold", "size": 11, "color": INK} if index < len(heading) - 2 else {"size": 8, "color": SOFT}
        write(axes, MARGIN, top - LINE * (index + 0.5), line, "left", **style)
    top -= LINE * (len(heading) + 2)
    edge = MARGIN + left
    places = {paper: (edge + (center / 2 if citing and cited else center if citing else 0), top - tall / 2)}
    places |= label(axes, citing, edge, top - (tall - height(citing)) / 2, "right", CITING, "Papers that cite it")
    places |= label(axes, cited, edge + center, top - (tall - height(cited)) / 2, "left", CITED, "Works that it cites")
    drawn = graph.subgraph(places)
    colors = [PAPER if node == paper else CITING if graph.has_edge(node, paper) else CITED for node in drawn]
    networkx.draw_networkx_nodes(drawn, places, ax=axes, node_size=40, node_color=colors)
    networkx.draw_networkx_edges(drawn, places, ax=axes, node_size=40, edge_color="#8c959f", width=0.7, arrowsize=7)
    axes.set(xlim=(0, figure.get_figwidth()), ylim=(0, figure.get_figheight()))
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "pith"}), warnings.catch_warnings():
        # The SVG holds the text itself, and the viewer has the fonts for it.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(target, format="svg", metadata={"Date": None, "Title": f"Citations of {cut(paper)}"})


def column(nodes: Iterable[str], titles: dict[str, str]) -> list[Paper]:
    """The papers of a column in order of their ids, with id and title as labels; the first 100, and how many more there are."""
    papers = [Paper(node, [cut(node), *lines_of(titles.get(node, ""))]) for node in sorted(nodes)]
    more = len(papers) - MOST_PAPERS
    return papers if more <= 0 else [*papers[:MOST_PAPERS], Paper("", [f"and {more} more"])]


def lines_of(title: str) -> list[str]:
    """A foreign title in printable characters, as at most three lines."""
    return wrap(escape_unprintable(" ".join(title[:1000].split())), LONGEST_LINE, max_lines=MOST_LINES, placeholder=" …")


def cut(name: str) -> str:
    """A foreign name in printable characters, as one line."""
    escaped = escape_unprintable(name[: LONGEST_LINE + 1])
    return escaped if len(escaped) <= LONGEST_LINE else f"{escaped[: LONGEST_LINE - 1]}…"


def breadth(papers: list[Paper]) -> float:
    """The width of a column in inches."""
    return max((CHARACTER * len(line) for _, lines in papers for line in lines), default=0.0)


def height(papers: list[Paper]) -> float:
    """The height of a column in inches, with its heading."""
    return sum(LINE * len(paper.lines) + GAP for paper in papers) + LINE + GAP if papers else 0.0


def label(
    axes: Axes, papers: list[Paper], x: float, top: float, side: str, color: str, heading: str
) -> dict[str, tuple[float, float]]:
    """Write a column from the top down, and return the places of its nodes."""
    places: dict[str, tuple[float, float]] = {}
    text = x - 0.12 if side == "right" else x + 0.12
    if papers:
        write(axes, text, top - LINE / 2, heading, side, weight="bold", size=9, color=color)
    top -= LINE + GAP
    for paper in papers:
        if paper.node:
            places[paper.node] = (x, top - LINE / 2)
        for index, line in enumerate(paper.lines):
            style = {"color": INK, "size": 9} if index else {"color": color, "size": 8}
            write(axes, text, top - LINE * (index + 0.5), line, side, **style)
        top -= LINE * len(paper.lines) + GAP
    return places


def write(axes: Axes, x: float, y: float, line: str, side: str, **style: Any) -> None:
    """Write a line, none of whose characters is mathematics."""
    axes.text(x, y, line, ha=side, va="center", parse_math=False, **style)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", default=str(SAMPLE), metavar="FILE", help="a record as JSON, or - for standard input")
    name = parser.parse_args().file
    try:
        record = parse_record(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        print(f"cannot read {name}: {error.strerror}", file=sys.stderr)
        return 2
    except PithError as error:
        print(f"cannot parse {name}: {error}", file=sys.stderr)
        return 2
    draw(record, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    run(main)
