"""Vectors of spellings of numbers: sections 4.1, 4.2 and 4.4."""

from reference.numbers import ORIGIN, TEMPLATES, address, parse_number, resolve_address
from reference.refusal import Refused, Tree

from .form import Group, Vectors, text_input
from .name_base import SHORT, SUFFIX, WHOLE


def number_vectors() -> Vectors:
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
