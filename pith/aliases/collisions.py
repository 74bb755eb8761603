"""How likely it is that two of many numbers share an alias, how many will, and which length keeps that unlikely."""

from math import expm1, fsum, log1p

from ..errors import InvalidArgument, safe_repr
from ..protocol import SHORTEST, SUFFIX_LENGTH

# 1 - exp(-50) is 1 in double precision.
_CERTAIN = 50
# Up to here the logarithms are added one by one; above, three terms of their series are enough (see `collision_probability`).
_FEW = 4096
# Far more than there can be, and few enough for the arithmetic to stay within the range of a float.
_MOST = 10**100


def collision_probability(count: int, length: int) -> float:
    """The probability that at least two of `count` random suffixes share their first `length` characters, of 5 bits each.

    `count` is 0 or more, `length` 1 to 26; the relative error is below 1e-9 for every count and length. Raises
    `InvalidArgument`. Source: protocol, aliases (the suffix is part of a hash, so it is as good as random).

    >>> round(collision_probability(1_530_000, 8), 3)
    0.655
    """
    space = _space(count, length)
    pairs = count * (count - 1) // 2
    if pairs == 0:
        return 0.0
    # By far more pairs than places, or more suffixes than places: the logarithm of 0 is not asked for below.
    if pairs > _CERTAIN * space or count > space:
        return 1.0
    if count <= _FEW:
        # Nobody shares with probability (1 - 1/space) (1 - 2/space) … (1 - (count - 1)/space).
        return -expm1(fsum(log1p(-taken / space) for taken in range(1, count)))
    # log(1 - x) = -x - x²/2 - x³/3 - …, summed over x = taken/space: sums of powers, which integers give exactly. All terms
    # have one sign, and the first one left out changes the probability by less than a part in 10¹⁰ from `_FEW` on.
    squares = pairs * (2 * count - 1) // 3
    return -expm1(-(pairs / space + squares / (2 * space**2) + pairs**2 / (3 * space**3)))


def expected_collisions(count: int, length: int) -> float:
    """The expected number of pairs among `count` random suffixes that share their first `length` characters.

    `count` is 0 or more, `length` 1 to 26. Raises `InvalidArgument`. Source: protocol, aliases (n²/2⁴¹ for 8 characters).

    >>> round(expected_collisions(1_530_000, 8), 2)
    1.06
    """
    space = _space(count, length)
    return count * (count - 1) / (2 * space)


def shortest_length(count: int, risk: float) -> int:
    """The shortest alias, 8 to 26 characters, that two of `count` random suffixes share with a probability of at most `risk`.

    Raises `InvalidArgument` where even 26 characters are too few, and for a risk outside 0…1.

    >>> shortest_length(1_530_000, 0.001)
    11
    """
    if not (isinstance(risk, int | float) and 0 <= risk <= 1):
        raise InvalidArgument(f"expected a risk as a probability, 0 to 1, not {safe_repr(risk)}")
    for length in range(SHORTEST, SUFFIX_LENGTH + 1):
        if collision_probability(count, length) <= risk:
            return length
    raise InvalidArgument(f"no alias of up to {SUFFIX_LENGTH} characters keeps {count} numbers within a risk of {risk}")


def _space(count: int, length: int) -> int:
    """How many texts of that length there are, once count and length have been looked at."""
    if not (isinstance(count, int) and 0 <= count <= _MOST):
        raise InvalidArgument(f"expected a whole number of suffixes, 0 to 10**100, not {safe_repr(count)}")
    if not (isinstance(length, int) and 1 <= length <= SUFFIX_LENGTH):
        raise InvalidArgument(f"expected a length of 1 to {SUFFIX_LENGTH} characters, not {safe_repr(length)}")
    return 1 << 5 * length
