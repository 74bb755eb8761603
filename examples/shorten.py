"""Print the shortest safe alias of each number: the fewest characters of its suffix that no other number of the input has.

    python examples/shorten.py [--any-length] < numbers.txt > aliases.txt

The input has one whole number on each line, such as pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC, in upper or lower case. The output has
one alias for each line, in the same order. Standard error lists the numbers that have the same first 8 characters. If a line is
not a whole number, standard error names the line and there is no output, because no alias is known to be safe then.

Exits 0 if the aliases are printed, 1 if the input is refused, 2 if the arguments are wrong.
"""

import argparse
import sys
from collections.abc import Iterable

from console import run

from pith import AliasIndex, InvalidNumber, PithError, PithNumber, parse_number
from pith.aliases.index import PUBLISHED_LENGTHS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--any-length", action="store_true", help="use any length from 8 to 26 characters, not only 8, 12 and 16")
    lengths = range(8, 27) if parser.parse_args().any_length else PUBLISHED_LENGTHS
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
    sys.stdout.writelines(f"{alias}\n" for alias in aliases)
    return 0


def read(lines: Iterable[bytes]) -> tuple[list[PithNumber], list[str]]:
    """The whole numbers of the lines, and a message for each other line."""
    numbers: list[PithNumber] = []
    refusals: list[str] = []
    for count, line in enumerate(lines, 1):
        # Bytes that are not UTF-8 become a replacement character, which no number has.
        text = line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
        try:
            number = parse_number(text)
        except InvalidNumber as error:
            refusals.append(f"line {count}: {error}")
        else:
            if isinstance(number, PithNumber):
                numbers.append(number)
            else:
                refusals.append(f"line {count}: expected a whole number, with its year, not {text!r}")
    return numbers, refusals


if __name__ == "__main__":
    run(main)
