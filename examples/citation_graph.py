"""Draw who cites a paper, and whom it cites, as an SVG. Needs the extra `plots`.

    python examples/citation_graph.py [FILE|-] > citations.svg

Without FILE the record beside this script is drawn; `-` reads standard input. Nothing of it is signed: citations are what the
publisher says. Exits 0 when the graph is drawn, 2 when the record cannot be read.
"""

import sys
from math import cos, degrees, sin, tau
from pathlib import Path
from typing import BinaryIO

import matplotlib
import networkx
from matplotlib.figure import Figure

from pith import PithError, PithRecord, parse_record
from pith.opengraph.edges import citation_edges

SAMPLE = Path(__file__).parent / "records" / "2305.02301v2.json"
CITING, CITED, PAPER = "#1f77b4", "#d62728", "#ff9f1c"


def draw(record: PithRecord, target: BinaryIO) -> None:
    """Write the SVG: the paper in the middle, those that cite it and those that it cites around it, rows that repeat once."""
    paper = f"{record.source.kind}:{record.source.id}"
    graph: networkx.DiGraph[str] = networkx.DiGraph(citation_edges(record))
    graph.add_node(paper)
    around = sorted(node for node in graph if node != paper)
    angles = {node: tau * place / len(around) for place, node in enumerate(around)}
    places = {paper: (0.0, 0.0), **{node: (cos(angle), sin(angle)) for node, angle in angles.items()}}
    figure = Figure(figsize=(10, 10))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    citing = [node for node in around if graph.has_edge(node, paper)]
    groups = {
        "this paper": ([paper], PAPER),
        "cites it": (citing, CITING),
        "is cited by it": ([node for node in around if node not in citing], CITED),
    }
    for name, (nodes, colour) in groups.items():
        networkx.draw_networkx_nodes(graph, places, nodes, ax=axes, node_size=80, node_color=colour, label=name)
    networkx.draw_networkx_edges(graph, places, ax=axes, node_size=80, edge_color="#8888", width=0.8, min_target_margin=12)
    for node, angle in angles.items():
        x, y = places[node]
        axes.text(
            x * 1.05,
            y * 1.05,
            label(node),
            rotation=degrees(angle) - (180 if x < 0 else 0),
            rotation_mode="anchor",
            ha="right" if x < 0 else "left",
            va="center",
            fontsize=8,
            parse_math=False,
        )
    axes.set(xlim=(-2.1, 2.1), ylim=(-2.1, 2.1))
    axes.legend(loc="upper left", title=label(paper), frameon=False).get_title().set_parse_math(False)
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "pith"}):
        figure.savefig(target, format="svg", metadata={"Date": None, "Title": f"Citations of {label(paper)}"})


def label(node: str) -> str:
    """A name of somebody else's in characters that every font and every XML has."""
    return node.encode("unicode_escape").decode("ascii")[:60]


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else str(SAMPLE)
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
    sys.exit(main(sys.argv[1:]))
