"""Fresh processes that begin as those of an installed package do."""

import os
import tempfile
from pathlib import Path


def compiled() -> dict[str, str]:
    """The environment of a process in which every import has been compiled before, if one such process ran.

    In an installed package it has been; in an editable one it depends on the machine.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return environment | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "pith-benchmark-bytecode")}
