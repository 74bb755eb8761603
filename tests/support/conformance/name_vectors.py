"""Vectors of sections 4 and 5: numbers, addresses, numbers in text, arXiv ids, aliases, indexes, collisions."""

from base64 import b64encode
from hashlib import sha256

from reference import build
from reference.canonical import canonical_hash
from reference.find import find_numbers
from reference.index import Index, collision_probability, expected_collisions, read_index
from reference.numbers import ORIGIN, TEMPLATES, address, derived_number, parse_number, resolve_address, source_aliases
from reference.refusal import Refused, Tree

from .form import Group, Vectors, bytes_input, edit, text_input
from .published import published

SUFFIX = "FB5JQX5UAE5FSVJFWHE5Q4BOBC"
WHOLE, SHORT = f"pith:2023:{SUFFIX}", f"pith:{SUFFIX}"


def name_vectors() -> list[Vectors]:
    return [_derivation(), _numbers(), _find(), _aliases()]


def _derivation() -> Vectors:
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
            "Cross-lists out of order are hashed as they are.",
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
    upper = {"kind": "arxiv", "id": "math.GT/0309136", "version": 12}
    expected = {**source_aliases(upper), **{f"pith_short_{length}": SUFFIX[:length] for length in (8, 12, 16)}}
    given = {"pith_number": WHOLE, "source": upper}
    group.add("class", "An id with a subject class: the DOI is in lower case.", given, {"aliases": expected}, rule="5.1")
    other = {"pith_number": WHOLE, "source": {"kind": "zenodo", "id": "1", "version": 1}}
    group.add("other-kind", "A source of another kind.", other, None, "Unknown", error="InvalidArgument", rule="5.1")


def _numbers() -> Vectors:
    file = Vectors("numbers", "Strict and lenient spellings of numbers.")
    group = file.group("strict", "4.1", "strict_number", "The one spelling that the constructor accepts.")
    for name, text in {
        "plain": WHOLE,
        "year-1": f"pith:0001:{SUFFIX}",
        "year-9999": f"pith:9999:{SUFFIX}",
        "year-1000": f"pith:1000:{SUFFIX}",
    }.items():
        group.add(name, "A number.", {"text": text}, {"number": text}, rule="4.1")
    refused = {
        "lower-case": WHOLE.lower(),
        "short": SHORT,
        "line-feed": f"{WHOLE}\n",
        "year-0": f"pith:0000:{SUFFIX}",
        "five-digits": f"pith:12023:{SUFFIX}",
        "three-digits": f"pith:023:{SUFFIX}",
        "25": WHOLE[:-1],
        "27": f"{WHOLE}A",
        "digit-1": f"{WHOLE[:-1]}1",
        "digit-8": f"{WHOLE[:-1]}8",
        "space": f" {WHOLE}",
        "upper-scheme": f"PITH{WHOLE[4:]}",
        "empty": "",
        "other-digits": f"pith:\u0662\u0660\u0662\u0663:{SUFFIX}",
    }
    for name, text in refused.items():
        group.add(f"refused-{name}", "Another spelling.", {"text": text}, None, "OneSpelling", error="InvalidNumber", rule="4.1")
    group = file.group("strict-short", "4.2", "strict_short_number", "The one spelling of a short number.")
    for length in (8, 12, 26):
        group.add(str(length), "A short number.", {"text": SHORT[: 5 + length]}, {"number": SHORT[: 5 + length]}, rule="4.2")
    for name, text in {
        "7": SHORT[:12],
        "27": f"{SHORT}A",
        "lower-case": SHORT.lower(),
        "bare": SUFFIX,
        "line-feed": f"{SHORT}\n",
        "whole": WHOLE,
    }.items():
        group.add(f"refused-{name}", "Another spelling.", {"text": text}, None, "OneSpelling", error="InvalidNumber", rule="4.2")
    _lenient(file)
    return file


def _parse(group: Group, name: str, comment: str, text: str, *flags: str, hosts: list[str] | None = None) -> None:
    given: Tree = text_input(text) | ({"hosts": hosts} if hosts else {})
    try:
        expected = {"number": parse_number(text, hosts or ["pith.science"])}
    except Refused as refused:
        group.add(name, comment, given, None, *flags, error=refused.code, rule="4.4")
        return
    group.add(name, comment, given, expected, *flags, rule="4.4")


def _lenient(file: Vectors) -> None:
    group = file.group("lenient", "4.4", "parse_number", "Spellings that people use, and others that are refused.")
    spellings = {
        "whole": WHOLE,
        "whole-lower": WHOLE.lower(),
        "whole-mixed": f"PiTh:2023:{SUFFIX.swapcase()}",
        "short": SHORT,
        "short-lower": SHORT.lower(),
        "short-8": SHORT[:13],
        "short-9": SHORT[:14],
        "short-7": SHORT[:12],
        "short-27": f"{SHORT}A",
        "bare": SUFFIX,
        "bare-lower": SUFFIX.lower(),
        "bare-8": SUFFIX[:8],
        "bare-7": SUFFIX[:7],
        "bare-27": f"{SUFFIX}A",
        "year-0": f"pith:0000:{SUFFIX}",
        "year-two-digits": f"pith:23:{SUFFIX}",
        "whole-25": WHOLE[:-1],
        "whole-27": f"{WHOLE}A",
        "dash": f"pith:2023-{SUFFIX}",
        "digit-0": f"pith:2023:{SUFFIX[:-1]}0",
        "digit-1": f"pith:2023:{SUFFIX[:-1]}1",
        "digit-8": f"pith:2023:{SUFFIX[:-1]}8",
        "padding": f"pith:2023:{SUFFIX}=",
        "space-before": f" {WHOLE}",
        "space-after": f"{WHOLE} ",
        "line-feed": f"{WHOLE}\n",
        "line-feed-short": f"{SHORT}\n",
        "line-feed-bare": f"{SUFFIX}\n",
        "empty": "",
        "prefix-alone": "pith:",
        "letter-short": "pith:abcdefgh",
        "arabic-digits": f"pith:\u0662\u0660\u0662\u0663:{SUFFIX}",
        "long-s": f"pith:{SUFFIX[:5]}\u017f{SUFFIX[6:]}",
        "dotless-i": f"p\u0131th:{SUFFIX}",
        "kelvin": f"pith:{SUFFIX[:5]}\u212a{SUFFIX[6:]}",
        "full-width": "pith:\uff26B5JQX5UA",
        "latex": f"\\pithnumber{{{SUFFIX}}}",
        "latex-8": f"\\pithnumber{{{SUFFIX[:8]}}}",
        "latex-lower-suffix": f"\\pithnumber{{{SUFFIX.lower()}}}",
        "latex-upper": f"\\PITHNUMBER{{{SUFFIX}}}",
        "latex-7": f"\\pithnumber{{{SUFFIX[:7]}}}",
        "latex-whole": f"\\pithnumber{{{WHOLE}}}",
        "latex-open": f"\\pithnumber{{{SUFFIX}",
        "latex-space": f"\\pithnumber{{ {SUFFIX}}}",
    }
    for name, text in spellings.items():
        _parse(
            group, name, "A spelling.", text, *(() if text.isascii() else ("Unicode",)), *(("LineFeed",) if "\n" in text else ())
        )
    page = f"{ORIGIN}/pith/{SUFFIX}"
    addresses = {
        **{f"form-{name.replace('_', '-')}": address(name, SUFFIX) for name in TEMPLATES},
        "http": page.replace("https", "http"),
        "no-scheme": page[8:],
        "www": page.replace("//", "//www."),
        "www-no-scheme": f"www.{page[8:]}",
        "upper-scheme": page.replace("https", "HTTPS"),
        "upper-host": page.replace("pith.science", "Pith.Science"),
        "upper-www": page.replace("//", "//WWW."),
        "lower-suffix": page.lower(),
        "slash": f"{page}/",
        "two-slashes": f"{page}//",
        "query": f"{page}?a=b&c",
        "fragment": f"{page}#a?b",
        "query-and-fragment": f"{page}/?a#b#c",
        "empty-query": f"{page}?",
        "query-space": f"{page}?a b",
        "query-line-feed": f"{page}?a\n",
        "fragment-space": f"{page}#a b",
        "json-slash": f"{page}.json/",
        "upper-path": page.replace("/pith/", "/PITH/"),
        "upper-extension": f"{page}.JSON",
        "other-file": f"{page}/nothing.json",
        "short-under-pith": f"{ORIGIN}/pith/{SUFFIX[:8]}",
        "long-under-paper": f"{ORIGIN}/paper/{SUFFIX}",
        "paper-lower": f"{ORIGIN}/paper/{SUFFIX[:8].lower()}",
        "number-in-path": f"{ORIGIN}/pith/{WHOLE}",
        "percent": f"{ORIGIN}/pith/%46{SUFFIX[1:]}",
        "dot-segment": f"{ORIGIN}/./pith/{SUFFIX}",
        "two-slashes-before": f"{ORIGIN}//pith/{SUFFIX}",
        "relative-scheme": page[6:],
        "ftp": page.replace("https", "ftp"),
        "other-host": f"https://example.org/pith/{SUFFIX}",
        "host-suffix": f"https://pith.science.example/pith/{SUFFIX}",
        "subdomain": f"https://a.pith.science/pith/{SUFFIX}",
        "user": f"https://a@pith.science/pith/{SUFFIX}",
        "port": f"https://pith.science:443/pith/{SUFFIX}",
        "host-dot": f"https://pith.science./pith/{SUFFIX}",
        "backslash": f"https://pith.science\\pith\\{SUFFIX}",
        "resolve": resolve_address("2305.02301"),
        "integrity": f"{ORIGIN}/pith/2305.02301/integrity.json",
        "host-alone": ORIGIN,
    }
    for name, text in addresses.items():
        _parse(group, f"address-{name}", "An address.", text, "Address")
    hosts = {
        "other": ["example.org"],
        "port": ["localhost:8080"],
        "upper": ["Example.ORG"],
        "two": ["pith.science", "example.org"],
    }
    for name, accepted in hosts.items():
        for target in ("https://example.org", "http://localhost:8080", ORIGIN):
            label = f"hosts-{name}-{target.split('//')[1].replace('.', '-').replace(':', '-')}"
            _parse(group, label, f"With the hosts {', '.join(accepted)}.", f"{target}/pith/{SUFFIX}", "Address", hosts=accepted)


def _find() -> Vectors:
    file = Vectors("find", "Numbers in running text. Offsets count characters (code points), from 0.")
    group = file.group("text", "4.5", "find_numbers", "The matches in a text.")
    page = f"{ORIGIN}/pith/{SUFFIX}"
    word = "pith:greatest"
    rows: dict[str, tuple[str, str]] = {
        "sentence": ("3", f"See {WHOLE}, and ({SHORT})."),
        "end": ("4", f"It is {WHOLE}."),
        "start-and-end": ("3", WHOLE),
        "astral-before": ("3", f"\U0001f600 {WHOLE}"),
        "line-break": ("3", f"pith:\n2023:{SUFFIX}"),
        "lower": ("3", WHOLE.lower()),
        "address": ("3", f"At {page}."),
        "address-forms": ("3", f"{page}.json {page}/bundle.json {ORIGIN}/paper/{SUFFIX[:8]}"),
        "address-query": ("3", f"{page}?a=b"),
        "address-fragment": ("3", f"{page}#x"),
        "address-no-scheme": ("3", page[8:]),
        "address-http": ("3", page.replace("https", "http")),
        "address-www": ("3", page.replace("//", "//www.")),
        "address-other-host": ("8", f"https://example.org/pith/{SUFFIX}"),
        "address-other-path": ("8", f"{ORIGIN}/about"),
        "address-markdown": ("4", f"[a]({page}) <{page}> `{page}`"),
        "address-html": ("3", f'<a href="{page}">x</a>'),
        "address-dots": ("4", f"{page}..."),
        "address-underscore": ("4", f"_{page}_"),
        "bare": ("3", f"{SUFFIX}"),
        "latex": ("3", f"\\pithnumber{{{SUFFIX}}}"),
        "latex-upper": ("2", f"\\PithNumber{{{SUFFIX}}}"),
        "latex-escaped": ("2", f"\\\\pithnumber{{{SUFFIX}}}"),
        "latex-two": ("2", f"\\\\\\pithnumber{{{SUFFIX}}}"),
        "latex-three": ("2", f"\\\\\\\\pithnumber{{{SUFFIX}}}"),
        "latex-short": ("3", f"\\pithnumber{{{SUFFIX[:8]}}}"),
        "latex-7": ("3", f"\\pithnumber{{{SUFFIX[:7]}}}"),
        "before-letter": ("1", f"x{WHOLE}"),
        "before-digit": ("1", f"1{WHOLE}"),
        "before-dash": ("1", f"a-{WHOLE} a.{WHOLE} a/{WHOLE} a@{WHOLE} a_{WHOLE} a+{WHOLE}"),
        "before-dash-alone": ("1", f" -{WHOLE} _{WHOLE} ({WHOLE}"),
        "after-letter": ("3", f"{WHOLE}x {WHOLE}_x {WHOLE}="),
        "after-mark": ("3", f"{WHOLE}-x {WHOLE}_ {WHOLE}: {WHOLE}.x"),
        "short-8": ("3", f"{SHORT[:13]} {SHORT[:12]}"),
        "short-26": ("3", SHORT),
        "short-27": ("3", f"{SHORT}A"),
        "short-after-dash": ("3", f"{SHORT[:13]}-x {SHORT[:13]}- {SHORT[:13]}:x {SHORT[:13]}@x {SHORT[:13]}/x"),
        "short-after-8": ("3", f"{SHORT[:13]}8"),
        "year-0": ("8", f"pith:0000:{SUFFIX}"),
        "year-3": ("3", f"pith:023:{SUFFIX}"),
        "in-other-url": ("5", f"https://example.org/{WHOLE}"),
        "in-query-of-url": ("5", f"https://example.org/?x={WHOLE}&{SHORT}"),
        "after-url": ("5", f"https://example.org/ {WHOLE}"),
        "after-url-parenthesis": ("5", f"(https://example.org/){WHOLE}"),
        "after-url-comma": ("5", f"https://example.org/,{WHOLE}"),
        "url-in-url": ("5", f"https://example.org/?u={page}"),
        "before-accent": ("6", f"\u00e9{WHOLE} \u0301{WHOLE}"),
        "after-accent": ("6", f"{WHOLE}\u00e9 {WHOLE}\u0301 {WHOLE}\u0663"),
        "chinese": ("6", f"\u8bba\u6587{WHOLE}\u7684"),
        "typographic": ("6", f"\u201c{WHOLE}\u201d\u2014{WHOLE}\u2026"),
        "full-width-stop": ("6", f"{WHOLE}\uff0c{WHOLE}\u3002"),
        "word-lower": ("7", f"{word} {word.upper().replace('PITH', 'pith')} pith:Greatest"),
        "word-digit": ("7", "pith:fb5jqx5u"),
        "word-upper-all": ("7", "PITH:GREATEST"),
        "two-together": ("3", f"{WHOLE},{WHOLE};{SHORT}"),
        "nothing": ("3", "Nothing of the kind: pith, pith:, pith.science, 2023."),
        "empty": ("3", ""),
    }
    for name, (rule, text) in rows.items():
        matches = [
            {"start": start, "end": end, "number": number, "may_be_word": may_be_word}
            for start, end, number, may_be_word in find_numbers(text)
        ]
        group.add(name, f"Rule {rule}.", {"text": text}, {"matches": matches}, rule=f"4.5/{rule}")
    for name, text in {"host-port": f"http://localhost:8080/pith/{SUFFIX}", "host-default": page}.items():
        hosts = ["localhost:8080"]
        matches = [m._asdict() for m in find_numbers(text, hosts)]
        group.add(name, "With another host.", {"text": text, "hosts": hosts}, {"matches": matches}, "Address", rule="4.5/8")
    return file


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


def _aliases() -> Vectors:
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
    first, second = rest[:31], rest[31:62]
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
        "group-order": sealed(header + body[19:23] + second + first + rest[62:]),
        "group-repeated": sealed(header + body[19:23] + first + first + rest[62:]),
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
