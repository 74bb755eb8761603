"""Collisions of short numbers: their probability, their expected number, and the length that avoids them. Specification §5.4."""

from math import expm1, fsum, log1p

from ..errors import InvalidArgument, safe_repr
from ..protocol import SHORTEST, SUFFIX_LENGTH

# In double precision, 1 - exp(-50) is 1.
_CERTAIN = 50
# Up to this count the logarithms are added one by one. Above it, three terms of their series are enough.
_FEW = 4096
# More numbers than can exist, and few enough that no float overflows.
_MOST = 10**100


def collision_probability(count: int, length: int) -> float:
    """The probability that at least two of `count` random suffixes have the same first `length` characters.

    `count` is 0 to 10¹⁰⁰, `length` is 1 to 26 characters of 5 bits each. The relative error is below 10⁻⁹. Raises
    `InvalidArgument` for any other count or length. Specification §5.4.

    >>> round(collision_probability(1_530_000, 8), 3)
    0.655
    """
    space = _number_of_prefixes(count, length)
    pairs = count * (count - 1) // 2
    if pairs == 0:
        return 0.0
    # These are tested first, because the formulas below have no logarithm of 0.
    if pairs > _CERTAIN * space or count > space:
        return 1.0
    if count <= _FEW:
        # All differ with the probability (1 - 1/space) (1 - 2/space) … (1 - (count - 1)/space).
        return -expm1(fsum(log1p(-taken / space) for taken in range(1, count)))
    # log(1 - x) = -x - x²/2 - x³/3 - …, summed over x = taken/space. The sums of powers are exact integers. All terms have
    # one sign, and the first omitted term changes the probability by less than a part in 10¹⁰ for counts above `_FEW`.
    squares = pairs * (2 * count - 1) // 3
    return -expm1(-(pairs / space + squares / (2 * space**2) + pairs**2 / (3 * space**3)))


def expected_collisions(count: int, length: int) -> float:
    """The expected number of pairs among `count` random suffixes that have the same first `length` characters.

    `count` is 0 to 10¹⁰⁰, `length` is 1 to 26. Raises `InvalidArgument` for any other count or length. Specification §5.4.

    >>> round(expected_collisions(1_530_000, 8), 2)
    1.06
    """
    space = _number_of_prefixes(count, length)
    return count * (count - 1) / (2 * space)


def shortest_length(count: int, risk: float) -> int:
    """The smallest length, 8 to 26 characters, for which `collision_probability(count, length)` is at most `risk`.

    `risk` is a probability from 0 to 1. Raises `InvalidArgument` if even 26 characters are too few, and for any other count or
    risk. Specification §5.4.

    >>> shortest_length(1_530_000, 0.001)
    11
    """
    if not isinstance(risk, int | float):
        raise TypeError(f"risk: expected a number, not {safe_repr(risk)}")
    if not 0 <= risk <= 1:
        raise InvalidArgument(f"risk: expected a probability from 0 to 1, not {safe_repr(risk)}")
    for length in range(SHORTEST, SUFFIX_LENGTH + 1):
        if collision_probability(count, length) <= risk:
            return length
    raise InvalidArgument(f"the risk for {count} numbers of {SUFFIX_LENGTH} characters is above {safe_repr(risk)}")


def _number_of_prefixes(count: int, length: int) -> int:
    """The number of texts of a length, after a test of both arguments."""
    for name, value, smallest, largest in (("count", count, 0, _MOST), ("length", length, 1, SUFFIX_LENGTH)):
        if not isinstance(value, int):
            raise TypeError(f"{name}: expected an int, not {safe_repr(value)}")
        if not smallest <= value <= largest:
            limits = f"{smallest} to {'10**100' if largest == _MOST else largest}"
            raise InvalidArgument(f"{name}: expected {limits}, not {safe_repr(value)}")
    return 1 << 5 * length
