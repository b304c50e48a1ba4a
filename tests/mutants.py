"""Are the tests of the core good enough? Change its code in one place at a time and see whether they notice.

    python -m tests.mutants                     # all of CORE; exit 1 where a module is under 90 %
    python -m tests.mutants events/when.py      # one module
    python -m tests.mutants --list events/when.py

The repository is copied into a temporary folder; each mutant is run against its module's own test file,
in a fork of a process that has the libraries loaded, two at a time. A mutant that runs out of time or
memory is killed as well. Our own, because mutmut 3 leaves out whatever is decorated (``when.parse``, every
property) and the constants of a module, and cosmic-ray knows neither strings nor removed statements.
"""

import argparse
import ast
import importlib
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("events", "geodata", "dashboard", "tests", "streamlit_app.py", "pyproject.toml", ".streamlit")
CORE = {
    "events/selector.py": "tests/test_selector.py",
    "events/archive.py": "tests/test_archive.py",
    "events/when.py": "tests/test_when.py",
    "dashboard/view.py": "tests/test_view.py",
}
"""Each module and the tests that have to notice."""
WANTED = 0.9
AT_ONCE = 2
MEMORY = 2 * 2**30
LONGEST = 200
"""Seconds of the processor after which a run ends by itself, even if nobody waits for it any more."""
PRELOADED = ("pytest", "geopandas", "pyarrow", "pyarrow.parquet", "pydantic", "edtf", "pyogrio", "shapely")

AT_FIRST = 12
"""Tests that noticed something lately and run first."""
AROUND = 24
"""Characters of the line that are shown on either side of a change."""

EITHER = "the same, either way round"
KEPT = "how many answers are kept changes no answer"
BEST = "only the first is used, and it is the best"
EQUIVALENT: dict[str, dict[str, str]] = {
    "events/selector.py": {
        "differing: …p(words, text[kept[at]:][, strict=False → ]):": "what zip does by itself",
        "nearest: …th]) for i in range(max("
        "[1, len(tokens) - width + → len(tokens) - width + 1,] 1)))": EITHER,
        "nearest: …s(words, list(windows), [n=1, → ]cutoff=0.8)": BEST,
        "nearest: …words, list(windows), n=[1 → 2], cutoff=0.8)": BEST,
        "nearest: …et_close_matches(words, [list(windows) → windows], n=1, cutoff=0.8)": (
            "they are gone through once"
        ),
        "nearest: return best[[0 → -1]] if best else ''": "there is one at most",
        "context_before: piece = text[max([line, start - longest → start - longest, line]):start]": EITHER,
        "context_after: piece = text[end:min([line, end + longest → end + longest, line])]": EITHER,
    },
    "events/when.py": {
        "MOST = [65536 → 65537]": KEPT,
        "MOST = [65536 → 65535]": KEPT,
        "years: @lru_cache([maxsize=MOST → ])": KEPT,
        "parse: @lru_cache([maxsize=4096 → ])": KEPT,
        "parse: @lru_cache(maxsize=[4096 → 4097])": KEPT,
        "parse: @lru_cache(maxsize=[4096 → 4095])": KEPT,
    },
}
"""Mutants that nobody could tell from the original, by module, with the reason."""

FLIPS = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.FloorDiv,), ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change: where, what, and the whole source."""

    module: str
    line: int
    change: str
    source: str


# ---- changes -------------------------------------------------------------------------
def constants(node: ast.Constant) -> Iterator[ast.expr]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + 1), ast.Constant(value - 1))
    elif isinstance(value, str):
        yield ast.Constant(f"XX{value}XX" if value else "XX")


def compared(node: ast.Compare) -> Iterator[ast.expr]:
    for n, op in enumerate(node.ops):
        for flip in FLIPS[type(op)]:
            yield ast.Compare(node.left, [*node.ops[:n], flip(), *node.ops[n + 1 :]], node.comparators)


def joined(node: ast.BoolOp) -> Iterator[ast.expr]:
    """``and`` for ``or``, and each operand left out."""
    yield ast.BoolOp(FLIPS[type(node.op)][0](), node.values)
    for n in range(len(node.values)):
        kept = node.values[:n] + node.values[n + 1 :]
        yield kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)


def computed(node: ast.BinOp) -> Iterator[ast.expr]:
    yield from (ast.BinOp(node.left, flip(), node.right) for flip in FLIPS.get(type(node.op), ()))
    yield from (node.left, node.right)


def called(node: ast.Call) -> Iterator[ast.expr]:
    """A keyword left out, neighbours swapped, the call left out where it has one thing to act on."""
    for n in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:n] + node.keywords[n + 1 :])
    for n in range(len(node.args) - 1):
        swapped = [*node.args[:n], node.args[n + 1], node.args[n], *node.args[n + 2 :]]
        yield ast.Call(node.func, swapped, node.keywords)
    if isinstance(node.func, ast.Attribute) and not node.args and not node.keywords:
        yield node.func.value
    if len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]


def sliced(node: ast.Slice) -> Iterator[ast.expr]:
    if node.lower:
        yield ast.Slice(None, node.upper, node.step)
    if node.upper:
        yield ast.Slice(node.lower, None, node.step)


def chosen(node: ast.IfExp) -> Iterator[ast.expr]:
    yield from (node.body, node.orelse)


def filtered(node: ast.comprehension) -> Iterator[ast.comprehension]:
    for n in range(len(node.ifs)):
        kept = node.ifs[:n] + node.ifs[n + 1 :]
        yield ast.comprehension(node.target, node.iter, kept, node.is_async)


def decided(node: ast.If | ast.While) -> Iterator[ast.stmt]:
    for answer in (True, False) if isinstance(node, ast.If) else (False,):
        yield type(node)(ast.Constant(answer), node.body, node.orelse)


def returned(node: ast.Return) -> Iterator[ast.stmt]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Return(ast.Constant(None))


def removed(node: ast.stmt) -> Iterator[ast.stmt]:
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        yield ast.Pass()


CHANGES = {
    ast.Constant: constants, ast.Compare: compared, ast.BoolOp: joined, ast.BinOp: computed, ast.Call: called,
    ast.Slice: sliced, ast.IfExp: chosen, ast.comprehension: filtered, ast.If: decided, ast.While: decided,
    ast.UnaryOp: lambda node: iter([node.operand]), ast.Return: returned, ast.Expr: removed,
    ast.Raise: removed, ast.Assign: removed, ast.AugAssign: removed, ast.For: removed, ast.Break: removed,
    ast.Continue: removed,
}  # fmt: skip


def visited(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every node that may change, with where it hangs; docstrings and annotations are no code."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "format_spec"):
            continue
        for n, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not text:
                yield node, name, n, child
                yield from visited(child)


def mutants(module: str, source: str) -> list[Mutant]:
    """Every mutant of a module that compiles, each source once."""
    tree = ast.parse(source)
    plain, found, line = ast.unparse(tree), {}, 0
    for parent, name, n, child in list(visited(tree)):
        line = getattr(child, "lineno", line)
        for new in CHANGES.get(type(child), lambda _: ())(child):
            put(parent, name, n, new)
            changed = ast.unparse(tree)
            put(parent, name, n, child)
            if changed != plain and changed not in found and compiles(changed):
                change = said(plain, changed)
                again = sum(one.change.partition(" #")[0] == change for one in found.values())
                found[changed] = Mutant(module, line, f"{change} #{again + 1}" if again else change, changed)
    return list(found.values())


def put(parent: ast.AST, name: str, n: int | None, new: ast.AST) -> None:
    if n is None:
        setattr(parent, name, new)
    else:
        getattr(parent, name)[n] = new


def compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def said(before: str, after: str) -> str:
    """The change in whole words with a little of its line: ``parse: if len(text) [> → >=] LONGEST:``."""
    start = len(os.path.commonprefix([before, after]))
    end = len(os.path.commonprefix([before[start:][::-1], after[start:][::-1]]))
    while start and re.match(r"\w\w", before[start - 1 : start + 1] + "  "):
        start -= 1
    while end and re.match(r"\w\w", before[len(before) - end - 1 : len(before) - end + 1] + "  "):
        end -= 1
    left = before[:start].rpartition("\n")[2].lstrip()
    right = before[len(before) - end :].partition("\n")[0]
    old, new = before[start : len(before) - end].strip(), after[start : len(after) - end].strip()
    left = left if len(left) <= AROUND else "…" + left[-AROUND:]
    right = right if len(right) <= AROUND else right[:AROUND] + "…"
    scope = re.findall(r"^ *(?:def|class) (\w+)", before[:start], re.MULTILINE)
    change = f"{left}[{short(old)} → {short(new)}]{right}".replace("\n", "⏎")
    return f"{scope[-1]}: {change}" if scope else change


def short(code: str) -> str:
    return code if len(code) <= 2 * AROUND else f"{code[:AROUND]}…{code[-AROUND:]}"


# ---- runs ----------------------------------------------------------------------------
def copied(folder: Path) -> Path:
    """The repository in a folder of its own."""
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)
    return folder


def put_source(folder: Path, module: str, source: str) -> None:
    """Write a module of a copy; Python would take its old bytecode if size and second were the same."""
    path = folder / module
    path.write_text(source, "utf-8")
    for old in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        old.unlink()


class First:
    """Runs first the tests that noticed the mutants before, and notes the one that notices this."""

    def __init__(self, folder: Path, noticed: list[str]) -> None:
        self.note = folder / "noticed.txt"
        self.order = {test: n for n, test in enumerate(noticed)}

    def pytest_collection_modifyitems(self, items: list) -> None:
        items.sort(key=lambda item: self.order.get(item.nodeid, len(self.order)))

    def pytest_runtest_logreport(self, report: object) -> None:
        if report.failed:
            self.note.write_text(report.nodeid)


def remembered(folder: Path, noticed: list[str]) -> None:
    """Put the test that has just noticed a mutant before the others."""
    note = folder / "noticed.txt"
    if note.exists():
        test = note.read_text()
        noticed[:] = [test, *(t for t in noticed if t != test)][:AT_FIRST]
        note.unlink()


def start(folder: Path, tests: str, noticed: list[str], bytecode: bool = False) -> int:
    """A process that runs the tests of a copy and leaves with pytest's code; returns its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        for stream in (1, 2):
            os.dup2(os.open(folder / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        os.chdir(folder)
        sys.dont_write_bytecode = not bytecode
        sys.path[:] = [str(folder), *(p for p in sys.path if Path(p or ".").resolve() != ROOT)]
        for name in [name for name in sys.modules if name.partition(".")[0] == "tests"]:
            del sys.modules[name]
        flags = ["-x", "-q", "-p", "no:cacheprovider", f"--basetemp={folder}/tmp", "--tb=line"]
        code = int(importlib.import_module("pytest").main([*flags, tests], [First(folder, noticed)]))
    finally:
        os._exit(code)


def wait(ends: dict[int, float]) -> tuple[int, int]:
    """The next process that ends, or is ended because its time is over, with its code."""
    try:
        while True:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child:
                return child, os.waitstatus_to_exitcode(status)
            for child, end in ends.items():
                if time.monotonic() > end:
                    return child, stopped(child)
            time.sleep(0.01)
    except (KeyboardInterrupt, SystemExit):
        for child in ends:
            stopped(child)
        raise


def stopped(child: int) -> int:
    """End a process and whatever it started."""
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -signal.SIGKILL


def plain_run(folder: Path, module: str) -> float:
    """How long the tests of a module take; they have to pass. Leaves bytecode for the runs to come."""
    began = time.monotonic()
    child = start(folder, CORE[module], [], bytecode=True)
    if wait({child: began + LONGEST})[1] != 0:
        sys.exit(f"{module}: its tests fail without any change\n{(folder / 'said.txt').read_text()}")
    return time.monotonic() - began


def survivors(found: list[Mutant], folders: list[Path], limit: float) -> list[Mutant]:
    """The mutants that their tests do not notice."""
    left, free, kept, noticed = found[::-1], list(folders), [], []
    running: dict[int, tuple[Path, Mutant]] = {}
    ends: dict[int, float] = {}
    while left or running:
        while left and free:
            mutant, folder = left.pop(), free.pop()
            put_source(folder, mutant.module, mutant.source)
            child = start(folder, CORE[mutant.module], noticed)
            running[child], ends[child] = (folder, mutant), time.monotonic() + limit
        child, code = wait(ends)
        folder, mutant = running.pop(child)
        del ends[child]
        free.append(folder)
        remembered(folder, noticed)
        if code == 0:
            kept.append(mutant)
            print(f"  survives {mutant.module}:{mutant.line}: {mutant.change}", flush=True)
    return kept


def check(module: str, folders: list[Path], limit: float) -> bool:
    """Run every mutant of a module, say what survives, and whether that is few enough."""
    plain = (folders[0] / module).read_text("utf-8")
    found, known = mutants(module, plain), EQUIVALENT.get(module, {})
    real = [mutant for mutant in found if mutant.change not in known]
    began = time.monotonic()
    kept = survivors(real, folders, limit)
    for folder in folders:
        put_source(folder, module, plain)
    stale = set(known) - {mutant.change for mutant in found}
    for change in sorted(stale):
        print(f"  no longer a mutant, take it off the list: {change}")
    killed, took = len(real) - len(kept), time.monotonic() - began
    print(
        f"{module}: {killed} of {len(real)} killed ({killed / len(real):.1%}), "
        f"{len(found) - len(real)} more are equivalent, {took:.0f} s",
        flush=True,
    )
    return killed >= WANTED * len(real)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", default=list(CORE), help="Which of the core.")
    parser.add_argument("--list", action="store_true", help="Only say what would be changed.")
    given = parser.parse_args()
    if given.list:
        for mutant in (
            m for module in given.modules for m in mutants(module, (ROOT / module).read_text("utf-8"))
        ):
            print(f"{mutant.module}:{mutant.line}: {mutant.change}")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for name in PRELOADED:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="mutants-") as base:
        first = copied(Path(base) / "0")
        limits = {module: 20 + 4 * plain_run(first, module) for module in given.modules}
        others = [Path(base) / str(n) for n in range(1, AT_ONCE)]
        for other in others:
            shutil.copytree(first, other)
        results = [check(module, [first, *others], limits[module]) for module in given.modules]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
