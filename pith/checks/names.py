"""The checks of the names that follow from the number and the source."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..alias import ARXIV, SHORT_LENGTHS, SOURCE_KINDS
from ..number import ADDRESSES
from ..report import Basis, Check, Problem, failed, not_made
from .facts import CanonicalFacts
from .texts import ListedTexts, Texts

_FIRST_KINDS = frozenset(SOURCE_KINDS)
_KNOWN_KINDS = _FIRST_KINDS | SHORT_LENGTHS.keys()


def alias_set(facts: CanonicalFacts) -> Problem | None:
    """No alias kind is listed twice, and the published kinds are all there, or the first three.

    Records first computed before 2026-05-18T12:33Z once had the first three kinds alone.
    """
    if not facts.listed:
        return not_made("no aliases are listed")
    kinds = vars(facts.aliases).keys()
    if len(kinds) != len(facts.listed):
        return failed("an alias kind is listed twice")
    if kinds >= _KNOWN_KINDS or facts.signed_source["kind"] != ARXIV or kinds & _KNOWN_KINDS == _FIRST_KINDS:
        return None
    return failed(f"expected {', '.join(sorted(_FIRST_KINDS))}, alone or with the short ones; found {', '.join(kinds)}")


def not_arxiv(facts: CanonicalFacts) -> Problem | None:
    """The problem of a name that is known for papers from arXiv alone."""
    return None if facts.signed_source["kind"] == ARXIV else not_made("the names of a paper that is not from arXiv are unknown")


def _listed(kinds: Collection[str], tree: dict[str, Any]) -> Iterable[str]:
    for index, alias in enumerate(tree["aliases"]):
        if alias["alias_kind"] in kinds:
            yield f"/aliases/{index}/alias_kind"
            yield f"/aliases/{index}/alias_value"


def _listed_short(tree: dict[str, Any]) -> Iterable[str]:
    return _listed(SHORT_LENGTHS, tree)


def _listed_source(tree: dict[str, Any]) -> Iterable[str]:
    return _listed(SOURCE_KINDS, tree)


def _addresses(**forms: str) -> dict[str, str]:
    return {field: f"{{origin}}{ADDRESSES[form]}" for field, form in forms.items()}


LINKS = _addresses(html="html", json_="json", graph_json="graph_json", events_json="events_json", paper="paper")
AGENT_ACTIONS = _addresses(
    view_html="html",
    download_json="json",
    view_paper="paper",
    fetch_graph="graph_json",
    fetch_events="events_json",
)
ACTIONS = _addresses(
    anchor_timestamp="timestamp_anchor",
    attest_storage="storage_attestation",
    attest_author="author_attestation",
    sign_citation="citation_signature",
    submit_replication="replication_record",
)
RESOLVE_ALIAS = {"resolve_alias": "{origin}/api/pith-number/resolve?arxiv={arxiv}&json=true"}


def _within(path: str, forms: Mapping[str, str]) -> dict[str, str]:
    return {f"{path}.{field}": form for field, form in forms.items()}


short_aliases = ListedTexts(
    "The short aliases are the number's first 8, 12 and 16 characters.",
    {f"aliases.{kind}": f"{{{kind}}}" for kind in SHORT_LENGTHS},
)
source_aliases = ListedTexts(
    "arXiv id, versioned id and DOI are those of the source.",
    {f"aliases.{kind}": f"{{{kind}}}" for kind in SOURCE_KINDS},
    unless=not_arxiv,
)
links = Texts("Every link is the address that follows from the number.", _within("document.links", LINKS))
agent_actions = Texts(
    "Every action is at the address that follows from the number.",
    _within("document.agent_actions", AGENT_ACTIONS) | _within("document.agent_actions.actions", ACTIONS),
)
resolve_alias = Texts(
    "The address that resolves the arXiv id is the one that follows from it.",
    _within("document.agent_actions", RESOLVE_ALIAS),
    unless=not_arxiv,
)

_LINK_POINTERS = tuple(f"/links/{field.rstrip('_')}" for field in LINKS)
_ACTION_POINTERS = (
    *(f"/agent_actions/{field}" for field in AGENT_ACTIONS),
    *(f"/agent_actions/actions/{field}" for field in ACTIONS),
)
_RESOLVE = ("/agent_actions/resolve_alias",)
_ALIAS = ("/aliases/*/alias_kind", "/aliases/*/alias_value")

NAME_CHECKS = (
    Check("alias_set", Basis.CONSISTENT, alias_set, ("/aliases", "/aliases/*/alias_kind")),
    Check("short_aliases", Basis.DERIVED, short_aliases, _ALIAS, needs=("number", "alias_set"), binds_some=_listed_short),
    Check(
        "source_aliases",
        Basis.DERIVED,
        source_aliases,
        _ALIAS,
        needs=("canonical_hash", "alias_set"),
        binds_some=_listed_source,
    ),
    Check("links", Basis.DERIVED, links, _LINK_POINTERS, binds=_LINK_POINTERS, needs=("number",)),
    Check("agent_actions", Basis.DERIVED, agent_actions, _ACTION_POINTERS, binds=_ACTION_POINTERS, needs=("number",)),
    Check("resolve_alias", Basis.DERIVED, resolve_alias, _RESOLVE, binds=_RESOLVE, needs=("canonical_hash",)),
)
