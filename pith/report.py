"""The report of a verification: each check with its outcome, and for each value of the document how it is known."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

import orjson

from .assurance import ValueAssurance, find_assurance, find_unauthenticated, grounded
from .checks.table import Check, CheckResult, CheckTable, Outcome, Problem
from .errors import InvalidArgument, VerificationFailed, require_text, safe_repr
from .keys import PublicKey
from .models.base import Model, require_types
from .version import __version__

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

REPORT_TYPE = "pith_verification_report"
REPORT_VERSION = "1.1"
TITLE_NOTE = "Titles are bound up to case and white space: the hash is over the title in lower case with single spaces."


@dataclass(frozen=True, slots=True, repr=False)
class VerificationReport:
    """The result of a verification. Ask `ok`, or call `raise_for_failure`: a report has no truth value.

    `number` is the Pith Number that the document names. `canonical_sha256` is the hash that was computed, `key_id` the key
    that the receipt names, `key_fingerprint` the fingerprint of the key in the ring with this id. Each is None if there is
    none. `at` and `origin` are the arguments of the verification, `required` the names of the checks that had to pass.
    Specification §8.1.
    """

    document: Model
    table: CheckTable = field(repr=False, compare=False)  # the kind of the document determines it
    number: str | None
    canonical_sha256: str | None
    key_id: str | None
    key_fingerprint: str | None
    at: datetime | None
    origin: str | None
    required: frozenset[str]
    found: tuple[tuple[int, Problem], ...]
    """The problems, each with the index of its check in the table."""

    @property
    def document_type(self) -> str:
        """The kind of the document: `record`, `bundle`, `state` or `integrity_document`."""
        return self.table.document_type

    @property
    def checks(self) -> tuple[CheckResult, ...]:
        """The results of all checks, in order."""
        return self.table.results(self.found)

    @property
    def problems(self) -> tuple[CheckResult, ...]:
        """The results of the checks that did not pass, in order."""
        return tuple(CheckResult(self.table.checks[index], *problem) for index, problem in self.found)

    @property
    def ok(self) -> bool:
        """Whether no check failed and every required check passed."""
        return not self.blocking

    @property
    def passed(self) -> tuple[str, ...]:
        """The names of the checks that passed."""
        return tuple(check.name for check in self._passed())

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the checks that failed."""
        return tuple(result.name for result in self.problems if result.outcome is Outcome.FAILED)

    @property
    def indeterminate(self) -> tuple[str, ...]:
        """The names of the checks that are indeterminate."""
        return tuple(result.name for result in self.problems if result.outcome is Outcome.INDETERMINATE)

    @property
    def blocking(self) -> tuple[str, ...]:
        """The names of the checks because of which the report is not `ok`: they failed, or are required and did not pass."""
        found = [(self.table.checks[index].name, problem.outcome) for index, problem in self.found]
        return tuple([name for name, outcome in found if outcome is Outcome.FAILED or name in self.required])

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes for a reader: if the title is authenticated, that it is bound up to case and white space only."""
        return (TITLE_NOTE,) if "title_hash" in [check.name for check in grounded(self._passed())] else ()

    @property
    def unauthenticated(self) -> tuple[str, ...]:
        """The JSON Pointers of the values in which nothing is authenticated, each as high as possible, in document order.

        A pointer covers everything below it. `("",)` means that nothing is authenticated. Specification §8.2.
        """
        return self._find_unauthenticated()[0]

    @property
    def extensible(self) -> tuple[str, ...]:
        """The JSON Pointers of the containers outside `unauthenticated` that can get a member unnoticed. Specification §8.2."""
        return self._find_unauthenticated()[1]

    def assurance_of(self, pointer: str) -> ValueAssurance:
        """The assurance of the value at a JSON Pointer, with the checks that give it.

        Raises `InvalidArgument` if the document has no value there. Specification §8.2.
        """
        failed = tuple(self.table.checks[index] for index, problem in self.found if problem.outcome is Outcome.FAILED)
        return find_assurance(self.document.to_dict(), pointer, self._passed(), failed)

    def raise_for_failure(self) -> None:
        """Raise `VerificationFailed`, naming the checks, if the report is not ok."""
        if blocking := self.blocking:
            words = {Outcome.FAILED: "failed", Outcome.INDETERMINATE: "is indeterminate"}
            found = (result for result in self.problems if result.name in blocking)
            details = "; ".join(f"{result.name} {words[result.outcome]}: {result.detail}" for result in found)
            raise VerificationFailed(f"{self._subject} does not verify: {details}", report=self)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, in the form of `json_schema("report")`."""
        unauthenticated, extensible = self._find_unauthenticated()
        return {
            "report_type": REPORT_TYPE,
            "report_version": REPORT_VERSION,
            "library_version": __version__,
            "document_type": self.document_type,
            "number": None if self.number is None else str(self.number),
            "canonical_sha256": self.canonical_sha256,
            "key_id": self.key_id,
            "key_fingerprint": self.key_fingerprint,
            "at": None if self.at is None else self.at.isoformat(),
            "origin": self.origin,
            "ok": self.ok,
            "required": sorted(self.required),
            "blocking": list(self.blocking),
            "checks": [
                {
                    "name": result.name,
                    "basis": str(result.basis),
                    "outcome": str(result.outcome),
                    "detail": result.detail,
                    "covers": list(result.covers),
                }
                for result in self.checks
            ],
            "unauthenticated": list(unauthenticated),
            "extensible": list(extensible),
            "notes": list(self.notes),
        }

    def to_json(self) -> bytes:
        """The report as UTF-8 JSON, in the form of `json_schema("report")`."""
        return orjson.dumps(self.to_dict())

    def to_text(self, *, full: bool = False) -> str:
        """The report for a terminal: verdict, problems, counts, and what is not authenticated by section.

        With `full`, every check and every pointer. Characters of the document that are not printable are escaped.
        """
        from .render.text import report_text

        return report_text(self.to_dict(), full=full)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        verdict = "ok" if self.ok else "not ok"
        counts = f"{len(self.table.checks) - len(self.found)} passed, {len(self.failed)} failed"
        return f"<VerificationReport of {self._subject}: {verdict}, {counts}, {len(self.indeterminate)} indeterminate>"

    def to_html(self, *, page: bool = False) -> str:
        """The report as an HTML fragment, or as a whole page if `page` is true. It is escaped, and loads and runs nothing."""
        from .render.html import page_html, report_html  # few programs show a report

        html = report_html(self.to_dict(), self.document.to_dict())
        return page_html(f"Verification report: {self.document_type.replace('_', ' ')}", html) if page else html

    def _repr_html_(self) -> str:
        return self.to_html()

    def __bool__(self) -> NoReturn:
        raise TypeError("a report has no truth value; ask report.ok")

    def __getitem__(self, name: str) -> CheckResult:
        """The result of the check of that name. Raises `InvalidArgument` if there is none."""
        results = {result.name: result for result in self.checks}
        if require_text(name, "name") not in results:
            raise InvalidArgument(f"no check {safe_repr(name)}; the checks are {', '.join(results)}")
        return results[name]

    @property
    def _subject(self) -> str:
        return self.document_type if self.number is None else f"{self.document_type} {safe_repr(self.number)[1:-1]}"

    def _passed(self) -> tuple[Check, ...]:
        found = {index for index, _ in self.found}
        return tuple([check for index, check in enumerate(self.table.checks) if index not in found])

    def _find_unauthenticated(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return find_unauthenticated(self.document.to_dict(), self._passed())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        to_dict = core_schema.plain_serializer_function_ser_schema(cls.to_dict)
        return core_schema.is_instance_schema(cls, serialization=to_dict, ref=f"{cls.__module__}.{cls.__name__}")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        return {key: value for key, value in REPORT_SCHEMA.items() if key != "$schema"}


def make_report(
    table: CheckTable,
    document: Any,
    facts: Callable[[], Any],
    *,
    number: str | None,
    at: datetime | None,
    origin: str | None,
    require: Collection[str],
) -> VerificationReport:
    """The report of the checks of a table over a document.

    `facts` returns what the checks take. From it the report takes `canonical_sha256`, `key_id` and `key`, if it has them.
    Raises TypeError if the document is not of the table's model, or holds a value of a wrong type.
    """
    if not isinstance(document, table.model):
        raise TypeError(f"{table.document_type}: expected a {table.model.__name__}, not {safe_repr(document)}")
    require_types(document)
    required = table.required if require == () else table.required_with(require)
    known = facts()
    key: PublicKey | None = getattr(known, "key", None)
    return VerificationReport(
        document,
        table,
        number,
        getattr(known, "canonical_sha256", None),
        getattr(known, "key_id", None),
        None if key is None else key.fingerprint,
        at,
        origin,
        required,
        tuple(table.problems(known).items()),
    )


_STRINGS = {"type": "array", "items": {"type": "string"}}
_STRING_OR_NULL = {"type": ["string", "null"]}
_POINTERS = {"type": "array", "items": {"type": "string", "pattern": "^(/|$)"}}
_PROPERTIES: dict[str, object] = {
    "report_type": {"const": REPORT_TYPE},
    "report_version": {"const": REPORT_VERSION},
    "library_version": {"type": "string"},
    "document_type": {"type": "string"},
    "number": _STRING_OR_NULL,
    "canonical_sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
    "key_id": _STRING_OR_NULL,
    "key_fingerprint": {"type": ["string", "null"], "pattern": "^[0-9a-f]{32}$"},
    "at": _STRING_OR_NULL,
    "origin": _STRING_OR_NULL,
    "ok": {"type": "boolean"},
    "required": _STRINGS,
    "blocking": _STRINGS,
    "checks": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["name", "basis", "outcome", "detail", "covers"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "basis": {"enum": ["signed", "hashed", "derived", "consistent"]},
                "outcome": {"enum": ["passed", "failed", "indeterminate"]},
                "detail": {"type": "string"},
                "covers": _STRINGS,
            },
        },
    },
    "unauthenticated": _POINTERS,
    "extensible": _POINTERS,
    "notes": _STRINGS,
}

REPORT_SCHEMA: dict[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "VerificationReport",
    "type": "object",
    "required": [*_PROPERTIES],
    "additionalProperties": False,
    "properties": _PROPERTIES,
}
"""The JSON Schema (draft 2020-12) of `VerificationReport.to_dict`."""
