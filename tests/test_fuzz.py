"""Ten thousand hostile addresses: none raises, each becomes canonical, each part left aside is named."""

import re
from collections import Counter
from random import Random
from urllib.parse import parse_qs, quote, urlencode

import pytest

from dashboard import opening, pages
from dashboard.scene import MOST_IGNORED, scene
from dashboard.view import NAMES, RULES, SHOWS, SINGLE, TRACKERS, Parser, cut
from events.record import VOICES
from geodata import atlas as atlas_module
from geodata.query import DATES, FACETS
from tests.conftest import ROOT
from tests.hostile import PAYLOADS
from tests.visiting import gone, sent, untroubled

MANY = 10_000
ODD = [
    "", " ", "\x00", "NaN", "nan..inf", "Infinity", "1e9", "1000000000..2000000000", "-1000000000..",
    "2019..2016", "9999..-9999", "..", "...", "2016..", "..2019", "٢٠١٦..٢٠١٩", "２０１６", "²", "0x7e0",
    "-0..0", "1", "0", "-1", "007", "999999", "1000000", "9" * 400, "true", "null", "[]", "{}", "all", "any",
    "kept", "left-out", "map", "about", "MAP", "sources ", "\u202e", "\ufeff", "🏔" * 50, "%00", "&", "=",
    "é" * 300, "\ufffd", "event,figure", "author", "event", "ALMATY",
]  # fmt: skip
STALE = ["topic-of-last-year", "protests", "kazakhstan-2", "000-gone", "almaty ", "almaty\n", "a" * 5000]
STRANGERS = [
    "", "zoom", "year", "Years", "topic[]", "__proto__", "constructor", "toString", "q\x00", "\u202e",
    "utm_source", "fbclid", "embed", "page ", "<script>", "${x}", "x" * 3000,
]  # fmt: skip


# ---- links -----------------------------------------------------------------------------
class Links:
    """Seeded links into an atlas: good values, stale ones and odd ones, in any number and encoding."""

    def __init__(self, known, seed):
        self.random = Random(seed)
        self.good = {
            **{facet: list(known.options[facet]) for facet in FACETS},
            "place": list(known.places), "record": list(known.records), "name": list(known.names) or ["x"],
            "article": list(known.options["source"]), "show": list(SHOWS), "undated": ["kept", "left-out"],
            "topics": ["all", "any"], "page": ["1", "2", "9", "400"], "cards": ["1", "2", "3"],
            "years": ["2016..2019", "2016", "..1990", "1800..2100", "2019.."],
            "date": list(DATES), "rule": list(RULES), "question": list(known.questions) or ["x"],
            "q": ["land", "“It’s", "Алматы", "  a  b "],
        }  # fmt: skip

    def value(self, name):
        """A value that the parameter may have, one that it had once, or anything."""
        dice = self.random.random()
        if dice < 0.4 and name in self.good:
            return self.random.choice(self.good[name])
        if dice < 0.85:
            return self.random.choice([*ODD, *STALE, *PAYLOADS.values(), *VOICES])
        return "".join(chr(self.random.randrange(self.random.choice([128, 0xD800]))) for _ in range(9))

    def link(self):
        """Parameters as they come out of an address."""
        random = self.random
        names = [random.choice([*NAMES, *NAMES, *STRANGERS]) for _ in range(random.randint(0, 9))]
        often = [0, 1, 1, 1, 1, 2, 5] + [90] * (random.random() < 0.05)
        given = {name: [self.value(name) for _ in range(random.choice(often))] for name in names}
        if random.random() < 0.004:
            given[random.choice(NAMES)] = [random.choice("x1.\x00🏔 ") * 2**20]
        if random.random() < 0.004:
            given |= {f"p{n}": ["1"] for n in range(3000)}
        return {name: values for name, values in given.items() if values}

    def raw(self):
        """A query string as somebody types or breaks it, with any encoding."""
        random, given = self.random, self.link()
        pairs = [(name, value) for name, values in given.items() for value in values][:40]
        ways = (quote, broken, str)
        coded = [
            random.choice(ways)(name) + random.choice("==&+") + random.choice(ways)(value[:300])
            for name, value in pairs
        ]
        return random.choice(["&", "&", "&&", ";", "&amp;"]).join(coded)


def broken(text):
    """Percent-encoded in Latin-1 or cut off in the middle of a letter."""
    return quote(text.encode("latin-1", errors="replace"))[:-1] + "%"


def read(known, given):
    parser = Parser(known)
    return parser.view(given), parser.ignored


def through_the_address(view):
    return parse_qs(urlencode(view.params(), doseq=True), keep_blank_values=True)


# ---- what has to be named --------------------------------------------------------------
def parts_left_aside(known, given, settled):
    """The names of the parameters whose meaning the page did not take over, found in another way.

    A meaning is taken over where the canonical link says it, or where it is what no link says.
    """
    said = through_the_address(settled)
    left = Counter()
    for name, values in given.items():
        if name.startswith(TRACKERS):
            continue
        if name in FACETS:
            left[name] += bool(set(values) - set(said.get(name, [])))
        elif name not in SINGLE:
            left[name] += 1
        else:
            left[name] += len(set(values)) > 1 or not taken(name, values[-1], said.get(name, [None])[0])
    return {name for name, count in left.items() if count}


USUAL = {
    "topics": "any", "show": "map", "page": "1", "cards": "1", "q": "", "date": "happened", "rule": "overlap",
}  # fmt: skip


def taken(name, value, said):
    """Whether the canonical link says what a value meant."""
    if name == "years":
        whole = re.fullmatch(r"(-?\d{1,9})?\.\.(-?\d{1,9})?|(\d{1,9})", value)
        ends = whole and ((whole[3], whole[3]) if whole[3] else (whole[1], whole[2]))
        return bool(ends) and said == "..".join("" if end is None else str(int(end)) for end in ends)
    if name in ("page", "cards") and re.fullmatch(r"[^\D0]\d{0,8}", value):
        value = str(int(value))
    if name == "q":
        value = value.strip()
    return value == (USUAL.get(name) if said is None else said)


def check(atlas, known, given):
    """One link: read, drawn, canonical, and told of. Returns the settled view."""
    view, ignored = read(known, given)
    assert all(line.isprintable() and len(line) < 250 for line in ignored), ignored
    drawn = scene(atlas, view, tuple(ignored))
    settled = drawn.view
    again, still = read(known, through_the_address(settled))
    assert (again, still) == (settled, []), given
    told = drawn.head["ignored"]
    assert len(told) <= MOST_IGNORED + 1
    if len(told) <= MOST_IGNORED:
        for name in parts_left_aside(known, given, settled):
            said = cut(name) or "a part without a name"
            assert any(line.startswith((f"{said}=", f"{said} ")) for line in told), (given, told)
    return settled


# ---- the ten thousand ------------------------------------------------------------------
FIJI = atlas_module.load(ROOT / "tests" / "atlases" / "fiji")


def test_ten_thousand_links_are_read_drawn_canonical_and_told_of(shipped):
    """Every fourth into the shipped atlas, every fourth a string that is no proper query."""
    into = [(atlas, known, Links(known, 1)) for atlas in (shipped, FIJI) for known in [opening.known(atlas)]]
    shows = Counter()
    for n in range(MANY):
        atlas, known, links = into[n % 4 > 0]
        given = parse_qs(links.raw(), keep_blank_values=True) if n % 3 == 0 else links.link()
        settled = check(atlas, known, given)
        shows[settled.show] += 1
        if settled.show != "map" and n % 8 == 0:
            assert pages.data(atlas, settled)
    assert set(shows) == set(SHOWS)


def test_what_is_left_aside_is_found_in_the_other_way_too(shipped):
    """The check of the check: it asks for a name wherever the page does not do what was said."""
    known = opening.known(shipped)
    topics = known.options["topic"][:2]
    asks = {
        "years": ["never", "2019..2016", "..", "1e9"], "topic": ["gone", topics[0] + "x"], "zoom": ["3"],
        "page": ["0", "1e3"], "show": ["MAP"], "topics": ["all"], "place": ["gone"], "q": ["a\x00b"],
    }  # fmt: skip
    for name, values in asks.items():
        for value in values:
            view, _ = read(known, {name: [value]})
            assert parts_left_aside(known, {name: [value]}, view) == {name}, value
    harmless = {"years": ["2016"], "topic": topics * 2, "topics": ["all"], "q": [" x "], "utm_source": ["y"]}
    view, ignored = read(known, harmless)
    assert (parts_left_aside(known, harmless, view), ignored) == (set(), [])


# ---- the page itself ---------------------------------------------------------------------
WORST = [
    {"years": "1000000000..-1000000000"}, {"years": "9999..-9999"}, {"years": "NaN..NaN"},
    {"years": "-9999.."}, {"years": ["1990", "2016", "x"]}, {"years": "٢٠١٦..٢٠١٩"}, {"q": "\x00"},
    {"q": "\u202e\u2066"}, {"q": "x" * 300_000}, {"q": "🏔" * 10_000}, {"q": "' OR 1=1; --"},
    {"q": "ﷺ" * 200}, {"q": "\u0301" * 200}, {"topic": [str(n) for n in range(900)]},
    {"topic": "__proto__"}, {"topics": "all"}, {"kind": "constructor"}, {"source": ["", " ", "\n"]},
    {"voice": ["author"] * 200}, {"place": "almaty "}, {"place": "../../etc"}, {"record": "toString"},
    {"record": "<img src=x onerror=alert(1)>"}, {"page": "999999"}, {"page": "-1"},
    {"cards": "999999", "place": "almaty"}, {"page": "9" * 5000}, {"show": "sources", "article": "gone"},
    {"show": "sources", "page": "999999"}, {"show": "names", "name": "__proto__"},
    {"show": "names", "cards": "99999"}, {"show": "investments", "years": "..-9999"},
    {"show": "about", "place": "almaty", "record": "x"}, {"show": ["map", "about", "sources"]},
    {"show": "\x00"}, {"": "nameless"}, {"\u202e": "x"}, {f"p{n}": "1" for n in range(900)},
    {"undated": "maybe", "years": "2016"}, {"date": "birthday", "years": "..2016"}, {"rule": ["inside", "x"]},
    {"show": "questions", "question": "__proto__"}, {"show": "timeline", "page": "9999", "date": "published"},
    {"show": "coverage", "page": "9999", "years": "NaN"}, {"show": "corrections", "cards": "0"},
]  # fmt: skip


@pytest.mark.parametrize("params", WORST, ids=range(len(WORST)))
def test_the_page_opens_names_what_it_left_aside_and_its_address_is_canonical(session, shipped, params):
    page = untroubled(gone(session, **params))
    now = {n: v if isinstance(v, list) else [v] for n, v in page.query_params.items()}
    view, still = read(opening.known(shipped), now)
    assert (through_the_address(view), still) == (now, [])
    told = sent(page, "head")["ignored"]
    given = {n: v if isinstance(v, list) else [v] for n, v in params.items()}
    if len(told) <= MOST_IGNORED:
        for name in parts_left_aside(opening.known(shipped), given, view):
            assert any(line.startswith(cut(name) or "a part without") for line in told), (name, told)
