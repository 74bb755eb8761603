"""Titles that are hard to cite: TeX, marks of the formats, other scripts, and attempts to break out of a field."""

WHOLE_TEX = (
    r"A Sample Paper with $\Lambda$, for Tests Alone",
    r"On $K_0$ of $C^*$-algebras and $\mathbb{Z}_2$-graded {\it modules}",
    r"Schr\"odinger, Erd\H{o}s and M{\o}ller",
    r"Search for $B^0_s \rightarrow \mu^+\mu^-$ at $\sqrt{s} = 7$ TeV",
    r"A set $\{x\}$ in $\frac{1}{2}$ of its \emph{space}",
)
"""TeX that stays in BibTeX."""

PLAIN = (
    "Costs & Benefits: 100% of C# for $5 in snake_case",
    "a < b > c | d ^ e ~ f \\g",
    "{ an open brace",
    "a closed brace } here",
    "}{",
    r"a \} b \{ c",
    r"ends with a backslash \ ".strip(),
    "$ unbalanced $ dollars $",
    "{$}$ crossed {$}",
    r"\input{/etc/passwd}",
    r"$\catcode`\@=11$ \def\x{y} \write18{ls}",
    r"\csname end\endcsname \end{document}",
    r"x \\ y",
    '", author = "Somebody Else',
    "x}, author = {Somebody Else}, note = {y",
    "x}}\n@misc{other, title = {Another}}\n@comment{",
    "\"quotes\" and 'apostrophes' `` and ''",
    "x ER  - and TY  - JOUR",
    "</script><script>alert(1)</script>",
    "<!-- a comment --> & &amp; <b>bold</b>",
)
"""Text that LaTeX has to print unchanged."""

SCRIPTS = (
    "知識蒸留の調査",
    "Обзор дистилляции знаний",
    "مسح لتقطير المعرفة في نماذج اللغة",
    "סקירה של זיקוק ידע",
    "می‌خواهم یک عنوان",
    "ज्ञान आसवन 👩‍🔬",
    "e\u0301 and é and ﬁ",
)

LINE_ENDS = ("\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
"""Everything that some reader takes for the end of a line."""
