"""JSON Pointers: build, parse, follow, edit."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pith.errors import InvalidArgument
from pith.pointers import children, edit, json_pointer, locate, parse_pointer, replace_at, resolve_pointer

PARTS = st.lists(st.text("ab~/01*-") | st.text(), max_size=5)
SPELLINGS: list[tuple[tuple[str | int, ...], str]] = [
    ((), ""),
    (("",), "/"),
    (("a", 0, "b"), "/a/0/b"),
    (("a/b", "m~n", "~1"), "/a~1b/m~0n/~01"),
    ((" ", '"', "é"), '/ /"/é'),
]


@pytest.mark.parametrize(("parts", "pointer"), SPELLINGS)
def test_pointers_are_those_of_rfc_6901(parts: tuple[str | int, ...], pointer: str) -> None:
    assert json_pointer(*parts) == pointer
    assert parse_pointer(pointer) == tuple(map(str, parts))


@given(PARTS)
def test_a_parsed_pointer_has_the_parts_from_which_it_was_built(parts: list[str]) -> None:
    assert parse_pointer(json_pointer(*parts)) == tuple(parts)


@pytest.mark.parametrize("text", ["a", "a/b", " /a", "#/a"])
def test_a_text_that_does_not_begin_with_a_slash_is_no_pointer(text: str) -> None:
    with pytest.raises(InvalidArgument, match="expected a JSON Pointer"):
        parse_pointer(text)


@pytest.mark.parametrize("wrong", [None, 1, b"/a", ["a"]], ids=repr)
def test_a_pointer_of_another_type_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError, match="pointer: expected a str, not "):
        parse_pointer(wrong)


TREE: dict[str, Any] = {"a": [10, {"b": None}], "": 1, "a/b": {"~": 2}, "0": 3, "*": 4}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("", TREE), ("/a", TREE["a"]), ("/a/0", 10), ("/a/1/b", None), ("/", 1), ("/a~1b/~0", 2), ("/0", 3), ("/*", 4)],
)
def test_a_pointer_leads_to_its_value(pointer: str, value: object) -> None:
    assert resolve_pointer(TREE, pointer) is value


NOWHERE = ["/b", "/a/2", "/a/-", "/a/-1", "/a/01", "/a/+1", "/a/1 ", "/a/٠", "/a/b", "/a/0/x", "/a/1/b/c", f"/a/{10**30}", "//"]


@pytest.mark.parametrize("pointer", NOWHERE)
def test_a_pointer_without_a_value_is_refused(pointer: str) -> None:
    with pytest.raises(InvalidArgument, match="the document has no value at"):
        resolve_pointer(TREE, pointer)
    with pytest.raises(InvalidArgument, match="the document has no value at"):
        locate(TREE, pointer)
    with pytest.raises(InvalidArgument, match="the document has no value at"):
        edit(TREE, pointer, lambda value: value)


@pytest.mark.parametrize(
    ("pointer", "path"), [("", ()), ("/a/1/b", ("a", 1, "b")), ("/0", ("0",)), ("/a~1b/~0", ("a/b", "~")), ("/t/1", ("t", 1))]
)
def test_the_path_to_a_value_has_keys_and_indices(pointer: str, path: tuple[str | int, ...]) -> None:
    tree = {**TREE, "t": (5, 6)}
    assert locate(tree, pointer) == (path, resolve_pointer(tree, pointer))


def test_an_edit_copies_the_containers_on_the_path_alone() -> None:
    edited = edit(TREE, "/a/1/b", lambda value: (value, "new"))

    assert edited == {**TREE, "a": [10, {"b": (None, "new")}]}
    assert TREE["a"] == [10, {"b": None}]
    assert edited["a/b"] is TREE["a/b"]


def test_an_edit_of_the_root_is_the_change() -> None:
    assert edit(TREE, "", lambda value: value is TREE) is True
    assert replace_at([1, 2], (1,), lambda value: value + 1) == [1, 3]


def test_an_edit_of_a_deep_value_does_not_recurse() -> None:
    deep: Any = 0
    for _ in range(10_000):
        deep = [deep]
    value = replace_at(deep, (0,) * 10_000, lambda number: number + 1)
    for _ in range(10_000):
        [value] = value
    assert value == 1


def test_the_children_of_a_value() -> None:
    assert [*children({"a": 1, "b": 2})] == [("a", 1), ("b", 2)]
    assert [*children([5, 6])] == [*children((5, 6))] == [(0, 5), (1, 6)]
    assert [*children("text")] == [*children(None)] == []
