"""The number that the vectors of sections 4 and 5 use."""

SUFFIX = "FB5JQX5UAE5FSVJFWHE5Q4BOBC"
WHOLE, SHORT = f"pith:2023:{SUFFIX}", f"pith:{SUFFIX}"
