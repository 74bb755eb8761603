"""A text as one line of a text format: no line end, no control character, no direction that reaches beyond it."""

_OPENING = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATING = frozenset("\u2066\u2067\u2068")
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "�")


def one_line(text: str) -> str:
    """The text with single spaces for white space, U+FFFD for controls, and an end for each change of direction in it."""
    line = " ".join(text.split()).translate(_CONTROLS)
    return line if line.isascii() else line + _closing(line)


def _closing(line: str) -> str:
    """The characters that end the embeddings, overrides and isolates that a line begins (UAX #9)."""
    stack: list[str] = []
    isolates = 0
    for character in line:
        if character in _OPENING:
            stack.append("\u202c")
        elif character in _ISOLATING:
            stack.append("\u2069")
            isolates += 1
        elif character == "\u202c" and stack and stack[-1] == "\u202c":
            stack.pop()
        elif character == "\u2069" and isolates:
            isolates -= 1
            while stack.pop() != "\u2069":
                pass
    return "".join(reversed(stack))
