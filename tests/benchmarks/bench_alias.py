"""The alias index beside what the standard library offers, and `find_numbers` beside one regular expression.

    python tests/benchmarks/bench_alias.py [--numbers 1530000] [--rounds 3] [--clash-seeds 0]

Prints a table of what was measured and the most that it should be. Everything is measured in one run, in one process, the
alternatives in turn; times are medians, of the processor's time where an action is long. Random numbers come from a seed, and
no string is shared between questions and index. Ten times the numbers need some 4 GB of memory.
"""

import argparse
import gc
import re
import tracemalloc
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median
from time import perf_counter_ns, process_time

from pith.aliases.index import AliasIndex
from pith.find import find_numbers

BASE32 = bytes(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32] for byte in range(256))
QUESTIONS = 200_000
TURN = 2000
MEGABYTE = 1_000_000

# A page or so, with as many numbers as a page that cites them has.
LATEX = r"""
\section{Convergence of the estimator}\label{sec:convergence}
Let $X_1, \dots, X_n$ be independent with density $f_\theta$, and write $\hat\theta_n$ for the maximiser of the likelihood. Under
the conditions of \citet{first2019} and \cite[Theorem~3.2]{second2021} the sequence converges in $L^2$, and
\begin{equation}\label{eq:rate}
  \mathbb{E}\,\|\hat\theta_n - \theta\|^2 \le \frac{C \log n}{n} \qquad \text{for all } n \ge n_0 ,
\end{equation}
where $C$ depends on the dimension alone (see Figure~\ref{fig:rate} and \url{https://example.org/data/RESULTS2023.csv}). The
experiments of Section~\ref{sec:experiments} use the NUMERICAL setting of \pithnumber{FB5JQX5UAE5FSVJFWHE5Q4BOBC}, which is
discussed at \href{https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC}{its page}.
\begin{figure}[t]
  \centering \includegraphics[width=0.8\textwidth]{plots/rate.pdf}
  \caption{The error against the number of samples, for three values of the dimension; the dashed lines have slope $-1$.}
\end{figure}
\begin{proof}[Proof of Theorem~\ref{thm:main}]
By Lemma~\ref{lem:entropy} the bracketing entropy of the class is at most $c\,\varepsilon^{-d/\alpha}$, so that the integral
\[ J(\delta) = \int_0^\delta \sqrt{1 + H_{[\,]}(\varepsilon)} \, d\varepsilon \]
is finite whenever $\alpha > d/2$. The MAXIMAL inequality of \cite[p.~288]{third1996} then bounds the increments of the
empirical process, and the peeling argument of \citet{first2019} applies with
$\phi_n(\delta) = J(\delta) \, (1 + J(\delta) / (\delta^2 \sqrt n))$.
It remains to choose $r_n$ with $r_n^2 \phi_n(1/r_n) \le \sqrt n$; any $r_n$ of the order of $n^{\alpha/(2\alpha+d)}$ will do.
Collecting the constants, which depend on $\alpha$, $d$ and $\|f_\theta\|_\infty$ alone, completes the proof.
\end{proof}
\begin{remark}
The assumption on $\alpha$ cannot be dropped: see the counterexample in Appendix~\ref{app:rough}. For $\alpha \le d/2$ sieved
estimators attain the rate up to a power of $\log n$, as was shown in \cite{fourth2004,fifth2010}.
\end{remark}
"""


def random_numbers(count: int, seed: int) -> Iterator[str]:
    """Random numbers of the years 1991 to 2026."""
    random = Random(seed)
    for _ in range(0, count, 10_000):
        size = min(10_000, count)
        count -= size
        text = random.randbytes(26 * size).translate(BASE32).decode()
        for place, year in enumerate(random.choices(range(1991, 2027), k=size)):
            yield f"pith:{year}:{text[26 * place : 26 * place + 26]}"


def seconds(action: Callable[[], object]) -> float:
    """The processor time of an action: other processes do not count."""
    gc.collect()
    begin = process_time()
    result = action()
    took = process_time() - begin
    del result
    return took


def in_turn(one: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median seconds of two actions."""
    times = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return median(first for first, _ in times), median(second for _, second in times)


def memory(numbers: Sequence[str]) -> tuple[int, int]:
    """The bytes that an index holds, and the most that building it takes, beyond the numbers themselves."""
    gc.collect()
    tracemalloc.start()
    index = AliasIndex(numbers)
    gc.collect()
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(index) == len(numbers)
    return held, peak


def resolve_times(numbers: Sequence[str], index: AliasIndex, length: int) -> list[float]:
    """The median nanoseconds of a prefix looked up in a dict, in a sorted list with bisect, and in the index.

    Each question is asked once of each, as a new string whose hash nobody has asked for; they take turns.
    """
    by_prefix = {number[10 : 10 + length]: number for number in numbers}
    suffixes = sorted(number[10:] for number in numbers)
    clashing = {number for group in index.clashes(length) for number in group}
    chosen = [number for number in Random(length).sample(numbers, min(QUESTIONS, len(numbers))) if number not in clashing]
    look_ups: tuple[Callable[[str], str], ...] = (
        by_prefix.__getitem__,
        lambda prefix: suffixes[bisect_left(suffixes, prefix)],
        index.resolve,
    )
    times: list[list[int]] = [[], [], []]
    for first in range(0, len(chosen), TURN):
        for look_up, taken in zip(look_ups, times, strict=True):
            for question in [number[10 : 10 + length] for number in chosen[first : first + TURN]]:
                begin = perf_counter_ns()
                look_up(question)
                taken.append(perf_counter_ns() - begin)
    assert all(index.resolve(number[10 : 10 + length]) == number for number in chosen)
    return [median(taken) for taken in times]


def print_table(count: int, rounds: int) -> None:
    rows: list[tuple[str, str, str, str]] = []
    numbers = list(random_numbers(count, seed=0))
    sorting, building = in_turn(lambda: sorted(set(numbers)), lambda: AliasIndex(numbers), rounds)
    rows.append(("build", f"{building:.2f} s", f"{building / sorting:.2f} x sorted(set(…))", "3 x"))
    held, peak = memory(numbers)
    rows.append(("held afterwards", f"{held / MEGABYTE:.1f} MB", f"{held / count:.1f} bytes each", "40 MB"))
    rows.append(("peak while building", f"{peak / MEGABYTE:.1f} MB", "beyond the input", "160 MB"))
    index = AliasIndex(numbers)
    for length in (8, 12):
        in_dict, in_list, in_index = resolve_times(numbers, index, length)
        ratios = f"{in_index / in_dict:.2f} x dict, {in_index / in_list:.2f} x sorted list"
        rows.append((f"resolve {length} characters", f"{in_index:.0f} ns", ratios, "6 x dict"))
    clashes = index.clashes(8)
    apart = all(index.resolve(index.shortest(number)) == number for group in clashes for number in group)
    rows.append(
        ("clashes of 8 characters", str(len(clashes)), "a longer alias resolves all" if apart else "NOT ALL RESOLVED", "")
    )
    del index
    text = LATEX * 100
    searching, finding = in_turn(lambda: re.findall("[A-Z2-7]{8,26}", text), lambda: list(find_numbers(text)), 10 * rounds)
    rows.append(("find_numbers in LaTeX", f"{finding * 1000:.2f} ms", f"{finding / searching:.2f} x re.findall", "1 x"))
    many = numbers + list(random_numbers(9 * count, seed=1))
    building, building_ten = in_turn(lambda: AliasIndex(numbers), lambda: AliasIndex(many), rounds)
    rows.append(("build of ten times", f"{building_ten:.2f} s", f"{building_ten / building:.2f} x one", "14 x"))
    print(f"{count:,} random numbers")
    for row in (("what", "measured", "ratio", "at most"), *rows):
        print(f"{row[0]:26}{row[1]:>12}  {row[2]:40}{row[3]}")


def print_clashes(count: int, seeds: int) -> None:
    """How many groups share 8 characters, for each of so many seeds and together."""
    groups = [len(AliasIndex(random_numbers(count, seed)).clashes(8)) for seed in range(seeds)]
    print(f"clashes over {seeds} seeds: {sum(groups)} {groups}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, default=1_530_000, help="how many random numbers")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each alternative, in turn")
    parser.add_argument("--clash-seeds", type=int, default=0, help="count the clashes over so many seeds instead")
    options = parser.parse_args()
    if options.clash_seeds:
        print_clashes(options.numbers, options.clash_seeds)
    else:
        print_table(options.numbers, options.rounds)


if __name__ == "__main__":
    main()
