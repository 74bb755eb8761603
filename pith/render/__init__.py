"""Plain dicts to text and HTML. Everything that comes from a document is escaped."""
