"""The checks of the names that follow from the number and the source."""

from collections.abc import Collection, Iterable
from typing import Any

from ..alias import SHORT_LENGTHS, SOURCE_KINDS, short_aliases, source_aliases
from ..errors import InvalidArgument, shown
from ..report import Basis, Check, Problem, failed, not_made
from .core import differs
from .facts import RecordFacts

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
)
