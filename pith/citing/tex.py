"""Text as LaTeX prints it. TeX that is whole and harmless stays; everything else becomes text."""

import re

from .lines import one_line

# Accents, letters, fonts and mathematics, as titles have them. No command of this list reads a file, defines a command or
# ends an environment: a title is foreign input to the document that cites it.
_WORDS = """
    c d b H k r t u v i j l L o O ss ae AE oe OE aa AA dh DH th TH dj DJ ng NG
    emph em it bf rm sf tt sc sl textit textbf textrm textsf texttt textsc textsl textup text textsuperscript textsubscript
    mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr boldsymbol bm operatorname mbox ensuremath cal
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma
    varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    hat widehat tilde widetilde bar overline underline vec dot ddot acute grave check breve overrightarrow
    frac dfrac tfrac sqrt binom sum prod int oint lim sup inf max min log ln exp sin cos tan det dim ker deg gcd arg mod bmod pmod
    times cdot cdots ldots dots div pm mp ast star circ bullet oplus otimes odot wedge vee cap cup setminus sqcup bigcup bigcap
    leq le geq ge neq ne equiv sim simeq approx cong propto ll gg subset subseteq supset supseteq in notin ni lesssim gtrsim
    rightarrow leftarrow leftrightarrow to gets Rightarrow Leftarrow Leftrightarrow longrightarrow mapsto uparrow downarrow iff
    infty partial nabla forall exists emptyset varnothing ell hbar Re Im aleph prime angle triangle perp parallel mid nmid
    langle rangle lfloor rfloor lceil rceil lvert rvert vert Vert quad qquad left right big Big dagger ddagger S P degree
    textasciitilde textasciicircum textbackslash textless textgreater textbar textdegree textmu textendash textemdash
"""
_COMMANDS = frozenset(_WORDS.split())
# A command, a character after a backslash, a special character, or text.
_TOKEN = re.compile(r"\\([A-Za-z]+)|\\([`'\"^~=.&%$#_{},;:!\- ])|([{}$&%#_^~<>|])|[^\\{}$&%#_^~<>|]+")
_TEXT = {
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
_MATH = {"&": r"\&", "%": r"\%", "#": r"\#"}
_PLAIN = str.maketrans({**_TEXT, "$": r"\$", "\\": r"\textbackslash{}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}"})


def tex_text(text: str) -> str:
    """The text as LaTeX with balanced braces, in one line.

    TeX stays if its braces and dollars are balanced and it has only commands that print. Otherwise all of it is text.
    """
    line = one_line(text)
    kept = _kept(line)
    return line.translate(_PLAIN) if kept is None else kept


def _kept(line: str) -> str | None:
    """The line with its TeX, and the characters escaped that are special beside it; None if the TeX is not whole."""
    parts: list[str] = []
    depth = escaped_depth = 0
    math_depth: int | None = None
    position = 0
    while position < len(line):
        match = _TOKEN.match(line, position)
        if match is None:
            return None
        position = match.end()
        command, symbol, character = match.groups()
        if command is not None and command not in _COMMANDS:
            return None
        if symbol is not None:
            # BibTeX counts a brace after a backslash too, other readers do not: both counts have to come out even.
            escaped_depth += {"{": 1, "}": -1}.get(symbol, 0)
        elif character is None:
            pass
        elif character in "{}":
            depth += 1 if character == "{" else -1
        elif character == "$" and math_depth is None:
            math_depth = depth
        elif character == "$":
            if depth != math_depth:
                return None
            math_depth = None
        if depth < (math_depth or 0) or escaped_depth < 0:
            return None
        special = _TEXT if math_depth is None else _MATH
        parts.append(match[0] if character is None else special.get(character, character))
    return "".join(parts) if depth == escaped_depth == 0 and math_depth is None else None
