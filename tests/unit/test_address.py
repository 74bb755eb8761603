"""The addresses of a number, and the LaTeX, Markdown and HTML that lead to them."""

import re
from html.parser import HTMLParser
from string import punctuation
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import carried

from pith.errors import InvalidArgument
from pith.number import PithNumber, parse_number
from pith.protocol import ADDRESSES

SUFFIX = "FB5JQX5UAE5FSVJFWHE5Q4BOBC"
NUMBER = PithNumber(f"pith:2023:{SUFFIX}")
LABELS = st.text().filter(lambda text: bool(text.strip()) and text.isprintable())


def test_addresses_of_a_published_record() -> None:
    record = carried()
    assert {form: NUMBER.url(form) for form in record["links"]} == record["links"]
    actions = record["agent_actions"]["actions"].values()
    assert {address.rpartition("/")[2]: NUMBER.url(address.rpartition("/")[2]) for address in actions} == {
        address.rpartition("/")[2]: address for address in actions
    }


def test_addresses_of_bundle_and_state() -> None:
    assert NUMBER.url("bundle_json") == f"https://pith.science/pith/{SUFFIX}/bundle.json"
    assert NUMBER.url("state_json") == f"https://pith.science/pith/{SUFFIX}/state.json"
    assert NUMBER.url("well_known_bundle_json") == f"https://pith.science/.well-known/pith/{SUFFIX}/bundle.json"


@pytest.mark.parametrize("form", ADDRESSES)
def test_every_address_is_read_back(form: str) -> None:
    expected = NUMBER.short() if form == "paper" else NUMBER.short(26)
    assert parse_number(NUMBER.url(form)) == expected
    assert parse_number(NUMBER.url(form, origin="http://mirror.example:8080"), hosts=["mirror.example:8080"]) == expected


def test_the_page_is_the_address_unless_another_is_asked_for() -> None:
    assert NUMBER.url() == f"https://pith.science/pith/{SUFFIX}"
    with pytest.raises(InvalidArgument, match="expected one of html, json"):
        NUMBER.url("pdf")


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "pith.science",
        "https://",
        "ftp://pith.science",
        "javascript://pith.science",
        "https://pith.science/",
        "https://pith.science/mirror",
        "https://pith.science?",
        "https://user@pith.science",
        "https://pith.science)",
        'https://pith.science"',
        "https://pith .science",
        "https://pith.science\n",
        "https://p\u0131th.science",
    ],
)
def test_no_origin(origin: str) -> None:
    for make in (NUMBER.url, NUMBER.markdown_badge, NUMBER.html_badge):
        with pytest.raises(InvalidArgument, match="expected an origin such as"):
            make(origin=origin)


def test_hosts_are_a_collection() -> None:
    """Each character of a text would be a host, and each part of it found in it."""
    hosts: Any = "mirror.pith.science"
    with pytest.raises(InvalidArgument, match="expected a collection of hosts"):
        parse_number(NUMBER.url(), hosts=hosts)


def test_latex_is_read_back() -> None:
    assert NUMBER.latex == f"\\pithnumber{{{SUFFIX}}}"
    assert parse_number(NUMBER.latex) == NUMBER.short(26)


class Links(HTMLParser):
    """The attributes and the text of every tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_badges_name_the_short_number() -> None:
    assert NUMBER.markdown_badge() == f"[pith\\:FB5JQX5U](https://pith.science/pith/{SUFFIX})"
    assert NUMBER.html_badge() == f'<a class="pith-number" href="https://pith.science/pith/{SUFFIX}">pith:FB5JQX5U</a>'


def test_badges_lead_to_any_form() -> None:
    address = NUMBER.url("json", origin="https://mirror.example")
    assert NUMBER.markdown_badge("Record", form="json", origin="https://mirror.example") == f"[Record]({address})"
    assert f'href="{address}"' in NUMBER.html_badge("Record", form="json", origin="https://mirror.example")


@settings(max_examples=150)
@given(LABELS | st.text(punctuation, min_size=1))
def test_a_label_of_html_is_only_text(label: str) -> None:
    parsed = Links(NUMBER.html_badge(label))
    assert parsed.text == label
    assert parsed.tags == [("a", {"class": "pith-number", "href": NUMBER.url()})]


@settings(max_examples=150)
@given(LABELS | st.text(punctuation, min_size=1))
def test_a_label_of_markdown_is_only_text(label: str) -> None:
    """CommonMark, 2.4: any ASCII punctuation may be escaped, and an escaped mark has no meaning of its own."""
    badge = NUMBER.markdown_badge(label)
    marked = badge.removeprefix("[").removesuffix(f"]({NUMBER.url()})")
    assert len(badge) - len(marked) == len(NUMBER.url()) + 4
    escapes = re.compile(r"\\([!-/:-@\[-`{-~])")
    assert not set(escapes.sub("", marked)) & set(punctuation)
    assert escapes.sub(r"\1", marked) == label


@pytest.mark.parametrize("label", ["", " ", "two\nlines", "tab\t", "\u202eevil", "\ud800", "\x1b[31m", 5])
def test_no_label(label: Any) -> None:
    for make in (NUMBER.markdown_badge, NUMBER.html_badge):
        with pytest.raises(InvalidArgument, match="expected a label of characters that print"):
            make(label)
