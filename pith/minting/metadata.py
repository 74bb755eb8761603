"""Read a paper's metadata from the shapes in which people have it: arXiv API, OAI `arXivRaw`, CSL-JSON, BibTeX."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TypedDict, Unpack

from ..errors import InvalidArgument, safe_repr
from ..models.snapshot import PaperMetadata, Source
from ..protocol import ARXIV, EXCERPT_LENGTH
from ..timestamps import format_utc, require_aware

_ID = r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)*/[0-9]{7})"
_VERSIONED = re.compile(rf"({_ID})(?:v([1-9][0-9]{{0,4}}))?")
_ADDRESS = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/abs/", re.IGNORECASE)
_PREFIXES = (_ADDRESS, re.compile(r"10\.48550/arxiv\.", re.IGNORECASE), re.compile("arxiv:", re.IGNORECASE))
_MATH = re.compile(r"\$[^$]*\$")
_MARKUP = re.compile(r"[{}\\]")


class PaperFields(TypedDict, total=False):
    """What the caller knows of a paper; it counts before what the metadata says, and fills in what they do not.

    `id` is the arXiv id without a version; `version` counts from 1; `submitted_at` is the instant of version 1, as
    `YYYY-MM-DDTHH:MM:SSZ` or an aware datetime; `cross_cats` may be in any order; `license` is empty where arXiv holds none.
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


_NEEDED = tuple(name for name in PaperFields.__annotations__ if name != "authors_text")


@dataclass(frozen=True, slots=True)
class PaperInput:
    """A paper that is ready to be minted: what `mint_record` and `canonical_record_for` take, with the whole abstract.

    Every constructor below takes what the caller knows besides (see `Known`), and raises `InvalidArgument` that names all
    that is missing, and `InvalidRecord` for values that no record can hold. Line breaks and runs of white space in title and
    abstract become one space, as in published records; TeX stays. Source: protocol, canonical record and number.
    """

    paper: PaperMetadata
    source: Source
    abstract: str

    @classmethod
    def of(cls, **known: Unpack[PaperFields]) -> "PaperInput":
        """The paper of these facts, all of them needed but the authors."""
        if unknown := known.keys() - PaperFields.__annotations__.keys():
            raise InvalidArgument(f"a paper has no {', '.join(map(safe_repr, sorted(unknown)))}")
        if missing := [name for name in _NEEDED if known.get(name) is None]:
            raise InvalidArgument(f"missing: {', '.join(missing)}")
        abstract = _one_line(known["abstract"], "abstract")
        paper = {
            "title": _one_line(known["title"], "title"),
            "authors_text": known.get("authors_text") or "",
            "abstract_excerpt": abstract[:EXCERPT_LENGTH],
            "headline": "",
            "license": known["license"],
            "primary_cat": known["primary_cat"],
            "cross_cats": sorted(_texts(known["cross_cats"], "cross_cats")),
            "submitted_at": _submitted(known["submitted_at"]),
        }
        source = {"kind": ARXIV, "id": known["id"], "version": known["version"]}
        return cls(PaperMetadata.parse(paper), Source.parse(source), abstract)

    @classmethod
    def from_arxiv_api(cls, entry: Mapping[str, object], **known: Unpack[PaperFields]) -> "PaperInput":
        """The paper of an entry of the arXiv API, as `feedparser` or an XML-to-mapping parser gives it.

        Read: `id`, `title`, `summary`, `published`, `authors` or `author`, `arxiv_primary_category` or
        `arxiv:primary_category`, `tags` or `category`. The API tells no licence: `license` has to be known besides.
        """
        fields = _fields(entry)
        primary = _terms(_first(fields, "arxiv_primary_category", "arxiv:primary_category", "primary_category"))
        categories = _terms(_first(fields, "tags", "category", "categories"))
        found = {
            "title": fields.get("title"),
            "abstract": _first(fields, "summary", "abstract"),
            "authors_text": ", ".join(_names(_first(fields, "authors", "author"))),
            "submitted_at": fields.get("published"),
            **_identified(fields.get("id")),
            **_categories((*primary[:1], *categories) if primary else ()),
        }
        return cls.of(**_merged(found, known))

    @classmethod
    def from_arxiv_raw(cls, fields: Mapping[str, object], **known: Unpack[PaperFields]) -> "PaperInput":
        """The paper of OAI `arXivRaw` fields, or of a row of arXiv's metadata snapshot, which has the same.

        Read: `id`, `title`, `abstract`, `authors`, `categories` (the first is the primary), `license` (none where it is
        absent), `version` or `versions`: title and abstract are those of the last, the date is that of the first.
        """
        fields = _fields(fields)
        history = _history(_first(fields, "versions", "version"))
        found = {
            "title": fields.get("title"),
            "abstract": fields.get("abstract"),
            "authors_text": fields.get("authors"),
            "license": fields.get("license") or "",
            **_identified(fields.get("id")),
            **_categories(_terms(fields.get("categories"))),
            **({"version": max(history), "submitted_at": history.get(1)} if history else {}),
        }
        return cls.of(**_merged(found, known))

    @classmethod
    def from_csl_json(cls, item: Mapping[str, object], **known: Unpack[PaperFields]) -> "PaperInput":
        """The paper of a CSL-JSON item.

        Read: `title`, `abstract`, `author`, and the arXiv id in `DOI`, `number` or `URL`. CSL has days and no instants, and
        no categories: `submitted_at`, `primary_cat`, `cross_cats`, `license` and mostly `version` have to be known besides.
        """
        fields = _fields(item)
        found = {
            "title": fields.get("title"),
            "abstract": fields.get("abstract"),
            "authors_text": ", ".join(_names(fields.get("author"))),
            **_identified(fields.get("DOI"), fields.get("number"), fields.get("URL")),
        }
        return cls.of(**_merged(found, known))

    @classmethod
    def from_bibtex(cls, fields: Mapping[str, object], **known: Unpack[PaperFields]) -> "PaperInput":
        """The paper of the fields of a BibTeX entry, whose names may be in upper or lower case.

        Read: `title`, `abstract`, `author`, `primaryclass`, and the arXiv id in `eprint`, `doi` or `url`. A title or abstract
        with braces or backslashes outside of math counts as missing: whether arXiv or BibTeX put them there cannot be told.
        """
        lower = {name.lower(): value for name, value in _fields(fields).items()}
        eprint = lower.get("eprint") if str(lower.get("archiveprefix", ARXIV)).lower() == ARXIV else None
        found = {
            "title": _without_markup(lower.get("title")),
            "abstract": _without_markup(lower.get("abstract")),
            "authors_text": ", ".join(" ".join(str(lower.get("author", "")).split()).split(" and ")),
            "primary_cat": lower.get("primaryclass"),
            **_identified(eprint, lower.get("doi"), lower.get("url")),
        }
        return cls.of(**_merged(found, known))


def is_arxiv_id(text: str) -> bool:
    """Whether a text is an arXiv id as it is hashed: `2305.02301` or `hep-th/9807195`, without a version."""
    match = _VERSIONED.fullmatch(text)
    return match is not None and match[2] is None


def _merged(found: Mapping[str, object], known: PaperFields) -> PaperFields:
    return {**found, **known}  # type: ignore[typeddict-item]


def _fields(value: object) -> dict[str, object]:
    if not (isinstance(value, Mapping) and all(isinstance(key, str) for key in value)):
        raise InvalidArgument(f"expected a mapping of fields, not {safe_repr(value)}")
    return dict(value)


def _first(fields: Mapping[str, object], *names: str) -> object:
    """The value of the first of these fields that is there."""
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def _texts(value: object, name: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise InvalidArgument(f"expected a list of texts for {name}, not {safe_repr(value)}")
    texts = tuple(value)
    for text in texts:
        if not isinstance(text, str):
            raise InvalidArgument(f"expected a list of texts for {name}, not one with {safe_repr(text)}")
    return texts


def _one_line(text: object, name: str) -> str:
    if not isinstance(text, str):
        raise InvalidArgument(f"expected a text for {name}, not {safe_repr(text)}")
    return " ".join(text.split())


def _without_markup(text: object) -> object:
    return None if isinstance(text, str) and _MARKUP.search(_MATH.sub("", text)) else text


def _submitted(value: object) -> object:
    """The instant of the submission as it is published, to the second; a text stays, and the model judges it."""
    if not isinstance(value, datetime):
        return value
    if value.microsecond:
        raise InvalidArgument(f"submitted_at counts whole seconds, not {value.isoformat()}")
    return f"{format_utc(require_aware(value), 'seconds')}Z"


def _identified(*texts: object) -> dict[str, object]:
    """The arXiv id, and the version where it is said, of the texts that tell one; they must agree."""
    found: dict[str, object] = {}
    for text in texts:
        if not isinstance(text, str):
            continue
        rest = next((text[match.end() :] for prefix in _PREFIXES if (match := prefix.match(text))), text)
        if match := _VERSIONED.fullmatch(rest):
            said = {"id": match[1], "version": int(match[2])} if match[2] else {"id": match[1]}
            for name, value in said.items():
                if found.setdefault(name, value) != value:
                    raise InvalidArgument(f"expected one arXiv {name}, not {found[name]} and {value}")
    return found


def _categories(terms: Sequence[str]) -> dict[str, object]:
    """The first category is the primary one, wherever it stands again."""
    return {"primary_cat": terms[0], "cross_cats": [term for term in terms if term != terms[0]]} if terms else {}


def _listed(value: object) -> list[object]:
    """What a parser gives for an element that may stand once or more often: a list, or the one alone."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _terms(value: object) -> tuple[str, ...]:
    """The categories of a text with spaces between them, or of elements with a `term`."""
    terms: list[str] = []
    for item in _listed(value):
        term = _first(_fields(item), "term", "@term") if isinstance(item, Mapping) else item
        terms.extend(_one_line(term, "a category").split())
    return tuple(terms)


def _names(value: object) -> list[str]:
    """The names of people, each a text, or a mapping with a `name`, a `literal` or a `given` and `family` name."""
    names = []
    for person in _listed(value):
        if isinstance(person, Mapping):
            fields = _fields(person)
            parts = [part for part in (fields.get("given"), fields.get("family")) if part]
            person = _first(fields, "name", "literal") or " ".join(_texts(parts, "an author"))
        names.append(_one_line(person, "an author"))
    return names


def _history(value: object) -> dict[int, str]:
    """The dates of the versions of a paper, by number."""
    history: dict[int, str] = {}
    for item in _listed(value):
        fields = _fields(item)
        name = _one_line(_first(fields, "version", "@version"), "a version")
        date = _one_line(_first(fields, "date", "created"), "the date of a version")
        if not (match := re.fullmatch("v([1-9][0-9]{0,4})", name)):
            raise InvalidArgument(f"expected a version such as v1, not {safe_repr(name)}")
        history[int(match[1])] = _mail_date(date)
    return history


def _mail_date(text: str) -> str:
    """The published spelling of a date such as `Wed, 3 May 2023 17:50:56 GMT`."""
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise InvalidArgument(f"expected a date such as Wed, 3 May 2023 17:50:56 GMT, not {safe_repr(text)}") from None
    return f"{format_utc(require_aware(date), 'seconds')}Z"
