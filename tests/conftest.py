"""What every test runs under."""

from hypothesis import settings

# The same examples on every run, and no deadline: a shared machine may be slow at any moment.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")
