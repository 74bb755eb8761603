"""Texts of a document that follow word for word from its facts: compared all at once, and one by one where any differs."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from string import Formatter
from types import SimpleNamespace
from typing import Any, Protocol

from ..report import Problem, not_made
from .facts import differs


class TextFacts(Protocol):
    """Facts from which texts follow."""

    @property
    def derived(self) -> Mapping[str, str]:
        """What stands for the names in braces in the forms of texts."""

    @property
    def aliases(self) -> SimpleNamespace:
        """The aliases that a document lists, by kind."""


def _nothing_against(facts: Any) -> Problem | None:
    return None


@dataclass(frozen=True)
class Texts:
    """A check that each of some places has the text that follows from the facts.

    `forms` has the form of each text, in which names of `derived` stand in braces, by the place's path of attributes from
    the facts on: `document.links.html`. `unless` has the problem of facts from which these texts do not follow.
    """

    meaning: str
    forms: Mapping[str, str] = field(hash=False)
    unless: Callable[[Any], Problem | None] = _nothing_against

    def __post_init__(self) -> None:
        object.__setattr__(self, "__doc__", self.meaning)

    def __call__(self, facts: TextFacts) -> Problem | None:
        if problem := self.unless(facts):
            return problem
        for place, form in self.forms.items():
            name = place.rpartition(".")[2] if len(self.forms) > 1 else ""
            if problem := differs(attrgetter(place)(facts), form.format_map(facts.derived), name):
                return problem
        return None


class ListedTexts(Texts):
    """The same of `aliases`: a document need not list each of them, and those that it lists have the text that follows."""

    def __call__(self, facts: TextFacts) -> Problem | None:
        if problem := self.unless(facts):
            return problem
        listed = {place: form for place, form in self.forms.items() if hasattr(facts.aliases, place.removeprefix("aliases."))}
        return Texts(self.meaning, listed)(facts) if listed else not_made("none of them is listed")


class Agreement:
    """Whether the places of many checks all have their texts: a few calls of C, where one check costs as much by itself.

    False says no more than that some check may have a problem.
    """

    def __init__(self, checks: Iterable[Texts]) -> None:
        # The fields by the path of their model: an attribute of a pydantic model costs several times a member of its dict.
        fields: dict[str, dict[str, str]] = {}
        for check in checks:
            for place, form in check.forms.items():
                model, _, name = place.rpartition(".")
                fields.setdefault(f"{model}.__dict__", {})[name] = form
        self._models = _getter(attrgetter, fields)
        self._readers = [_getter(itemgetter, forms) for forms in fields.values()]
        form = "\n".join("\n".join(forms.values()) for forms in fields.values())
        # The form in pieces, each by a key: what stands in braces by its name, what stands between them by itself after `=`.
        keys = [key for literal, name, _, _ in Formatter().parse(form) for key in (f"={literal}", name) if key not in ("=", None)]
        self._pieces = itemgetter(*keys)
        self._literals = {key: key[1:] for key in keys if key.startswith("=")}

    def __call__(self, facts: TextFacts) -> bool:
        derived = facts.derived
        found: list[str] = []
        try:
            for read, members in zip(self._readers, self._models(facts), strict=True):
                found += read(members)
            expected = "".join(self._pieces({**self._literals, **derived}))
        except KeyError:
            return False
        # Line ends part the texts: where none is within an expected one, none is within one found either.
        return "\n".join(found) == expected and "\n" not in "".join(derived.values())


def _getter(kind: Callable[..., Callable[[Any], Any]], names: Collection[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of all names; for a single one, `itemgetter` and `attrgetter` give no tuple."""
    get = kind(*names)
    return get if len(names) > 1 else lambda source: (get(source),)
