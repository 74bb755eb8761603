"""Vectors of section 2: strict JSON, canonical JSON, equality."""

from reference.canonical import canon, same, sha256_hex
from reference.refusal import Refused
from reference.strict import parse

from .form import Group, Vectors, bytes_input, json_input


def json_vectors() -> Vectors:
    file = Vectors(
        "json",
        "Parse the input as strict JSON; refuse it, or write its canonical bytes. `json` is the text to parse, `bytes_base64` "
        "the bytes.",
    )
    _refused(file)
    _numbers(file)
    _canonical(file)
    _limits(file)
    _equality(file)
    return file


def _canonicalize(group: Group, name: str, comment: str, text: str | bytes, *flags: str, rule: str = "") -> None:
    """A test whose result the reference computes."""
    data = text.encode() if isinstance(text, str) else text
    given = json_input(text) if isinstance(text, str) else bytes_input(text)
    try:
        made = canon(parse(data))
    except Refused as refused:
        group.add(name, comment, given, None, *flags, error=refused.code, rule=rule)
        return
    expected = {"canonical": made.decode(), "sha256": sha256_hex(made)}
    group.add(name, comment, given, expected, *flags, rule=rule)


def _refused(file: Vectors) -> None:
    group = file.group("refused", "2.1", "canonicalize", "Input that is not strict JSON.")
    rows: dict[str, tuple[str, str, str | bytes, tuple[str, ...]]] = {
        "overlong": ("1", "An overlong encoding of a slash.", b'"\xc0\xaf"', ("Encoding",)),
        "encoded-surrogate": ("1", "A surrogate encoded in UTF-8.", b'"\xed\xa0\x80"', ("Encoding", "LoneSurrogate")),
        "lone-continuation": ("1", "A continuation byte alone.", b'"\x80"', ("Encoding",)),
        "cut-character": ("1", "A character that is cut.", b'"\xc3"', ("Encoding",)),
        "beyond-unicode": ("1", "A code point above U+10FFFF.", b'"\xf4\x90\x80\x80"', ("Encoding",)),
        "invalid-in-key": ("1", "Bytes that are not UTF-8 in a key.", b'{"\xff": 1}', ("Encoding",)),
        "utf-16": ("1", "JSON in UTF-16.", "{}".encode("utf-16-be"), ("Encoding",)),
        "bom": ("2", "A byte-order mark.", b"\xef\xbb\xbf{}", ("Encoding",)),
        "nan": ("3", "NaN.", "[NaN]", ()),
        "infinity": ("3", "Infinity.", "[Infinity]", ()),
        "minus-infinity": ("3", "-Infinity.", "[-Infinity]", ()),
        "comment": ("3", "A comment.", "[1] // one", ()),
        "trailing-comma-array": ("3", "A comma at the end of an array.", "[1,]", ()),
        "trailing-comma-object": ("3", "A comma at the end of an object.", '{"a": 1,}', ()),
        "leading-zero": ("3", "A leading zero.", "[01]", ("NumberLiteral",)),
        "plus": ("3", "A plus sign before a number.", "[+1]", ("NumberLiteral",)),
        "no-digit-before-point": ("3", "No digit before the point.", "[.5]", ("NumberLiteral",)),
        "no-digit-after-point": ("3", "No digit after the point.", "[1.]", ("NumberLiteral",)),
        "no-digit-in-exponent": ("3", "An exponent without digits.", "[1e]", ("NumberLiteral",)),
        "hexadecimal": ("3", "A hexadecimal number.", "[0x10]", ("NumberLiteral",)),
        "other-digits": ("3", "Digits beyond ASCII.", "[\u0661]", ("NumberLiteral", "Unicode")),
        "single-quotes": ("3", "Single quotes.", "['a']", ()),
        "bare-key": ("3", "A key without quotes.", "{a: 1}", ()),
        "control": ("3", "A control character in a string.", '"\u0001"', ()),
        "tab-in-string": ("3", "A tab in a string.", '"a\tb"', ()),
        "line-feed-in-string": ("3", "A line feed in a string.", '"a\nb"', ()),
        "unknown-escape": ("3", "An unknown escape.", '"\\x41"', ()),
        "short-escape": ("3", "An escape with three digits.", '"\\u041"', ()),
        "open-string": ("3", "A string without an end.", '"a', ()),
        "open-array": ("3", "An array without an end.", "[1", ()),
        "open-object": ("3", "An object without an end.", '{"a": 1', ()),
        "wrong-bracket": ("3", "A bracket of the other kind.", "[1}", ()),
        "missing-comma": ("3", "No comma between two items.", "[1 2]", ()),
        "missing-colon": ("3", "No colon after a key.", '{"a" 1}', ()),
        "upper-case-word": ("3", "True in another case.", "[True]", ()),
        "no-break-space": ("3", "A no-break space between tokens.", "[1,\u00a02]", ("WhiteSpace",)),
        "form-feed": ("3", "A form feed between tokens.", "[1,\u000c2]", ("WhiteSpace",)),
        "bom-inside": ("3", "U+FEFF between tokens.", "[1,\ufeff2]", ("WhiteSpace",)),
        "empty": ("3", "No bytes.", "", ()),
        "white-space-alone": ("3", "White space alone.", " \n", ("WhiteSpace",)),
        "two-values": ("4", "Two values.", "{}{}", ()),
        "trailing-word": ("4", "A word after the value.", "{} x", ()),
        "trailing-zero-byte": ("4", "A zero byte after the value.", b"{}\x00", ()),
        "high-surrogate": ("5", "A lone high surrogate.", '"\\ud800"', ("LoneSurrogate",)),
        "low-surrogate": ("5", "A lone low surrogate.", '"\\udc00"', ("LoneSurrogate",)),
        "reversed-pair": ("5", "A pair of surrogates in the wrong order.", '"\\udc00\\ud800"', ("LoneSurrogate",)),
        "surrogate-in-key": ("5", "A lone surrogate in a key.", '{"\\ud800": 1}', ("LoneSurrogate",)),
        "surrogate-then-character": ("5", "A high surrogate and a character.", '"\\ud800\\u0041"', ("LoneSurrogate",)),
        "duplicate": ("6", "One key twice with one value.", '{"a": 1, "a": 1}', ("DuplicateKey",)),
        "duplicate-escaped": ("6", "One key twice, once with an escape.", '{"a": 1, "\\u0061": 2}', ("DuplicateKey",)),
        "duplicate-inside": ("6", "One key twice in an inner object.", '{"a": [{"b": 1, "b": 2}]}', ("DuplicateKey",)),
        "duplicate-empty": ("6", "The empty key twice.", '{"": 1, "": 2}', ("DuplicateKey",)),
        "duplicate-apart": ("6", "One key twice with others between.", '{"a": 1, "b": 2, "c": 3, "a": 4}', ("DuplicateKey",)),
        "integer-above": ("7", "2^64.", "[18446744073709551616]", ("EdgeValue",)),
        "integer-below": ("7", "-2^63 - 1.", "[-9223372036854775809]", ("EdgeValue",)),
        "minus-zero": ("8", "The integer minus zero.", "[-0]", ("NumberLiteral",)),
        "float-infinite": ("9", "A float above all doubles.", "[1e400]", ("NumberLiteral",)),
        "float-infinite-negative": ("9", "A float below all doubles.", "[-1e309]", ("NumberLiteral",)),
    }
    for name, (rule, comment, text, flags) in rows.items():
        _canonicalize(group, name, comment, text, *flags, rule=f"2.1/{rule}")
    group = file.group("accepted", "2.1", "canonicalize", "Input at the border of the rules that is strict JSON.")
    accepted: dict[str, tuple[str, str | bytes, tuple[str, ...]]] = {
        "white-space-around": ("White space around the value.", " \t\r\n{}\n", ("WhiteSpace",)),
        "pair-of-escapes": ("A pair of escapes is one character.", '"\\ud83d\\ude00"', ("Unicode",)),
        "same-key-in-two-objects": ("One key in two objects.", '[{"a": 1}, {"a": 2}]', ()),
        "keys-that-normalize-alike": (
            "Two keys that are equal only after normalization.",
            '{"\u00e9": 1, "e\u0301": 2}',
            ("Unicode",),
        ),
        "keys-that-differ-in-case": ("Two keys that differ in case.", '{"a": 1, "A": 2}', ()),
        "scalar": ("A scalar alone.", "null", ()),
        "text-alone": ("A text alone.", '"text"', ()),
        "bom-in-string": ("U+FEFF in a string.", '"\ufeff"', ("Unicode",)),
        "delete": ("U+007F in a string.", '"\u007f"', ()),
        "nesting": ("100 arrays inside one another.", "[" * 100 + "]" * 100, ()),
        "prototype": (
            "Keys with a meaning in other languages.",
            '{"__proto__": 1, "constructor": 2, "toString": 3}',
            ("Forgery",),
        ),
    }
    for name, (comment, text, flags) in accepted.items():
        _canonicalize(group, name, comment, text, *flags)


def _numbers(file: Vectors) -> None:
    group = file.group("numbers", "2.1", "canonicalize", "Spellings of numbers: exact, or refused.")
    literals = (
        *("0", "-1", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615"),
        *("9007199254740993", "2.0", "2e0", "0.1", "1.50", "1E5", "1e+5", "5e-324", "0e9999", "0.000", "-0.0", "-0e5"),
        *("0.10000000000000000000001", "1e-400", "9007199254740993.0", "9007199254740992.0", "4.9e-324", "1e0000001"),
        *("1e000001", "1e-9999999999999999999", "0e99999999999999999999", "1e-999999", "0e999999", "1.7976931348623157e308"),
        *("1.7976931348623159e308", "2.2250738585072014e-308", "2.2250738585072011e-308", "0.30000000000000004", "1e22"),
        *("1e23", "9.999999999999999e22", "123456789012345678.0", "1e15", "1e16", "123456789.125", "0.0001", "0.00001"),
        *("1000000000000000.5", "100000000000000000000.0", "0.1e1", "100e-2", "1.0000000000000002", "1.00000000000000011"),
    )
    for literal in literals:
        name = literal.lower().replace("+", "plus").replace("-", "minus").replace(".", "_")
        _canonicalize(group, f"literal-{name}", f"The literal {literal}.", f"[{literal}]", "NumberLiteral", rule="2.1/9")


def _canonical(file: Vectors) -> None:
    group = file.group("canonical", "2.2", "canonicalize", "Canonical bytes.")
    rows: dict[str, tuple[str, str, tuple[str, ...]]] = {
        "key-order": (
            "Keys in code-point order: U+FFFF comes before U+1F600, which UTF-16 code units order otherwise.",
            '{"b": 1, "a": 2, "B": 3, "\\u00e9": 4, "\\ud83d\\ude00": 5, "\\uffff": 6, "": 7, "aa": 8, "a\\u0000": 9}',
            ("ByteOrder", "Unicode"),
        ),
        "no-white-space": ("No white space between tokens.", ' { "a" : [ 1 , 2 ] , "b" : { } , "c" : [ ] } ', ("WhiteSpace",)),
        "item-order": ("Items keep their order.", "[3, 1, 2, [2, 1]]", ()),
        "escapes": (
            "Seven short escapes, the others in lower case, and no escape that JSON does not require.",
            '"\\u0000\\u001F\\b\\f\\n\\r\\t\\"\\\\\\/\\u007f\\u0080\\u2028\\u2029\\u00e9\\ud83d\\ude00"',
            ("Unicode",),
        ),
        "all-controls": ("Every character below U+0020.", '"' + "".join(f"\\u{code:04x}" for code in range(32)) + '"', ()),
        "no-normalization": ("Composed and decomposed text stay.", '["\\u00e9", "e\\u0301", "\\ufb01", "\\u212b"]', ("Unicode",)),
        "words": ("The three words.", "[true, false, null]", ()),
        "floats": (
            "The shortest spelling, positional from 1e-4 to below 1e16.",
            "[1e-5, 1.5e-7, 1e-4, 1e16, 1e22, 1e15, 100.0, 1.5, 0.1, -0.0, 0.0, 123456789.125, 5e-324, 1e100]",
            ("NumberLiteral", "ByteOrder"),
        ),
        "integers": (
            "Integers keep every digit.",
            "[-9223372036854775808, 18446744073709551615, 9007199254740993]",
            ("EdgeValue",),
        ),
        "unassigned": ("Noncharacters and unassigned code points.", '"\\uffff\\ufffe\\u0378\\udbff\\udfff"', ("Unicode",)),
    }
    for name, (comment, text, flags) in rows.items():
        _canonicalize(group, name, comment, text, *flags)


def _limits(file: Vectors) -> None:
    group = file.group("limits", "12", "canonicalize", "Input above the limits of this library.")
    rows = {
        "depth-251": ("251 arrays inside one another.", "[" * 251 + "]" * 251),
        "depth-objects": ("300 objects inside one another.", '{"a":' * 300 + "1" + "}" * 300),
        "digits-21": ("An integer of 21 digits.", "[100000000000000000000]"),
        "digits-21-negative": ("A negative integer of 21 digits.", "[-100000000000000000000]"),
    }
    for name, (comment, text) in rows.items():
        group.add(name, comment, json_input(text), None, "Limit", error="LimitExceeded", optional=True, rule="12")
    for name, text in {"depth-250": "[" * 250 + "]" * 250}.items():
        made = canon(parse(text.encode()))
        expected = {"canonical": made.decode(), "sha256": sha256_hex(made)}
        group.add(name, "250 arrays inside one another.", json_input(text), expected, "Limit", optional=True, rule="12")


def _equality(file: Vectors) -> None:
    group = file.group("equality", "2.3", "equal", "Whether two JSON texts denote equal values.")
    rows = {
        "integer-and-float": ("1", "1.0"),
        "integer-and-true": ("1", "true"),
        "zero-and-false": ("0", "false"),
        "zero-and-minus-zero": ("0.0", "-0.0"),
        "float-spellings": ("1.0", "1e0"),
        "member-order": ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}'),
        "item-order": ("[1, 2]", "[2, 1]"),
        "null-and-absent": ('{"a": null}', "{}"),
        "escape-and-character": ('"\\u00e9"', '"\u00e9"'),
        "composition": ('"\u00e9"', '"e\u0301"'),
        "inside": ('{"a": [1.0]}', '{"a": [1]}'),
        "text-and-number": ('"1"', "1"),
        "empty-containers": ("[]", "{}"),
    }
    for name, (one, other) in rows.items():
        expected = {"equal": same(parse(one.encode()), parse(other.encode()))}
        group.add(name, f"{one} and {other}.", {"json": one, "other_json": other}, expected, rule="2.3")
