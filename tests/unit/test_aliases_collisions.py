"""The probability of collisions, compared with exact fractions and with logarithms of factorials to 120 digits."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pith.aliases.collisions import collision_probability, expected_collisions, shortest_length
from pith.errors import InvalidArgument

CORPUS = 1_530_000
COUNTS = st.one_of(st.integers(0, 10**4), st.integers(0, 10**12), st.integers(0, 10**40))
LENGTHS = st.integers(1, 26)


def exact(count: int, length: int) -> Fraction:
    """One minus the product of the chances to miss all earlier ones."""
    free = Fraction(1)
    for taken in range(count):
        free *= Fraction(32**length - taken, 32**length)
    return 1 - free


def by_factorials(count: int, length: int) -> Decimal:
    """1 - N!/((N - n)! Nⁿ), by Stirling's series, whose next term is below 10⁻⁴⁰ for the N - n of these tests."""
    with localcontext() as context:
        context.prec = 120
        space, rest = Decimal(32**length), Decimal(32**length - count)

        def log_factorial(n: Decimal) -> Decimal:  # without log √2π, which cancels out
            return n * n.ln() - n + n.ln() / 2 + 1 / (12 * n) - 1 / (360 * n**3) + 1 / (1260 * n**5)

        return 1 - (log_factorial(space) - log_factorial(rest) - count * space.ln()).exp()


@pytest.mark.parametrize(("count", "length"), [(n, 1) for n in range(2, 33)] + [(n, 2) for n in (2, 3, 20, 40, 200)])
def test_few_against_exact_fractions(count: int, length: int) -> None:
    assert collision_probability(count, length) == pytest.approx(float(exact(count, length)), rel=1e-12, abs=0)


@pytest.mark.parametrize("length", [8, 9, 10, 12, 13, 16, 20, 26])
@pytest.mark.parametrize(
    "count", [2, 3, 100, 4095, 4096, 4097, 4098, 10**4, 10**5, CORPUS, 5 * 10**6, 10**8, 250 * 10**6, 10**9, 10**11, 10**12]
)
def test_many_against_factorials(count: int, length: int) -> None:
    if count**2 > 400 * 32**length:
        assert collision_probability(count, length) == 1.0  # less than 1 by under exp(-200)
    else:
        assert collision_probability(count, length) == pytest.approx(float(by_factorials(count, length)), rel=1e-12, abs=0)


@pytest.mark.parametrize("length", [4, 5, 6, 7, 8])
@pytest.mark.parametrize("tenths", range(1, 100, 7))
def test_all_of_the_curve_against_factorials(length: int, tenths: int) -> None:
    """From the first likely clash to certainty: some tenths of the square root of the space."""
    count = round(tenths / 10 * 32 ** (length / 2))
    assert collision_probability(count, length) == pytest.approx(float(by_factorials(count, length)), rel=1e-9, abs=0)


def test_the_references_agree_with_each_other() -> None:
    assert float(by_factorials(50, 5)) == pytest.approx(float(exact(50, 5)), rel=1e-15, abs=0)


def test_the_ends_of_the_scale() -> None:
    assert collision_probability(0, 8) == collision_probability(1, 8) == 0.0
    assert collision_probability(2, 26) == 2.0**-130
    assert collision_probability(32, 1) < 1.0 == collision_probability(33, 1)
    assert collision_probability(10**100, 26) == 1.0


@settings(max_examples=200)
@given(COUNTS, LENGTHS)
def test_a_probability_grows_with_the_count_and_falls_with_the_length(count: int, length: int) -> None:
    probability = collision_probability(count, length)
    assert 0 <= probability <= 1
    assert collision_probability(count + 1, length) >= probability
    if length < 26:
        assert collision_probability(count, length + 1) <= probability


def test_expected_pairs() -> None:
    assert expected_collisions(CORPUS, 8) == pytest.approx(CORPUS**2 / 2**41, rel=1e-6)
    assert round(expected_collisions(CORPUS, 8), 2) == 1.06
    assert 28_000 < expected_collisions(250_000_000, 8) < 29_000
    assert expected_collisions(0, 8) == expected_collisions(1, 8) == 0
    assert expected_collisions(2, 26) == 2.0**-130


@settings(max_examples=100)
@given(COUNTS, LENGTHS)
def test_the_probability_is_at_most_the_expected_number(count: int, length: int) -> None:
    assert collision_probability(count, length) <= expected_collisions(count, length) * (1 + 1e-12)


@settings(max_examples=200)
@given(st.integers(0, 10**13), st.floats(1e-12, 1))
def test_the_shortest_length_is_enough_and_one_less_is_not(count: int, risk: float) -> None:
    length = shortest_length(count, risk)
    assert collision_probability(count, length) <= risk
    assert length == 8 or collision_probability(count, length - 1) > risk


def test_the_lengths_that_are_published() -> None:
    """Twelve characters are 60 bits: enough for the papers of today, and sixteen for all works there are."""
    assert shortest_length(CORPUS, 0.7) == 8
    assert shortest_length(CORPUS, 1e-5) <= 12
    assert shortest_length(250_000_000, 1e-6) <= 16


@pytest.mark.parametrize("risk", [-0.1, 1.1, float("nan"), float("inf"), 10**5000], ids=range(5))
def test_a_risk_is_a_probability(risk: float) -> None:
    with pytest.raises(InvalidArgument, match="risk: expected a probability"):
        shortest_length(10, risk)


@pytest.mark.parametrize("risk", ["0.5", None, [0.5]])
def test_a_risk_is_a_number(risk: Any) -> None:
    with pytest.raises(TypeError, match="risk: expected a number"):
        shortest_length(10, risk)


def test_a_risk_below_that_of_26_characters() -> None:
    assert shortest_length(1, 0) == 8
    with pytest.raises(InvalidArgument, match="the risk for 2 numbers of 26 characters is above 0"):
        shortest_length(2, 0)


@pytest.mark.parametrize("function", [collision_probability, expected_collisions])
@pytest.mark.parametrize("count", [-1, 10**100 + 1, 10**5000], ids=range(3))
def test_refused_counts(function: Any, count: Any) -> None:
    with pytest.raises(InvalidArgument, match=r"count: expected 0 to 10\*\*100"):
        function(count, 8)


@pytest.mark.parametrize("function", [collision_probability, expected_collisions])
@pytest.mark.parametrize("value", [1e6, "5", None, 8.0], ids=repr)
def test_counts_and_lengths_are_int(function: Any, value: Any) -> None:
    with pytest.raises(TypeError, match="count: expected an int"):
        function(value, 8)
    with pytest.raises(TypeError, match="length: expected an int"):
        function(10, value)


@pytest.mark.parametrize("function", [collision_probability, expected_collisions])
@pytest.mark.parametrize("length", [0, -8, 27, 10**5000], ids=range(4))
def test_refused_lengths(function: Any, length: Any) -> None:
    with pytest.raises(InvalidArgument, match="length: expected 1 to 26"):
        function(10, length)
