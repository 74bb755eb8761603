"""Vectors of alias indexes: sections 5.2 to 5.4."""

from base64 import b64encode
from hashlib import sha256

from reference.index import Index, collision_probability, expected_collisions, read_index
from reference.numbers import ORIGIN
from reference.refusal import Refused, Tree

from .form import Vectors, bytes_input
from .name_base import SUFFIX, WHOLE

NUMBERS = (
    WHOLE,
    "pith:2017:2OBWIT7ORP3TPNCDEPCQW6ZMLI",
    "pith:2023:FB5JQX5UBBBBBBBBBBBBBBBBBB",
    "pith:1993:CIU4EOBWGZYPALUMQCKBKTSFCY",
    "pith:0001:AAAAAAAAAAAAAAAAAAAAAAAAAA",
    "pith:9999:77777777777777777777777777",
)
SOURCES = (
    (NUMBERS[1], "1801.00004", 1),
    (NUMBERS[2], "1801.00004", 2),
    (NUMBERS[3], "math/9308210", 1),
    (NUMBERS[0], "2305.02301", 2),
)


def _entries() -> list[Tree]:
    sources = {number: {"kind": "arxiv", "id": id_, "version": version} for number, id_, version in SOURCES}
    return [{"pith_number": number} | ({"source": sources[number]} if number in sources else {}) for number in NUMBERS]


def alias_vectors() -> Vectors:
    file = Vectors(
        "aliases",
        "Alias indexes. `bases.index` or the input lists the numbers of the index, and the sources of papers on arXiv.",
        bases={"index": {"entries": _entries()}},
    )
    index = Index({*NUMBERS}, {*SOURCES})
    _resolution(file, index)
    _index_bytes(file, index)
    group = file.group("collisions", "5.4", "collisions", "Expected pairs and probability, to a relative error of 1e-9.")
    for count, length in ((2, 8), (1000, 8), (100_000, 8), (1_000_000, 12), (1_530_000, 8), (0, 8), (1, 26), (3, 1), (33, 1)):
        expected = {
            "expected_pairs": f"{expected_collisions(count, length):.12e}",
            "probability": f"{collision_probability(count, length):.12e}",
        }
        group.add(f"n{count}-l{length}", "Counts and lengths.", {"count": count, "length": length}, expected, rule="5.4")
    return file


def _resolution(file: Vectors, index: Index) -> None:
    group = file.group("resolve", "5.2", "resolve", "The number of an alias.")
    suffix = SUFFIX
    rows: dict[str, tuple[str, str]] = {
        "prefix-8": ("1", "2OBWIT7O"),
        "prefix-lower": ("1", "2obwit7o"),
        "prefix-26": ("1", suffix),
        "prefix-ambiguous": ("1", "FB5JQX5U"),
        "prefix-9": ("1", "FB5JQX5UA"),
        "prefix-unknown": ("3", "ABCDEFGH"),
        "prefix-7": ("4", "2OBWIT7"),
        "id": ("2", "2305.02301"),
        "id-version": ("2", "1801.00004v2"),
        "id-ambiguous": ("2", "1801.00004"),
        "id-other-version": ("2", "2305.02301v1"),
        "id-unknown": ("2", "9999.99999"),
        "id-version-0": ("4", "1801.00004v0"),
        "id-version-leading-zero": ("4", "1801.00004v02"),
        "id-upper-version": ("2", "1801.00004V2"),
        "arxiv-prefix": ("2", "arXiv:2305.02301"),
        "arxiv-upper": ("2", "ARXIV:2305.02301V2"),
        "doi": ("2", "10.48550/arXiv.2305.02301"),
        "doi-prefix": ("2", "doi:10.48550/ARXIV.2305.02301"),
        "doi-version": ("2", "10.48550/arxiv.1801.00004v1"),
        "doi-address": ("2", "https://doi.org/10.48550/arXiv.2305.02301"),
        "dx-doi": ("2", "http://dx.doi.org/10.48550/arXiv.2305.02301"),
        "doi-no-scheme": ("2", "doi.org/10.48550/arXiv.2305.02301"),
        "abs": ("2", "https://arxiv.org/abs/2305.02301v2"),
        "pdf": ("2", "https://arxiv.org/pdf/2305.02301v2.pdf"),
        "pdf-plain": ("2", "arxiv.org/pdf/2305.02301"),
        "html": ("2", "https://www.arxiv.org/html/2305.02301"),
        "html-pdf": ("4", "https://arxiv.org/html/2305.02301.pdf"),
        "export": ("2", "http://export.arxiv.org/abs/2305.02301"),
        "abs-slash-query": ("2", "https://arxiv.org/abs/2305.02301/?a=b#c"),
        "abs-two-slashes": ("4", "https://arxiv.org/abs/2305.02301//"),
        "other-host": ("4", "https://example.org/abs/2305.02301"),
        "old-id": ("2", "math/9308210"),
        "old-id-class": ("2", "math.LO/9308210v1"),
        "old-id-upper": ("2", "MATH/9308210"),
        "old-id-doi": ("2", "10.48550/arxiv.math/9308210"),
        "number": ("3", WHOLE),
        "number-lower": ("3", WHOLE.lower()),
        "number-other-year": ("3", f"pith:2022:{suffix}"),
        "number-unknown": ("3", f"pith:2023:{'B' * 26}"),
        "short": ("3", "pith:2OBWIT7O"),
        "short-ambiguous": ("3", "pith:FB5JQX5U"),
        "address": ("3", f"{ORIGIN}/pith/{suffix}"),
        "address-paper": ("3", f"{ORIGIN}/paper/2OBWIT7O"),
        "latex": ("3", f"\\pithnumber{{{suffix}}}"),
        "nothing": ("4", "something else"),
        "empty": ("4", ""),
        "space": ("4", " 2OBWIT7O"),
    }
    for name, (rule, alias) in rows.items():
        given: Tree = {"base": "index", "alias": alias}
        try:
            group.add(
                name, f"{alias}.", given, {"pith_number": index.resolve(alias)}, rule="4.6" if rule == "2" else f"5.2/{rule}"
            )
        except Refused as refused:
            group.add(name, f"{alias}.", given, None, error=refused.code, rule=f"5.2/{rule}")
    group = file.group("shortest", "5.2", "shortest_alias", "The shortest prefix that no other suffix of the index has.")
    for name, (number, lengths) in {
        "eight": (NUMBERS[1], [8, 12, 16]),
        "twelve": (NUMBERS[0], [8, 12, 16]),
        "nine": (NUMBERS[0], [26, 9, 8]),
        "none": (NUMBERS[0], [8]),
    }.items():
        entry: Tree = {"base": "index", "pith_number": number, "lengths": lengths}
        try:
            group.add(name, "Permitted lengths.", entry, {"alias": index.shortest(number, tuple(lengths))}, rule="5.2")
        except Refused as refused:
            group.add(name, "Permitted lengths.", entry, None, error=refused.code, rule="5.2")


def _index_bytes(file: Vectors, index: Index) -> None:
    group = file.group("write", "5.3", "index_bytes", "The bytes of an index.")
    data = index.to_bytes()
    group.add("whole", "All of them.", {"base": "index"}, {"bytes_base64": b64encode(data).decode()}, "ByteOrder", rule="5.3")
    empty = Index(set(), set()).to_bytes()
    group.add("empty", "No numbers.", {"entries": []}, {"bytes_base64": b64encode(empty).decode()}, rule="5.3")
    order = [
        f"pith:20{year}:{leading}{'A' * 24}"
        for year, leading in zip(range(10, 20), ("AA", "A2", "2A", "ZZ", "7A", "AZ", "22", "27", "72", "BA"), strict=True)
    ]
    order += [f"pith:2020:AA{'A' * 23}{end}" for end in "B27Z"]
    entries: list[Tree] = [{"pith_number": number} for number in order]
    made = Index({*order}, set()).to_bytes()
    group.add(
        "order",
        "Groups in the order of base32, records in the order of their bytes.",
        {"entries": entries},
        {"bytes_base64": b64encode(made).decode()},
        "ByteOrder",
        rule="5.3",
    )
    years: list[Tree] = [{"pith_number": WHOLE}, {"pith_number": f"pith:2022:{SUFFIX}"}]
    group.add("two-years", "One suffix with two years.", {"entries": years}, None, error="ConflictingYears", rule="5.2")
    group = file.group("read", "5.3", "read_index", "Bytes of an index, or others.")
    listed = sorted(NUMBERS)
    group.add("whole", "The bytes of an index.", bytes_input(data), {"numbers": listed}, rule="5.3")
    group.add("empty", "The bytes of the empty index.", bytes_input(empty), {"numbers": []}, rule="5.3")

    def sealed(body: bytes) -> bytes:
        return body + sha256(body).digest()

    body = data[:-32]
    header, rest = body[:19], body[23:]
    first_end = _group_end(rest, 0)
    second_end = _group_end(rest, first_end)
    first, second = rest[:first_end], rest[first_end:second_end]
    one_more = (int.from_bytes(body[19:23], "big") + 1).to_bytes(4, "big")
    lines = body[body.rindex(b"1801.00004 1") :].splitlines(keepends=True)
    stem = body[: body.rindex(b"1801.00004 1")]
    broken: dict[str, bytes] = {
        "no-bytes": b"",
        "checksum": data[:-1] + bytes([data[-1] ^ 1]),
        "changed": data[:30] + bytes([data[30] ^ 1]) + data[31:],
        "header": sealed(b"pith-alias-index 2\n" + body[19:]),
        "count-short": sealed(header + (4).to_bytes(4, "big") + rest),
        "count-long": sealed(header + (9).to_bytes(4, "big") + rest),
        "count-huge": sealed(header + b"\xff\xff\xff\xff" + rest),
        "size-0": sealed(header + body[19:23] + rest[:2] + bytes(4) + rest[6:]),
        "size-huge": sealed(header + body[19:23] + rest[:2] + b"\xff" * 4 + rest[6:]),
        "group-order": sealed(header + body[19:23] + second + first + rest[second_end:]),
        "group-repeated": sealed(header + one_more + first + rest),
        "line-order": sealed(stem + b"".join(reversed(lines))),
        "line-repeated": sealed(stem + lines[0] + b"".join(lines)),
        "line-unknown-suffix": sealed(body + b"math/9999999 1 " + b"B" * 26 + b"\n"),
        "line-upper-case": sealed(stem + b"".join(lines[:-1]) + lines[-1].upper()),
        "line-version-0": sealed(stem + lines[0].replace(b" 1 ", b" 0 ") + b"".join(lines[1:])),
        "line-version-01": sealed(stem + lines[0].replace(b" 1 ", b" 01 ") + b"".join(lines[1:])),
        "line-versioned-id": sealed(stem + lines[0].replace(b"04 1 ", b"04v1 1 ") + b"".join(lines[1:])),
        "line-no-end": sealed(body[:-1]),
        "line-carriage-return": sealed(body[:-1] + b"\r\n"),
        "year-0": sealed(header + body[19:23] + first[:6] + first[6:24] + bytes.fromhex("d34d34") + first[27:] + rest[31:]),
        "character": sealed(header + body[19:23] + first[:6] + b"\xff" * 3 + first[9:] + rest[31:]),
        "truncated": sealed(body[:40]),
    }
    for name, raw in broken.items():
        try:
            read_index(raw)
        except Refused as refused:
            group.add(name, "Other bytes.", bytes_input(raw), None, "NonCanonical", error=refused.code, rule="5.3")
        else:
            raise AssertionError(name)
    two = [f"pith:2022:{SUFFIX}", WHOLE]
    records = sorted(_record(number) for number in two)
    raw = sealed(header + (1).to_bytes(4, "big") + b"FB" + (2).to_bytes(4, "big") + b"".join(records))
    group.add("two-years", "One suffix with two years.", bytes_input(raw), None, error="ConflictingYears", rule="5.3")
    doubled = sealed(header + (1).to_bytes(4, "big") + b"FB" + (2).to_bytes(4, "big") + records[0] * 2)
    group.add("record-repeated", "One record twice.", bytes_input(doubled), None, error="InvalidIndex", rule="5.3")
    reverse = sorted((_record(WHOLE), _record(NUMBERS[2])), reverse=True)
    raw = sealed(header + (1).to_bytes(4, "big") + b"FB" + (2).to_bytes(4, "big") + b"".join(reverse))
    group.add("record-order", "Records out of order.", bytes_input(raw), None, error="InvalidIndex", rule="5.3")


def _record(number: str) -> bytes:
    from base64 import b64decode

    return b64decode(number[12:] + number[5:9])


def _group_end(groups: bytes, begin: int) -> int:
    """The end of the group that begins at an offset: two characters, the number of records, and 21 bytes for each."""
    return begin + 6 + 21 * int.from_bytes(groups[begin + 2 : begin + 6], "big")
