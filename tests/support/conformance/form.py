"""The form of a vector file: groups of tests, base documents and patches, flags, counts."""

import json
import re
from base64 import b64encode
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from reference.keys import Key
from reference.refusal import JSON, Tree

VERSION = "1.0"
FLAGS = {
    "Address": "An address in another spelling, or of another host.",
    "ByteOrder": "The order of keys or bytes differs from that of other standards.",
    "CaseMapping": "Lower case by Unicode 14.0.0, without language and normalization.",
    "DuplicateKey": "One key twice in an object; many parsers keep one of the two silently.",
    "EdgeValue": "The smallest or greatest value that is permitted, or the first one beyond it.",
    "Encoding": "Bytes that are not UTF-8, or a byte-order mark.",
    "Forgery": "A change by which somebody could hide a false value; the outcome shows whether it is noticed.",
    "Limit": "Depends on a limit of this library (section 12). Such a test is optional, because another limit is no fault.",
    "LineFeed": "A line feed at the end, which `$` of some regular expressions permits.",
    "LoneSurrogate": "Half of a surrogate pair, which has no UTF-8.",
    "Minimal": "A document with empty lists.",
    "MissingMember": "A member that is required is absent.",
    "NonCanonical": "A value in a second encoding.",
    "NumberLiteral": "The spelling of a number matters, which parsers with doubles lose.",
    "OneSpelling": "A second spelling of a value that has one.",
    "Pattern": "A text outside the pattern of its type.",
    "Published": "A fact of a published record: number, hash, signature, id or title.",
    "Signature": "A signature that some libraries accept and others refuse.",
    "SmallOrder": "A point of small order, under which anything verifies.",
    "Unicode": "Characters beyond ASCII.",
    "Unknown": "The protocol does not define the answer, so the check is indeterminate (section 13).",
    "UnknownMember": "A member or a word that this version does not know.",
    "WhiteSpace": "White space, or a character that only other languages treat as such.",
    "WrongType": "A value of another JSON type.",
}
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*(?:\.[a-z0-9]+(?:[-_][a-z0-9]+)*)*")


@dataclass
class Group:
    """Tests of one operation and one section of the specification."""

    id: str
    section: str
    operation: str
    comment: str
    tests: list[Tree] = field(default_factory=list)

    def add(
        self,
        name: str,
        comment: str,
        given: Tree,
        expected: Tree | None = None,
        *flags: str,
        error: str | None = None,
        optional: bool = False,
        rule: str = "",
    ) -> None:
        """Add a test; `rule` names the rule of the section that it holds."""
        test: Tree = {"id": f"{self.id}.{name}", "comment": comment}
        if flags:
            test["flags"] = sorted(flags)
        if optional:
            test["optional"] = True
        if rule:
            test["rule"] = rule
        assert (expected is None) is (error is not None), test["id"]
        test |= {"input": given} | ({"error": error} if error else {"expected": expected})
        assert _ID.fullmatch(test["id"]), test["id"]
        assert {*flags} <= FLAGS.keys(), flags
        self.tests.append(test)


@dataclass
class Vectors:
    """One file of vectors."""

    kind: str
    header: str
    bases: dict[str, Tree] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    defaults: Tree = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)

    def group(self, name: str, section: str, operation: str, comment: str) -> Group:
        made = Group(f"{self.kind}.{name}", section, operation, comment)
        self.groups.append(made)
        return made

    def text(self) -> str:
        """The text of the file, one test a line."""
        tests = [test for group in self.groups for test in group.tests]
        repeated = [id_ for id_, times in Counter(test["id"] for test in tests).items() if times > 1]
        assert not repeated, repeated
        used = {flag for test in tests for flag in test.get("flags", ())}
        optional = sum(test.get("optional", False) for test in tests)
        head: Tree = {
            "suite": "pith-conformance",
            "version": VERSION,
            "schema": "../vectors.schema.json",
            "license": "MIT",
            "specification": "pith/SPECIFICATION.md",
            "kind": self.kind,
            "header": self.header,
            "counts": {"groups": len(self.groups), "required": len(tests) - optional, "optional": optional},
            "flags": {flag: text for flag, text in FLAGS.items() if flag in used},
        }
        if self.keys:
            head["keys"] = {name: key_tree(key) for name, key in self.keys.items()}
        if self.defaults:
            head["defaults"] = self.defaults
        lines = [f"{_dump(name)}: {_dump(value)}" for name, value in head.items()]
        if self.bases:
            bases = ",\n".join(f"{_dump(name)}: {_dump(base)}" for name, base in self.bases.items())
            lines.append(f'"bases": {{\n{bases}\n}}')
        groups = ",\n".join(_group_text(group) for group in self.groups)
        return "{\n" + ",\n".join(lines) + f',\n"groups": [\n{groups}\n]\n}}\n'


def _dump(value: JSON) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _group_text(group: Group) -> str:
    head = {"id": group.id, "section": group.section, "operation": group.operation, "comment": group.comment}
    tests = ",\n".join(map(_dump, group.tests))
    return f'{_dump(head)[:-1]}, "tests": [\n{tests}\n]}}'


def key_tree(key: Key) -> Tree:
    """A key as a test gives it."""
    tree: Tree = {"key_id": key.key_id, "public_key_hex": key.raw.hex()}
    for name, instant in (("not_before", key.not_before), ("not_after", key.not_after)):
        if instant is not None:
            tree[name] = instant.strftime("%Y-%m-%dT%H:%M:%SZ")
    return tree | ({"revoked": True} if key.revoked else {})


def text_input(text: str) -> Tree:
    """A text as a test gives it: as JSON, or as the hex of its UTF-16 code units, high byte first, if it has no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return {"text_utf16_hex": text.encode("utf-16-be", "surrogatepass").hex()}
    return {"text": text}


def bytes_input(data: bytes) -> Tree:
    return {"bytes_base64": b64encode(data).decode()}


def json_input(text: str) -> Tree:
    return {"json": text}


DELETE: Any = object()


def edit(tree: Tree, changes: dict[str, JSON]) -> Tree:
    """The tree with other values at these pointers; `DELETE` removes a member, `/-` at the end appends to an array.

    Only what is on the path to a change is copied.
    """
    for pointer, value in changes.items():
        tree = _edited(tree, [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]], value)
    return tree


def _edited(tree: Any, path: list[str], value: JSON) -> Any:
    token, *rest = path
    copy = tree.copy()
    if isinstance(copy, list) and token == "-":
        return [*copy, value]
    key: Any = int(token) if isinstance(copy, list) else token
    if rest:
        copy[key] = _edited(copy[key], rest, value)
    elif value is DELETE:
        del copy[key]
    else:
        copy[key] = value
    return copy


def patch(base: JSON, target: JSON, pointer: str = "") -> list[Tree]:
    """A JSON Patch (RFC 6902) of `add`, `remove` and `replace` from one value to another."""
    if base is target:
        return []
    if isinstance(base, dict) and isinstance(target, dict):
        found = []
        for key in [*base, *(key for key in target if key not in base)]:
            place = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            if key not in target:
                found.append({"op": "remove", "path": place})
            elif key not in base:
                found.append({"op": "add", "path": place, "value": target[key]})
            else:
                found += patch(base[key], target[key], place)
        return found
    if isinstance(base, list) and isinstance(target, list):
        shared = min(len(base), len(target))
        found = [step for index in range(shared) for step in patch(base[index], target[index], f"{pointer}/{index}")]
        found += [{"op": "remove", "path": f"{pointer}/{index}"} for index in reversed(range(shared, len(base)))]
        found += [{"op": "add", "path": f"{pointer}/{index}", "value": target[index]} for index in range(shared, len(target))]
        return found
    if type(base) is type(target) and base == target:
        return []
    return [{"op": "replace", "path": pointer, "value": target}]


def apply(base: JSON, steps: list[Tree]) -> JSON:
    """The value after a JSON Patch of `add`, `remove` and `replace`."""
    holder: Any = json.loads(json.dumps({"": base}))
    for step in steps:
        *above, last = (token.replace("~1", "/").replace("~0", "~") for token in f"/{step['path']}".split("/")[1:])
        place = holder
        for token in above:
            place = place[int(token)] if isinstance(place, list) else place[token]
        if step["op"] == "remove":
            del place[int(last) if isinstance(place, list) else last]
        elif isinstance(place, list) and step["op"] == "add":
            place.insert(len(place) if last == "-" else int(last), step["value"])
        else:
            place[int(last) if isinstance(place, list) else last] = step["value"]
    return holder[""]
