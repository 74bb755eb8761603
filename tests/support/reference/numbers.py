"""Pith Numbers, short numbers, addresses, arXiv ids and aliases: sections 4 and 5 of the specification."""

import re
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256

from .canonical import canon
from .refusal import Refused, Tree
from .text import lower

ORIGIN = "https://pith.science"
NUMBER = re.compile(r"pith:(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3}):[A-Z2-7]{26}")
SHORT_NUMBER = re.compile(r"pith:[A-Z2-7]{8,26}")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+")
_ANY_CASE = re.compile(r"[A-Za-z2-7]{8,26}")
_QUERY = r"/?(?:\?[\x21-\x22\x24-\x7e]*)?(?:#[\x21-\x7e]*)?"

TEMPLATES = {
    "html": "/pith/{S}",
    "json": "/pith/{S}.json",
    "bundle_json": "/pith/{S}/bundle.json",
    "state_json": "/pith/{S}/state.json",
    "well_known_bundle_json": "/.well-known/pith/{S}/bundle.json",
    "graph_json": "/api/pith-number/{S}/graph.json",
    "events_json": "/api/pith-number/{S}/events.json",
    "paper": "/paper/{P}",
    "timestamp_anchor": "/pith/{S}/action/timestamp_anchor",
    "storage_attestation": "/pith/{S}/action/storage_attestation",
    "author_attestation": "/pith/{S}/action/author_attestation",
    "citation_signature": "/pith/{S}/action/citation_signature",
    "replication_record": "/pith/{S}/action/replication_record",
}
SOURCE_KINDS = ("arxiv", "arxiv_version", "doi")
SHORT_KINDS = ("pith_short_12", "pith_short_16", "pith_short_8")


def derived_number(canonical_record: Tree) -> str:
    digest = sha256(canon(canonical_record)).digest()
    return f"pith:{canonical_record['metadata']['submitted_at'][:4]}:{b32encode(digest)[:26].decode()}"


def check_origin(origin: str) -> None:
    if not _ORIGIN.fullmatch(origin):
        raise Refused("InvalidArgument", origin)


def address(name: str, suffix: str, origin: str = ORIGIN) -> str:
    return origin + TEMPLATES[name].format(S=suffix, P=suffix[:8])


def resolve_address(arxiv_id: str, origin: str = ORIGIN) -> str:
    return f"{origin}/api/pith-number/resolve?arxiv={arxiv_id}&json=true"


def short_aliases(suffix: str) -> dict[str, str]:
    return {kind: suffix[: int(kind[11:])] for kind in SHORT_KINDS}


def source_aliases(source: Tree) -> dict[str, str]:
    """The aliases of a source; refused for a source that is not on arXiv."""
    if source["kind"] != "arxiv":
        raise Refused("InvalidArgument", "the aliases of this kind of source are unknown")
    paper = source["id"]
    return {"arxiv": paper, "arxiv_version": f"{paper}v{source['version']}", "doi": lower(f"10.48550/arxiv.{paper}")}


def _paths() -> Iterable[str]:
    for template in TEMPLATES.values():
        yield re.escape(template).replace(r"\{S\}", "([A-Za-z2-7]{26})").replace(r"\{P\}", "([A-Za-z2-7]{8})")


_PATH = re.compile(f"(?:{'|'.join(_paths())}){_QUERY}")
_ADDRESS = re.compile(r"(?:(?i:https?)://)?(?i:www\.)?([^/]*)(/.*)", re.DOTALL)


def parse_number(text: str, hosts: Iterable[str] = ("pith.science",)) -> str:
    """The number or short number of a lenient spelling, section 4.4."""
    refused = Refused("InvalidNumber", text)
    if not text.isascii():
        raise refused
    if text[:5].lower() == "pith:":
        upper = f"pith:{text[5:].upper()}"
        pattern = NUMBER if text[9:10] == ":" else SHORT_NUMBER
        if pattern.fullmatch(upper):
            return upper
        raise refused
    if _ANY_CASE.fullmatch(text):
        return f"pith:{text.upper()}"
    if text.startswith("\\pithnumber{") and text.endswith("}") and _ANY_CASE.fullmatch(text[12:-1]):
        return f"pith:{text[12:-1].upper()}"
    for host in hosts:
        if suffix := _suffix_of_address(text, host):
            return f"pith:{suffix.upper()}"
    raise refused


def _suffix_of_address(text: str, host: str) -> str | None:
    parts = _ADDRESS.fullmatch(text)
    if parts is None or parts[1].lower() != host.lower():
        return None
    path = _PATH.fullmatch(parts[2])
    return next(filter(None, path.groups())) if path else None


def matches(short: str, number: str) -> bool:
    return number[10:].startswith(short[5:])


_ID = r"(?:[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?/[0-9]{7})"
_VERSIONED = rf"(?P<id>{_ID})(?:v(?P<version>[1-9][0-9]{{0,8}}))?"
_SPELLINGS = [
    re.compile(spelling, re.IGNORECASE | re.ASCII)
    for spelling in (
        rf"(?:arxiv:)?{_VERSIONED}",
        rf"(?:doi:)?10\.48550/arxiv\.{_VERSIONED}",
        rf"(?:https?://)?(?:dx\.)?doi\.org/10\.48550/arxiv\.{_VERSIONED}",
        rf"(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|html)/{_VERSIONED}{_QUERY}",
        rf"(?:https?://)?(?:www\.|export\.)?arxiv\.org/pdf/{_VERSIONED}(?:\.pdf)?{_QUERY}",
    )
]


def parse_arxiv_id(text: str) -> tuple[str, int | None]:
    """The id in its published form and the version of a lenient spelling, section 4.6."""
    for spelling in _SPELLINGS:
        if text.isascii() and (match := spelling.fullmatch(text)):
            archive, slash, digits = match["id"].lower().partition("/")
            version = int(match["version"]) if match["version"] else None
            return (f"{archive.partition('.')[0]}/{digits}" if slash else archive), version
    raise Refused("InvalidArgument", text)


def is_published_arxiv_id(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}\.[0-9]{4,5}|[a-z]+(?:-[a-z]+)*/[0-9]{7}", text) is not None
