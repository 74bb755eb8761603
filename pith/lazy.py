"""Load public names when they are first used, one thread at a time."""

from _thread import RLock

# If threads import a package and its modules in different orders, Python detects a deadlock of its locks and imports anyway.
_LOCK = RLock()


def load(package: str, module: str, name: str) -> object:
    """The value of a name in a module of a package. The module is imported if it is not imported yet."""
    from importlib import import_module

    with _LOCK:
        value: object = getattr(import_module(f".{module}", package), name)
    return value
