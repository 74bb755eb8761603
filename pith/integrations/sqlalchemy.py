"""A column type for SQLAlchemy that stores Pith Numbers as text and returns them as `PithNumber`.

Use `PithNumberType` as the type of a column. It needs the extra `pith-number[adapters]`.
"""

try:
    from sqlalchemy.types import String, TypeDecorator, TypeEngine
except ModuleNotFoundError as _missing:
    raise ModuleNotFoundError(
        "pith.integrations.sqlalchemy needs SQLAlchemy: install pith-number[adapters]", name=_missing.name
    ) from None

from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.sql.operators import in_op, is_distinct_from, is_not_distinct_from, not_in_op

from ..errors import InvalidNumber, require_text, safe_repr
from ..number import PithNumber, parse_number

_COMPARISONS = frozenset({eq, ne, lt, le, gt, ge, in_op, not_in_op, is_distinct_from, is_not_distinct_from})


class PithNumberType(TypeDecorator[PithNumber]):
    """A column of Pith Numbers, stored as text of 36 characters.

    A value that is stored or compared is a `PithNumber` or any spelling of one that `parse_number` accepts, with the year. Any
    other value raises SQLAlchemy's `StatementError`, whose `orig` is `InvalidNumber`, or TypeError if it is not a text. If a text
    in the database is not a Pith Number, loading it raises `InvalidNumber`. The other operators on text, such as `like` and
    `startswith`, take any text.

    `registry(type_annotation_map={PithNumber: PithNumberType})` makes `Mapped[PithNumber]` a column of this type.
    """

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = String(36)
    """The type of the column in the database."""
    cache_ok: bool | None = True
    """SQLAlchemy may cache statements that use this type."""

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text of 36 characters that is stored for a number in any spelling with the year; None for None.

        Raises `InvalidNumber` for any other text, and for a number without the year.
        """
        if value is None:
            return None
        number = parse_number(require_text(value, "value"))
        if not isinstance(number, PithNumber):
            raise InvalidNumber(f"expected a Pith Number with its year, not {safe_repr(value)}")
        return str(number)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PithNumber | None:
        """The number that was stored. Raises `InvalidNumber` if the stored text is not a Pith Number."""
        return None if value is None else PithNumber(require_text(value, "value"))

    def coerce_compared_value(self, op: Callable[..., Any] | None, value: object) -> TypeEngine[Any]:
        """This type for `==`, `!=`, `<`, `<=`, `>`, `>=`, `in_`, `not_in` and `is_distinct_from`, text for all other operators.

        `like` and `between` are among the others: they take any text.
        """
        return self if op in _COMPARISONS else String()
