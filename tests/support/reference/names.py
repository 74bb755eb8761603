"""The checks of hashes, numbers, sources, aliases and addresses: sections 8.3.1 to 8.3.4 and 8.3.13 to 8.3.19."""

from collections import Counter

from .canonical import canonical_hash, same
from .numbers import SHORT_KINDS, SOURCE_KINDS, address, derived_number, resolve_address, short_aliases, source_aliases
from .refusal import Tree
from .report import Check, outcome

LINKS = {name: name for name in ("html", "json", "graph_json", "events_json", "paper")}
ACTIONS = {
    "view_html": "html",
    "download_json": "json",
    "view_paper": "paper",
    "fetch_graph": "graph_json",
    "fetch_events": "events_json",
    "actions/anchor_timestamp": "timestamp_anchor",
    "actions/attest_storage": "storage_attestation",
    "actions/attest_author": "author_attestation",
    "actions/sign_citation": "citation_signature",
    "actions/submit_replication": "replication_record",
}


def canonical_hash_check(document: Tree, canonical: Tree) -> Check:
    places = ("/canonical_sha256", "/canonical_record/**")
    passes = document["canonical_sha256"] == canonical_hash(canonical)
    return Check("canonical_hash", outcome(passes), places, ("signature",), places, required=True)


def number_check(document: Tree, canonical: Tree) -> Check:
    passes = document["pith_number"] == derived_number(canonical)
    return Check("number", outcome(passes), ("/pith_number",), ("canonical_hash",), ("/pith_number",), required=True)


def year_check(document: Tree, canonical: Tree) -> Check:
    passes = document["pith_number"][5:9] == canonical["metadata"]["submitted_at"][:4]
    return Check("year", outcome(passes), ("/pith_number",), ("number",))


def short_number_check(document: Tree, canonical: Tree) -> Check:
    place = ("/short_pith_number",)
    passes = document["short_pith_number"] == f"pith:{derived_number(canonical)[10:18]}"
    return Check("short_number", outcome(passes), place, ("number",), place, required=True)


def sources_check(document: Tree, canonical: Tree) -> Check:
    found = [document["source"]]
    places: tuple[str, ...] = ("/source/**",)
    if "record_type" in document:
        found.append(document["graph_snapshot"]["source"])
        places = ("/source/**", "/graph_snapshot/source/**")
    passes = all(same(source, canonical["source"]) for source in found)
    return Check("sources", outcome(passes), places, ("canonical_hash",), places, required=True)


def alias_checks(aliases: list[Tree], pointer: str, canonical: Tree) -> list[Check]:
    """`alias_set`, `short_aliases`, `source_aliases` of the aliases at a pointer."""
    source = canonical["source"]
    on_arxiv = source["kind"] == "arxiv"
    counts = Counter(alias["alias_kind"] for alias in aliases)
    known = {*counts} & {*SOURCE_KINDS, *SHORT_KINDS}
    whole = not on_arxiv or known in ({*SOURCE_KINDS, *SHORT_KINDS}, {*SOURCE_KINDS})
    complete = outcome(max(counts.values(), default=0) < 2 and whole, bool(aliases))
    order = sorted([*(SOURCE_KINDS if on_arxiv else ()), *SHORT_KINDS])
    placed = 0  # so many aliases from the first on are at their published places
    while placed < min(len(aliases), len(order)) and aliases[placed]["alias_kind"] == order[placed]:
        placed += 1
    kinds = f"{pointer}/*/alias_kind"
    checks = [Check("alias_set", complete, (pointer, kinds))]
    tables = (
        ("short_aliases", "number", SHORT_KINDS, short_aliases(derived_number(canonical)[10:]), True),
        ("source_aliases", "canonical_hash", SOURCE_KINDS, source_aliases(source) if on_arxiv else {}, on_arxiv),
    )
    for name, after, group, expected, decidable in tables:
        listed = [(index, alias) for index, alias in enumerate(aliases) if alias["alias_kind"] in group]
        passes = all(alias["alias_value"] == expected.get(alias["alias_kind"]) for _, alias in listed)
        there = [index for index, _ in listed if index < placed]
        bound = [f"{pointer}/{index}/{member}" for index in there for member in ("alias_kind", "alias_value")]
        covers = (kinds, f"{pointer}/*/alias_value")
        found = outcome(passes, decidable and bool(listed))
        checks.append(Check(name, found, covers, (after, "alias_set"), tuple(bound)))
    return checks


def address_checks(document: Tree, canonical: Tree, origin: str) -> list[Check]:
    """`links`, `agent_actions`, `resolve_alias`."""
    suffix, source = derived_number(canonical)[10:], canonical["source"]
    actions = document["agent_actions"]
    found = {**actions, **{f"actions/{name}": value for name, value in actions["actions"].items()}}
    checks = []
    for name, members, values in (("links", LINKS, document["links"]), ("agent_actions", ACTIONS, found)):
        passes = all(values[member] == address(template, suffix, origin) for member, template in members.items())
        places = tuple(f"/{name}/{member}" for member in members)
        checks.append(Check(name, outcome(passes), places, ("number",), places))
    passes = actions["resolve_alias"] == resolve_address(source["id"], origin)
    place = ("/agent_actions/resolve_alias",)
    checks.append(Check("resolve_alias", outcome(passes, source["kind"] == "arxiv"), place, ("canonical_hash",), place))
    return checks
