"""Vectors of numbers in running text: section 4.5."""

from reference.find import find_numbers
from reference.numbers import ORIGIN

from .form import Vectors
from .name_base import SHORT, SUFFIX, WHOLE


def find_vectors() -> Vectors:
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
