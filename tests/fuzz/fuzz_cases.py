"""Cases: what a target is fuzzed with, as JSON text that is short enough to keep, and the values that it is built into.

A case is JSON as Python's own parser reads it, so that it can hold NaN, huge integers and lone surrogates. An object with the
one key `$text`, `$list`, `$deep`, … is a description of a large value, such as `{"$deep": [[], 5000]}`; `build` makes the value.
"""

import json
import math
import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")

SMALL = 4096
LARGE = (64 * 1024, 1024 * 1024)
LARGEST = 10_000_000
"""A size that is larger counts as this one: containers that are shared can be larger than memory as JSON."""


class Draw(random.Random):
    """The random choices of one input. `budget` is the number of bytes that the input may have, about."""

    def __init__(self, seed: str, *, large: bool = False) -> None:
        super().__init__(seed)
        self.large = large
        low, high = LARGE if large else (1, SMALL)
        self.budget = round(math.exp(self.uniform(math.log(low), math.log(high))))

    def often(self, probability: float) -> bool:
        """Whether something that happens with this probability happens."""
        return self.random() < probability

    def times(self, size: int = 1) -> int:
        """How many copies of something of this size to make: mostly as many as the budget allows if the input is large."""
        most = max(1, self.budget // max(1, size))
        return most if self.large and self.often(0.8) else self.randint(1, most)

    def pick(self, *items: Item) -> Item:
        """One of the arguments."""
        return items[self.randrange(len(items))]

    def sample_of(self, items: Sequence[Item], most: int) -> list[Item]:
        """Some of the items, in any order."""
        return self.sample(items, min(len(items), self.randint(0, most)))


def _members(pairs: Any) -> Any:
    return {build(key): build(value) for key, value in pairs}


def _deep(value: Any, times: int, key: Any = None) -> Any:
    value, key = build(value), build(key)
    for _ in range(times):
        value = [value] if key is None else {key: value}
    return value


def _double(value: Any, times: int) -> Any:
    value = build(value)
    for _ in range(times):
        value = [value, value]
    return value


def rows(item: Any, times: int, key: str | None = None) -> list[Any]:
    """Copies of an item. The value under the key is different in each."""
    if key is None or not isinstance(item, dict):
        return [item] * times
    first = item.get(key)
    return [{**item, key: _numbered(first, index)} for index in range(times)]


def _numbered(first: Any, index: int) -> Any:
    if isinstance(first, str):
        # An event id is a hash, so the digits take the place of its last ones.
        return f"{first[: -len(str(index))]}{index}" if first.startswith("sha256:") else f"{first}{index}"
    return index + first if isinstance(first, int) else index


_BUILDERS: dict[str, Callable[..., Any]] = {
    "$text": lambda *parts: "".join(piece * times for piece, times in parts),
    "$bytes": bytes.fromhex,
    "$list": lambda value, times: [build(value)] * times,
    "$tuple": lambda *values: tuple(map(build, values)),
    "$members": lambda *pairs: _members(pairs),
    "$wide": lambda prefix, times, value: {f"{build(prefix)}{index}": build(value) for index in range(times)},
    "$deep": _deep,
    "$double": _double,
    "$rows": lambda item, times, key=None: rows(build(item), times, key),
    "$power": lambda base, exponent: base**exponent,
}


def build(spec: Any) -> Any:
    """The value of a description."""
    if isinstance(spec, dict):
        if len(spec) == 1:
            [(name, arguments)] = spec.items()
            if name in _BUILDERS:
                return _BUILDERS[name](arguments) if name == "$bytes" else _BUILDERS[name](*arguments)
        return {key: build(value) for key, value in spec.items()}
    return [build(value) for value in spec] if isinstance(spec, list) else spec


def write_case(spec: Any) -> bytes:
    """The text of a case."""
    return json.dumps(spec).encode()


def read_case(text: bytes) -> Any:
    """The description in the text of a case."""
    return json.loads(text)


def size_of(value: Any) -> int:
    """The size of a value as JSON in bytes, about. A container that another one holds twice counts twice, up to ten million."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return 1 + value.bit_length() // 3
    total, level = 0, [value]
    while level and total < LARGEST:
        following: list[Any] = []
        for item in level:
            total += 2
            if isinstance(item, str | bytes):
                total += len(item)
            elif isinstance(item, dict):
                total += sum(len(key) if isinstance(key, str) else 2 for key in item)
                following += item.values()
            elif isinstance(item, list | tuple):
                following += item
            elif isinstance(item, int):
                total += item.bit_length() // 3
        level = following
        if len(level) > 200_000:
            return LARGEST
    return min(total, LARGEST)
