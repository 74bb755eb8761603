"""Papers to be minted: from plain facts, or from the metadata of the arXiv API, OAI `arXivRaw`, CSL-JSON or BibTeX."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack, cast

from ..arxiv import parse_arxiv_id
from ..errors import InvalidArgument, safe_repr
from ..keys.encodings import require_text
from ..models.snapshot import PaperMetadata, Source
from ..protocol import ARXIV, EXCERPT_LENGTH
from .markup import Markup, refuse_markup, require_choice, strip_markup
from .readers import Fields, read_history, read_id, read_names, read_terms, split_categories, submission_time

_MATH = re.compile(r"\$[^$]*+\$")
_BIBTEX = re.compile(r"[{}\\]")


class PaperFields(TypedDict, total=False):
    """What a caller knows about a paper. Readers prefer these values to those in the metadata.

    `id` is the arXiv id in any spelling that `parse_arxiv_id` takes, `version` counts from 1 and can be part of `id`,
    `submitted_at` is the instant of version 1 as `YYYY-MM-DDTHH:MM:SSZ` or as an aware datetime, `cross_cats` has any order,
    `license` is empty if arXiv holds none. `authors_text` can be absent. Specification §10.4.
    """

    title: str
    abstract: str
    authors_text: str
    id: str
    version: int
    submitted_at: str | datetime
    primary_cat: str
    cross_cats: Sequence[str]
    license: str


_REQUIRED = tuple(name for name in PaperFields.__annotations__ if name != "authors_text")


@dataclass(frozen=True, slots=True)
class PaperInput:
    """A paper with its source and its whole abstract: what `mint_record` takes. Make it with `of` or one of the readers.

    Each reader takes the metadata and, by name, what the caller knows besides (`PaperFields`). White space in title and
    abstract becomes single spaces; TeX stays. Only papers on arXiv can be minted, so the texts must be those of arXiv: others
    give another number. `markup` is for tags such as `<i>` and `<jats:p>` and for references such as `&amp;`, which the texts
    of other sources have: `"refuse"` raises an error, `"strip"` removes them, `"keep"` leaves the text unchanged.

    A reader raises `InvalidArgument` that names all fields that are missing, and a `PithError` with the pointer of a value in
    the metadata that it cannot take. Specification §10.1, §10.4.
    """

    paper: PaperMetadata
    source: Source
    abstract: str
    keep_markup: bool = False
    """Whether the texts are hashed although they look like markup."""

    @classmethod
    def of(cls, *, markup: Markup = "refuse", **known: Unpack[PaperFields]) -> "PaperInput":
        """The paper with these facts. Each of `PaperFields` is required, except `authors_text`.

        Raises `InvalidArgument` for missing facts and for markup, `InvalidRecord` for a value that no record can hold.
        """
        require_choice(markup)
        if unknown := known.keys() - PaperFields.__annotations__.keys():
            raise TypeError(f"a paper has no field {', '.join(map(safe_repr, sorted(unknown)))}")
        known = _normalize(known)
        if missing := [name for name in _REQUIRED if name not in known]:
            hint = "; only papers on arXiv can be minted, and id is the arXiv id" if "id" in missing else ""
            raise InvalidArgument(f"missing: {', '.join(missing)}; pass each by its name{hint}")
        abstract = _prepare(known["abstract"], "abstract", markup)
        submitted_at = known["submitted_at"]
        if isinstance(submitted_at, datetime):
            submitted_at = submission_time(submitted_at)
        if type(known["version"]) is not int:
            raise TypeError(f"version: expected an int, not {safe_repr(known['version'])}")
        paper = {
            "title": _prepare(known["title"], "title", markup),
            "authors_text": require_text(known.get("authors_text", ""), "authors_text"),
            "abstract_excerpt": abstract[:EXCERPT_LENGTH],
            "headline": "",
            "license": require_text(known["license"], "license"),
            "primary_cat": require_text(known["primary_cat"], "primary_cat"),
            "cross_cats": sorted(_require_texts(known["cross_cats"], "cross_cats")),
            "submitted_at": require_text(submitted_at, "submitted_at"),
        }
        source = {"kind": ARXIV, "id": known["id"], "version": known["version"]}
        return cls(PaperMetadata.parse(paper), Source.parse(source), abstract, keep_markup=markup == "keep")

    @classmethod
    def from_arxiv_api(
        cls, entry: Mapping[str, object], *, markup: Markup = "refuse", **known: Unpack[PaperFields]
    ) -> "PaperInput":
        """The paper of an entry of the arXiv API. `feedparser`, or an XML parser that returns mappings, makes such an entry.

        It takes `id`, `title`, `summary`, `published`, `authors` or `author`, `arxiv_primary_category` or
        `arxiv:primary_category`, and `tags` or `category`. The API has no license: pass `license`. For `markup` and errors, see
        `PaperInput`.
        """
        fields = Fields(entry, "entry")

        def categories() -> tuple[str | None, list[str] | None]:
            primary = read_terms(*fields.find("arxiv_primary_category", "arxiv:primary_category", "primary_category"))
            terms = read_terms(*fields.find("tags", "category", "categories"))
            return split_categories([*primary[:1], *terms] if primary else [])

        found = _Found(known)
        found.add("title", lambda: fields.text("title"))
        found.add("abstract", lambda: fields.text("summary", "abstract"))
        found.add("authors_text", lambda: read_names(*fields.find("authors", "author")))
        found.add("submitted_at", lambda: fields.text("published"))
        found.add_id(fields, "id")
        found.add_two(("primary_cat", "cross_cats"), categories)
        return cls.of(markup=markup, **found.fields)

    @classmethod
    def from_arxiv_raw(
        cls, fields: Mapping[str, object], *, markup: Markup = "refuse", **known: Unpack[PaperFields]
    ) -> "PaperInput":
        """The paper of OAI `arXivRaw` fields, or of a row of arXiv's metadata snapshot.

        It takes `id`, `title`, `abstract`, `authors`, `categories` (the first is the primary one), `license` (absent means
        none), and `version` or `versions`: title and abstract are those of the last, the date is that of the first.
        For errors, see `PaperInput`.
        """
        members = Fields(fields, "fields")

        def version_and_date() -> tuple[int | None, str | None]:
            history = read_history(*members.find("versions", "version"))
            return (max(history), history.get(1)) if history else (None, None)

        found = _Found(known)
        found.add("title", lambda: members.text("title"))
        found.add("abstract", lambda: members.text("abstract"))
        found.add("authors_text", lambda: members.text("authors"))
        found.add("license", lambda: members.text("license") or "")
        found.add_two(("version", "submitted_at"), version_and_date)
        found.add_id(members, "id")
        found.add_two(("primary_cat", "cross_cats"), lambda: split_categories(read_terms(*members.find("categories"))))
        return cls.of(markup=markup, **found.fields)

    @classmethod
    def from_csl_json(
        cls, item: Mapping[str, object], *, markup: Markup = "refuse", **known: Unpack[PaperFields]
    ) -> "PaperInput":
        """The paper of a CSL-JSON item.

        It takes `title`, `abstract`, `author`, and the arXiv id in `DOI`, `number` or `URL`. CSL-JSON has no instants and no
        categories: pass `submitted_at`, `primary_cat`, `cross_cats`, `license` and, in most cases, `version`. For errors, see
        `PaperInput`.
        """
        fields = Fields(item, "item")
        found = _Found(known)
        found.add("title", lambda: fields.text("title"))
        found.add("abstract", lambda: fields.text("abstract"))
        found.add("authors_text", lambda: read_names(*fields.find("author")))
        found.add_id(fields, "DOI", "number", "URL")
        return cls.of(markup=markup, **found.fields)

    @classmethod
    def from_bibtex(
        cls, fields: Mapping[str, object], *, markup: Markup = "refuse", **known: Unpack[PaperFields]
    ) -> "PaperInput":
        """The paper of the fields of a BibTeX entry. The names of the fields can be in upper or lower case.

        It takes `title`, `abstract`, `author`, `primaryclass`, and the arXiv id in `eprint`, `doi` or `url`. Pass the rest.
        A title or abstract with braces or backslashes outside of `$…$` is refused, because BibTeX can have added them: pass
        the text of arXiv as `title` or `abstract`, or `markup="keep"`. For errors, see `PaperInput`.
        """
        members = Fields(fields, "fields", fold_names=True)

        def plain_text(name: str) -> str | None:
            text = members.text(name)
            if text is not None and markup != "keep" and _BIBTEX.search(_MATH.sub("", text)):
                raise InvalidArgument(
                    f"the {name} has braces or backslashes, which BibTeX can have added: pass arXiv's text as {name}=",
                    pointer=f"/{name}",
                )
            return text

        on_arxiv = (members.text("archiveprefix") or ARXIV).lower() == ARXIV
        found = _Found(known)
        found.add("title", lambda: plain_text("title"))
        found.add("abstract", lambda: plain_text("abstract"))
        found.add("authors_text", lambda: ", ".join((members.text("author") or "").split(" and ")))
        found.add("primary_cat", lambda: members.text("primaryclass"))
        found.add_id(members, *(("eprint",) if on_arxiv else ()), "doi", "url")
        return cls.of(markup=markup, **found.fields)


class _Found:
    """The fields that a caller passes, and those that a reader finds for the rest. A field that is passed is not read."""

    def __init__(self, known: PaperFields) -> None:
        self.fields = _normalize(known)

    def add(self, name: str, read: Callable[[], object]) -> None:
        """Read a field if it is not known."""
        if name not in self.fields:
            self._set(name, read())

    def add_two(self, names: tuple[str, str], read: Callable[[], tuple[object, object]]) -> None:
        """Read two fields at once, unless both are known."""
        if not self.fields.keys() >= {*names}:
            for name, value in zip(names, read(), strict=True):
                if name not in self.fields:
                    self._set(name, value)

    def add_id(self, fields: Fields, *names: str) -> None:
        """Read the id and the version. The version of another id than the known one is left out."""
        paper, version = read_id(fields, *names)
        if self.fields.get("id", paper) == paper:
            self.add("id", lambda: paper)
            self.add("version", lambda: version)

    def _set(self, name: str, value: object) -> None:
        if value is not None:
            self.fields[name] = value  # type: ignore[literal-required]


def _normalize(known: PaperFields) -> PaperFields:
    """The fields that are not None, with the id in its published form, and the version that is part of it."""
    fields = cast(PaperFields, {name: value for name, value in known.items() if value is not None})
    if "id" in fields:
        fields["id"], version = parse_arxiv_id(require_text(fields["id"], "id"))
        if version is not None and fields.setdefault("version", version) != version:
            raise InvalidArgument(f"version: expected that of the id, {version}, not {safe_repr(fields['version'])}")
    return fields


def _prepare(text: str, name: str, markup: Markup) -> str:
    """A title or abstract on one line, without markup if the caller asks for that."""
    require_text(text, name)
    if markup == "strip":
        text = strip_markup(text, name)
    elif markup == "refuse":
        refuse_markup(text, name)
    return " ".join(text.split())


def _require_texts(texts: Sequence[str], name: str) -> Sequence[str]:
    if isinstance(texts, str) or not isinstance(texts, Sequence | set | frozenset):
        raise TypeError(f"{name}: expected a sequence of str, not {safe_repr(texts)}")
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"{name}: expected a sequence of str, not one with {safe_repr(text)}")
    return texts
