"""Aliases: the other names of a record that follow from its number and its source."""

from .errors import InvalidArgument, shown
from .number import PithNumber

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .models.graph import Source

ARXIV = "arxiv"
SHORT_LENGTHS = {"pith_short_12": 12, "pith_short_16": 16, "pith_short_8": 8}
SOURCE_KINDS = ("arxiv", "arxiv_version", "doi")


def short_aliases(number: PithNumber) -> dict[str, str]:
    """The published short aliases of a number, by `alias_kind` in the order in which they are listed.

    >>> short_aliases(PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"))["pith_short_8"]
    'FB5JQX5U'

    Source: protocol, aliases.
    """
    suffix = number.suffix
    return {kind: suffix[:length] for kind, length in SHORT_LENGTHS.items()}


def source_aliases(source: "Source") -> dict[str, str]:
    """The aliases of an arXiv source, by `alias_kind` in the order in which they are listed: id, id and version, DOI.

    Raises `InvalidArgument` for another `source.kind`, whose aliases are unknown. Source: protocol, aliases.
    """
    if source.kind != ARXIV:
        raise InvalidArgument(f"the aliases of a source of kind {shown(source.kind)} are unknown", pointer="/kind")
    paper = source.id
    return {"arxiv": paper, "arxiv_version": f"{paper}v{source.version}", "doi": f"10.48550/arxiv.{paper}".lower()}
