"""Results of verification as columns of polars and of pandas, `ok` among them. Needs pith-number[adapters].

python examples/recipes/data_frames.py
"""

from collections.abc import Iterable

import pandas as pd
import polars as pl

from pith import PITH_KEYS, KeyRing, verify_many
from pith.testing import TEST_KEYS, forge, sample_record

SCHEMA: dict[str, "pl.DataType | type[pl.DataType]"] = {
    "index": pl.Int64,
    "number": pl.String,
    "ok": pl.Boolean,
    "failed": pl.List(pl.String),
    "indeterminate": pl.List(pl.String),
    "blocking": pl.List(pl.String),
    "error": pl.String,
    "reason": pl.String,
}


def polars_frame(records: Iterable[bytes], keys: KeyRing = PITH_KEYS) -> pl.DataFrame:
    """One row for each record, in order. The schema is the same if there is no row."""
    return pl.DataFrame([result.to_dict() for result in verify_many(records, keys=keys)], schema=SCHEMA)


def pandas_frame(records: Iterable[bytes], keys: KeyRing = PITH_KEYS) -> pd.DataFrame:
    """The same for pandas. The number of a record that does not parse is `pd.NA`."""
    rows = [result.to_dict() for result in verify_many(records, keys=keys)]
    types = {"index": "int64", "number": "string", "ok": "bool", "error": "string", "reason": "string"}
    return pd.DataFrame(rows, columns=[*SCHEMA]).astype(types)


def failures_by_check(frame: pl.DataFrame) -> pl.DataFrame:
    """How many records each check blocks, the most frequent check first. A record that does not parse has no check."""
    rows = frame.explode("blocking").drop_nulls("blocking")
    return rows.group_by("blocking").len().sort(["len", "blocking"], descending=[True, False])


def pandas_failures_by_check(frame: pd.DataFrame) -> "pd.Series[int]":
    """The same for pandas."""
    return frame["blocking"].explode().value_counts()


if __name__ == "__main__":
    frame = polars_frame([forgery.record.to_json() for forgery in forge(sample_record())], TEST_KEYS)
    with pl.Config(ascii_tables=True):
        print(failures_by_check(frame))
