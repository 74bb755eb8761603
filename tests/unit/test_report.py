"""Reports: what they answer, and that nothing of other people's input reaches a terminal or a browser as anything but text."""

import json
import re
from html.parser import HTMLParser

import pytest
from jsonschema import Draft202012Validator
from records import CARRIED, carried, edited, parsed, report_of

from pith import Assurance, InvalidArgument, Outcome, parse_record, verify_record
from pith.checks import Basis
from pith.render import REPORT_SCHEMA

HOSTILE = "<script>alert(1)</script>\x1b[31m\u202egnp.exe\r\n\x00&amp;\"'`"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[31m\\u202egnp.exe\\r\\n\\x00&amp;amp;&quot;&#x27;`"


class Tags(HTMLParser):
    """Collects what a browser would take for markup."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_it_answers_for_checks_by_name() -> None:
    report = report_of()
    assert report["signature"].basis is Basis.SIGNED
    assert report["signature"].covers == ("/receipt/algorithm", "/receipt/signed_message", "/receipt/signature_b64")
    assert report["signature"].detail == ""
    with pytest.raises(InvalidArgument, match="no check 'signatures'"):
        report["signatures"]
    assert {*report.passed} | {*report.failed} | {*report.indeterminate} == {result.name for result in report.checks}


@pytest.mark.parametrize("changes", [(), (("/paper/title", "Another"), ("/links/html", "x"))], ids=["none", "some"])
def test_the_problems_are_the_results_that_did_not_pass(changes: tuple[tuple[str, object], ...]) -> None:
    report = report_of(*changes)
    assert report.problems == tuple(result for result in report.checks if result.outcome is not Outcome.PASSED)
    assert bool(report.failed) is bool(changes)


def test_it_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match=r"report\.ok"):
        bool(report_of())


def test_it_answers_for_places() -> None:
    report = report_of(("/attestation_state", "other"), ("/graph_snapshot/builder_version", "other"))
    standings = {
        "/paper/title": (Assurance.AUTHENTICATED, ("title_hash",)),
        "/canonical_record/metadata/cross_cats_sorted/0": (Assurance.AUTHENTICATED, ("canonical_hash",)),
        "/aliases/3/alias_value": (Assurance.AUTHENTICATED, ("short_aliases",)),
        "/graph_snapshot/claims/snapshot_sha256": (Assurance.UNSIGNED, ("claims_hash",)),
        "/attestation_state": (Assurance.CLAIMED, ()),
        "/graph_snapshot/builder_version": (Assurance.CONTRADICTED, ("builder_versions",)),
        "/links": (Assurance.OPEN, ()),
        "": (Assurance.OPEN, ()),
    }
    for pointer, (assurance, checks) in standings.items():
        basis = report.assurance_of(pointer)
        assert (basis.assurance, basis.checks) == (assurance, checks), pointer
        assert basis.reason
        assert basis.authenticated == (assurance is Assurance.AUTHENTICATED)
        assert basis.authenticated == (pointer not in report.unauthenticated)
    for pointer in ("/nowhere", "paper", "/paper/title/0", "/aliases/-"):
        with pytest.raises(InvalidArgument, match="no value at"):
            report.assurance_of(pointer)


def test_pointers_of_strange_keys_are_spelt_as_the_standard_has_it() -> None:
    report = verify_record(parse_record(carried() | {"a/b~c": {"": [1]}}))
    assert {"/a~1b~0c", "/a~1b~0c/", "/a~1b~0c//0"} <= {*report.unauthenticated}


def test_as_text_it_is_a_table_without_control_characters() -> None:
    report = verify_record(parse_record(carried() | {HOSTILE: 1}))
    text = str(report)
    assert text.startswith("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC  verifies\n")
    assert all(line.isprintable() for line in text.split("\n"))
    assert "\\x1b[31m\\u202egnp.exe\\r\\n\\x00" in text
    for result in report.checks:
        assert re.search(rf"^[✓?] {result.name} +{result.basis} +{result.outcome}", text, re.MULTILINE)
    assert "× 23" in text


def test_as_text_it_says_what_does_not_verify() -> None:
    report = report_of(("/paper/title", HOSTILE), ("/aliases/0/alias_value", HOSTILE))
    first, *lines = str(report).split("\n")
    assert first.endswith("does not verify: title_hash, source_aliases, snapshot_paper")
    assert all(line.isprintable() for line in lines)


def test_as_html_it_is_escaped_and_loads_and_runs_nothing() -> None:
    tree = edited(carried(), ("/paper/title", HOSTILE), ("/paper/authors_text", HOSTILE), ("/aliases/0/alias_value", HOSTILE))
    record = parse_record(tree | {HOSTILE: [{HOSTILE: 1}]})
    for html in (record._repr_html_(), verify_record(record)._repr_html_()):
        assert ESCAPED[:60] in html
        assert html.isprintable()
        parser = Tags(html)
        assert parser.open == []
        assert parser.tags <= {"div", "p", "code", "b", "table", "tr", "th", "td", "details", "summary"}
        assert parser.attributes <= {"style"}


def test_as_json_it_agrees_with_its_schema() -> None:
    Draft202012Validator.check_schema(REPORT_SCHEMA)
    for report in (report_of(), report_of(("/paper/title", HOSTILE), ("/graph_snapshot/builder_version", "x"))):
        value = json.loads(report.to_json())
        Draft202012Validator(REPORT_SCHEMA).validate(value)
        assert value["ok"] is report.ok
        assert value["subject"] == report.subject
        assert [check["name"] for check in value["checks"]] == [result.name for result in report.checks]
        assert [place["pointer"] for place in value["unauthenticated"]] == [*report.unauthenticated]


def test_outcomes_and_bases_are_words() -> None:
    assert [*Outcome] == ["passed", "failed", "indeterminate"]
    assert [*Basis] == ["signed", "hashed", "derived", "consistent"]


def test_the_record_in_brief_says_what_the_record_says() -> None:
    html = parsed()._repr_html_()
    for text in ("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC", "arxiv 2305.02301 v2", "cs.CL, cs.AI, cs.LG", "verify_record"):
        assert text in html
    assert CARRIED.name == "2305.02301v2.json"
