"""Verify every record in a folder and in the folders below it.

    python examples/recipes/verify_folder.py FOLDER

Prints a line for each file that does not verify, and the totals. Exits 0 if every file verifies, 1 if one does not, 2 if the
folder cannot be read.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from pith import PITH_KEYS, BatchResult, KeyRing, verify_many


def verify_folder(folder: Path, keys: KeyRing = PITH_KEYS) -> Iterator[tuple[Path, BatchResult]]:
    """The path and the result of each `*.json`, in the order of the paths. One file at a time is in memory."""
    paths = sorted(folder.rglob("*.json"))
    results = verify_many((path.read_bytes() for path in paths), keys=keys)
    return zip(paths, results, strict=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    count = bad = 0
    try:
        os.listdir(folder)
        for path, result in verify_folder(folder):
            count += 1
            if not result.ok:
                bad += 1
                print(f"{path}: {result.reason}")
        print(f"{count} records, {count - bad} verify, {bad} do not", flush=True)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        print(f"cannot read {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    return 1 if bad else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
