"""The lint rule that keeps words of an atlas out of every widget but the panels: it holds, and it bites."""

import pytest

from tests.lint_text import (
    ALLOWED,
    REVIEWED,
    ROOT,
    STATIC,
    apart,
    findings,
    findings_in_python,
    findings_in_script,
    findings_in_style,
)


def test_the_dashboard_keeps_the_rule():
    assert findings() == []


def test_every_review_names_a_module_or_a_script_that_exists_and_gives_its_reason():
    assert all((ROOT / (module.replace(".", "/") + ".py")).is_file() for module in REVIEWED)
    assert all((STATIC / name).is_file() for name in ALLOWED)
    reasons = [why for reviewed in (*REVIEWED.values(), *ALLOWED.values()) for why in reviewed.values()]
    assert all(len(why) >= 6 for why in reasons)


@pytest.mark.parametrize("path", sorted((ROOT / "dashboard").rglob("*.py")), ids=lambda path: path.stem)
def test_no_review_of_a_module_excuses_words_in_a_widget(path):
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    source = path.read_text("utf-8") + "\nimport streamlit\nstreamlit.write(record.title)\n"
    assert any("is handed record.title" in one for one in findings_in_python(source, module))


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.js")), ids=lambda path: path.stem)
def test_no_review_of_a_script_excuses_html_or_the_words_of_a_quote(path):
    source = path.read_text("utf-8")
    found = findings_in_script(f"{source}\nroot.innerHTML = words;\nshow(q.exact);\n", path.name)
    lines = source.count("\n") + 2
    assert {f"{path.name}:{lines}: makes HTML", f"{path.name}:{lines + 1}: reads exact"} <= set(found)


# ---- Python ----------------------------------------------------------------------------
ST = "import streamlit as st\n"
HARMLESS_PYTHON = [
    ST + "st.title('ours')",
    ST + "N = 3\nst.write(f'The first {N} of {len(found)}.')",
    ST + "st.write('one' if len(found) == 1 else 'many')",
    ST + "st.session_state['x'] = record.title",
    ST + "st.query_params.from_dict(view.params())",
    ST + "def on_it(): ...\nst.text_input('Search', key='q', on_change=on_it)",
    ST + "st.code('words', language=None)",
    ST + "left, right = st.columns([1, 5])\nwith left:\n    st.number_input('From', 1, 2)",
    "import json\njson.dumps(record.title)",
    "path.write(record.title)",
]


@pytest.mark.parametrize("source", HARMLESS_PYTHON)
def test_our_own_words_and_counts_pass(source):
    assert findings_in_python(source, "planted") == []


PLANTED_PYTHON = {
    ST + "st.write(record.title)": "st.write is handed record.title",
    ST + "st.markdown(f'**{title}**')": "st.markdown is handed title",
    ST + "st.html('<b>' + words + '</b>')": "st.html is handed words",
    ST + "st.title('a' if much else quote.exact)": "st.title is handed quote.exact",
    ST + "st.selectbox('Topic', options=[t.title for t in topics])": "is handed [t.title for t in topics]",
    ST + "st.sidebar.write(words)": "st.sidebar.write is handed words",
    ST + "st.text_input('x', help=hint)": "st.text_input is handed hint",
    ST + "left, right = st.columns(2)\nright.write(words)": "right.write is handed words",
    ST + "with st.expander('x') as box:\n    box.caption(words)": "box.caption is handed words",
    ST + "st.columns(2)[0].metric('x', words)": "st.columns(2)[0].metric is handed words",
    ST + "if box := st.empty():\n    box.write(words)": "box.write is handed words",
    ST + "st.container().html(words)": "st.container().html is handed words",
    ST + "for tab in st.tabs(['a']):\n    tab.write(words)": "tab.write is handed words",
    ST + "st.html('ours', unsafe_allow_javascript=True)": "called with unsafe_allow_javascript",
    ST + "st.write(**given)": "st.write is called with **",
    ST + "st.write(*given)": "st.write is handed given",
    ST + "draw = st.write\ndraw(words)": "st.write gets another name",
    ST + "getattr(st, 'write')(words)": "st is passed around",
    ST + "show(st)": "st is passed around",
    ST + "st.code('words')": "st.code reads its text as a language",
    "import streamlit\nstreamlit.write(words)": "streamlit.write is handed words",
    "from streamlit import write\nwrite(words)": "write is handed words",
    "from streamlit import write as said\nsaid(words)": "said is handed words",
    "from streamlit.components import v2\nv2.component('x', html=words)": "v2.component is handed words",
    "import streamlit as st\ndef box(name):\n    return st.container(key=name)\nbox('x').write(words)": (
        "box('x').write is handed words"
    ),
    "from streamlit.components import v2\ndef made(n): return v2.component(n)\nM = made(1)\nM(data=words)": (
        "M is handed words"
    ),
    "from streamlit.components import v2\nM = {n: v2.component(n) for n in 'ab'}\nM['a'](data=words)": (
        "M['a'] is handed words"
    ),
    "import folium\nfolium.Popup(words)": "folium.Popup is handed words",
    "import folium\nclass Mine(folium.Map):\n    def __init__(self, a):\n        super().__init__(attr=a)": (
        "super().__init__ is handed a"
    ),
    "import folium\nclass Mine(folium.Map):\n    def __init__(self, a):\n        self.words = a": (
        "self.words is handed a"
    ),
    "from folium.template import Template\nTemplate(words)": "Template is handed words",
    "import altair as alt\nalt.Chart(frame)": "alt.Chart is handed frame",
}


@pytest.mark.parametrize("source", PLANTED_PYTHON)
def test_a_word_that_is_handed_to_a_widget_is_found(source):
    found = findings_in_python(source, "planted")
    assert any(PLANTED_PYTHON[source] in one for one in found), found


def test_a_review_that_nothing_needs_any_more_is_found():
    assert findings_in_python("", "dashboard.guard") == [
        "dashboard.guard: nothing needs the review of number"
    ]


# ---- scripts ---------------------------------------------------------------------------
HARMLESS_SCRIPTS = [
    'h("p", { class: `a ${b}`, on: { click: () => act() } }, words)',
    "const a = b / c / d; // innerHTML = eval",
    "/* document.write(`<b>`) */ node.textContent = words;",
    "if (/<b>|innerHTML/.test(words)) return null;",
    'node.setAttribute("aria-label", words);',
    "setTimeout(() => turn(), 10); setTimeout(event => turn(event), 10);",
    'h("span", { style: `--part:${count / most}` })',
    'h("input", { type: "radio" })',
    "copy(window.location.href); if (location.search === words) return 1;",
    "const { exactly, suffixed } = d;",
]


@pytest.mark.parametrize("source", HARMLESS_SCRIPTS)
def test_a_script_that_sets_text_passes(source):
    assert findings_in_script(source, "planted.js") == []


PLANTED_SCRIPTS = {
    "node.innerHTML = words": "makes HTML",
    "node['innerHTML'] = words": "makes HTML",
    "node.outerHTML = words": "makes HTML",
    "node.insertAdjacentHTML('beforeend', words)": "makes HTML",
    "node.setHTMLUnsafe(words)": "makes HTML",
    "new DOMParser().parseFromString(words, 'text/html')": "makes HTML",
    "range.createContextualFragment(words)": "makes HTML",
    'h("div", { srcdoc: words })': "makes HTML",
    "document.write(words)": "writes into the document",
    "document . writeln(words)": "writes into the document",
    "eval(words)": "makes code",
    "`${eval(words)}`": "makes code",
    "new Function(words)": "makes code",
    "(() => 0).constructor(words)()": "makes code",
    "setTimeout('turn()', 10)": "makes code",
    "setTimeout(words, 10)": "makes code",
    "setInterval(`turn(${words})`, 10)": "makes code",
    "import(words)": "loads code",
    "new Worker(words)": "loads code",
    "sheet.insertRule(words)": "makes a style",
    "node.style.cssText = words": "makes a style",
    'h("p", { style: `color:${words}` })': "sets a style",
    'h("p", { style: words })': "sets a style",
    'h("p", { style: `--a:1;background:${words}` })': "sets a style",
    "location.href = words": "goes elsewhere",
    "window.location = words": "goes elsewhere",
    "location.assign(words)": "goes elsewhere",
    "window.open(words)": "goes elsewhere",
    "new WebSocket(words)": "asks somebody",
    "navigator.sendBeacon(words)": "asks somebody",
    "fetch(words)": "fetches",
    'h("p", { onclick: words })': "sets a handler by an attribute",
    'h("p", { "onmouseover": words })': "sets a handler by an attribute",
    'h("a", { href: words })': "href:",
    'h("p", { "src": words })': "src:",
    "node.href = words": "sets href",
    "node.src = words": "sets src",
    'node.setAttribute("href", words)': 'sets "href"',
    "node.setAttribute(name, words)": "sets name",
    'h("script", {}, words)': "makes script",
    'h("iframe", {})': "makes iframe",
    "h(words, {})": "makes words",
    's("foreignObject", {}, words)': "makes foreignObject",
    "document.createElement(words)": "makes words",
    'document.createElement("style")': "makes style",
    "const made = `<b>${words}</b>`": "a string that is HTML",
    "const made = '<img src=x>'": "a string that is HTML",
    "const made = '</' + tag": "a string that is HTML",
    "const to = 'javascript:' + words": "a string that is an address",
    "const to = 'https://' + words": "a string that is an address",
    "const to = '//example.org/' + words": "a string that is an address",
    "const fill = `url(${words})`": "a string that is an address",
    "show(q.exact)": "reads exact",
    "show(q['exact'])": "reads exact",
    "const { prefix } = q": "reads prefix",
    "q.suffix.length": "reads suffix",
}


@pytest.mark.parametrize("source", PLANTED_SCRIPTS)
def test_a_script_that_makes_more_of_a_string_than_text_is_found(source):
    found = findings_in_script(source, "planted.js")
    assert any(one.endswith(": " + PLANTED_SCRIPTS[source]) for one in found), found


def test_a_quote_is_read_where_it_is_shown_and_copied_and_nowhere_else_in_that_script():
    shown = "export function quotation(q) {\n  return q.exact;\n}\n"
    assert findings_in_script(shown, "quote.js") == []
    assert findings_in_script(shown + "export const other = (q) => q.exact;", "quote.js") == [
        "quote.js:4: reads exact"
    ]
    assert findings_in_script(shown, "panel.js") == ["panel.js:2: reads exact"]


def test_the_line_of_a_finding_is_the_line_it_stands_in():
    assert findings_in_script("\n\n  x.innerHTML = 1\n", "a.js") == ["a.js:3: makes HTML"]


@pytest.mark.parametrize(
    ("source", "strings"),
    [
        ("a = 'b\\'c' + \"d\"", ["b\\'c", "d"]),
        ("`a${b + `c${d}e` + f}g`", ["a", "c", "e", "g"]),
        ("`a${() => { return {}; }}b`", ["a", "b"]),
        ("x = /['\"`]/.test(y) ? 'z' : 1", ["z"]),
        ("a = b / 'c' / d", ["c"]),
        ("// 'a'\n'b' /* 'c' */", ["b"]),
        ("`\\${a}`", ["\\${a}"]),
    ],
)
def test_strings_and_code_are_told_apart(source, strings):
    found, code = apart(source)
    assert [s for _, s in found] == strings
    assert len(code) == len(source)
    assert all(source[at : at + len(s)] == s for at, s in found)


# ---- styles ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "planted", ["a { background: url(x.png) }", '@import "x.css";', "a { b: URL ( x ) }", "</style>"]
)
def test_a_style_that_asks_for_a_file_is_found(planted):
    assert findings_in_style("/* url(…) */\n" + planted, "a.css") == ["a.css:2: asks for a file"]


def test_a_style_of_ours_passes():
    assert findings_in_style("a::after { content: attr(data-x); color: #fff }", "a.css") == []
