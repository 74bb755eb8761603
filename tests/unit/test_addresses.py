"""Addresses of numbers: written, read back and refused; and the LaTeX, Markdown and HTML that link to them."""

import re
from collections.abc import Callable, Collection
from html.parser import HTMLParser
from string import punctuation
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import carried

from pith.errors import InvalidArgument, InvalidNumber
from pith.find import find_numbers
from pith.number import PithNumber, parse_number
from pith.protocol import ADDRESSES

if TYPE_CHECKING:
    from pith.protocol import AddressForm

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
def test_every_address_is_parsed_back(form: "AddressForm") -> None:
    expected = NUMBER.short() if form == "paper" else NUMBER.short(26)
    assert parse_number(NUMBER.url(form)) == expected
    assert parse_number(NUMBER.url(form, origin="http://mirror.example:8080"), hosts=["mirror.example:8080"]) == expected


@pytest.mark.parametrize("begin", ["https://", "HTTP://", "", "https://www.", "www.", "WWW."])
@pytest.mark.parametrize("end", ["", "/", "?", "#", "/?utm_source=x&y=https://a.b/", "?a#b?c#d", "#://", "#pith:FB5JQX5U"])
@pytest.mark.parametrize("form", ADDRESSES)
def test_addresses_as_people_copy_them(form: "AddressForm", begin: str, end: str) -> None:
    text = begin + NUMBER.url(form).removeprefix("https://") + end
    assert parse_number(text) == (NUMBER.short() if form == "paper" else NUMBER.short(26))


@pytest.mark.parametrize(
    "text",
    [
        "https://pith.science/pith/{}//",
        "https://pith.science//pith/{}",
        "//pith.science/pith/{}",
        "://pith.science/pith/{}",
        "https:/pith.science/pith/{}",
        "ftp://pith.science/pith/{}",
        "https://https://pith.science/pith/{}",
        "https://www.www.pith.science/pith/{}",
        "https://user@pith.science/pith/{}",
        "https://pith.science:443/pith/{}",
        "https://pith.science./pith/{}",
        "https://evil.org/pith/{}",
        "https://evil.org/?https://pith.science/pith/{}",
        "https://evil.org#pith.science/pith/{}",
        "https://pith.science?/pith/{}",
        "https://pith.science#/pith/{}",
        "pith.science",
        "/pith/{}",
        "pith/{}",
        "https://pith.science/Pith/{}",
        "https://pith.science/pith/{}.JSON",
        "https://pith.science/pith/{}%20",
        "https://pith.science/pith/{}/?a b",
        "https://pith.science/pith/{}?\n",
        "https://pith.science/pith/{}#\x7f",
        "https://pith.science/pith/{}?\u00e9",
        "https://pith.science/pith/{}\n",
        " https://pith.science/pith/{}",
        "https://pith.science/paper/{}",
        "https://pith.science/pith/FB5JQX5U",
        "https://pith.science/api/pith-number/resolve?arxiv=2305.02301&json=true",
        "https://pith.science/pith/2305.02301/integrity.json",
    ],
)
def test_other_addresses_are_refused(text: str) -> None:
    with pytest.raises(InvalidNumber):
        parse_number(text.format(SUFFIX))


def test_the_default_address_is_the_page() -> None:
    assert NUMBER.url() == f"https://pith.science/pith/{SUFFIX}"
    with pytest.raises(InvalidArgument, match="form: expected one of html, json"):
        NUMBER.url("pdf")  # type: ignore[arg-type]


def test_a_short_number_with_all_characters_has_every_address() -> None:
    short = NUMBER.short(26)
    for form in ADDRESSES:
        assert short.url(form) == NUMBER.url(form)
    assert (short.url(), short.latex) == (NUMBER.url(), NUMBER.latex)
    assert short.markdown_badge() == NUMBER.markdown_badge()
    assert short.html_badge("a", form="json") == NUMBER.html_badge("a", form="json")


@pytest.mark.parametrize("length", range(8, 26))
def test_a_shorter_number_has_the_address_that_follows_from_it(length: int) -> None:
    short = NUMBER.short(length)
    assert short.url() == short.url("paper") == NUMBER.url("paper")
    assert short.url(origin="https://mirror.example") == "https://mirror.example/paper/FB5JQX5U"
    assert parse_number(short.url()) == NUMBER.short()
    assert parse_number(short.latex) == short
    assert short.markdown_badge() == "[pith\\:FB5JQX5U](https://pith.science/paper/FB5JQX5U)"
    assert short.html_badge("a") == '<a class="pith-number" href="https://pith.science/paper/FB5JQX5U">a</a>'
    for form in ADDRESSES.keys() - {"paper"}:
        for make in (short.url, lambda form: short.html_badge(form=form), lambda form: short.markdown_badge(form=form)):
            with pytest.raises(InvalidArgument, match="needs all 26 characters"):
                make(form)


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
def test_refused_origins(origin: str) -> None:
    for make in (NUMBER.url, NUMBER.markdown_badge, NUMBER.html_badge):
        with pytest.raises(InvalidArgument, match="origin: expected an origin such as"):
            make(origin=origin)


@pytest.mark.parametrize("value", [5, b"html", ["html"]])
def test_arguments_of_a_wrong_type_are_named(value: Any) -> None:
    for make in (NUMBER.url, NUMBER.markdown_badge, NUMBER.html_badge):
        with pytest.raises(TypeError, match="origin: expected a str"):
            make(origin=value)
        with pytest.raises(TypeError, match="form: expected a str"):
            make(form=value)
    for make in (NUMBER.markdown_badge, NUMBER.html_badge):
        with pytest.raises(TypeError, match="label: expected a str"):
            make(value)


READERS: dict[str, Callable[..., object]] = {"parse_number": parse_number, "find_numbers": find_numbers}


@pytest.mark.parametrize("text", [NUMBER.url(), str(NUMBER), ""])
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_hosts_are_a_collection(read: Callable[..., object], text: str) -> None:
    """A str would be a collection of characters, and a generator would be empty at its second use."""
    values: list[Any] = ["mirror.pith.science", (host for host in ["pith.science"]), iter(["pith.science"]), None, 5]
    for hosts in values:
        with pytest.raises(TypeError, match="hosts: expected a collection of hosts"):
            read(text, hosts=hosts)
    for hosts in ([None], [b"pith.science"], b"pith.science", ["pith.science", 5]):
        with pytest.raises(TypeError, match="hosts: expected a str for each host"):
            read(text, hosts=hosts)
    for hosts in ([""], ["pith.science", "pith.science/pith"], ["p\u0131th.science"], ["pith science"], ["https://pith.science"]):
        with pytest.raises(InvalidArgument, match="hosts: expected a host such as"):
            read(text, hosts=hosts)


@pytest.mark.parametrize(
    "hosts", [["Mirror.Example"], ("mirror.example",), {"mirror.example"}, {"mirror.example": 1}], ids=range(4)
)
def test_every_collection_of_hosts_is_used_again_and_again(hosts: Collection[str]) -> None:
    address = NUMBER.url(origin="https://MIRROR.example")
    for _ in range(2):
        assert parse_number(address, hosts=hosts) == NUMBER.short(26)
        assert [match.text for match in find_numbers(address, hosts=hosts)] == [address]
    with pytest.raises(InvalidNumber):
        parse_number(NUMBER.url(), hosts=hosts)
    with pytest.raises(InvalidNumber):
        parse_number(NUMBER.url(), hosts=())


def test_a_host_that_begins_with_www() -> None:
    hosts = ["www.mirror.example"]
    assert parse_number(NUMBER.url(origin="https://www.mirror.example"), hosts=hosts) == NUMBER.short(26)
    assert parse_number(NUMBER.url(origin="https://www.www.mirror.example"), hosts=hosts) == NUMBER.short(26)
    with pytest.raises(InvalidNumber):
        parse_number(NUMBER.url(origin="https://mirror.example"), hosts=hosts)


def test_latex_is_parsed_back() -> None:
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


@pytest.mark.parametrize("label", ["", " ", "two\nlines", "tab\t", "\u202eevil", "\ud800", "\x1b[31m"])
def test_refused_labels(label: str) -> None:
    for make in (NUMBER.markdown_badge, NUMBER.html_badge):
        with pytest.raises(InvalidArgument, match="label: expected one or more printable characters"):
            make(label)
