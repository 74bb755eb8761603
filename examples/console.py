"""Run a script as a command: the scripts of this folder call `run(main)`."""

import io
import os
import sys
from collections.abc import Callable
from typing import NoReturn

BROKEN_PIPE = 141
"""The status that a shell reports for a program that a broken pipe has ended."""


def run(main: Callable[[], int]) -> NoReturn:
    """Run a command and exit with the status that it returns.

    Characters that the terminal does not have are printed as escapes. If the reader of the output stops, as `head` does, the
    command ends without a message.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            status = main()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more when it exits, and that must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = BROKEN_PIPE
    sys.exit(status)
