"""The checks of the names and addresses that follow from the number and the source."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial, reduce
from operator import getitem
from typing import Any, TypeAlias

from ..arxiv import aliases_of_source
from ..errors import safe_repr
from ..number import short_aliases_of_suffix
from ..protocol import (
    ACTIONS,
    ADDRESS_PARTS,
    AGENT_ACTIONS,
    ARXIV,
    FIRST_KINDS,
    LINKS,
    LISTED_KINDS,
    RESOLVE_ADDRESS,
    SHORT_LENGTHS,
    SOURCE_ALIASES,
)
from .facts import CanonicalFacts, RecordFacts, compare
from .table import Basis, Check, Problem, failed, indeterminate

_Parts: TypeAlias = tuple[tuple[str, str, int, str], ...]


def _parts_of(forms: Mapping[str, str]) -> _Parts:
    """Each field by its attribute, with the parts of its address."""
    return tuple(("json_" if field == "json" else field, *ADDRESS_PARTS[form]) for field, form in forms.items())


_PUBLISHED, _PUBLISHED_ELSEWHERE = sorted({*SOURCE_ALIASES, *SHORT_LENGTHS}), sorted(SHORT_LENGTHS)
_LINK_PARTS, _AGENT_PARTS, _ACTION_PARTS = map(_parts_of, (LINKS, AGENT_ACTIONS, ACTIONS))


def alias_set(facts: CanonicalFacts) -> Problem | None:
    """No alias kind is listed twice, and either all published kinds are listed or the first three alone.

    Records first computed before 2026-05-18T12:33Z once had the first three kinds alone.
    """
    if not facts.aliases:
        return indeterminate("no aliases are listed")
    kinds = facts.listed.keys()
    if len(kinds) != len(facts.aliases):
        return failed("an alias kind is listed twice")
    if kinds >= LISTED_KINDS or facts.source["kind"] != ARXIV or kinds & LISTED_KINDS == FIRST_KINDS:
        return None
    missing = ", ".join(sorted(LISTED_KINDS - kinds))
    return failed(f"expected {', '.join(sorted(FIRST_KINDS))}, alone or with the short aliases; {missing} are missing")


def short_aliases(facts: CanonicalFacts) -> Problem | None:
    """The short aliases are the first 8, 12 and 16 characters of the number's suffix."""
    return _compare_aliases(facts, short_aliases_of_suffix(facts.suffix))


def source_aliases(facts: CanonicalFacts) -> Problem | None:
    """The aliases of the source, such as arXiv id, versioned id and DOI, have its id and version."""
    return _not_arxiv(facts) or _compare_aliases(facts, aliases_of_source(facts.canonical.source))


def links(facts: RecordFacts) -> Problem | None:
    """Every link is the address that follows from the number."""
    return _compare_addresses(facts, facts.document.links, _LINK_PARTS)


def agent_actions(facts: RecordFacts) -> Problem | None:
    """Every agent action has the address that follows from the number."""
    actions = facts.document.agent_actions
    return _compare_addresses(facts, actions, _AGENT_PARTS) or _compare_addresses(facts, actions.actions, _ACTION_PARTS)


def resolve_alias(facts: RecordFacts) -> Problem | None:
    """The address that resolves the arXiv id follows from that id."""
    if problem := _not_arxiv(facts):
        return problem
    expected = facts.origin + RESOLVE_ADDRESS.replace("{arxiv}", facts.source["id"])
    return compare(facts.document.agent_actions.resolve_alias, expected)


def _not_arxiv(facts: CanonicalFacts) -> Problem | None:
    return None if facts.source["kind"] == ARXIV else indeterminate("the names of a paper that is not on arXiv are unknown")


def _compare_aliases(facts: CanonicalFacts, expected: Mapping[str, str]) -> Problem | None:
    """Failed if a listed alias is not the expected one of its kind, indeterminate if none of the kinds is listed."""
    if len(facts.listed) == len(facts.aliases) and expected.items() <= facts.listed.items():
        return None
    found = False
    for alias in facts.aliases:
        if (value := expected.get(alias.alias_kind)) is not None:
            found = True
            if alias.alias_value != value:
                return compare(alias.alias_value, value, alias.alias_kind)
    return None if found else indeterminate(f"none of {', '.join(expected)} is listed")


def _compare_addresses(facts: RecordFacts, found: Any, parts: _Parts) -> Problem | None:
    """Failed if a field is not the address of its form at the origin."""
    origin, suffix = facts.origin, facts.suffix
    for attribute, before, length, after in parts:
        address = getattr(found, attribute)
        if address != (expected := f"{origin}{before}{suffix[:length]}{after}"):
            hint = "" if address.startswith(origin) else "; pass the origin of the record as `origin`"
            return failed(f"{attribute.rstrip('_')}: expected {safe_repr(expected)}, found {safe_repr(address)}{hint}")
    return None


def _listed(pointer: str, kinds: Collection[str], tree: dict[str, Any]) -> Iterable[str]:
    """The patterns of the aliases of these kinds that are at their places in the list of aliases at this pointer.

    An alias is at its place if the list, up to it, has the published kinds in their order. Otherwise a permutation, which
    passes, would put another value where one is authenticated.
    """
    *above, name = pointer.split("/")[1:]
    document: Any = reduce(getitem, above, tree)
    listed = [alias["alias_kind"] for alias in document[name]]
    published = _PUBLISHED if document["canonical_record"]["source"]["kind"] == ARXIV else _PUBLISHED_ELSEWHERE
    order = [kind for kind in published if kind in LISTED_KINDS or kind in listed]
    for index, (found, kind) in enumerate(zip(listed, order, strict=False)):
        if found != kind:
            return
        if kind in kinds:
            yield f"{pointer}/{index}/alias_kind"
            yield f"{pointer}/{index}/alias_value"


def alias_checks(pointer: str) -> tuple[Check, ...]:
    """The checks of the list of aliases at this pointer."""
    names = (f"{pointer}/*/alias_kind", f"{pointer}/*/alias_value")
    return (
        Check("alias_set", Basis.CONSISTENT, alias_set, covers=(pointer, f"{pointer}/*/alias_kind")),
        Check(
            "short_aliases",
            Basis.DERIVED,
            short_aliases,
            covers=names,
            authenticates_in=partial(_listed, pointer, SHORT_LENGTHS),
            depends_on=("number", "alias_set"),
        ),
        Check(
            "source_aliases",
            Basis.DERIVED,
            source_aliases,
            covers=names,
            authenticates_in=partial(_listed, pointer, SOURCE_ALIASES),
            depends_on=("canonical_hash", "alias_set"),
        ),
    )


_LINKS = tuple(f"/links/{field}" for field in LINKS)
_ACTIONS = (
    *(f"/agent_actions/{field}" for field in AGENT_ACTIONS),
    *(f"/agent_actions/actions/{field}" for field in ACTIONS),
)
_RESOLVE = ("/agent_actions/resolve_alias",)

ALIAS_CHECKS = alias_checks("/aliases")
ADDRESS_CHECKS = (
    Check("links", Basis.DERIVED, links, covers=_LINKS, authenticates=_LINKS, depends_on=("number",)),
    Check("agent_actions", Basis.DERIVED, agent_actions, covers=_ACTIONS, authenticates=_ACTIONS, depends_on=("number",)),
    Check(
        "resolve_alias",
        Basis.DERIVED,
        resolve_alias,
        covers=_RESOLVE,
        authenticates=_RESOLVE,
        depends_on=("canonical_hash",),
    ),
)
