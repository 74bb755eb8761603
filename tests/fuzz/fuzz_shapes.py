"""Hostile shapes: texts, numbers and containers that cost much, hide something, or mean two things. As descriptions of cases."""

from typing import Any

from fuzz_cases import Draw

# fmt: off
PIECES = (
    *("a", "A", "0", "9", " ", "\t", "\n", ".", "-", "_", "/", "~"),
    *("~1", "~0", ":", "=", "%", "@", "+", ",", ";", "#", "?", "&"),
    *("$", "{", "}", "\\", "[", "]", "(", ")", "<", ">"),
    *('"', "'", "`", "|", "^", "<i>", "</i>", "&amp;", "&#0;", "&#x41;", "<!--"),
    *("\x00", "\x1b[31m", "\x7f", "\x85", "\xa0", "\xad"),
    *("\u200b", "\u200e", "\u202e", "\u2066", "\u2069", "\ufeff", "\u2028"),
    *("\u0301", "\u0344", "\u0f73", "\uff9e", "\u0301\uff9e"),
    *("\u0301\u0323", "\u0345", "\u20dd", "\u09be", "\ufb1d", "\u1100\u1161"),
    *("\u0130", "\u0131", "\u017f", "\u212a", "\xdf", "\u03a3"),
    *("\u03c2", "\u01c4", "\ufb03", "\U0001d400", "\u0660", "\uff11", "\u2460"),
    *("\U0001f600", "\u6f22", "\u05d0", "\u0645", "\ufdfa"),
    *("\ud800", "\udc00", "\uffff", "\U0010ffff", "\U000e0041", "e\u0301"),
)
WORDS = (
    *("", "pith:", "PITH:", "pith:2024:"),
    *("FB5JQX5U", "FB5JQX5UAE5FSVJFWHE5Q4BOBC", "pith:FB5JQX5U", "https://", "http://www."),
    *("https://pith.science/pith/", "pith.science", "://", "\\pithnumber{"),
    *("10.48550/arxiv.", "arxiv.org/abs/", "doi:", "2305.02301"),
    *("hep-th/9807195", "math.GT/0309136", "v1", "v999999999", "v0", ".pdf"),
    *(".json", " and ", "Doe, Jane", "von der", "z6Mk", "did:key:"),
    *("2026-06-01T12:30:00Z", "2024-02-29T23:59:59+00:00", "9999-12-31T23:59:59.999999Z"),
    *("0001-01-01T00:00:00Z", "ed25519", "1.0"),
    *("2026-02-30T00:00:00Z", "-0", "0.1", "1e400"),
    *("18446744073709551616", "0e99999999999999999999", "null", "NaN", "sha256:"),
    *("record_created", "graph", "rescinded", "critical", "verdict.strongest_claim"),
    *("arxiv", "pith_short_8", "{suffix}", "..", "*"),
    *("0" * 64, "A" * 86 + "==", "<script>alert(1)</script>", "javascript:x"),
    *("$\\Lambda$", "\\input{x}", "%s%n", "\\u202e", "TY  - X"),
)
NUMBERS = (
    *(0, 1, -1, 2, 3, 7, 8, 26, 27, 100),
    *(254, 255, 2**31, 2**53, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1),
    *(10**19, 10**20, 0.0, -0.0, 0.1, 1.0, 1.5, 2.0, 1e16, 1e22, 5e-324, 1e308, -1e308, 1e-7, 123456789.125),
)
# fmt: on
HOSTILE_NUMBERS = (float("nan"), float("inf"), float("-inf"))
SCALARS = (None, True, False)


def text(draw: Draw, most: int | None = None) -> Any:
    """A text of about the size of the budget, or of at most `most` characters."""
    if not draw.large and draw.often(0.4):
        return draw.choice(WORDS) + (draw.choice(PIECES) if draw.often(0.3) else "")
    budget = draw.budget if most is None else min(most, draw.budget)
    shape = draw.randrange(5)
    if shape == 0:
        piece = draw.choice(PIECES)
        return {"$text": [[piece, max(1, budget // len(piece))]]}
    if shape == 1:
        unit = "".join(draw.choices(PIECES, k=draw.randint(2, 5)))
        return {"$text": [[unit, max(1, budget // len(unit))]]}
    if shape == 2:
        unit = draw.choice(WORDS) + draw.choice(PIECES)
        return {"$text": [[unit, max(1, budget // len(unit))], [draw.choice(WORDS), 1]]}
    if shape == 3:
        piece = draw.choice(PIECES)
        return {"$text": [[draw.choice(WORDS), 1], [piece, max(1, budget // len(piece))], [draw.choice(WORDS), 1]]}
    count = draw.randint(1, 40)
    mixed = "".join(draw.choice(draw.pick(PIECES, WORDS)) for _ in range(count))
    return {"$text": [[mixed, max(1, budget // max(1, len(mixed)))]]} if draw.large else mixed[: max(1, budget)]


def word(draw: Draw) -> str:
    """A short text."""
    return draw.choice(WORDS) if draw.often(0.6) else "".join(draw.choices(PIECES, k=draw.randint(1, 6)))


def number(draw: Draw) -> Any:
    """An integer or a float at an edge."""
    if draw.often(0.1):
        return draw.choice(HOSTILE_NUMBERS)
    if draw.often(0.1):
        return {"$power": [draw.pick(10, -10, 2), draw.times(1) % 20_000]}
    return draw.choice(NUMBERS)


def scalar(draw: Draw) -> Any:
    """Any JSON value that is no container."""
    kind = draw.randrange(4)
    return draw.choice(SCALARS) if kind == 0 else number(draw) if kind == 1 else word(draw)


def value(draw: Draw) -> Any:
    """A JSON value: a scalar, or a container that is wide, deep, full of long keys, or shared many times."""
    if not draw.large and draw.often(0.5):
        return scalar(draw)
    shape = draw.randrange(10)
    if shape == 0:
        return text(draw)
    if shape == 1:
        return {"$list": [scalar(draw), draw.times(4)]}
    if shape == 2:
        return {"$list": [draw.pick([], {}, [[]], {"": []}, [0], {"a": 1}), draw.times(4)]}
    if shape == 3:
        return {"$wide": [word(draw), draw.times(12), scalar(draw)]}
    if shape == 4:
        return {"$deep": [scalar(draw), draw.pick(10, 100, 200, 230, 240, 249, 254, 255, 300, 1000, 5000)]}
    if shape == 5:
        return {"$deep": [scalar(draw), draw.pick(10, 100, 240, 260), text(draw, 1 + draw.budget // 250)]}
    if shape == 6:  # a long key above many leaves
        return {"$members": [[text(draw, 1 + draw.budget // 2), {"$list": [0, max(1, draw.times(4) // 2)]}]]}
    if shape == 7:  # many deep lists
        return {"$list": [{"$deep": [[], draw.pick(3, 50, 200, 240)]}, max(1, draw.times(400))]}
    if shape == 8:
        return {"$list": [{"$wide": [word(draw), 4, scalar(draw)]}, max(1, draw.times(60))]}
    return {"$list": [text(draw, 40), max(1, draw.times(50))]}


def shared(draw: Draw) -> Any:
    """A container that holds another one many times. It is small in memory and can be huge as JSON."""
    shape = draw.randrange(4)
    if shape == 0:
        times = draw.randint(15, 25) if draw.often(0.02) else draw.randint(2, 8)
        return {"$double": [draw.pick([], {"a": 1}, "x", 0), times]}
    if shape == 1:
        return {"$list": [text(draw), draw.pick(2, 50, 1000)]}
    if shape == 2:
        return {"$list": [{"$list": [0, draw.times(100)]}, draw.pick(2, 50, 500)]}
    return {"$wide": ["k", draw.pick(2, 50, 200), value(draw)]}
