"""JSON Pointers (RFC 6901): build them, parse them, follow them, and edit the values that they name.

Use this module with the pointers of reports and errors: `resolve_pointer(record.to_dict(), pointer)` is the value of one.
"""

from .errors import InvalidArgument, safe_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

_MISSING = object()


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


def member(container: object, part: str, missing: "Any" = _MISSING) -> "Any":
    """The value under a key of a dict or an index of a list, `missing` if there is none.

    An index is a text such as `"0"` or `"12"`, without leading zeros. Pass `missing`: its default is a private object.
    """
    if isinstance(container, dict):
        return container.get(part, missing)
    if isinstance(container, (list, tuple)) and part.isascii() and part.isdigit() and (part == "0" or part[0] != "0"):
        index = int(part) if len(part) < 20 else len(container)
        return container[index] if index < len(container) else missing
    return missing


def resolve_pointer(tree: object, pointer: str) -> "Any":
    """The value at a JSON Pointer. Raises `InvalidArgument` if there is none."""
    value = tree
    for part in parse_pointer(pointer):
        value = member(value, part)
        if value is _MISSING:
            raise InvalidArgument(f"the document has no value at {safe_repr(pointer)}")
    return value


def edit(tree: "Any", pointer: str, change: "Callable[[Any], Any]") -> "Any":
    """A copy of a tree in which the value at a JSON Pointer is `change(value)`. It shares all other values with the tree.

    Raises `InvalidArgument` if there is no value at the pointer.
    """
    return replace_at(tree, _keys(tree, pointer), change)


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


def _keys(tree: object, pointer: str) -> "tuple[str | int, ...]":
    """The keys and indices of a pointer into the tree."""
    resolve_pointer(tree, pointer)
    keys: list[str | int] = []
    value = tree
    for part in parse_pointer(pointer):
        keys.append(int(part) if isinstance(value, list) else part)
        value = member(value, part)
    return tuple(keys)


def children(value: object) -> "Iterable[tuple[str | int, Any]]":
    """The keys and values of a dict, the indices and items of a list or tuple, nothing for a scalar."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, (list, tuple)) else ()
