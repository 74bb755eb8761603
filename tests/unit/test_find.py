"""Numbers in running text: what is found, what is not, and that the work is linear in the length of the text."""

import re
import sys
from collections.abc import Callable, Collection
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pith.find
from pith.find import NumberMatch, find_numbers
from pith.number import PithNumber, ShortPithNumber, parse_number, read_spelling
from pith.protocol import ADDRESSES

SUFFIX = "FB5JQX5UAE5FSVJFWHE5Q4BOBC"
OTHER = "2OBWIT7ORP3TPNCDEPCQW6ZMLI"
NUMBER = PithNumber(f"pith:2023:{SUFFIX}")
PAGE = f"https://pith.science/pith/{SUFFIX}"
SPELLINGS = (
    NUMBER,
    NUMBER.lower(),
    NUMBER.upper(),
    f"Pith:2023:{SUFFIX}",
    "pith:FB5JQX5U",
    "PITH:fb5jqx5uae5f",
    f"pith:{SUFFIX}",
    f"\\pithnumber{{{SUFFIX}}}",
    f"\\pithnumber{{{SUFFIX.lower()}}}",
    *(NUMBER.url(form) for form in ADDRESSES),
    NUMBER.url(origin="http://Pith.Science"),
    NUMBER.url(origin="https://www.pith.science"),
    f"HTTP://WWW.pith.science/pith/{SUFFIX}/state.json",
    f"HTTPS://PITH.SCIENCE/pith/{SUFFIX.lower()}",
)


def found_texts(text: str, **options: Any) -> list[str]:
    return [match.text for match in find_numbers(text, **options)]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        " {} ",
        "see {}, and",
        "it is {}.",
        "({})",
        "{}; {}",
        "\n{}\n",
        "{}\r\n",
        "\t{}\t",
        '"{}"',
        "\u201c{}\u201d",
        "\u2014{}\u2014",
        "what of {}?",
        "{}!",
        "{}: a paper",
        "\\cite[{}]{{key}}",
        "\\emph{{{}}}",
        "\\texttt{{{}}}%\n",
        "see~{}~and",
        "{}\\\\",
        "${}$",
        "note = {{{}}},",
        'note = "{}",',
        "<p>{}</p>",
        '<a href="{}">',
        "<a title='{}'>",
        "<{}>",
        "&quot;{}&quot;",
        "[a paper]({})",
        "[{}][1]",
        "**{}**",
        "*{}*",
        "_{}_",
        "`{}`",
        "| {} |",
        "> {}",
        "- {}",
        "a,{},b",
        "\u7f16\u53f7{}\u3002",
        "\u7f16\u53f7{}\u662f",
        "\U0001d54f\U0001f600{}\U0001f600",
    ],
)
def test_found_where_people_write_them(spelling: str, around: str) -> None:
    text = around.format(*[spelling] * around.count("{}"))
    found = list(find_numbers(text))
    expected = around.replace("{{", "").count("{}")
    assert [match.text for match in found] == [spelling] * expected
    for match in found:
        assert match.number == parse_number(spelling)
        assert type(match.number) in (PithNumber, ShortPithNumber)
        assert text[match.start : match.end] == match.text


@pytest.mark.parametrize(
    "text",
    [
        SUFFIX,
        SUFFIX[:8],
        f"suffix {SUFFIX} alone",
        "NUMERICAL ABSTRACT METHODOLOGY",
        "pith and marrow",
        "the pith: something",
        "pith:short",
        "pith:FB5JQX5",
        "pith:2023:FB5JQX5U",
        f"pith:2023:{SUFFIX}A",
        f"pith:2023:{SUFFIX}0",
        f"pith:2023:{SUFFIX}=",
        f"pith:2023:{SUFFIX}======",
        f"pith:2023:{SUFFIX}_A",
        f"pith:2023:{SUFFIX[:-1]}",
        f"pith:2023:{SUFFIX[:-1]}0",
        f"pith:0000:{SUFFIX}",
        f"pith:23:{SUFFIX}",
        f"pith:12023:{SUFFIX}",
        f"pith:2023: {SUFFIX}",
        f"pith :2023:{SUFFIX}",
        f"pith:2023:{SUFFIX[:13]}\n{SUFFIX[13:]}",
        f"pith:{SUFFIX}A",
        "pith:FB5JQX50",
        "pith:FB5JQX5U1",
        "pith:FB5JQX5U-AE5F",
        "pith:FB5JQX5U:AE5F",
        "pith:FB5JQX5U.txt",
        "pith:username@example.org",
        "pith:FB5JQX5U/AE5F",
        f"xpith:2023:{SUFFIX}",
        f"7pith:2023:{SUFFIX}",
        f"x_pith:2023:{SUFFIX}",
        f"web+pith:2023:{SUFFIX}",
        f"x-pith:2023:{SUFFIX}",
        f"org.pith:2023:{SUFFIX}",
        f"example.org/pith:2023:{SUFFIX}",
        f"\u00e9pith:2023:{SUFFIX}",
        f"\u0440pith:2023:{SUFFIX}",
        f"pith:2023:{SUFFIX}\u00e9",
        f"pith:2023:{SUFFIX}\u0301",
        f"pith:2023:{SUFFIX}\u0662",
        f"pith:2023:{SUFFIX}\U0001d400",
        f"p\u0131th:2023:{SUFFIX}",
        f"\uff50ith:2023:{SUFFIX}",
        f"pith\uff1a2023:{SUFFIX}",
        f"pith:\u0662023:{SUFFIX}",
        f"pith:2023:{SUFFIX[:-1]}\u017f",
        f"pith:2023:\u0391{SUFFIX[1:]}",
        f"pith:2023:{SUFFIX[:13]}\u200b{SUFFIX[13:]}",
        f"\\\\pithnumber{{{SUFFIX}}}",
        f"\\PithNumber{{{SUFFIX}}}",
        f"\\mypithnumber{{{SUFFIX}}}",
        f"\\pithnumbers{{{SUFFIX}}}",
        f"\\pithnumber{{{SUFFIX}A}}",
        "\\pithnumber{}",
        "\\newcommand{\\pithnumber}[1]{#1}",
        "\\usepackage{pith}",
        f"http:/pith.science/pith/{SUFFIX}",
        f"ftp://pith.science/pith/{SUFFIX}",
        f"xhttps://pith.science/pith/{SUFFIX}",
        f"git+https://pith.science/pith/{SUFFIX}",
        f"https://notpith.science/pith/{SUFFIX}",
        f"https://www.www.pith.science/pith/{SUFFIX}",
        f"https://ww.pith.science/pith/{SUFFIX}",
        f"pith.science/pith/{SUFFIX}",
        f"www.pith.science/pith/{SUFFIX}",
        "pith:greatest",
        "pith:Greatest",
        "PITH:greatest",
        "pith:GREATESt",
        "pith:international",
        "pith:abcdefghijklmnopqrstuvwxyz",
        f"https://pith.science.evil.org/pith/{SUFFIX}",
        f"https://pith.science@evil.org/pith/{SUFFIX}",
        f"https://user@pith.science/pith/{SUFFIX}",
        f"https://pith.science:443/pith/{SUFFIX}",
        f"https://pith.science./pith/{SUFFIX}",
        f"https://p\u0131th.science/pith/{SUFFIX}",
        f"https://example.org/pith/{SUFFIX}",
        f"https://example.org/https://pith.science/pith/{SUFFIX}",
        f"https://example.org/?to=https://pith.science/pith/{SUFFIX}",
        f"https://example.org/pith:2023:{SUFFIX}",
        f"https://example.org/?pith:2023:{SUFFIX}",
        f"https://example.org/#pith:{SUFFIX}",
        "otpauth://totp/pith:username?secret=JBSWY3DPEHPK3PXP",
        f"https://pith.science/search?q=pith:2023:{SUFFIX}",
        f"https://pith.science/{SUFFIX}",
        f"https://pith.science/Pith/{SUFFIX}",
        f"https://pith.science/pith/{SUFFIX}A",
        f"https://pith.science/pith/{SUFFIX[:-1]}",
        f"https://pith.science/pith/{SUFFIX[:8]}",
        f"https://pith.science/paper/{SUFFIX}",
        f"https://pith.science/paper/{SUFFIX[:12]}",
        f"https://pith.science/pith/{SUFFIX}.jsonx",
        f"https://pith.science/pith/{SUFFIX}.pdf",
        f"https://pith.science/pith/{SUFFIX}/unknown",
        f"https://pith.science/pith/{SUFFIX}/bundle.json/more",
        f"https://pith.science/pith/{SUFFIX}%20",
        f"https://pith.science/pith/{SUFFIX}\u00e9",
        "https://pith.science/api/pith-number/resolve?arxiv=2305.02301&json=true",
        "https://arxiv.org/abs/2305.02301v2",
        "10.48550/arxiv.2305.02301",
        "arXiv:2305.02301v2",
        "b2d552b68890857171a78b36a5dccf368a953413288c353f7c9d9d6f94b709b3",
        "RVFV5Z2OI2J3ZUO7ERDEBCYNKS",
        "secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    ],
)
def test_nothing_is_found(text: str) -> None:
    for around in ("{}", " {} ", "{{{}}}"):
        assert found_texts(around.format(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{PAGE}.", [PAGE]),
        (f"{PAGE}...", [PAGE]),
        (f"{PAGE}/", [PAGE]),
        (f"{PAGE}:", [PAGE]),
        (f"{PAGE}%\n", [PAGE]),
        (f"{PAGE}?ref=1", [PAGE]),
        (f"{PAGE}#abstract", [PAGE]),
        (f"{PAGE}.json.", [f"{PAGE}.json"]),
        (f"{PAGE}.json), {PAGE}", [f"{PAGE}.json", PAGE]),
        (f"{PAGE}?ref=pith:2023:{OTHER} pith:FB5JQX5U", [PAGE, "pith:FB5JQX5U"]),
        (f"\\href{{{PAGE}}}{{{NUMBER}}}", [PAGE, NUMBER]),
        (f'<a href="{PAGE}">pith:FB5JQX5U</a>', [PAGE, "pith:FB5JQX5U"]),
        (f"[{NUMBER}]({PAGE})", [NUMBER, PAGE]),
        (f"https://example.org {NUMBER}", [NUMBER]),
        (f"\\url{{https://example.org}}{NUMBER}", [NUMBER]),
        (f"https://example.org/a,{NUMBER},b", [NUMBER]),
        (f"line\\\\\\pithnumber{{{SUFFIX}}}", [f"\\pithnumber{{{SUFFIX}}}"]),
        (f"\\\\\\pithnumber{{{SUFFIX}}}", [f"\\pithnumber{{{SUFFIX}}}"]),
        (f"---{NUMBER}---", [NUMBER]),
        (f"pith:{NUMBER}", [NUMBER]),
        (f"{NUMBER}pith:FB5JQX5U", []),
        (f"{NUMBER} {NUMBER.lower()}", [NUMBER, NUMBER.lower()]),
        (f"url={{{PAGE}}}, note={{\\pithnumber{{{SUFFIX}}}}}", [PAGE, f"\\pithnumber{{{SUFFIX}}}"]),
        ("pith:FB5JQX5U.", ["pith:FB5JQX5U"]),
        ("pith:FB5JQX5U's", ["pith:FB5JQX5U"]),
        ("pith:FB5JQX5U--pith:2OBWIT7O", ["pith:FB5JQX5U", "pith:2OBWIT7O"]),
        (f"{NUMBER}, a-based", [NUMBER]),
        (f"\\pithnumber{{{SUFFIX}", []),
        (f"\\pithnumber{{{SUFFIX} }}", []),
        ("", []),
    ],
)
def test_where_a_number_ends_and_the_text_goes_on(text: str, expected: list[str]) -> None:
    assert found_texts(text) == expected


@pytest.mark.parametrize(
    ("text", "may_be_word"),
    [
        ("pith:GREATEST", True),
        ("PITH:INTERNATIONAL", True),
        ("Pith:GREATEST", True),
        ("pith:ABCDEFGHIJKLMNOPQRSTUVWXYZ", True),
        ("pith:GREATES2", False),
        ("pith:greates2", False),
        ("PITH:fb5jqx5u", False),
        (NUMBER, False),
        (PAGE, False),
        ("https://pith.science/paper/GREATEST", False),
        ("\\pithnumber{greatest}", False),
    ],
)
def test_a_short_number_without_a_digit_may_be_a_word(text: str, may_be_word: bool) -> None:
    (match,) = find_numbers(f"see {text}, and")
    assert match.text == text
    assert match.may_be_word is may_be_word


def test_offsets_count_characters() -> None:
    text = f"\U0001f600 \u00e9\u0130\u1e9e\ud800 {NUMBER} \u0130 pith:FB5JQX5U"
    assert list(find_numbers(text)) == [
        NumberMatch(NUMBER, 7, 43, str(NUMBER)),
        NumberMatch(NUMBER.short(), 46, 59, "pith:FB5JQX5U"),
    ]


def test_hosts_are_an_argument() -> None:
    mirror = NUMBER.url(origin="https://mirror.example:8080")
    text = f"{PAGE} {mirror} {NUMBER}"
    assert found_texts(text) == [PAGE, NUMBER]
    assert found_texts(text, hosts=["Mirror.Example:8080"]) == [mirror, NUMBER]
    assert found_texts(text, hosts={"mirror.example:8080", "pith.science"}) == [PAGE, mirror, NUMBER]
    assert found_texts(text, hosts=()) == [NUMBER]
    assert found_texts(text.replace("mirror.example", "mirrorxexample"), hosts=["mirror.example:8080"]) == [NUMBER]


@pytest.mark.parametrize("text", [None, b"pith:FB5JQX5U", 5])
def test_a_text_is_a_str(text: Any) -> None:
    with pytest.raises(TypeError, match="text: expected a str"):
        find_numbers(text)


PIECES = st.sampled_from(
    [*SPELLINGS, "pith", ":", "://", "https", "\\", "{", "}", " ", ".", "/", "?", "_", "-", "\u00e9", SUFFIX, "2023"]
)


@settings(max_examples=300)
@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_a_match_is_in_the_text_and_parse_number_agrees(text: str) -> None:
    end = 0
    for match in find_numbers(text):
        assert end <= match.start < match.end
        assert match.text == text[match.start : match.end]
        assert match.number == parse_number(match.text)
        assert match.text.endswith("}") or not re.match("[A-Za-z0-9]", text[match.end :])
        end = match.end


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(SPELLINGS), max_size=8),
    st.lists(st.sampled_from([" ", ", ", "\n", " \u00e9t\u00e9 ", "} {"]), min_size=8),
)
def test_every_number_is_found(spellings: list[str], gaps: list[str]) -> None:
    text = "".join(spelling + gap for spelling, gap in zip(spellings, gaps, strict=False))
    assert found_texts(text) == spellings


WORST = {
    "beginnings": "pith:",
    "short ones too long": "pith:" + "A" * 27,
    "whole ones too long": f"pith:2023:{SUFFIX}A",
    "numbers": f"pith:2023:{SUFFIX} ",
    "numbers in a row": f"pith:2023:{SUFFIX}",
    "schemes": "://",
    "schemes and beginnings": "://pith:",
    "addresses of the host": "https://pith.science/",
    "addresses apart": "https://pith.science/ ",
    "addresses of numbers": f"{PAGE} ",
    "addresses of numbers in a row": PAGE,
    "other addresses": "https://example.org/pith: ",
    "dots": ".",
    "dots behind an address": f"{PAGE}..........",
    "slashes and percents": "https://pith.science/%/%/",
    "backslashes": "\\",
    "commands": "\\pithnumber{",
    "commands after backslashes": "\\\\\\\\pithnumber{",
    "base32": "A",
    "look-alikes": "p\u0131th:",
    "not ASCII": "\u00e9",
}


def calls_during(action: Callable[[], object]) -> int:
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "begin", ["", "pith:", "https://pith.science/", "https://pith.science/pith/", "https://example.org/", "\\pithnumber{"]
)
@pytest.mark.parametrize("piece", WORST.values(), ids=WORST)
def test_the_number_of_calls_is_linear(begin: str, piece: str) -> None:
    """Twice the text takes at most twice as many calls, with a few more where the first piece is not searched."""
    once, twice = (calls_during(lambda text=begin + piece * size: list(find_numbers(text))) for size in (200, 400))  # type: ignore[misc]
    assert twice <= 2 * once + 50


@pytest.mark.parametrize("piece", WORST.values(), ids=WORST)
def test_the_searched_parts_are_linear(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The regular expressions and `read_spelling` see no part of the text more often than a few times."""
    seen = 0

    class Counting:
        def __init__(self, pattern: "re.Pattern[bytes]") -> None:
            self.pattern = pattern

        def match(self, text: bytes, start: int) -> "re.Match[bytes] | None":
            nonlocal seen
            match = self.pattern.match(text, start)
            seen += len(match[0]) if match else 40
            return match

    def counted(text: str, hosts: Collection[str]) -> PithNumber | ShortPithNumber | None:
        nonlocal seen
        seen += len(text)
        return read_spelling(text, hosts)

    monkeypatch.setattr(pith.find, "_SPELLING", Counting(pith.find._SPELLING))
    monkeypatch.setattr(pith.find, "_URL", Counting(pith.find._URL))
    monkeypatch.setattr(pith.find, "read_spelling", counted)
    text = piece * (20_000 // len(piece))
    for _ in find_numbers(text):
        pass
    assert seen < 20 * len(text)


def test_an_ordinary_text_takes_few_calls() -> None:
    text = "A line of an ordinary paper, with \\cite{key}, ABSTRACTIONS and https://example.org in it.\n" * 1000
    assert calls_during(lambda: list(find_numbers(text))) < 60
