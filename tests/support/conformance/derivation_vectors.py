"""Vectors of derivation: sections 4.1, 4.3 and 5.1."""

from reference import build
from reference.canonical import canonical_hash
from reference.numbers import ORIGIN, TEMPLATES, address, derived_number, source_aliases
from reference.refusal import Tree

from .form import Vectors, edit
from .name_base import SUFFIX, WHOLE
from .published import published


def derivation_vectors() -> Vectors:
    file = Vectors("derivation", "Derive hash, number, short number, aliases and addresses from a canonical record.")
    group = file.group("published", "4.1", "derive", "Published canonical records.")
    rows = published("records")

    def expected_of(record: Tree) -> Tree:
        number = derived_number(record)
        return {
            "canonical_sha256": canonical_hash(record),
            "pith_number": number,
            "short_pith_number": f"pith:{number[10:18]}",
        }

    for row in rows:
        expected = {member: row[member] for member in ("canonical_sha256", "pith_number", "short_pith_number")}
        given = {"canonical_record": row["canonical_record"]}
        group.add(row["pith_number"][10:18].lower(), row["pith_number"], given, expected, "Published")
    group = file.group("made", "4.1", "derive", "Canonical records of papers that do not exist.")
    record = build.canonical_record()
    metadata = "/metadata/"
    rows_made: dict[str, tuple[str, Tree, tuple[str, ...]]] = {
        "plain": ("The base record of the other files.", record, ()),
        "unknown-members": (
            "Unknown members are hashed.",
            edit(record, {"/added": {"b": [1, "\u00e9"], "a": None}, "/source/x": True, f"{metadata}x": ""}),
            ("UnknownMember",),
        ),
        "other-kind": ("A source of another kind.", edit(record, {"/source/kind": "zenodo"}), ()),
        "old-id": ("An id with a slash.", edit(record, {"/source/id": "math/0309136"}), ()),
        "minor-version": ("Another minor version.", edit(record, {"/schema_version": "1.12"}), ("UnknownMember",)),
        "year-1": ("The first year.", edit(record, {f"{metadata}submitted_at": "0001-01-01T00:00:00Z"}), ("EdgeValue",)),
        "year-9999": ("The last year.", edit(record, {f"{metadata}submitted_at": "9999-12-31T23:59:59Z"}), ("EdgeValue",)),
        "unsorted": (
            "Cross-lists out of order are hashed in their order.",
            edit(record, {f"{metadata}cross_cats_sorted": ["b", "a"]}),
            (),
        ),
        "great-version": ("A version beyond 2^53.", edit(record, {"/source/kind": "x"}), ()),
    }
    for name, (comment, tree, flags) in rows_made.items():
        group.add(name, comment, {"canonical_record": tree}, expected_of(tree), *flags)
    group = file.group("refused", "7.2", "derive", "What is no canonical record.")
    dates = {
        "no-time": "2024-01-01",
        "no-offset": "2024-01-01T00:00:00",
        "numeric-offset": "2024-01-01T00:00:00+00:00",
        "fraction": "2024-01-01T00:00:00.0Z",
        "no-day": "2024-02-30T00:00:00Z",
        "no-leap-day": "2023-02-29T00:00:00Z",
        "year-0": "0000-01-01T00:00:00Z",
        "hour-24": "2024-01-01T24:00:00Z",
        "leap-second": "2016-12-31T23:59:60Z",
        "lower-case": "2024-01-01t00:00:00z",
        "space": "2024-01-01 00:00:00Z",
        "line-feed": "2024-01-01T00:00:00Z\n",
        "other-digits": "\u0662\u0660\u0662\u0664-01-01T00:00:00Z",
    }
    for name, date in dates.items():
        tree = edit(record, {f"{metadata}submitted_at": date})
        group.add(
            f"date-{name}",
            "A submission time in another form.",
            {"canonical_record": tree},
            None,
            error="InvalidRecord",
            rule="4.7",
        )
    tree = edit(record, {f"{metadata}submitted_at": None})
    group.add(
        "date-null",
        "Null for a submission time.",
        {"canonical_record": tree},
        None,
        "WrongType",
        error="InvalidRecord",
        rule="4.7",
    )
    _addresses(file)
    _source_aliases(file, rows)
    return file


def _addresses(file: Vectors) -> None:
    group = file.group("addresses", "4.3", "addresses", "The addresses of a number at an origin, and of an arXiv id.")
    for name, origin in {"default": ORIGIN, "port": "http://localhost:8080", "ipv6": "https://[::1]:8443"}.items():
        expected = {template: address(template, SUFFIX, origin) for template in TEMPLATES}
        group.add(name, f"At the origin {origin}.", {"pith_number": WHOLE, "origin": origin}, expected, rule="4.3")
    refused = {
        "slash": f"{ORIGIN}/",
        "no-scheme": "pith.science",
        "user": "https://a@pith.science",
        "upper-case": "HTTPS://pith.science",
        "empty": "https://",
        "line-feed": f"{ORIGIN}\n",
        "other-scheme": "ftp://pith.science",
        "path": f"{ORIGIN}/a",
    }
    for name, origin in refused.items():
        group.add(
            f"refused-{name}",
            "Not an origin.",
            {"pith_number": WHOLE, "origin": origin},
            None,
            "Address",
            error="InvalidArgument",
            rule="4.3",
        )


def _source_aliases(file: Vectors, rows: list[Tree]) -> None:
    group = file.group("aliases", "5.1", "aliases", "The six aliases of a number and a source.")
    for row in rows:
        if "pith_short_8" in row.get("aliases", {}):
            given = {"pith_number": row["pith_number"], "source": row["canonical_record"]["source"]}
            group.add(
                row["pith_number"][10:18].lower(), row["pith_number"], given, {"aliases": row["aliases"]}, "Published", rule="5.1"
            )
    old = {"kind": "arxiv", "id": "math/0309136", "version": 12}
    expected = {**source_aliases(old), **{f"pith_short_{length}": SUFFIX[:length] for length in (8, 12, 16)}}
    given = {"pith_number": WHOLE, "source": old}
    group.add("old", "An id of the old form.", given, {"aliases": expected}, rule="5.1")
    for name, words, paper in (
        ("class", "An id with a subject class.", "math.GT/0309136"),
        ("version", "An id with a version.", "2601.00001v1"),
    ):
        given = {"pith_number": WHOLE, "source": {"kind": "arxiv", "id": paper, "version": 1}}
        group.add(name, words, given, None, "Pattern", error="InvalidArgument", rule="5.1")
    other = {"pith_number": WHOLE, "source": {"kind": "zenodo", "id": "1", "version": 1}}
    group.add("other-kind", "A source of another kind.", other, None, "Unknown", error="InvalidArgument", rule="5.1")
