"""Vectors of a record's aliases and addresses: sections 8.3.14 to 8.3.19."""

import json
from typing import Any

from reference.numbers import ORIGIN
from reference.refusal import Tree

from .document_form import DocumentVectors
from .form import edit
from .record_base import RECORD, elsewhere_record, verify_each


def add_names(made: DocumentVectors) -> None:
    group = made.file.group("aliases", "8.3.14", "verify", "The aliases.")
    aliases = RECORD["aliases"]
    index = {alias["alias_kind"]: place for place, alias in enumerate(aliases)}
    first = [aliases[index[kind]] for kind in ("arxiv", "arxiv_version", "doi")]
    short = [alias for alias in aliases if alias["alias_kind"].startswith("pith")]

    def value(kind: str, other: str) -> Tree:
        return {f"/aliases/{index[kind]}/alias_value": other}

    unknown = {**aliases[0], "alias_kind": "handle", "alias_value": "x"}
    twice = [*aliases, aliases[index["doi"]]]
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "three": ("The three kinds of early records.", {"/aliases": first}, (), "short_aliases"),
        "order": ("Another order.", {"/aliases": aliases[::-1]}, (), ()),
        "swapped": ("Two aliases swapped.", {"/aliases": [*aliases[2::-1], *aliases[3:]]}, (), ()),
        "swapped-last": ("The last two aliases swapped.", {"/aliases": [*aliases[:-2], *aliases[:-3:-1]]}, (), ()),
        "unknown-first": ("An unknown kind before all others.", {"/aliases": [unknown, *aliases]}, (), ()),
        "unknown-between": ("An unknown kind between others.", {"/aliases": [*aliases[:3], unknown, *aliases[3:]]}, (), ()),
        "unknown-last": ("An unknown kind after all others.", {"/aliases": [*aliases, unknown]}, (), ()),
        "unknown-kind": (
            "An unknown kind.",
            {"/aliases/-": {"alias_kind": "future", "alias_value": "x", "created_at": None}},
            (),
            (),
        ),
        "three-and-unknown": (
            "Three kinds and an unknown one.",
            {"/aliases": [*first, {"alias_kind": "future", "alias_value": "x", "created_at": None}]},
            (),
            "short_aliases",
        ),
        "unknown-twice": (
            "An unknown kind twice.",
            {"/aliases": [*aliases, *[{"alias_kind": "future", "alias_value": "x", "created_at": None}] * 2]},
            "alias_set",
            (),
        ),
        "empty": ("No aliases.", {"/aliases": []}, (), ("alias_set", "short_aliases", "source_aliases")),
        "five": ("Five of six.", {"/aliases": aliases[:5]}, "alias_set", ()),
        "four": ("The three and one short.", {"/aliases": [*first, short[0]]}, "alias_set", ()),
        "short-alone": ("The short aliases alone.", {"/aliases": short}, "alias_set", "source_aliases"),
        "two": ("Two of the three.", {"/aliases": first[:2]}, "alias_set", "short_aliases"),
        "twice": ("One kind twice.", {"/aliases": twice}, "alias_set", ()),
        "twice-first-wrong": (
            "One kind twice, the first with another value.",
            {"/aliases": [{**short[0], "alias_value": "AAAAAAAAAAAA"}, *aliases]},
            ("alias_set", "short_aliases"),
            (),
        ),
        "twice-last-wrong": (
            "One kind twice, the last with another value.",
            {"/aliases": [*aliases, {**first[2], "alias_value": "10.1/x"}]},
            ("alias_set", "source_aliases"),
            (),
        ),
        "kind-renamed": (
            "A kind renamed.",
            {f"/aliases/{index['doi']}/alias_kind": "DOI"},
            "alias_set",
            (),
        ),
        "date": ("Another date.", {"/aliases/0/created_at": "1999-01-01T00:00:00Z"}, (), ()),
        "date-null": ("No date.", {"/aliases/0/created_at": None}, (), ()),
        "added": ("A member more.", {"/aliases/0/x": 1}, (), ()),
        "short-8": ("Another short alias.", value("pith_short_8", "AAAAAAAA"), "short_aliases", ()),
        "short-12": ("Another short alias.", value("pith_short_12", "AAAAAAAAAAAA"), "short_aliases", ()),
        "short-16": (
            "Another short alias.",
            value("pith_short_16", aliases[index["pith_short_12"]]["alias_value"]),
            "short_aliases",
            (),
        ),
        "short-lower": (
            "Lower case.",
            value("pith_short_8", aliases[index["pith_short_8"]]["alias_value"].lower()),
            "short_aliases",
            (),
        ),
        "arxiv": ("Another id.", value("arxiv", "2499.00009"), "source_aliases", ()),
        "version": ("Another version.", value("arxiv_version", "2499.00003v3"), "source_aliases", ()),
        "doi": ("Another DOI.", value("doi", "10.48550/arxiv.2499.00009"), "source_aliases", ()),
        "doi-case": ("The DOI in another case.", value("doi", "10.48550/arXiv.2499.00003"), "source_aliases", ()),
    }
    verify_each(made, group, rows, "Forgery")
    elsewhere = elsewhere_record()
    undecided = ("source_aliases", "resolve_alias", "integrity_endpoint")
    made.verify(
        group,
        "elsewhere-any",
        "Any set of kinds, if the source is of another kind.",
        edit(elsewhere, {"/aliases": elsewhere["aliases"][:1]}),
        (),
        undecided,
        base="elsewhere",
    )
    group = made.file.group("addresses", "8.3.17", "verify", "Links and actions.")
    rows = {}
    for section, check, members in (
        ("/links", "links", RECORD["links"]),
        ("/agent_actions", "agent_actions", {name: url for name, url in RECORD["agent_actions"].items() if isinstance(url, str)}),
        ("/agent_actions/actions", "agent_actions", RECORD["agent_actions"]["actions"]),
    ):
        for member, url in members.items():
            name = f"{section[1:].replace('/', '-').replace('_', '-')}-{member.replace('_', '-')}"
            rows[name] = (
                "Another address.",
                {f"{section}/{member}": f"{url}x"},
                "resolve_alias" if member == "resolve_alias" else check,
                (),
            )
    html = RECORD["links"]["html"]
    rows |= {
        "slash": ("A slash at the end.", {"/links/html": f"{html}/"}, "links", ()),
        "http": ("Without TLS.", {"/links/html": html.replace("https", "http")}, "links", ()),
        "lower": ("The suffix in lower case.", {"/links/html": html.lower()}, "links", ()),
        "host-case": ("The host in another case.", {"/links/html": html.replace("pith.science", "Pith.science")}, "links", ()),
        "added": ("A link more.", {"/links/x": "https://example.org"}, (), ()),
        "action-added": ("An action more.", {"/agent_actions/actions/x": "https://example.org"}, (), ()),
        "resolve-encoded": (
            "A percent-encoded id.",
            {"/agent_actions/resolve_alias": RECORD["agent_actions"]["resolve_alias"].replace("2499.", "2499%2E")},
            "resolve_alias",
            (),
        ),
    }
    verify_each(made, group, rows, "Forgery", "Address")
    mirror = "https://mirror.example:8443"
    moved = json.loads(json.dumps({name: RECORD[name] for name in ("links", "agent_actions")}).replace(ORIGIN, mirror))
    made.verify(group, "origin", "Another origin that the caller expects.", {**RECORD, **moved}, (), (), "Address", origin=mirror)
    made.verify(
        group,
        "origin-unexpected",
        "Another origin.",
        {**RECORD, **moved},
        ("links", "agent_actions", "resolve_alias"),
        (),
        "Address",
    )
    made.verify(
        group,
        "origin-other",
        "The default origin, and another is expected.",
        RECORD,
        ("links", "agent_actions", "resolve_alias"),
        (),
        "Address",
        origin=mirror,
    )
