"""Reports as HTML: structure, assurance of each field, folding, escapes, size, contrast, and that nothing is loaded."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from records import carried, edited, parsed, report_of

from pith import VerificationReport, parse_record, verify_record
from pith.render.card import assurance_in, card_html
from pith.render.html import page_html, record_html, report_html
from pith.render.style import PAGE_STYLE, STYLE
from pith.testing import TEST_KEYS, sample_record

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202egnp.exe\r\n\x00&amp;\"'`"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[31m\\u202egnp.exe\\r\\n\\x00&amp;amp;&quot;&#x27;`"
TAGS = {"article", "style", "header", "h2", "h3", "p", "code", "strong", "span", "wbr", "dl", "div", "dt", "dd", "ul", "li"}
POINTERS = {
    "Title": "/paper/title",
    "Authors": "/paper/authors_text",
    "Pith Number": "/pith_number",
    "Source": "/source",
    "Submitted": "/paper/submitted_at",
    "Primary category": "/paper/primary_cat",
    "Other categories": "/paper/cross_cats",
    "License": "/paper/license",
    "Headline": "/paper/headline",
    "Key": "/receipt/key_id",
    "Signed at": "/receipt/signed_at",
    "Claims": "/graph_snapshot/claims/count",
    "References": "/graph_snapshot/references/count",
    "Cited by": "/inbound_citations/count",
}


class Page(HTMLParser):
    """What a browser takes for elements, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.unclosed: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in ("wbr", "meta"):
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.unclosed:
            self.words.append(data)


def hostile_report() -> VerificationReport:
    changes = [(pointer, HOSTILE) for pointer in ("/paper/title", "/paper/authors_text", "/paper/headline", "/links/html")]
    tree = edited(carried(), *changes, ("/aliases/0/alias_value", HOSTILE), ("/receipt/key_id", HOSTILE))
    return verify_record(parse_record(tree | {HOSTILE: [{HOSTILE: 1}]}))


REPORTS: dict[str, Callable[[], VerificationReport]] = {
    "good": report_of,
    "failed": lambda: report_of(("/paper/title", "Another"), ("/receipt/signature_b64", "A" * 86 + "==")),
    "one contradiction": lambda: report_of(("/inbound_citations/count", 0)),
    "sample": lambda: verify_record(sample_record("full"), keys=TEST_KEYS),
    "future": lambda: verify_record(sample_record("future"), keys=TEST_KEYS),
    "other order": lambda: report_of(("/paper/cross_cats", ["cs.LG", "cs.AI"])),
    "hostile": hostile_report,
}


def text_of(html: str) -> str:
    return "".join(Page(html).words)


def rows(html: str) -> dict[str, str]:
    """The class of each row of the card, by its label."""
    return {label: name for name, label in re.findall(r'<div class="pith-(\w+)"><dt>([^<]*)</dt>', html)}


class TestCard:
    @pytest.mark.parametrize("name", [*REPORTS])
    def test_each_field_carries_its_assurance(self, name: str) -> None:
        report = REPORTS[name]()
        html = report.to_html()
        shown = rows(html)
        assert shown.keys() >= POINTERS.keys() - {"Headline", "License", "Other categories"}
        for label, assurance in shown.items():
            expected = report.assurance_of(POINTERS[label])
            assert assurance == expected.assurance, label
            if assurance in ("checked", "contradicted"):
                assert assurance_in(report.to_dict(), POINTERS[label])[1] == [*expected.checks]
        assert html.count('<dd class="pith-how">') == len(shown)

    def test_a_signed_title_and_claimed_authors_do_not_look_alike(self) -> None:
        html = report_of().to_html()
        assert rows(html)["Title"] == "authenticated"
        assert rows(html)["Authors"] == "checked"
        assert "up to case and white space" in text_of(html)
        assert "not signed; snapshot_paper passed" in text_of(html)
        for kind in ("authenticated", "checked", "claimed", "contradicted"):
            assert f".pith-report .pith-card .pith-{kind} .pith-value" in STYLE

    def test_the_legend_explains_the_words_that_are_used(self) -> None:
        assert "bound to the verified signature" in report_of().to_html()
        assert "a failed check covers" not in report_of().to_html()
        assert "a failed check covers" in report_of(("/paper/title", "x")).to_html()

    def test_empty_fields_are_left_out(self) -> None:
        assert "Headline" not in rows(report_of().to_html())

    def test_without_a_report_everything_is_claimed(self) -> None:
        assert {*rows(card_html(parsed().to_dict(), None)).values()} == {"claimed"}

    def test_only_records_have_a_card(self) -> None:
        report = report_of()
        assert "<dl" not in report_html(report.to_dict())
        assert "<dl" not in report_html(report.to_dict() | {"document_type": "bundle"}, {})


class TestStructure:
    def test_the_verdict_is_in_words_and_color(self) -> None:
        assert (
            '<header class="pith-verdict pith-passed"><h2><span aria-hidden="true">✓ </span>Verifies</h2>'
            in report_of().to_html()
        )
        html = report_of(("/paper/title", "x")).to_html()
        assert '<header class="pith-verdict pith-failed"><h2><span aria-hidden="true">✗ </span>Does not verify</h2>' in html
        assert "title_hash" in text_of(html).partition("checks:")[0]

    def test_a_required_check_that_is_indeterminate_is_named(self) -> None:
        html = verify_record(parsed(), require=["key_window"]).to_html()
        assert "key_window indeterminate and required" in text_of(html)
        assert "What is indeterminate and requiredkey_window: no instant was given" in text_of(html)
        assert "What is indeterminate" not in report_of().to_html()

    def test_failures_come_first(self) -> None:
        html = report_of(("/paper/title", "x"), ("/links/html", "y")).to_html()
        assert html.index("What failed") < html.index("The paper") < html.index("Checks by")
        assert html.count('<li class="pith-failed"><strong>') == 3
        assert "What failed" not in report_of().to_html()

    def test_a_group_is_folded_if_all_of_it_passed(self) -> None:
        html = report_of(("/links/html", "y")).to_html()
        groups = re.findall(r'<details class="pith-(\w+)"( open)?><summary>([^<:]*)', html)
        assert groups == [
            ("indeterminate", " open", "Signature"),
            ("indeterminate", " open", "Hashes"),
            ("failed", " open", "Rules that compute a value from others"),
            ("passed", "", "Values that must agree with one another"),
        ]
        inside = html.partition("Rules that compute")[2].partition("</summary>")[2]
        assert inside.index("failed</span>") < inside.index("passed</span>")

    def test_a_document_without_checks_of_a_kind_has_no_group_for_it(self) -> None:
        report = report_of().to_dict()
        report["checks"] = [check for check in report["checks"] if check["basis"] != "hashed"]
        assert "Hashes" not in report_html(report)

    def test_every_check_is_named(self) -> None:
        report = report_of(("/links/html", "y"))
        words = {word for text in Page(report.to_html()).words for word in re.findall(r"\w+", text)}
        assert {result.name for result in report.checks} <= words

    def test_what_is_not_authenticated_is_counted_by_section(self) -> None:
        report = report_of()
        text = text_of(report.to_html())
        sections = {pointer.split("/")[1] for pointer in report.unauthenticated}
        assert f"Not authenticated: {len(report.unauthenticated)} values in {len(sections)} sections" in text
        assert f"Open to unnoticed additions: {len(report.extensible)} objects and arrays" in text
        assert "/receipt (7)" in text
        assert "the whole document" in text

    def test_a_report_that_authenticates_nothing(self) -> None:
        text = text_of(report_of(("/receipt/signature_b64", "A" * 86 + "==")).to_html())
        assert "Not authenticated: 1 value" in text
        assert "Open to unnoticed additions" not in text

    def test_headings_lead_from_one_level_to_the_next(self) -> None:
        levels = [int(level) for level in re.findall(r"<h(\d)", report_of(("/links/html", "y")).to_html(page=True))]
        assert levels[:2] == [1, 2]
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_the_evidence_is_named(self) -> None:
        assert "key pith-v1-2026-05 (8d4b5ee74e4693bcd1df2446408b0d54), no instant given" in text_of(report_of().to_html())
        assert "no key" in text_of(report_html(report_of().to_dict() | {"key_id": None, "number": None}))

    def test_a_record_alone_is_not_verified(self) -> None:
        text = text_of(parsed()._repr_html_())
        for words in ("Not verified", "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC", "arXiv 2305.02301, version 2", "verify_record"):
            assert words in text

    def test_a_page_is_whole(self) -> None:
        page = report_of().to_html(page=True)
        assert page.startswith('<!doctype html><html lang="en"><head><meta charset="utf-8">')
        assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
        assert "default-src 'none'" in page
        assert page.count("<h1>") == page.count("<main>") == 1
        assert "<title>a&lt;b</title>" in page_html("a<b")

    def test_a_notebook_shows_the_fragment(self) -> None:
        report = report_of()
        assert report._repr_html_() == report.to_html()


class TestSafety:
    @pytest.mark.parametrize("name", [*REPORTS])
    def test_nothing_is_markup_but_our_own(self, name: str) -> None:
        report = REPORTS[name]()
        for html in (report.to_html(), record_html(report.document.to_dict())):
            page = Page(html)
            assert page.unclosed == []
            assert page.tags <= TAGS | {"details", "summary"}
            assert page.attributes <= {"class", "aria-label", "aria-hidden", "role", "dir", "open"}
            assert html.isprintable()

    def test_foreign_text_is_escaped(self) -> None:
        report = hostile_report()
        assert ESCAPED in report.to_html().replace("<wbr>", "")
        assert ESCAPED in record_html(report.document.to_dict()).replace("<wbr>", "")
        page = report.to_html(page=True)
        assert Page(page).tags <= TAGS | {"details", "summary", "html", "head", "meta", "title", "body", "main", "h1"}

    def test_nothing_is_loaded(self) -> None:
        page = hostile_report().to_html(page=True)
        for words in ("url(", "@import", "href=", "src=", "<script", "<link", "javascript:"):
            assert words not in page

    def test_a_hostile_document_gives_a_page_of_bounded_size(self) -> None:
        usual = len(report_of().to_html())
        tree = edited(carried(), ("/paper/title", "W" * 100_000), ("/paper/authors_text", "\u202e" * 100_000))
        tree |= {"k" * 160_000: [{HOSTILE: 1}]} | {f"unknown_{place}": place for place in range(3000)}
        tree["paper"] |= {f"x{place}": place for place in range(3000)}
        html = verify_record(parse_record(tree)).to_html()
        assert len(html) < usual + 30_000
        assert "k" * 98 in html
        assert "k" * 100 not in html
        assert re.search(r"and \d+ more sections", html)
        assert re.search(r"and \d+ more</span>", html)

    def test_long_words_can_break_at_punctuation_and_short_ones_cannot(self) -> None:
        html = report_of().to_html()
        assert "http://arxiv.org<wbr>/licenses<wbr>/nonexclusive-distrib<wbr>/1.0<wbr>/" in html
        assert "pith:<wbr>2023:<wbr>FB5JQX5UAE5FSVJFWHE5Q4BOBC" in html
        assert "formal_canon_hash" in html


def selectors(style: str) -> list[str]:
    """The selectors of a style sheet, those inside of media queries too."""
    plain = re.sub(r"@[a-z]+[^{]*\{", "", style)
    return [part.strip() for rule in re.findall(r"([^{}]+)\{[^{}]*\}", plain) for part in rule.split(",")]


def palettes() -> list[dict[str, str]]:
    return [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))
        for block in re.findall(r"\.pith-report \{([^}]*)\}", STYLE)
        if "--ink" in block
    ]


def luminance(color: str) -> float:
    digits = "".join(digit * 2 for digit in color[1:]) if len(color) == 4 else color[1:]
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


class TestStyle:
    def test_every_selector_is_inside_of_the_report(self) -> None:
        assert selectors(STYLE)
        assert all(selector.startswith(".pith-report") for selector in selectors(STYLE))
        assert selectors("a, b {} @media x { c { d: e } }") == ["a", "b", "c"]
        assert not any("pith" in selector for selector in selectors(PAGE_STYLE))

    def test_light_dark_and_print_have_their_colors(self) -> None:
        assert len(palettes()) == 3
        assert "@media (prefers-color-scheme: dark)" in STYLE
        assert "@media print" in STYLE

    @pytest.mark.parametrize("palette", palettes(), ids=["light", "dark", "print"])
    def test_text_has_the_contrast_of_wcag_aa(self, palette: dict[str, str]) -> None:
        for tone in ("good", "bad", "open"):
            for text, back in ((tone, "paper"), (tone, f"{tone}-tint"), ("ink", f"{tone}-tint"), ("soft", f"{tone}-tint")):
                assert contrast(palette[text], palette[back]) >= 4.5, (text, back)
        for text in ("ink", "soft"):
            assert contrast(palette[text], palette["paper"]) >= 4.5


def test_a_dict_that_was_saved_gives_the_same_html() -> None:
    report = report_of()
    saved: Any = json.loads(report.to_json())
    assert report_html(saved, report.document.to_dict()) == report.to_html()
