"""The idutils scheme: detect, normalize and address Pith Numbers, through idutils itself."""

import json
from pathlib import Path

import pytest
from entry_points import declared_entry_points, run_installed

from pith.integrations.idutils import is_pith, normalize_pith, pith_url, scheme

NUMBER = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"
SUFFIX = NUMBER[10:]
SPELLINGS = {
    NUMBER: NUMBER,
    NUMBER.upper(): NUMBER,
    "pith:fb5jqx5u": "pith:FB5JQX5U",
    f"\\pithnumber{{{SUFFIX}}}": f"pith:{SUFFIX}",
    f"https://pith.science/pith/{SUFFIX}": f"pith:{SUFFIX}",
    f"https://pith.science/pith/{SUFFIX}.json": f"pith:{SUFFIX}",
}
OTHERS = ["", "pith:", "pith:2023:", "10.1000/182", "https://pith.science/", "doi:10.1000/182", SUFFIX, "GREATEST", "GREATESTS"]


@pytest.mark.parametrize(("spelling", "normal"), SPELLINGS.items())
def test_every_spelling_is_detected_and_normalized(spelling: str, normal: str) -> None:
    assert is_pith(spelling)
    assert normalize_pith(spelling) == normal
    assert normalize_pith(normal) == normal


@pytest.mark.parametrize("text", OTHERS)
def test_other_texts_are_not_detected_and_stay(text: str) -> None:
    assert not is_pith(text)
    assert normalize_pith(text) == text
    assert pith_url("https", text) == ""


def test_a_number_has_an_address() -> None:
    assert pith_url("https", NUMBER) == f"https://pith.science/pith/{SUFFIX}"
    assert pith_url("http", NUMBER) == f"http://pith.science/pith/{SUFFIX}"
    assert pith_url("https", f"pith:{SUFFIX}") == f"https://pith.science/pith/{SUFFIX}"
    assert pith_url("https", "pith:FB5JQX5U") == "https://pith.science/paper/FB5JQX5U"
    assert pith_url("https", "pith:FB5JQX5UA") == "https://pith.science/paper/FB5JQX5U"


def test_the_entry_point_names_the_scheme() -> None:
    assert declared_entry_points()["idutils.custom_schemes"] == {"pith": "pith.integrations.idutils:scheme"}
    assert {*scheme()} == {"validator", "normalizer", "filter", "url_generator"}


CODE = f"""
import idutils, json
texts = {[*SPELLINGS, *OTHERS]!r}
print(json.dumps([[idutils.detect_identifier_schemes(text), idutils.normalize_pid(text, "pith")] for text in texts]))
print(idutils.to_url({NUMBER!r}, "pith", "https"))
"""


@pytest.mark.slow
def test_idutils_detects_normalizes_and_addresses_numbers(tmp_path: Path) -> None:
    pytest.importorskip("idutils")
    found, address = run_installed(CODE, tmp_path).splitlines()
    for (schemes, normal), text in zip(json.loads(found), [*SPELLINGS, *OTHERS], strict=True):
        assert schemes == ["pith"] if text in SPELLINGS else "pith" not in schemes, text
        assert normal == SPELLINGS.get(text, text)
    assert address == f"https://pith.science/pith/{SUFFIX}"
