"""A lint rule: words of an atlas reach the page through the panels alone, and there as text.

In Python, whatever is called of Streamlit or folium takes literals, counts, and what is reviewed
below with its reason. In the scripts nothing makes HTML, code or an address out of a string, and
``quote.js`` alone reads the words of a quote. The rule knows the ways in which this house writes;
``test_lint_text`` plants each violation and sees it found.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "dashboard" / "static"

# ---- Python ----------------------------------------------------------------------------
FOREIGN = ("streamlit", "folium", "streamlit_folium", "branca", "altair")
STORES = ("session_state", "query_params")
"""What of Streamlit keeps values and draws none."""
CALLBACKS = ("on_change", "on_click", "on_act_change", "format_func")

REVIEWED = {
    "dashboard.app": {
        "assets.page_style()": "our own style sheets, read from the package",
    },
    "dashboard.assets": {
        "str(root())": "the cache folder, never shown",
    },
    "dashboard.downloads": {
        "title": "of FILES, our own words",
        "name": "of FILES, our own words",
        "mime": "of FILES, our own words",
        "some": "whether there is something to download",
        "partial(guard.made, name, make)": "makes a file; calm() guards its cells",
    },
    "dashboard.guard": {
        "number": "eight random hexadecimal digits",
    },
    "dashboard.map": {
        "own_map(version, view)": "our map: its addresses hold a version of 16 hexadecimal digits, checked",
    },
    "dashboard.own_map": {
        "**given": "what folium hands to the rendering of its own figure",
        "json.dumps({'view': [round(float(v), 4) for v in view], 'ahead': ahead is True})": "four numbers",
        "[(f'{name}.js', f'{here}/{name}.js') for name in scripts]": "our own names and the version, checked",
        "[(f'{name}.css', f'{here}/{name}.css') for name in styles]": "the same",
        "f'<title>Map</title>{asked}'": "our own names and the version, checked",
    },
    "dashboard.opening": {
        "'\\n'.join((str(f) for f in found.faults[:MOST_FAULTS]))": "st.code shows it as text",
        "count": "the number of faults",
    },
    "dashboard.panels": {
        "name": "of NAMES, our own words",
        "loader(f'mount(\"{name}\",c)')": "our own script: our own address, and our own call",
        "loader('tell(c,d)', READ)": "the same",
        "self.version": "16 hexadecimal digits",
        "written(said)": "the one way in: plain values, made into text by dom.js",
        "more": "the facts of a place: the same way in, and made into text by dom.js",
    },
}  # fmt: skip
"""What else may be handed to a widget, by module: the expression, and why it holds no word of an atlas."""

LITERAL = (ast.Constant, ast.JoinedStr, ast.FormattedValue, ast.List, ast.Tuple, ast.Dict, ast.IfExp,
           ast.BoolOp, ast.Compare, ast.UnaryOp, ast.BinOp, ast.Starred)  # fmt: skip


def findings_in_python(source: str, module: str) -> list[str]:
    """Every widget that is handed something nobody reviewed, and every review that nothing needs."""
    return Rule(source, module).findings()


class Rule:
    """The rule applied to one module: which of its names are foreign, which are its own constants."""

    def __init__(self, source: str, module: str) -> None:
        self.module, self.tree = module, ast.parse(source)
        self.reviewed = REVIEWED.get(module, {})
        self.used: set[str] = set()
        self.constants, self.functions = set(), set()
        for node in self.tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and not self.leaves(node.value):
                self.constants |= names_of(node)
            if isinstance(node, ast.FunctionDef):
                self.functions.add(node.name)
        self.foreign = set(imported(self.tree))
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef) and any(map(self.is_returned, ast.walk(node))):
                self.foreign.add(node.name)
        for node in ast.walk(self.tree):
            self.foreign |= names_of(node) if self.is_foreign(getattr(node, "value", None)) else set()
            if isinstance(node, ast.withitem) and node.optional_vars and self.is_foreign(node.context_expr):
                self.foreign |= names_in(node.optional_vars)
            if isinstance(node, ast.For | ast.comprehension) and self.is_foreign(node.iter):
                self.foreign |= names_in(node.target)

    def findings(self) -> list[str]:
        found = [*self.passed_around(), *self.handed_over()]
        stale = [
            f"{self.module}: nothing needs the review of {one}"
            for one in self.reviewed
            if one not in self.used
        ]
        return found + stale

    def root(self, node: ast.AST | None) -> str:
        """The name that a chain of attributes, calls and subscripts begins with."""
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
            node = node.func if isinstance(node, ast.Call) else node.value
        return node.id if isinstance(node, ast.Name) else ""

    def is_foreign(self, node: ast.AST | None) -> bool:
        """Whether something comes out of a foreign call; what stores keep is no widget."""
        if isinstance(node, ast.DictComp):
            node = node.value
        return isinstance(node, ast.Call) and self.root(node) in self.foreign and not self.stored(node.func)

    def is_returned(self, node: ast.AST) -> bool:
        """Whether something foreign is handed back: a function that does so draws what it is called with."""
        return isinstance(node, ast.Return) and self.is_foreign(node.value)

    def stored(self, node: ast.AST) -> bool:
        return re.match(rf"\w+\.({'|'.join(STORES)})\b", ast.unparse(node)) is not None

    def passed_around(self) -> Iterator[str]:
        """Streamlit itself in a variable or an argument: then no rule sees what it is handed."""
        modules = set(imported(self.tree, whole=True))
        used = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id in modules and id(node) not in used:
                yield self.say(node, f"{node.id} is passed around")
        for node in ast.walk(self.tree):
            bare = isinstance(node, ast.Assign | ast.NamedExpr) and isinstance(node.value, ast.Attribute)
            if bare and self.root(node.value) in modules and not self.stored(node.value):
                yield self.say(node, f"{ast.unparse(node.value)} gets another name")

    def handed_over(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef) and any(self.root(base) in self.foreign for base in node.bases):
                yield from self.drawn_by(node)
            if isinstance(node, ast.Call) and self.root(node) in self.foreign and not self.stored(node.func):
                yield from self.call(node)

    def drawn_by(self, kind: ast.ClassDef) -> Iterator[str]:
        """What a class of theirs is given: its parent's arguments, and the fields that its template reads."""
        for node in ast.walk(kind):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("super()."):
                yield from self.call(node)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).startswith("self."):
                yield from self.value(node.value, node, ast.unparse(node.targets[0]))

    def call(self, node: ast.Call) -> Iterator[str]:
        name = ast.unparse(node.func)
        for word in node.keywords:
            if word.arg is None and self.is_reviewed(f"**{ast.unparse(word.value)}"):
                continue
            if word.arg is None or word.arg.startswith("unsafe"):
                yield self.say(node, f"{name} is called with {word.arg or '**'}")
            elif word.arg not in CALLBACKS:
                yield from self.value(word.value, node, name)
        for given in node.args:
            yield from self.value(given, node, name)
        if name.endswith(".code") and not any(ast.unparse(word) == "language=None" for word in node.keywords):
            yield self.say(node, "st.code reads its text as a language")

    def value(self, given: ast.AST, at: ast.AST, name: str) -> Iterator[str]:
        if self.is_reviewed(ast.unparse(given)):
            return
        for leaf in self.leaves(given):
            if not self.is_reviewed(ast.unparse(leaf)):
                yield self.say(at, f"{name} is handed {ast.unparse(leaf)}")

    def is_reviewed(self, said: str) -> bool:
        self.used.add(said)
        return said in self.reviewed

    def leaves(self, node: ast.AST) -> list[ast.AST]:
        """What an expression is made of, literals, counts and the constants of the module aside."""
        if isinstance(node, ast.Name) and node.id in self.constants | self.functions:
            return []
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "len":
            return []
        if isinstance(node, LITERAL):
            inner = [n for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr)]
            return [leaf for one in inner for leaf in self.leaves(one)]
        return [node]

    def say(self, node: ast.AST, what: str) -> str:
        return f"{self.module}:{node.lineno}: {what}"


def imported(tree: ast.AST, *, whole: bool = False) -> Iterator[str]:
    """The names under which foreign things are known here; ``whole``: modules alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] in FOREIGN:
                    yield alias.asname or alias.name.partition(".")[0]
        elif (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").partition(".")[0] in FOREIGN
            and not whole
        ):
            yield from (alias.asname or alias.name for alias in node.names)


def names_of(node: ast.AST) -> set[str]:
    """The names that an assignment binds."""
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    return set().union(*(names_in(target) for target in targets if target is not None))


def names_in(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


# ---- scripts and styles ----------------------------------------------------------------
EVENTS = (
    r"click|dblclick|error|load|unload|input|change|submit|toggle|blur|wheel|scroll|message|hashchange"
    r"|(?:key|mouse|pointer|focus|animation|transition|drag|touch)\w*"
)
BANNED = {
    "makes HTML": (
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|setHTML\w*|parseHTML\w*|createContextualFragment)\b"
        r"|\b(srcdoc|DOMParser|parseFromString|XSLTProcessor|dangerouslySetInnerHTML)\b"
    ),
    "writes into the document": r"\bdocument\s*\.\s*(write|writeln|open|domain|cookie)\b",
    "makes code": (
        r"\b(eval|execScript)\b|\bFunction\s*\(|\bnew\s+Function\b|\.constructor\b|\bwith\s*\("
        r"|\bset(Timeout|Interval)\s*\(\s*(?!\(|async\b|[\w$]+\s*=>)"
    ),
    "loads code": (
        r"\b(importScripts|Worker|SharedWorker|ServiceWorker|serviceWorker|WebAssembly)\b|\bimport\s*\("
    ),
    "makes a style": r"\b(insertRule|cssText|adoptedStyleSheets|replaceSync)\b",
    "goes elsewhere": (
        r"\b(window|globalThis|self)\s*\.\s*open\s*\(|\blocation\s*\.\s*(assign|replace)\b"
        r"|\blocation\s*(\.\s*\w+\s*)?=[^=]"
    ),
    "asks somebody": r"\b(XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)\b",
    "sets a handler by an attribute": rf"\bon(?:{EVENTS})\s*[\"']?:",
}
ADDRESS = (
    r"""(?<![\w.$])["']?(href|src|srcset|action|formaction|poster|background|xlink:href)["']?\s*:(?!:)"""
)
LEADS_AWAY = r"(?i)javascript:|data:[a-z]|url\(|^\s*(https?:)?//"
SET_ADDRESS = r"\.(href|src|srcset|action|formAction|poster)\s*=[^=]"
SET_ATTRIBUTE = r"\.setAttribute(?:NS)?\s*\(\s*([^,]*),"
HARMLESS_ATTRIBUTES = r"""["'](tabindex|role|title|lang|dir|id|class|aria-[a-z]+|data-[a-z]+)["']"""
NODE = r"\b(?:h|s|put|createElement|createElementNS)\s*\(\s*([^,)]*)"
RUNS = (
    "script style iframe frame object embed link meta base template foreignObject form portal use"
    " image img audio video source animate set"
).split()
QUOTED = r"\b(exact|prefix|suffix)\b"

ALLOWED = {
    "dom.js": {
        "makes h": "h() and s() are where nodes are made; who calls them is looked at",
        "sets name": "the attribute names that h() and s() are called with are looked at where they stand",
        "href:": "link() lets http and https pass, nothing else",
        "http://www.w3.org/2000/svg": "a namespace: nothing is asked of it",
    },
    "atlas-legend.js": {
        "makes tag": "put() is called with literals",
    },
    "panels.js": {
        "import(`./${name}.js`)": "beside this very script: name is one of panels.NAMES",
    },
    "sources.js": {
        "p.exact &&": "asks whether there are words to copy; cite() reads them",
    },
    "atlas-map.js": {
        "makes tag": "put() is called with literals",
        "fetch(new URL(name, HERE))": "name is one of two literals, beside this very script",
    },
    "words.js": {
        'fetch(new URL("words.json", import.meta.url))': "beside this very script",
    },
}  # fmt: skip
"""What of the rule a script may break, and why."""

READS_QUOTES = {"quote.js": ("quotation", "cite")}
"""The functions that may read a quote's words: to show them, and to copy them."""


def findings_in_script(source: str, name: str) -> list[str]:
    """Every way in which a script could make more of a string than text."""
    strings, code = apart(source)
    named = with_names(code, strings)
    excused = ALLOWED.get(name, {})
    found = [
        (at, why)
        for why, pattern in BANNED.items()
        for at in hits(pattern, named)
        if not at_all(source, at, excused)
    ]
    found += [(at, "a string that is HTML") for at, s in strings if re.search(r"<\s*[/!a-zA-Z]", s)]
    found += [
        (at, "a string that is an address")
        for at, s in strings
        if re.search(LEADS_AWAY, s) and s not in excused
    ]
    found += [(m.start(), f"{m[1]}:") for m in re.finditer(ADDRESS, named) if f"{m[1]}:" not in excused]
    found += [(m.start(), f"sets {m[1]}") for m in re.finditer(SET_ADDRESS, code)]
    found += list(nodes_made(source, code, excused))
    found += list(attributes_set(source, code, excused))
    found += [
        (m.start(), "fetches")
        for m in re.finditer(r"\bfetch\s*\(", code)
        if not at_all(source, m.start(), excused)
    ]
    found += list(styles_set(source, code, excused))
    read = quotes_read(code, strings, name)
    found += [(at, why) for at, why in read if not at_all(source, at - 2, excused)]
    return [f"{name}:{source.count(chr(10), 0, at) + 1}: {why}" for at, why in sorted(set(found))]


def with_names(code: str, strings: list[tuple[int, str]]) -> str:
    """The code with those strings put back that are names: ``node["innerHTML"]`` is as good as without."""
    found = list(code)
    for at, given in strings:
        if re.fullmatch(r"[\w:$-]+", given):
            found[at : at + len(given)] = given
    return "".join(found)


def hits(pattern: str, code: str) -> list[int]:
    return [found.start() for found in re.finditer(pattern, code)]


def at_all(source: str, at: int, excused: dict[str, str]) -> bool:
    return any(source.startswith(one, at) for one in excused)


def nodes_made(source: str, code: str, excused: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Nodes of a sort that runs, loads or frames, or of a sort that only the run will tell."""
    for found in re.finditer(NODE, code):
        given = source[found.start(1) : found.end(1)].strip()
        if code[: found.start()].endswith("function "):
            continue
        literal = re.fullmatch(r"""["'`]([\w:/.-]*)["'`]""", given)
        said = literal[1] if literal else given
        if said in RUNS or not (literal or f"makes {given}" in excused or "createElement" in found[0]):
            yield found.start(), f"makes {said or 'a node of any sort'}"
        elif "createElement" in found[0] and not literal and not {f"makes {given}", "makes h"} & set(excused):
            yield found.start(), f"makes {said}"


def attributes_set(source: str, code: str, excused: dict[str, str]) -> Iterator[tuple[int, str]]:
    for found in re.finditer(SET_ATTRIBUTE, code):
        given = source[found.start(1) : found.end(1)].strip()
        if not re.fullmatch(HARMLESS_ATTRIBUTES, given) and f"sets {given}" not in excused:
            yield found.start(), f"sets {given}"


STYLE = r"(?<![\w.-])style\s*:\s*"
NUMBERS_ALONE = r"`(--[a-z]+:(\$\{[^}\"'`]*\}|[\w.%-])+;?)+`|\"[a-z-]+:[\w .%-]+(;[a-z-]+:[\w .%-]+)*\""


def styles_set(source: str, code: str, excused: dict[str, str]) -> Iterator[tuple[int, str]]:
    """A style attribute may set properties of ours to numbers; anything else is reviewed."""
    for found in re.finditer(STYLE, code):
        rest = source[found.end() :]
        if not re.match(NUMBERS_ALONE, rest) and not at_all(source, found.start(), excused):
            yield found.start(), "sets a style"


def quotes_read(code: str, strings: list[tuple[int, str]], name: str) -> Iterator[tuple[int, str]]:
    """The words of a quote, read anywhere but where they are shown or copied."""
    runs = [body_of(code, function) for function in READS_QUOTES.get(name, ())]
    for found in re.finditer(QUOTED, code):
        if not any(start <= found.start() < end for start, end in runs):
            yield found.start(), f"reads {found[1]}"
    yield from ((at, f"reads {s}") for at, s in strings if re.fullmatch(QUOTED, s))


def body_of(code: str, function: str) -> tuple[int, int]:
    """Where a function of a script begins and ends."""
    start = code.find(f"function {function}(")
    end = code.find("\n}", start)
    return (start, end) if start >= 0 else (0, 0)


OPENS_REGEX = re.compile(r"(^|[=(,:\[!&|?{};+\-*%<>~^]|\breturn|=>)\s*$")
COMMENT = re.compile(r"//[^\n]*|/\*.*?(?:\*/|\Z)", re.S)
REGEX = re.compile(r"(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+")
INSIDE = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*'),
    "'": re.compile(r"(?:[^'\\\n]|\\.)*"),
    "`": re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.S),
}
"""What stands between quotation marks; of a template, up to a hole."""


def apart(source: str) -> tuple[list[tuple[int, str]], str]:
    """The strings of a script with their offsets, and its code with strings and comments blanked.

    The code has the length of the source; what stands in the holes of a template is code.
    """
    scan = Scan(source)
    at = 0
    while at < len(source):
        at = scan.past(at)
    return scan.strings, "".join(scan.code)


class Scan:
    """A script as it is gone through; ``holes`` counts the braces open in each hole of a template."""

    def __init__(self, source: str) -> None:
        self.source, self.code = source, list(source)
        self.strings: list[tuple[int, str]] = []
        self.holes: list[int] = []

    def past(self, at: int) -> int:
        """Where the next piece begins."""
        char = self.source[at]
        comment = COMMENT.match(self.source, at)
        if comment:
            return self.blanked(at, comment.end())
        if char in INSIDE:
            return self.string(at + 1, char)
        if char == "/" and OPENS_REGEX.search("".join(self.code[max(0, at - 12) : at])):
            found = REGEX.match(self.source, at + 1)
            return self.blanked(at + 1, found.end() if found else at + 1) + 1
        if self.holes and char == "}" and self.holes[-1] == 0:
            self.holes.pop()
            return self.string(at + 1, "`")
        if self.holes and char in "{}":
            self.holes[-1] += 1 if char == "{" else -1
        return at + 1

    def blanked(self, start: int, end: int) -> int:
        self.code[start:end] = ["\n" if c == "\n" else " " for c in self.source[start:end]]
        return end

    def string(self, start: int, mark: str) -> int:
        """A string, or a template up to its next hole."""
        end = INSIDE[mark].match(self.source, start).end()
        self.strings.append((start, self.source[start:end]))
        self.blanked(start, end)
        hole = mark == "`" and self.source.startswith("${", end)
        if hole:
            self.holes.append(0)
        return end + 1 + hole


def findings_in_style(source: str, name: str) -> list[str]:
    """A style fetches nothing and holds no script."""
    bare = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), source, flags=re.S)
    at = hits(r"(?i)url\s*\(|@import|expression\s*\(|image-set|</", bare)
    return [f"{name}:{bare.count(chr(10), 0, n) + 1}: asks for a file" for n in at]


# ---- all of the house ------------------------------------------------------------------
def findings() -> list[str]:
    """Everything in the dashboard that breaks the rule."""
    found = []
    for path in sorted((ROOT / "dashboard").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found += findings_in_python(path.read_text("utf-8"), module)
    for path in sorted(STATIC.glob("*.js")):
        found += findings_in_script(path.read_text("utf-8"), path.name)
    for path in sorted(STATIC.glob("*.css")):
        found += findings_in_style(path.read_text("utf-8"), path.name)
    return found


if __name__ == "__main__":
    print("\n".join(findings()))
