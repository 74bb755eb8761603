"""Thin adapters to other libraries. Import the module of the adapter that you need: no other module imports its library.

`pith.integrations.fastapi` is a route class and an exception handler, `pith.integrations.sqlalchemy` is a column type.
`pith.integrations.pem` and `pith.integrations.jwk` read and write public keys.
`pith.integrations.idutils` and `pith.integrations.hypothesis` are entry points: idutils and Hypothesis find them by themselves.
"""
