"""The published aliases of a number and of its source."""

from typing import Any

import pytest
from shared_data import vectors

from pith.errors import InvalidArgument
from pith.models.snapshot import Source
from pith.number import PithNumber, short_aliases, source_aliases
from pith.protocol import SHORT_LENGTHS, SOURCE_KINDS

RECORDS = vectors("records")


@pytest.mark.parametrize("row", [row for row in RECORDS if row["aliases"]], ids=lambda row: str(row["pith_number"]))
def test_published_aliases(row: dict[str, Any]) -> None:
    """Every alias that was published, in the order in which it was listed; some records once had those of the source alone."""
    source = Source(**row["canonical_record"]["source"])
    derived = source_aliases(source) | short_aliases(PithNumber(row["pith_number"]))
    published = row["aliases"]
    assert list(published.items()) == [(kind, value) for kind, value in derived.items() if kind in published]
    assert published.keys() in (derived.keys(), set(SOURCE_KINDS))


@pytest.mark.parametrize("row", RECORDS, ids=lambda row: str(row["pith_number"]))
def test_published_short_numbers(row: dict[str, Any]) -> None:
    number = PithNumber(row["pith_number"])
    assert number.short() == row["short_pith_number"]
    assert number.short().prefix == short_aliases(number)["pith_short_8"]


def test_some_published_aliases_are_there() -> None:
    listed = [row["aliases"] for row in RECORDS if row["aliases"]]
    assert len(listed) > 80
    assert any("pith_short_16" in aliases for aliases in listed)


def test_every_kind_is_named_once_and_in_order() -> None:
    kinds = [*SOURCE_KINDS, *SHORT_LENGTHS]
    assert kinds == sorted(set(kinds))


def test_an_old_id_keeps_its_archive_and_the_doi_is_in_lower_case() -> None:
    assert source_aliases(Source(kind="arxiv", id="math.GT/0309136", version=3)) == {
        "arxiv": "math.GT/0309136",
        "arxiv_version": "math.GT/0309136v3",
        "doi": "10.48550/arxiv.math.gt/0309136",
    }


def test_the_aliases_of_another_source_are_unknown() -> None:
    with pytest.raises(InvalidArgument, match="kind 'zenodo' are unknown") as caught:
        source_aliases(Source(kind="zenodo", id="1", version=1))
    assert caught.value.pointer == "/kind"
