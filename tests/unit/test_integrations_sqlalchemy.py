"""The column type for SQLAlchemy, with SQLite."""

import os
import subprocess
import sys
import warnings
from collections.abc import Iterator

import pytest
from shared_data import REPOSITORY

from pith import InvalidNumber, PithNumber, parse_number

pytestmark = pytest.mark.slow
sqlalchemy = pytest.importorskip("sqlalchemy")

from sqlalchemy import create_engine, func, insert, literal, select, text  # noqa: E402
from sqlalchemy.exc import StatementError  # noqa: E402
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column  # noqa: E402
from sqlalchemy.schema import CreateTable  # noqa: E402

from pith.integrations.sqlalchemy import PithNumberType  # noqa: E402

NUMBER = PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
OTHER = PithNumber("pith:2024:AAAAAAAAAAAAAAAAAAAAAAAAAA")


class Base(DeclarativeBase):
    type_annotation_map = {PithNumber: PithNumberType}  # noqa: RUF012


class Paper(Base):
    __tablename__ = "papers"
    number: Mapped[PithNumber] = mapped_column(primary_key=True)
    cites: Mapped[PithNumber | None]


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Paper(number=NUMBER, cites=OTHER), Paper(number=OTHER, cites=None)])
        session.commit()
        yield session
    engine.dispose()


def test_numbers_come_back_as_numbers(session: Session) -> None:
    papers = session.scalars(select(Paper).order_by(Paper.number)).all()
    assert [(paper.number, paper.cites) for paper in papers] == [(NUMBER, OTHER), (OTHER, None)]
    assert [type(paper.number) for paper in papers] == [PithNumber, PithNumber]
    assert session.execute(text("SELECT typeof(number), number FROM papers")).first() == ("text", str(NUMBER))


def test_the_column_is_text_of_36_characters() -> None:
    assert "number VARCHAR(36) NOT NULL" in str(CreateTable(Base.metadata.tables["papers"]))


@pytest.mark.parametrize("spelling", [str(NUMBER), NUMBER.lower(), NUMBER.upper(), NUMBER])
def test_any_spelling_with_the_year_finds_the_paper(session: Session, spelling: str) -> None:
    assert session.scalars(select(Paper).where(Paper.number == spelling)).one().cites == OTHER
    assert session.scalars(select(Paper).where(Paper.number.in_([spelling]))).one().cites == OTHER
    assert session.scalars(select(Paper).where(Paper.number != spelling)).one().number == OTHER
    found = session.get(Paper, spelling)
    assert found is not None
    assert found.number == NUMBER


@pytest.mark.parametrize("value", ["", "pith:2023:short", "pith:FB5JQX5U", NUMBER.short(), f"{NUMBER} ", "'; DROP TABLE papers"])
def test_another_text_is_refused(session: Session, value: str) -> None:
    for statement in (insert(Paper).values(number=value), select(Paper).where(Paper.number == value)):
        with pytest.raises(StatementError) as caught:
            session.execute(statement)
        assert isinstance(caught.value.orig, InvalidNumber)


@pytest.mark.parametrize("value", [5, b"x", [], object()], ids=lambda value: type(value).__name__)
def test_a_value_of_another_type_is_named(session: Session, value: object) -> None:
    with pytest.raises(StatementError) as caught:
        session.execute(insert(Paper).values(number=literal(value, PithNumberType)))
    assert isinstance(caught.value.orig, TypeError)
    with pytest.raises(TypeError, match="value: expected a str"):
        PithNumberType().process_result_value(value, session.get_bind().dialect)  # type: ignore[arg-type]


def test_text_operators_take_any_text(session: Session) -> None:
    assert session.scalars(select(Paper.number).where(Paper.number.like("pith:2023:%"))).all() == [NUMBER]
    assert session.scalars(select(Paper.number).where(Paper.number.startswith("pith:2024"))).all() == [OTHER]
    assert session.scalars(select(func.max(Paper.number))).one() == OTHER


def test_a_stored_text_that_is_no_number_is_refused(session: Session) -> None:
    session.execute(text("UPDATE papers SET cites = 'x' WHERE cites IS NOT NULL"))
    with pytest.raises(InvalidNumber):
        session.scalars(select(Paper.cites)).all()


def test_literals_and_the_cache() -> None:
    statement = select(literal(NUMBER.lower(), PithNumberType()))
    compiled = statement.compile(create_engine("sqlite://"), compile_kwargs={"literal_binds": True})
    assert f"'{NUMBER}'" in str(compiled)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # SQLAlchemy warns about types that it cannot cache
        key = select(Paper).where(Paper.number == NUMBER)._generate_cache_key()
    assert key is not None
    assert parse_number(NUMBER) == NUMBER


def test_a_missing_library_names_the_extra() -> None:
    code = "import sys; sys.modules['sqlalchemy'] = None; import pith.integrations; import pith.integrations.sqlalchemy"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert "pith.integrations.sqlalchemy needs SQLAlchemy: install pith-number[adapters]" in result.stderr
