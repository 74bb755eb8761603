"""Thin adapters to other libraries. Each is a module of its own, and imports its library only when it is used.

`pith.integrations.sqlalchemy` is a column type. `pith.integrations.pem` and `pith.integrations.jwk` read and write public keys.
`pith.integrations.idutils` and `pith.integrations.hypothesis` are entry points: idutils and Hypothesis find them by themselves.
"""
