"""Targets that take values: canonical JSON, pointers, texts, timestamps, numbers, arXiv ids, indexes, collisions."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

from fuzz_cases import Draw, build, size_of
from fuzz_oracle import check_error
from fuzz_shapes import number, scalar, shared, text, value, word
from fuzz_targets import Prepared, Target

import pith
from pith import (
    AliasIndex,
    PithError,
    PithNumber,
    ShortPithNumber,
    canonical_bytes,
    canonical_sha256,
    canonical_text,
    find_numbers,
    parse_number,
    text_sha256,
)
from pith.aliases import collision_probability, expected_collisions, shortest_length
from pith.arxiv import is_arxiv_id, parse_arxiv_id, source_aliases
from pith.canonical import escaped_sha256, same_json, snapshot_sha256, text_has_sha256
from pith.errors import escape_unprintable, safe_repr
from pith.models import Source
from pith.plain_json import canonical_bytes as plain_canonical_bytes
from pith.pointers import edit, json_pointer, parse_pointer, resolve_pointer
from pith.schema import MODELS
from pith.testing import sample_record
from pith.timestamps import parse_timestamp, submission_year

_NUMBERS = [PithNumber.from_digest(bytes([index]) * 32, f"{2000 + index}") for index in range(40)]
_CANONICAL_RECORD = sample_record("minimal").canonical_record.to_dict()
_HOSTS = (("pith.science",), ("pith.science", "mirror.example:8080"), ("[::1]",), ())
_ORIGINS = ("https://pith.science", "http://[::1]:80", "https://", "ftp://x", "javascript:alert(1)", "https://a\n")


def attempt(function: Any, *arguments: Any, **options: Any) -> Any:
    """The answer of a function, or None if it refuses the data, with a good message."""
    try:
        return function(*arguments, **options)
    except PithError as error:
        check_error(error)
        return None


def _canonical(case: list[Any]) -> None:
    """Canonical bytes are those of the json package, and equality is that of canonical bytes."""
    first, other = case
    own, others = attempt(canonical_bytes, first), attempt(canonical_bytes, other)
    if own is not None:
        expected = json.dumps(first, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert own == expected
        assert attempt(plain_canonical_bytes, first) == own
        assert same_json(first, first)
    equal = attempt(same_json, first, other)
    assert not equal or own == others
    if own is not None and others is not None:
        assert equal == (own == others)
    attempt(canonical_sha256, first)
    assert (attempt(snapshot_sha256, first) is None) == (attempt(canonical_bytes, {"payload": first}) is None)
    if own is not None:
        escaped = json.dumps(first, sort_keys=True, separators=(",", ":")).encode()
        assert escaped_sha256(own) == sha256(escaped).hexdigest()
    assert safe_repr(first).isprintable()


def _draw_canonical(draw: Draw) -> Any:
    draw.budget //= 2
    kinds = (value, value, scalar, number, text, shared)
    first = draw.choice(kinds)(draw)
    return [first, first if draw.often(0.3) else draw.choice(kinds)(draw)]


def _pointers(case: list[Any]) -> None:
    """A pointer is parsed into what it is made of."""
    tree, pointer, parts = case
    pieces = attempt(parse_pointer, pointer)
    if pieces is not None:
        assert json_pointer(*pieces) == pointer or "~" in pointer
    assert parse_pointer(json_pointer(*parts)) == tuple(parts)
    found = attempt(resolve_pointer, tree, pointer)
    if found is not None and isinstance(found, dict | list | str | int):  # NaN is not equal to itself
        assert edit(tree, pointer, lambda old: old) == tree
    attempt(edit, tree, pointer, lambda old: 1)
    assert escape_unprintable(pointer).isprintable()


def _draw_pointers(draw: Draw) -> Any:
    parts = [word(draw) for _ in range(draw.randint(0, 4))]
    tree: Any = value(draw)
    for part in reversed(parts):
        tree = draw.pick({part: tree}, [tree], {"$members": [[part, tree]]})
    pointer = draw.pick(json_pointer(*parts), json_pointer(*parts) + "/0", "/" * draw.times(1), text(draw), "/0/0")
    return [tree, pointer, parts]


def _texts(case: list[Any]) -> None:
    """A text has the hash of its canonical text, and whatever has the hash is not refused."""
    title, other = case
    line = canonical_text(title)
    assert canonical_text(line) == line or not line.isascii()
    assert line == line.strip()
    digest = attempt(text_sha256, title)
    if digest is not None:
        assert text_has_sha256(title, digest) is True
        assert text_has_sha256(f" {title}\n", digest) is True
    answer = attempt(text_has_sha256, title, "0" * 64)
    assert not answer
    if digest is not None and attempt(text_has_sha256, other, digest):
        assert canonical_text(other) == line


def _draw_texts(draw: Draw) -> Any:
    first = text(draw)
    return [first, draw.pick(first, word(draw))]


def _timestamps(stamp: str) -> None:
    at = attempt(parse_timestamp, stamp)
    if at is not None:
        assert at.utcoffset() == timedelta(0)
        assert stamp[:19] == at.replace(tzinfo=None, microsecond=0).isoformat()
    year = attempt(submission_year, stamp)
    assert year is None or (stamp.startswith(year) and len(stamp) == 20)


def _draw_timestamps(draw: Draw) -> Any:
    if draw.often(0.2):
        return text(draw)
    numbers = [draw.pick(0, 1, 2, 9, 12, 13, 23, 24, 28, 29, 30, 31, 59, 60, 99, 100, 1900, 2000, 2024, 9999) for _ in range(6)]
    day = "{:04}-{:02}-{:02}".format(*numbers[:3])
    time = "{:02}:{:02}:{:02}".format(*numbers[3:])
    fraction = draw.pick("", "", ".", ".5", ".000001", ".1234567", ",5")
    zone = draw.pick("Z", "Z", "+00:00", "-00:00", "z", "", "+0000", "+01:00", "Z\n")
    return f"{day}{draw.pick('T', 'T', 't', ' ', '')}{time}{fraction}{zone}"


def _numbers(case: list[Any]) -> None:
    """What is parsed is a number in its one spelling, and every spelling of it gives it again."""
    spelled, label, origin, hosts, length = case
    for strict in (PithNumber, ShortPithNumber):
        made = attempt(strict, spelled)
        assert made is None or made == spelled
    found = attempt(parse_number, spelled, hosts=hosts)
    aliases = attempt(pith.short_aliases, spelled)
    if found is None:
        return
    assert type(found)(str(found)) == found
    assert parse_number(found) == found
    assert parse_number(found.latex) == parse_number("pith:" + found.rpartition(":")[2])
    badges = [attempt(found.html_badge, label, origin=origin), attempt(found.markdown_badge, label, origin=origin)]
    assert all(badge is None or badge.isprintable() for badge in badges)
    assert badges[0] is None or badges[0].count("<") == 2
    attempt(found.url, label)
    if isinstance(found, PithNumber):
        short = attempt(found.short, length)
        assert short is None or short.matches(found)
        assert aliases is None or all(found.suffix.startswith(prefix) for prefix in aliases.values())
        assert parse_number(found.url("json")) == found.short(26)
    else:
        attempt(found.matches, label)


def _spelling(draw: Draw) -> str:
    one = draw.choice(_NUMBERS)
    forms = (
        one,
        one.short(),
        one.short(12),
        one.suffix,
        one.suffix[:10],
        one.url(),
        one.url("json"),
        one.url("paper"),
        one.latex,
    )
    spelled = str(draw.choice(forms))
    if draw.often(0.3):
        spelled = draw.pick(spelled.lower(), spelled.upper(), spelled.title())
    if draw.often(0.3):
        place = draw.randrange(len(spelled) + 1)
        spelled = spelled[:place] + draw.pick(word(draw), "", " ", "A", "1") + spelled[place + draw.pick(0, 1, 1, 9) :]
    return spelled


def _draw_numbers(draw: Draw) -> Any:
    spelled: Any = text(draw) if draw.often(0.3) or draw.large else _spelling(draw)
    label = draw.pick(None, word(draw), "A", text(draw))
    return [spelled, label or "x", draw.choice(_ORIGINS), draw.choice(_HOSTS), draw.pick(8, 12, 26, 7, 27, 0, 10**30)]


def _find(case: list[Any]) -> None:
    """Each match has its place, after the one before, and is a number."""
    searched, hosts = case
    end = 0
    for match in find_numbers(searched, hosts=hosts):
        assert end <= match.start < match.end
        end = match.end
        assert searched[match.start : match.end] == match.text
        assert parse_number(match.text, hosts=hosts) == match.number


def _draw_find(draw: Draw) -> Any:
    parts: list[Any] = [draw.pick(_spelling, word)(draw) for _ in range(draw.randint(1, 12))]
    if draw.often(0.3):
        parts.insert(0, draw.pick("https://", "http://x/", "://", "\\", "https://pith.science/"))
    unit = "".join(part + draw.pick("", " ", ", ", "\n", "/", ".") for part in parts)
    searched = {"$text": [[unit, max(1, draw.budget // max(1, len(unit)))]]} if draw.often(0.6) or draw.large else unit
    return [text(draw) if draw.often(0.2) else searched, draw.choice(_HOSTS)]


def _arxiv(case: list[Any]) -> None:
    """An id that is parsed is published, or has the class dropped, and each of its aliases gives it again."""
    spelled, kind, version = case
    found = attempt(parse_arxiv_id, spelled)
    if found is not None:
        assert is_arxiv_id(found.id)
        assert parse_arxiv_id(f"https://arxiv.org/abs/{found.id}").id == found.id
    elif is_arxiv_id(spelled):
        raise AssertionError(f"{spelled!r} is published, and is not parsed")
    source = attempt(Source.parse, {"kind": kind, "id": spelled, "version": version})
    aliases = None if source is None else attempt(source_aliases, source)
    if aliases is not None and is_arxiv_id(spelled):
        assert {parse_arxiv_id(alias).id for alias in aliases.values()} == {spelled}


def _draw_arxiv(draw: Draw) -> Any:
    prefix = draw.pick("", "arXiv:", "doi:10.48550/arXiv.", "https://arxiv.org/abs/", "arxiv.org/pdf/", word(draw), text(draw))
    middle = draw.pick(
        "2305.02301", "0704.0001", "math.GT/0309136", "hep-th/9807195", "q-bio.NC/0309136", "HEP-TH/9807195", text(draw)
    )
    end = draw.pick("", "v1", "v12", ".pdf", "/", "?a=1", "#x", "v0", "v9999999999", text(draw))
    parts = [prefix, middle, end]
    whole = {"$text": [piece for part in parts for piece in (part["$text"] if isinstance(part, dict) else [[part, 1]])]}
    return [whole, draw.pick("arxiv", "arxiv", "zenodo"), draw.pick(1, 2, 0, 10**9, 2**63, "1")]


def _index(case: dict[str, Any]) -> None:
    """An index finds each of its numbers by the alias that it gives, and comes back from its bytes."""
    pairs = [(number, Source.parse(source)) for number, source in case["sources"]]
    index = AliasIndex(case["numbers"], sources=pairs)
    assert AliasIndex.from_bytes(index.to_bytes()) == index
    assert len([*index]) == len(index)
    for alias in case["aliases"]:
        found = attempt(index.resolve, alias)
        assert found is None or found in index
        assert (attempt(index.candidates, alias) or ()) == () or alias in index
    for first in [*index][:3]:
        shortest = attempt(index.shortest, first, lengths=case["lengths"])
        assert shortest is None or index.resolve(shortest) == first
    attempt(index.clashes, case["lengths"][0] if case["lengths"] else 8)
    assert len(index.merged(index)) == len(index)


def _draw_index(draw: Draw) -> Any:
    numbers: list[Any] = [str(number) for number in draw.sample_of(_NUMBERS, 12)]
    if draw.often(0.3):
        numbers.append(draw.pick(_spelling(draw), text(draw)))
    if draw.large:
        numbers += [str(PithNumber.from_digest(draw.randbytes(32), "2024")) for _ in range(min(4000, draw.budget // 40))]
    ids = ("2305.02301", "hep-th/9807195", "math.GT/0309136", "2305.02301v2", word(draw))
    sources = [
        [str(draw.choice(_NUMBERS)), {"kind": draw.pick("arxiv", "arxiv", "arxiv", "x"), "id": draw.choice(ids), "version": 1}]
        for _ in range(draw.randint(0, 4))
    ]
    aliases = [draw.pick(_spelling(draw), text(draw), draw.choice(ids)) for _ in range(4)]
    return {
        "numbers": numbers,
        "sources": sources,
        "aliases": aliases,
        "lengths": draw.pick([8, 12, 16], [26], [8], [], [7], [10**30]),
    }


def _collisions(case: list[Any]) -> None:
    count, length, risk = case
    probability = attempt(collision_probability, count, length)
    expected = attempt(expected_collisions, count, length)
    assert probability is None or 0 <= probability <= 1
    assert probability is None or expected is None or probability <= expected * (1 + 1e-9)
    needed = attempt(shortest_length, count, risk)
    assert needed is None or collision_probability(count, needed) <= risk


def _draw_collisions(draw: Draw) -> Any:
    counts = (0, 1, 2, 3, 4095, 4096, 4097, 10**6, 1_530_000, 10**12, 2**130, 10**100, 10**101, -1, 10**5000)
    count = draw.choice(counts) if draw.often(0.6) else draw.randrange(10 ** draw.randrange(1, 60))
    return [
        {"$power": [10, 5000]} if count == 10**5000 else count,
        draw.randint(0, 28),
        draw.pick(0, 1, 0.5, 1e-9, draw.random(), 2, -1),
    ]


def _schema(name: str) -> None:
    assert json.dumps(pith.json_schema(name))


def _derive(case: Any) -> None:
    """A number that is derived has the digest of the canonical record."""
    record, digest, year = case
    found = attempt(PithNumber.derive, record)
    if found is not None:
        assert found == PithNumber.from_digest(bytes.fromhex(canonical_sha256(record)), str(found)[5:9])
    attempt(PithNumber.from_digest, digest, year)


def _prepare_derive(case: Any) -> Prepared:
    built = build(case)
    base = dict(_CANONICAL_RECORD)
    base["metadata"] = {**base["metadata"], "submitted_at": built["date"]}
    record = {**base, built["key"]: built["value"]}
    return (record, built["digest"], built["year"]), size_of(record)


def _draw_derive(draw: Draw) -> Any:
    return {
        "date": draw.pick("2024-02-29T23:59:59Z", _draw_timestamps(draw)),
        "key": draw.pick("zz", "metadata", "source"),
        "value": draw.pick(shared, value)(draw),
        "digest": {"$bytes": draw.randbytes(draw.pick(32, 32, 0, 31, 33)).hex()},
        "year": draw.pick("2024", "0000", "0001", "20245", "２０２４", word(draw)),
    }


TARGETS = {
    # It holds four prints at once, and orjson 3.13 keeps up to 60 bytes for each byte of a print.
    "canonical": Target(_draw_canonical, _canonical, calls=60, memory=240, weight=12),
    "pointers": Target(_draw_pointers, _pointers, weight=8),
    "texts": Target(_draw_texts, _texts, weight=12),
    "timestamps": Target(_draw_timestamps, _timestamps, weight=8),
    "numbers": Target(_draw_numbers, _numbers, weight=16),
    "find_numbers": Target(_draw_find, _find, weight=12),
    "arxiv": Target(_draw_arxiv, _arxiv, weight=12),
    "index": Target(_draw_index, _index, weight=4),
    "collisions": Target(_draw_collisions, _collisions, weight=4),
    "derive": Target(_draw_derive, _derive, _prepare_derive, weight=4),
    "schema": Target(lambda draw: draw.pick(*MODELS, "report", "", "record_", word(draw), text(draw)), _schema),
}
