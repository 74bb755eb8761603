"""Bytes of any document in, its kind and its report out: the one entry of the reference."""

from . import forms
from .integrity import verify_integrity
from .opengraph import verify_bundle, verify_state
from .record import verify_record
from .refusal import Refused, Tree
from .report import Report, Settings
from .strict import parse

_VERIFY = {"record": verify_record, "bundle": verify_bundle, "state": verify_state, "integrity": verify_integrity}


def parse_document(data: bytes, kind: str | None = None) -> tuple[str, Tree]:
    """The kind and the tree of a document; with a kind, of a document of that kind alone."""
    tree = parse(data)
    if kind is None:
        return forms.kind_of(tree), tree
    forms.FORMS[kind](tree, "")
    return kind, tree


def verify(kind: str, tree: Tree, settings: Settings) -> Report:
    """The report of a document that has the form of its kind."""
    if kind not in _VERIFY:
        raise Refused("InvalidArgument", "a manifest has no checks")
    return _VERIFY[kind](tree, settings)
