"""Verify JSON Lines on a Dask cluster. Needs pith-number[cluster] here, pith-number[fast] on the workers.

    python examples/recipes/dask_cluster.py            # starts a small cluster on this machine

`verify_corpus_dask.py` does the same for files that the workers read themselves, and resumes after an interruption.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime

from distributed import Client, LocalCluster

from pith import PITH_KEYS, BatchResult, KeyRing, verify_many
from pith.testing import TEST_KEYS, make_record


def verify_on_cluster(
    client: Client, records: Iterable[bytes], keys: KeyRing = PITH_KEYS, at: datetime | None = None
) -> Iterator[BatchResult]:
    """The result of each record, in order. The client sends chunks of records, and reads ahead by at most 20,000."""
    executor = client.get_executor(pure=False)
    with closing(verify_many(records, keys=keys, at=at, executor=executor, window=20_000)) as results:
        yield from results


if __name__ == "__main__":
    lines = [make_record(version=version).to_json() for version in range(1, 201)]
    local = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with local as cluster, Client(cluster) as client:
        print(sum(result.ok for result in verify_on_cluster(client, lines, TEST_KEYS)), "of", len(lines), "verify")
