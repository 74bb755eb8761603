"""The canonical record of a paper, from which its number follows. Specification §10.1."""

from ..arxiv import is_arxiv_id
from ..canonical import canonical_text, text_sha256
from ..errors import InvalidArgument, safe_repr
from ..keys.encodings import require_text
from ..models.base import require_model
from ..models.record import CanonicalRecord
from ..models.snapshot import PaperMetadata, Source
from ..protocol import ARXIV, EXCERPT_LENGTH
from .markup import refuse_markup
from .metadata import PaperInput


def canonical_record_for(
    paper: PaperInput | PaperMetadata, source: Source | None = None, *, abstract: str | None = None
) -> CanonicalRecord:
    """The canonical record of a paper. `PithNumber.derive` makes the number of it.

    Pass a `PaperInput` alone, or metadata with `source` and the whole `abstract`. Without an abstract, the excerpt in the
    metadata is the abstract, unless it is empty or has the 600 characters at which an excerpt is cut. `paper.submitted_at` is
    the date of version 1.

    Raises `InvalidArgument`, with the pointer of the value, if the title or primary category is empty, the abstract is not
    known, the excerpt is not how the abstract begins, a category is listed twice, the arXiv id is not in its published form,
    or title or abstract have markup of another format. Specification §10.1.
    """
    return canonical_record_of(as_input(paper, source, abstract))


def canonical_record_of(known: PaperInput) -> CanonicalRecord:
    """The canonical record of a paper with its source and abstract."""
    metadata = known.paper
    if not canonical_text(metadata.title):
        raise InvalidArgument("expected a title", pointer="/title")
    if not metadata.primary_cat:
        raise InvalidArgument("expected a primary category", pointer="/primary_cat")
    if known.source.kind == ARXIV and not is_arxiv_id(known.source.id):
        raise InvalidArgument(
            f"expected an arXiv id such as 2305.02301 or hep-th/9807195, not {safe_repr(known.source.id)}", pointer="/id"
        )
    cross_cats = sorted(category for category in metadata.cross_cats if category != metadata.primary_cat)
    if len(set(cross_cats)) != len(cross_cats):
        raise InvalidArgument("a category is listed twice", pointer="/cross_cats")
    if not known.keep_markup:
        refuse_markup(metadata.title, "title")
        refuse_markup(known.abstract, "abstract")
    return CanonicalRecord.from_tree(
        {
            "schema_version": "1.0",
            "source": known.source.to_dict(),
            "metadata": {
                "title_canon_sha256": text_sha256(metadata.title),
                "abstract_canon_sha256": text_sha256(known.abstract),
                "submitted_at": metadata.submitted_at,
                "primary_cat": metadata.primary_cat,
                "cross_cats_sorted": cross_cats,
                "license": metadata.license,
            },
        }
    )


def as_input(paper: PaperInput | PaperMetadata, source: Source | None, abstract: str | None) -> PaperInput:
    """The arguments of a minting function as one `PaperInput` with the whole abstract."""
    keep_markup = False
    metadata: object = paper
    if isinstance(paper, PaperInput):
        if source is not None or abstract is not None:
            raise TypeError("paper: a PaperInput has its own source and abstract; pass neither")
        metadata, source, abstract, keep_markup = paper.paper, paper.source, paper.abstract, paper.keep_markup
    if not isinstance(metadata, PaperMetadata):
        raise TypeError(f"paper: expected a PaperInput or a PaperMetadata, not {safe_repr(metadata)}")
    if not isinstance(source, Source):
        raise TypeError(f"source: expected a Source, which a PaperMetadata needs, not {safe_repr(source)}")
    require_model(metadata, PaperMetadata, "paper")
    require_model(source, Source, "source")
    return PaperInput(metadata, source, _whole_abstract(metadata.abstract_excerpt, abstract), keep_markup)


def _whole_abstract(excerpt: str, abstract: str | None) -> str:
    if abstract is None:
        if not excerpt or len(excerpt) == EXCERPT_LENGTH:
            raise InvalidArgument(
                f"expected the whole abstract as `abstract`: an excerpt of {len(excerpt)} characters can be cut",
                pointer="/abstract_excerpt",
            )
        return excerpt
    require_text(abstract, "abstract")
    if not " ".join(abstract.split()).startswith(" ".join(excerpt.split())):
        raise InvalidArgument("the excerpt is not how the abstract begins", pointer="/abstract_excerpt")
    return abstract
