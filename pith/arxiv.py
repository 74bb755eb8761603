"""arXiv ids: one grammar for resolution, alias index and readers of metadata. `protocol` has the kinds of aliases.

Use `parse_arxiv_id` for ids, DOIs and addresses from people, and `source_aliases` for the names of a paper. Specification §4.6.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .errors import InvalidArgument, safe_repr
from .protocol import ARXIV, LOWER_CASE_KINDS, SOURCE_ALIASES

if TYPE_CHECKING:
    from .models.snapshot import Source

_NAME = "[a-z]++(?:-[a-z]++)*+"
_PUBLISHED = re.compile(rf"[0-9]{{4}}\.[0-9]{{4,5}}|{_NAME}/[0-9]{{7}}")
# The text before the id in an alias: each alias is a spelling of its id.
_BEFORE = "|".join(re.escape(template.partition("{id}")[0]) for template in SOURCE_ALIASES.values() if template[0] != "{")
_SPELLING = rf"""
    (?: arxiv:
      | (?: doi: | (?:https?://)? (?:dx\.)? doi\.org/ )? 10\.48550/arxiv\.
      | (?P<address> (?:https?://)? (?:(?:www|export)\.)? arxiv\.org/ (?: abs/ | html/ | (?P<pdf>pdf/) ) )
      | {_BEFORE}
    )?
    (?: (?P<new> [0-9]{{4}} \. [0-9]{{4,5}} ) | (?P<archive> {_NAME} ) (?: \.{_NAME} )? / (?P<serial> [0-9]{{7}} ) )
    (?: v (?P<version> [1-9][0-9]{{0,8}} ) )?
    (?(pdf) (?:\.pdf)? )
    (?(address) /? (?: \? [!-"$-~]*+ )? (?: \# [!-~]*+ )? )
"""


class ArxivId(NamedTuple):
    """An arXiv id in its published form, and the version, or None if the text names no version. Specification §4.6."""

    id: str
    version: int | None


def parse_arxiv_id(text: str) -> ArxivId:
    """The arXiv id and the version in any spelling that people use, with or without a version, in upper or lower case.

    The spellings are `2305.02301v2`, `arXiv:2305.02301`, the DOI that arXiv gives (`10.48550/arXiv.2305.02301`, also after
    `doi:` or as an address of doi.org), and the addresses of arXiv under `abs`, `pdf` and `html`. An id of the old form may
    have a subject class, which the result drops. Raises `InvalidArgument` for any other text. Specification §4.6.

    >>> parse_arxiv_id("https://arxiv.org/abs/math.GT/0309136v3")
    ArxivId(id='math/0309136', version=3)
    """
    if not isinstance(text, str):
        raise TypeError(f"text: expected a str, not {safe_repr(text)}")
    found = read_arxiv_id(text)
    if found is None:
        raise InvalidArgument(f"expected an arXiv id such as 2305.02301v2, its DOI or its address, not {safe_repr(text)}")
    return found


@cache
def _spelling() -> re.Pattern[str]:
    """The pattern of a spelling, compiled when it is first needed: that takes longer than to verify a record."""
    return re.compile(_SPELLING, re.VERBOSE | re.ASCII | re.IGNORECASE)


def read_arxiv_id(text: str) -> ArxivId | None:
    """The arXiv id and the version in any spelling that `parse_arxiv_id` accepts, or None. Specification §4.6."""
    match = _spelling().fullmatch(text)
    if match is None:
        return None
    paper = match["new"] or f"{match['archive']}/{match['serial']}".lower()
    return ArxivId(paper, int(match["version"]) if match["version"] else None)


def is_arxiv_id(text: str) -> bool:
    """Whether a text is an arXiv id in its published form, without version and subject class. Specification §4.6.

    >>> is_arxiv_id("math/0309136"), is_arxiv_id("math.GT/0309136"), is_arxiv_id("2305.02301v2")
    (True, False, False)
    """
    if not isinstance(text, str):
        raise TypeError(f"text: expected a str, not {safe_repr(text)}")
    return _PUBLISHED.fullmatch(text) is not None


def source_aliases(source: "Source") -> dict[str, str]:
    """The aliases of a paper on arXiv, by `alias_kind`, such as id, id with version and DOI.

    Raises `InvalidArgument` if `source.kind` is not `arxiv`, because the aliases of other sources are unknown, and if
    `source.id` is not in its published form, without version and subject class. Specification §4.6, §5.1.
    """
    if not isinstance(getattr(source, "kind", None), str):
        raise TypeError(f"source: expected a Source, not {safe_repr(source)}")
    aliases = aliases_of_source(source)
    if not is_arxiv_id(source.id):
        raise InvalidArgument(
            f"expected an arXiv id without version and subject class, such as 2305.02301, not {safe_repr(source.id)}",
            pointer="/id",
        )
    return aliases


def aliases_of_source(source: "Source") -> dict[str, str]:
    """The aliases that a record lists for its source, which can have any id. Raises `InvalidArgument` as `source_aliases`."""
    if source.kind != ARXIV:
        raise InvalidArgument(f"the aliases of a source of kind {safe_repr(source.kind)} are unknown", pointer="/kind")
    paper, version = source.id, str(source.version)
    # The id comes last, because a hostile one can hold the text of a field. `replace` takes less time than `format`.
    values = {kind: template.replace("{version}", version).replace("{id}", paper) for kind, template in SOURCE_ALIASES.items()}
    return {kind: value.lower() if kind in LOWER_CASE_KINDS else value for kind, value in values.items()}
