"""The pydantic models, one module for each JSON object that stands alone."""
