"""The checks of the names that follow from the number and the source."""

from collections.abc import Collection, Iterable
from typing import Any

from ..alias import SHORT_LENGTHS, SOURCE_KINDS, short_aliases, source_aliases
from ..errors import InvalidArgument, shown
from ..models.base import Model
from ..report import Basis, Check, Problem, failed, not_made
from .facts import RecordFacts, differs, members

_FIRST_KINDS = frozenset(SOURCE_KINDS)
_KNOWN_KINDS = _FIRST_KINDS | SHORT_LENGTHS.keys()


def alias_set(facts: RecordFacts) -> Problem | None:
    """Records first computed before 2026-05-18T12:33Z once had the first three kinds alone."""
    kinds = [alias.alias_kind for alias in facts.record.aliases]
    if not kinds:
        return not_made("the record lists no aliases")
    if len(set(kinds)) != len(kinds):
        return failed("an alias kind is listed twice")
    known = _KNOWN_KINDS.intersection(kinds)
    if facts.canonical.source.kind == "arxiv" and known not in (_KNOWN_KINDS, _FIRST_KINDS):
        return failed(f"expected {', '.join(sorted(_FIRST_KINDS))}, alone or with the short ones; found {', '.join(kinds)}")
    return None


def short_aliases_match(facts: RecordFacts) -> Problem | None:
    return _match(facts, short_aliases(facts.number))


def source_aliases_match(facts: RecordFacts) -> Problem | None:
    try:
        expected = source_aliases(facts.canonical.source)
    except InvalidArgument as error:
        return not_made(error.args[0])
    return _match(facts, expected)


def links(facts: RecordFacts) -> Problem | None:
    return _at_their_addresses(facts, facts.record.links, _LINKS)


def agent_actions(facts: RecordFacts) -> Problem | None:
    actions = facts.record.agent_actions
    return _at_their_addresses(facts, actions, _AGENT_ACTIONS) or _at_their_addresses(facts, actions.actions, _ACTIONS)


def resolve_alias(facts: RecordFacts) -> Problem | None:
    source = facts.canonical.source
    if source.kind != "arxiv":
        return not_made("the address that resolves a paper that is not from arXiv is unknown")
    return differs(
        facts.record.agent_actions.resolve_alias, f"{facts.origin}/api/pith-number/resolve?arxiv={source.id}&json=true"
    )


def _at_their_addresses(facts: RecordFacts, model: Model, forms: dict[str, str]) -> Problem | None:
    found = members(model)
    for field, form in forms.items():
        if problem := differs(found[field], facts.number.url(form, origin=facts.origin), field):
            return problem
    return None


def _match(facts: RecordFacts, expected: dict[str, str]) -> Problem | None:
    listed = [alias for alias in facts.record.aliases if alias.alias_kind in expected]
    if not listed:
        return not_made("the record lists none of them")
    for alias in listed:
        if problem := differs(alias.alias_value, expected[alias.alias_kind], shown(alias.alias_kind)):
            return problem
    return None


def _listed(kinds: Collection[str], tree: dict[str, Any]) -> Iterable[str]:
    for index, alias in enumerate(tree["aliases"]):
        if alias["alias_kind"] in kinds:
            yield f"/aliases/{index}/alias_kind"
            yield f"/aliases/{index}/alias_value"


def _listed_short(tree: dict[str, Any]) -> Iterable[str]:
    return _listed(SHORT_LENGTHS, tree)


def _listed_source(tree: dict[str, Any]) -> Iterable[str]:
    return _listed(SOURCE_KINDS, tree)


# Fields of the record, by the form of the address that they hold.
_LINKS = {"html": "html", "json_": "json", "graph_json": "graph_json", "events_json": "events_json", "paper": "paper"}
_AGENT_ACTIONS = {
    "view_html": "html",
    "download_json": "json",
    "view_paper": "paper",
    "fetch_graph": "graph_json",
    "fetch_events": "events_json",
}
_ACTIONS = {
    "anchor_timestamp": "timestamp_anchor",
    "attest_storage": "storage_attestation",
    "attest_author": "author_attestation",
    "sign_citation": "citation_signature",
    "submit_replication": "replication_record",
}
_LINK_POINTERS = tuple(f"/links/{field.rstrip('_')}" for field in _LINKS)
_ACTION_POINTERS = (
    *(f"/agent_actions/{field}" for field in _AGENT_ACTIONS),
    *(f"/agent_actions/actions/{field}" for field in _ACTIONS),
)
_RESOLVE = ("/agent_actions/resolve_alias",)
_ALIAS = ("/aliases/*/alias_kind", "/aliases/*/alias_value")

NAME_CHECKS = (
    Check("alias_set", Basis.CONSISTENT, alias_set, ("/aliases", "/aliases/*/alias_kind")),
    Check("short_aliases", Basis.DERIVED, short_aliases_match, _ALIAS, needs=("number", "alias_set"), binds_some=_listed_short),
    Check(
        "source_aliases",
        Basis.DERIVED,
        source_aliases_match,
        _ALIAS,
        needs=("canonical_hash", "alias_set"),
        binds_some=_listed_source,
    ),
    Check("links", Basis.DERIVED, links, _LINK_POINTERS, binds=_LINK_POINTERS, needs=("number",)),
    Check("agent_actions", Basis.DERIVED, agent_actions, _ACTION_POINTERS, binds=_ACTION_POINTERS, needs=("number",)),
    Check("resolve_alias", Basis.DERIVED, resolve_alias, _RESOLVE, binds=_RESOLVE, needs=("canonical_hash",)),
)
