"""What the vectors of documents share: tests of a verification, and the refusals that follow from the forms."""

from collections.abc import Callable, Iterable, Iterator

from reference import build
from reference.documents import parse_document, verify
from reference.forms import kind_of
from reference.keys import make_ring
from reference.numbers import ORIGIN
from reference.refusal import JSON, Refused, Tree
from reference.report import FAILED, INDETERMINATE, PASSED, Settings
from reference.timestamps import instant

from .form import DELETE, Group, Vectors, bytes_input, edit, patch
from .key_base import KEYS

AT = "2026-06-02T00:00:00Z"
DEFAULTS: Tree = {"keys": ["test"], "at": AT, "abstract": build.ABSTRACT}


def settings_of(given: Tree, defaults: Tree = DEFAULTS) -> Settings:
    """The arguments of a verification as a test gives them."""
    values = {**defaults, **given}
    at = values.get("at")
    return Settings(
        make_ring(KEYS[name] for name in values["keys"]),
        None if at is None else instant(at),
        values.get("abstract"),
        values.get("origin", ORIGIN),
        tuple(values.get("require", ())),
    )


class DocumentVectors:
    """A file of vectors of one kind of document, with its base documents."""

    def __init__(self, kind: str, header: str, bases: dict[str, Tree], ambient: Iterable[str] = ()) -> None:
        self.file = Vectors(kind, header, bases=bases, keys=KEYS, defaults=DEFAULTS)
        self.base = next(iter(bases))
        self.ambient = {*ambient}
        """The checks that are indeterminate for every document of the kind."""

    @classmethod
    def of(cls, file: Vectors) -> "DocumentVectors":
        """More vectors for a file."""
        made = cls(file.kind, file.header, file.bases)
        made.file = file
        return made

    def verify(
        self,
        group: Group,
        name: str,
        comment: str,
        tree: Tree,
        fails: Iterable[str] = (),
        undecided: Iterable[str] = (),
        *flags: str,
        base: str | None = None,
        assurance: Iterable[str] = (),
        rule: str = "",
        **arguments: JSON,
    ) -> None:
        """Add the verification of a document. The reference computes the outcomes; `fails` and `undecided` must agree."""
        base = base or self.base
        steps = patch(self.file.bases[base], tree)
        given: Tree = {"base": base, **({"patch": steps} if steps else {}), **arguments}
        kind = kind_of(tree)
        try:
            report = verify(kind, tree, settings_of(arguments))
        except Refused as refused:
            group.add(name, comment, given, None, *flags, error=refused.code, rule=rule or group.section)
            return
        assert {*report.named(FAILED)} == {*fails}, (name, report.named(FAILED))
        assert {*report.named(INDETERMINATE)} == {*undecided} | self.ambient, (name, report.named(INDETERMINATE))
        expected: Tree = {
            "kind": kind,
            "ok": report.ok,
            "passed": report.named(PASSED),
            "failed": report.named(FAILED),
            "indeterminate": report.named(INDETERMINATE),
            "unauthenticated": report.unauthenticated,
            "extensible": report.extensible,
        }
        if assurance:
            expected["assurance"] = {pointer: report.assurance(pointer) for pointer in assurance}
        group.add(name, comment, given, expected, *flags, rule=rule or group.section)

    def parse(self, group: Group, name: str, comment: str, tree: Tree, *flags: str, rule: str = "") -> None:
        """Add the acceptance or refusal of a document."""
        steps = patch(self.file.bases[self.base], tree)
        self._parsed(group, name, comment, {"base": self.base, "patch": steps}, lambda: kind_of(tree), *flags, rule=rule)

    def parse_bytes(self, group: Group, name: str, comment: str, data: bytes, *flags: str, rule: str = "") -> None:
        self._parsed(group, name, comment, bytes_input(data), lambda: parse_document(data)[0], *flags, rule=rule)

    def _parsed(
        self, group: Group, name: str, comment: str, given: Tree, parse: Callable[[], str], *flags: str, rule: str
    ) -> None:
        try:
            kind = parse()
        except Refused as refused:
            group.add(name, comment, given, None, *flags, error=refused.code, rule=rule or group.section)
            return
        group.add(name, comment, given, {"kind": kind}, *flags, rule=rule or group.section)

    def forms(self, section: str, skip: Iterable[str] = ()) -> None:
        """Add, for each member of the base document: its absence, null, values of other types, and texts outside its pattern."""
        group = self.file.group("members", section, "parse", "Each member: absent, null, of another type, outside its pattern.")
        document = self.file.bases[self.base]
        replaced: JSON = []
        self.parse(group, "array", "An array for the document.", replaced, "WrongType")
        for pointer, value in _places(document):
            if any(pointer.startswith(prefix) for prefix in skip):
                continue
            slug = pointer.strip("/").replace("/", ".").lower()
            if not pointer.rpartition("/")[2].isdigit():
                self.parse(group, f"{slug}.absent", f"Without {pointer}.", edit(document, {pointer: DELETE}), "MissingMember")
            for label, other, flag in _others(value):
                self.parse(group, f"{slug}.{label}", f"{pointer}: {label}.", edit(document, {pointer: other}), flag)


def _places(tree: JSON, pointer: str = "") -> Iterator[tuple[str, JSON]]:
    """The pointers below a value; of arrays the first item alone."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield f"{pointer}/{key}", value
            yield from _places(value, f"{pointer}/{key}")
    elif isinstance(tree, list) and tree:
        yield f"{pointer}/0", tree[0]
        yield from _places(tree[0], f"{pointer}/0")


def _others(value: JSON) -> Iterator[tuple[str, JSON, str]]:
    """Values of other types, and texts that some patterns refuse."""
    if value is not None:
        yield "null", None, "WrongType"
    if isinstance(value, str):
        yield "integer", 1, "WrongType"
        yield "array", [value], "WrongType"
        yield "line-feed", f"{value}\n", "LineFeed"
        yield "empty", "", "Pattern"
        yield "longer", f"{value}A", "Pattern"
        if value.upper() != value:
            yield "upper", value.upper(), "OneSpelling"
        if value.lower() != value:
            yield "lower", value.lower(), "OneSpelling"
    elif isinstance(value, bool):
        yield "integer", int(value), "WrongType"
        yield "text", "true", "WrongType"
    elif isinstance(value, int):
        yield "text", str(value), "WrongType"
        yield "true", True, "WrongType"
        yield "minus-one", -1, "EdgeValue"
        yield "zero", 0, "EdgeValue"
    elif isinstance(value, dict):
        yield "array", [], "WrongType"
        yield "text", "x", "WrongType"
    elif isinstance(value, list):
        yield "object", {}, "WrongType"
        yield "text", "x", "WrongType"
        yield "null-item", [None], "WrongType"
    else:
        yield "integer", 1, "WrongType"
        yield "object", {}, "WrongType"
