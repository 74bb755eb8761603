"""Vectors of section 3: canonical text and the text hash check."""

import unicodedata
from hashlib import sha256

from reference.text import WHITE_SPACE, canonical_text, lower, spaced, text_hash_check, text_sha256

from .form import Vectors, text_input
from .published import published

OUTSIDERS = "\u180e\u200b\u200c\u200d\u2060\ufeff\u0000\u001b\u007f"


def text_vectors() -> Vectors:
    file = Vectors("text", "Canonical text and hashes of titles and abstracts.")
    _canonical(file)
    _published(file)
    _checks(file)
    return file


def _canonical(file: Vectors) -> None:
    group = file.group("canonical", "3.1", "canonical_text", "The canonical text and its SHA-256.")

    def add(name: str, comment: str, text: str, *flags: str) -> None:
        expected = {"canonical": canonical_text(text), "sha256": text_sha256(text)}
        group.add(name, comment, text_input(text), expected, *flags, rule="3.1/1" if "WhiteSpace" in flags else "3.1/2")

    for character in WHITE_SPACE:
        code = f"{ord(character):04x}"
        add(f"space-{code}", f"U+{code.upper()} is white space.", f"{character}a{character}{character}b{character}", "WhiteSpace")
    for character in OUTSIDERS:
        code = f"{ord(character):04x}"
        add(f"no-space-{code}", f"U+{code.upper()} is not white space.", f"{character}a{character}b", "WhiteSpace")
    add("all-white-space", "All white space in one run.", f"a{''.join(WHITE_SPACE)}b", "WhiteSpace")
    add("only-white-space", "White space alone.", " \n ", "WhiteSpace")
    add("empty", "The empty text.", "")
    add("tex", "TeX stays.", r"On \'etale  $\Lambda$-adic -- and ``quoted'' forms .")
    texts = {
        "german": ("Lower case, and no case folding.", "STRASSE Stra\u00dfe \u1e9e"),
        "dotted-i": ("U+0130 becomes two characters.", "\u0130I\u0131i"),
        "sigma-final": ("A sigma at the end of a word.", "\u039f\u0394\u039f\u03a3"),
        "sigma-inside": ("A sigma inside a word.", "\u03a3\u039f\u03a3\u039f"),
        "sigma-alone": ("A sigma alone.", "\u03a3 a"),
        "sigma-before-mark": ("A sigma before a combining mark.", "\u0391\u03a3\u0301 \u0391\u03a3\u0301\u0391"),
        "sigma-before-point": ("A sigma before punctuation.", "\u0391\u03a3. \u0391\u03a3'\u0391"),
        "composition": ("No normalization.", "\u00c9tale E\u0301tale \ufb01 \u212b"),
        "titlecase": ("Digraphs.", "\u01c4\u01c5\u01c6"),
        "cherokee": ("Cherokee has lower case since Unicode 8.", "\u13a0\uab70"),
        "georgian": ("Georgian capitals have lower case since Unicode 11.", "\u1c90\u10d0"),
        "adlam": ("A script beyond U+FFFF.", "\U0001e900\U00010400"),
        "unicode-14": ("U+A7C0 has lower case since Unicode 14.", "\ua7c0\u2c2f"),
        "unicode-16": ("U+1C89 has lower case only since Unicode 16.", "\u1c89 \ua7cb \U00010d50"),
        "unicode-17": ("U+A7CE has lower case only since Unicode 17.", "\ua7ce \U00016ea0"),
        "unassigned": ("A code point without a character.", "\u0378A"),
        "astral": ("Mathematical capitals have no lower case.", "\U0001d400A"),
    }
    for name, (comment, text) in texts.items():
        add(name, comment, text, "Unicode", "CaseMapping")
    for name, text in {"lone-surrogate": "a\ud800", "reversed-pair": "\udc00\ud800"}.items():
        comment = "A lone surrogate has no UTF-8."
        group.add(name, comment, text_input(text), None, "LoneSurrogate", error="CanonicalizationError", rule="3.1/2")


def _published(file: Vectors) -> None:
    group = file.group("published", "3.1", "canonical_text", "Titles of published records.")
    for row in published("records"):
        if title := row.get("title"):
            expected = {"canonical": canonical_text(title), "sha256": row["canonical_record"]["metadata"]["title_canon_sha256"]}
            flags = ("Published", *(() if title.isascii() else ("Unicode",)))
            group.add(row["pith_number"][10:18].lower(), row["pith_number"], text_input(title), expected, *flags)


def _checks(file: Vectors) -> None:
    group = file.group("check", "3.2", "text_hash_check", "The outcome of the text hash check.")

    def hashed(text: str) -> str:
        return sha256(text.encode()).hexdigest()

    word = "Stra\u00dfe \u00c9tale"
    rows: dict[str, tuple[str, str, str, str]] = {
        "equal": ("1", "The hash of the text.", "A  Title", text_sha256("A  Title")),
        "case": ("1", "Another case and other white space.", "a\tTITLE", text_sha256("A  Title")),
        "ascii": ("2", "Another text in ASCII.", "A Title", text_sha256("A title.")),
        "ascii-exact": ("2", "The hash of the ASCII text before lower case.", "A Title", hashed("A Title")),
        "marks-30": ("5", "30 combining marks, and another hash.", "a" + "\u0301" * 30, hashed("x")),
        "marks-31": ("3", "31 combining marks, and another hash.", "a" + "\u0301" * 31, hashed("x")),
        "marks-31-equal": (
            "1",
            "31 combining marks, and the hash of the text.",
            "a" + "\u0301" * 31,
            text_sha256("a" + "\u0301" * 31),
        ),
        "casefold": ("4", "The hash after case folding.", word, hashed(word.casefold())),
        "nfd": ("4", "The hash after NFD.", word, hashed(lower(unicodedata.normalize("NFD", word)))),
        "nfc": ("4", "The hash after NFC.", "E\u0301tale", text_sha256("\u00e9tale")),
        "nfkc": (
            "4",
            "The hash after NFKC.",
            "\ufb01eld \u2460",
            hashed(lower(unicodedata.normalize("NFKC", "\ufb01eld \u2460"))),
        ),
        "nfkd-casefold": (
            "4",
            "NFKD and case folding.",
            "\ufb01 \u00c9",
            hashed(unicodedata.normalize("NFKD", "\ufb01 \u00c9").casefold()),
        ),
        "nfkc-white-space": (
            "4",
            "NFKC makes white space of U+FDFA.",
            "\ufdfa",
            hashed(spaced(unicodedata.normalize("NFKC", "\ufdfa"))),
        ),
        "other": ("5", "Another text beyond ASCII.", word, text_sha256("another")),
        "fold-then-normalize": (
            "5",
            "Case folding before NFC is no variant.",
            "\u0345\u0301A",
            hashed(unicodedata.normalize("NFC", "\u0345\u0301A".casefold()) + "!"),
        ),
        "without-white-space-step": ("5", "The hash of a variant that keeps its white space.", "\u00c9  a", hashed("\u00e9  a")),
        "dotless": ("5", "Turkish lower case.", "\u0130I", hashed("i\u0131")),
    }
    for name, (rule, comment, text, expected) in rows.items():
        flags = ("Unknown",) if rule in "34" else ()
        given = {**text_input(text), "sha256": expected}
        group.add(name, comment, given, {"outcome": text_hash_check(text, expected)}, *flags, rule=f"3.2/{rule}")
