"""JSON Pointers (RFC 6901): build them, parse them, follow them, and edit the values that they name.

Use this module with the pointers of reports and errors: `resolve_pointer(record.to_dict(), pointer)` is the value of one.
"""

from .errors import InvalidArgument, safe_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any


def json_pointer(*parts: str | int) -> str:
    """The JSON Pointer of keys and indices, from the root on.

    >>> json_pointer("aliases", 3, "a/b")
    '/aliases/3/a~1b'
    """
    return "".join(["/" + (part.replace("~", "~0").replace("/", "~1") if isinstance(part, str) else str(part)) for part in parts])


def parse_pointer(pointer: str) -> tuple[str, ...]:
    """The parts of a JSON Pointer, unescaped. Raises `InvalidArgument` if the text is not a JSON Pointer.

    >>> parse_pointer("/aliases/3/a~1b")
    ('aliases', '3', 'a/b')
    """
    if not isinstance(pointer, str):
        raise TypeError(f"pointer: expected a str, not {safe_repr(pointer)}")
    if pointer and not pointer.startswith("/"):
        raise InvalidArgument(f"expected a JSON Pointer, which is empty or begins with /, not {safe_repr(pointer)}")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def resolve_pointer(tree: object, pointer: str) -> "Any":
    """The value at a JSON Pointer. Raises `InvalidArgument` if there is none."""
    return locate(tree, pointer)[1]


def locate(tree: object, pointer: str) -> "tuple[tuple[str | int, ...], Any]":
    """The keys and indices on the way to the value at a JSON Pointer, and that value. Raises `InvalidArgument` if there is none.

    >>> locate({"aliases": ["a", "b"]}, "/aliases/1")
    (('aliases', 1), 'b')
    """
    path: list[str | int] = []
    value: Any = tree
    for part in parse_pointer(pointer):
        key = _key_in(value, part)
        if key is None:
            raise InvalidArgument(f"the document has no value at {safe_repr(pointer)}")
        path.append(key)
        value = value[key]
    return tuple(path), value


def _key_in(container: object, part: str) -> str | int | None:
    """The key of a dict or the index of an array that a part of a pointer names, or None if there is no value under it.

    An index is a text such as `"0"` or `"12"`, without leading zeros.
    """
    if isinstance(container, dict):
        return part if part in container else None
    if isinstance(container, (list, tuple)) and part.isascii() and part.isdigit() and (part == "0" or part[0] != "0"):
        index = int(part) if len(part) < 20 else len(container)
        return index if index < len(container) else None
    return None


def edit(tree: "Any", pointer: str, change: "Callable[[Any], Any]") -> "Any":
    """A copy of a tree in which the value at a JSON Pointer is `change(value)`. It shares all other values with the tree.

    Raises `InvalidArgument` if there is no value at the pointer.
    """
    return replace_at(tree, locate(tree, pointer)[0], change)


def replace_at(tree: "Any", path: "tuple[str | int, ...]", change: "Callable[[Any], Any]") -> "Any":
    """The same as `edit`, for a path of keys and indices."""
    containers = [tree]
    for key in path[:-1]:
        containers.append(containers[-1][key])
    value = change(containers[-1][path[-1]]) if path else change(tree)
    for container, key in zip(reversed(containers), reversed(path), strict=False):
        copy = container.copy()
        copy[key] = value
        value = copy
    return value


def children(value: object) -> "Iterable[tuple[str | int, Any]]":
    """The keys and values of a dict, the indices and items of a list or tuple, nothing for a scalar."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, (list, tuple)) else ()
