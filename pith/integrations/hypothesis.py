"""The entry point `hypothesis`: where this library is installed, `st.from_type(PithNumber)` gives Pith Numbers.

Use `st.from_type`; nothing has to be imported from here.
"""


def register() -> None:
    """Register strategies for `PithNumber` and `ShortPithNumber`. Hypothesis calls this when it is imported."""
    from hypothesis import strategies as st

    from ..number import PithNumber, ShortPithNumber
    from ..protocol import SHORTEST, SUFFIX_LENGTH

    years = st.integers(1, 9999).map("{:04}".format)
    numbers = st.builds(PithNumber.from_digest, st.binary(min_size=32, max_size=32), years)
    st.register_type_strategy(PithNumber, numbers)
    st.register_type_strategy(ShortPithNumber, st.builds(PithNumber.short, numbers, st.integers(SHORTEST, SUFFIX_LENGTH)))
