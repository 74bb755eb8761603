"""Verify corpora of Pith Number records on a Dask cluster: `verify_corpus.py` with the workers of the cluster.

    python examples/verify_corpus_dask.py FILE.jsonl[.gz|.zst]... [--scheduler ADDRESS] [--block MIB] [as in verify_corpus.py]

Needs `pith-number[cluster]`, here and on the workers, and a file system on which all see the files under the same paths. One
worker reads a compressed file; all workers read the blocks of other files. Without `--scheduler` the cluster is this machine,
with a process for each core. Totals, failures, state and exit status are those of `verify_corpus.py`: each continues where the
other stopped.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import corpus_files
from console import run
from corpus_files import Steps, in_blocks
from distributed import Client, KilledWorker, LocalCluster
from verify_corpus import CannotWork, Work, options_parser, work_through

# The number of blocks that are submitted and not yet counted: enough for a cluster that grows while it works.
AHEAD = 512


@contextmanager
def connected(scheduler: str | None) -> Iterator[Any]:
    """A client of the scheduler, or of a cluster on this machine that ends with the client."""
    if scheduler is not None:
        with Client(scheduler) as client:
            client.upload_file(corpus_files.__file__)  # the workers have pith, but not this directory
            yield client
        return
    here = LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address="127.0.0.1:0")
    with here, Client(here) as client:
        if hasattr(os, "setpgrp"):
            client.run(os.setpgrp)  # Ctrl-C goes to this process alone, which ends the others
        yield client


def main(arguments: list[str] | None = None) -> int:
    parser = options_parser(__doc__)
    parser.add_argument("--scheduler", metavar="ADDRESS", help="the address of a Dask cluster, such as tcp://10.0.0.1:8786")
    parser.add_argument("--block", type=int, default=16, metavar="MIB", help="the size of the blocks")
    options = parser.parse_args(arguments)

    def verify(work: Work, settings: dict[str, Any]) -> Steps:
        try:
            with connected(options.scheduler) as client:
                submit = partial(client.submit, pure=False, retries=2)
                size = options.block * 1024 * 1024
                yield from in_blocks(work.files_left(), work.position, settings, submit=submit, size=size, window=AHEAD)
        except KilledWorker as error:
            raise CannotWork(f"several workers died over one block: {error}") from None

    return work_through(options, verify)


if __name__ == "__main__":
    run(main)
