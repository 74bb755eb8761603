"""The checks of the names that follow from the number and the source."""

from collections.abc import Callable, Collection, Iterable
from operator import attrgetter
from typing import Any

from ..alias import ARXIV, SHORT_LENGTHS, SOURCE_KINDS, short_aliases, source_aliases
from ..models.base import Model
from ..number import ADDRESSES, SHORTEST
from ..report import Basis, Check, Problem, failed, not_made
from .facts import CanonicalFacts, RecordFacts, differs

_FIRST_KINDS = frozenset(SOURCE_KINDS)
_KNOWN_KINDS = _FIRST_KINDS | SHORT_LENGTHS.keys()


def alias_set(facts: CanonicalFacts) -> Problem | None:
    """No alias kind is listed twice, and the published kinds are all there, or the first three.

    Records first computed before 2026-05-18T12:33Z once had the first three kinds alone.
    """
    listed = facts.listed
    if not listed:
        return not_made("no aliases are listed")
    if len(facts.aliases) != len(listed):
        return failed("an alias kind is listed twice")
    known = _KNOWN_KINDS & facts.aliases.keys()
    if known not in (_KNOWN_KINDS, _FIRST_KINDS) and facts.signed_source["kind"] == ARXIV:
        kinds = ", ".join(facts.aliases)
        return failed(f"expected {', '.join(sorted(_FIRST_KINDS))}, alone or with the short ones; found {kinds}")
    return None


def short_aliases_match(facts: CanonicalFacts) -> Problem | None:
    """The short aliases are the number's first 8, 12 and 16 characters."""
    return _match(facts.aliases, short_aliases(facts.number))


def source_aliases_match(facts: CanonicalFacts) -> Problem | None:
    """arXiv id, versioned id and DOI are those of the source."""
    if facts.signed_source["kind"] != ARXIV:
        return not_made("the aliases of a paper that is not from arXiv are unknown")
    return _match(facts.aliases, source_aliases(facts.canonical.source))


def links(facts: RecordFacts) -> Problem | None:
    """Every link is the address that follows from the number."""
    return LINKS.differ(facts, facts.document.links)


def agent_actions(facts: RecordFacts) -> Problem | None:
    """Every action is at the address that follows from the number."""
    actions = facts.document.agent_actions
    return AGENT_ACTIONS.differ(facts, actions) or ACTIONS.differ(facts, actions.actions)


def resolve_alias(facts: RecordFacts) -> Problem | None:
    """The address that resolves the arXiv id is the one that follows from it."""
    if facts.signed_source["kind"] != ARXIV:
        return not_made("the address that resolves a paper that is not from arXiv is unknown")
    address = facts.origin + RESOLVE.format(id=facts.signed_source["id"])
    return differs(facts.document.agent_actions.resolve_alias, address)


def _match(listed: dict[str, str], expected: dict[str, str]) -> Problem | None:
    if expected.items() <= listed.items():
        return None
    kinds = listed.keys() & expected.keys()
    for kind in sorted(kinds):
        if problem := differs(listed[kind], expected[kind], kind):
            return problem
    return None if kinds else not_made("none of them is listed")


class _Addresses:
    """Fields of a model, each with the form of the address that belongs there; all of them are compared in one go."""

    def __init__(self, **forms: str) -> None:
        self.forms: dict[str, str] = forms
        self.read: Callable[[object], tuple[str, ...]] = attrgetter(*forms)
        self.template: str = "\n".join(f"{{origin}}{ADDRESSES[form]}" for form in forms.values())

    def differ(self, facts: RecordFacts, model: Model) -> Problem | None:
        """The problem of the first address that is not the derived one."""
        suffix = facts.number.suffix
        # three calls of replace take half the time of one call of format
        derived = self.template.replace("{suffix}", suffix).replace("{short}", suffix[:SHORTEST])
        expected = derived.replace("{origin}", facts.origin)
        found = self.read(model)
        if "\n".join(found) == expected:  # which has just as many line ends as it has fields
            return None
        pairs = zip(self.forms, found, expected.split("\n"), strict=True)
        return next(problem for field, address, derived in pairs if (problem := differs(address, derived, field)))


def _listed(kinds: Collection[str], tree: dict[str, Any]) -> Iterable[str]:
    for index, alias in enumerate(tree["aliases"]):
        if alias["alias_kind"] in kinds:
            yield f"/aliases/{index}/alias_kind"
            yield f"/aliases/{index}/alias_value"


def _listed_short(tree: dict[str, Any]) -> Iterable[str]:
    return _listed(SHORT_LENGTHS, tree)


def _listed_source(tree: dict[str, Any]) -> Iterable[str]:
    return _listed(SOURCE_KINDS, tree)


RESOLVE = "/api/pith-number/resolve?arxiv={id}&json=true"
LINKS = _Addresses(html="html", json_="json", graph_json="graph_json", events_json="events_json", paper="paper")
AGENT_ACTIONS = _Addresses(
    view_html="html",
    download_json="json",
    view_paper="paper",
    fetch_graph="graph_json",
    fetch_events="events_json",
)
ACTIONS = _Addresses(
    anchor_timestamp="timestamp_anchor",
    attest_storage="storage_attestation",
    attest_author="author_attestation",
    sign_citation="citation_signature",
    submit_replication="replication_record",
)
_LINK_POINTERS = tuple(f"/links/{field.rstrip('_')}" for field in LINKS.forms)
_ACTION_POINTERS = (
    *(f"/agent_actions/{field}" for field in AGENT_ACTIONS.forms),
    *(f"/agent_actions/actions/{field}" for field in ACTIONS.forms),
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
