"""Give each number its shortest safe alias: the fewest characters of its suffix that no other number of the input shares.

    python examples/shorten.py [--any-length] < numbers.txt > aliases.txt

Reads whole numbers such as pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC, in either case, one a line, and writes one alias for each
line in the same order. Clashes, numbers that share their first 8 characters, are listed on standard error. A line that is no
whole number is named there too, and then no alias is written: none would be known to be safe.

Exits 0 when the aliases are written, 1 when the input is refused, 2 when the arguments are.
"""

import argparse
import os
import sys
from collections.abc import Iterable

from pith import AliasIndex, InvalidNumber, PithError, PithNumber, parse_number
from pith.aliases.index import PUBLISHED_LENGTHS


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--any-length", action="store_true", help="choose from 8 to 26 characters, not from 8, 12 and 16")
    lengths = range(8, 27) if parser.parse_args(arguments).any_length else PUBLISHED_LENGTHS
    numbers, refusals = read(sys.stdin.buffer)
    try:
        index = AliasIndex(numbers)
        aliases = [] if refusals else [index.shortest(number, lengths=lengths) for number in numbers]
    except PithError as error:
        refusals.append(str(error))
    if refusals:
        sys.stderr.writelines(f"shorten: {refusal}\n" for refusal in refusals)
        return 1
    for group in index.clashes(8):
        print("clash:", group[0].suffix[:8], *group, file=sys.stderr)
    try:
        sys.stdout.writelines(f"{alias}\n" for alias in aliases)
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads on; the interpreter flushes once more when it ends, which must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # what a shell reports of a filter that a broken pipe has ended
    return 0


def read(lines: Iterable[bytes]) -> tuple[list[PithNumber], list[str]]:
    """The whole numbers of the lines, and a message for each line that is none."""
    numbers: list[PithNumber] = []
    refusals: list[str] = []
    for place, line in enumerate(lines, 1):
        # What is no UTF-8 is no number either, and is named like any other line that is none.
        text = line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
        try:
            number = parse_number(text)
        except InvalidNumber as error:
            refusals.append(f"line {place}: {error}")
        else:
            if isinstance(number, PithNumber):
                numbers.append(number)
            else:
                refusals.append(f"line {place}: expected a whole number, with its year, not {text!r}")
    return numbers, refusals


if __name__ == "__main__":
    sys.exit(main())
