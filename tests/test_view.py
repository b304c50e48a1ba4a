"""The View and its link: everything a reader can ask for survives the address, and nothing breaks it."""

import string
from dataclasses import FrozenInstanceError, fields
from random import Random
from urllib.parse import parse_qs, urlencode

import pytest

from dashboard.view import (
    LAST_PAGE,
    LAST_YEAR,
    LONGEST_TEXT,
    MOST_VALUES,
    RULES,
    SHOWS,
    Known,
    Parser,
    View,
    searchable,
)
from geodata.query import DATES, FACETS, Query

KNOWN = Known(
    options={
        "topic": ["protest", "land", "belt-and-road", "q", "000"],
        "kind": ["event", "investment", "figure"],
        "source": ["000-people", "001-influence"],
        "voice": ["author", "official", "witness"],
    },
    places=["almaty", "ili-prefecture", "a"],
    records={"000-trial": ["almaty"], "001-loan": [], "002-march": ["almaty", "a"]},
    names=["a-ministry", "somebody"],
    questions=["how-many", "why"],
)
LETTERS = string.printable.strip() + " Қазақстан 阿拉木图 قازاقستان Nukuʻalofa “é” 🏔 &=+%#?;/ $"


def read(link):
    """The view of a link's parameters and what was ignored in them."""
    parser = Parser(KNOWN)
    return parser.view(link), parser.ignored


def through_the_address(view):
    """The view as somebody else opens it: written into an address and read from it."""
    return parse_qs(urlencode(view.params(), doseq=True), keep_blank_values=True)


def some(random, options):
    count = random.choice([0, random.randint(0, len(options))])
    return tuple(sorted(random.sample(options, count)))


def random_years(random):
    low, high = sorted(random.choice([random.randint(1900, 2030), random.randint(-9999, 9999)]) for _ in "ab")
    return random.choice([None, None, (low, high), (low, low), (low, None), (None, high)])


def random_view(random):
    topic = some(random, KNOWN.options["topic"])
    return View(
        years=random_years(random),
        undated=random.choice([None, True, False]),
        date=random.choice(["happened", *DATES]),
        rule=random.choice(list(RULES)),
        topic=topic,
        every_topic=len(topic) > 1 and random.random() < 0.5,
        **{facet: some(random, KNOWN.options[facet]) for facet in FACETS if facet != "topic"},
        text=searchable("".join(random.choices(LETTERS, k=random.choice([0, 0, 5, 30, LONGEST_TEXT])))),
        place=random.choice([None, *KNOWN.places]),
        record=random.choice([None, *KNOWN.records]),
        page=random.choice([1, 1, 2, random.randint(1, LAST_PAGE)]),
        cards=random.choice([1, 1, 2, random.randint(1, LAST_PAGE)]),
        show=random.choice(["map", *SHOWS]),
        article=random.choice([None, None, *KNOWN.options["source"]]),
        name=random.choice([None, None, *KNOWN.names]),
        question=random.choice([None, None, *KNOWN.questions]),
    )


# ---- there and back ------------------------------------------------------------------
def test_ten_thousand_random_views_survive_the_address():
    random = Random(1)
    for _ in range(10_000):
        view = random_view(random)
        assert read(through_the_address(view)) == (view, []), view


def test_a_view_as_a_session_makes_it_survives_too():
    random = Random(2)
    for _ in range(2000):
        view = random_view(random)
        for facet in random.choices(FACETS, k=3):
            view = view.toggled(facet, random.choice(KNOWN.options[facet]))
        again, ignored = read(through_the_address(view))
        assert (again.params(), ignored) == (view.params(), []), view
        assert again.filtered == view.filtered, view


def test_the_view_that_shows_all_has_an_empty_link():
    assert View().params() == {}
    assert read({}) == (View(), [])


def test_a_link_says_only_what_differs():
    view = View(years=(2016, None), undated=False, topic=("protest", "land"), every_topic=True, page=2)
    assert view.params() == {
        "years": "2016..",
        "undated": "left-out",
        "topic": ["land", "protest"],
        "topics": "all",
        "page": "2",
    }


# ---- one value at a time -------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "value", "field", "read_as"),
    [
        ("years", "2016..2019", "years", (2016, 2019)),
        ("years", "2016", "years", (2016, 2016)),
        ("years", "2016..", "years", (2016, None)),
        ("years", "..2019", "years", (None, 2019)),
        ("years", "-44..14", "years", (-44, 14)),
        ("years", "0..0", "years", (0, 0)),
        ("undated", "kept", "undated", True),
        ("undated", "left-out", "undated", False),
        ("topics", "any", "every_topic", False),
        ("topic", "land", "topic", ("land",)),
        ("q", "  Алматы  ", "text", "Алматы"),
        ("q", "", "text", ""),
        ("place", "almaty", "place", "almaty"),
        ("record", "001-loan", "record", "001-loan"),
        ("article", "000-people", "article", "000-people"),
        ("name", "somebody", "name", "somebody"),
        *(("show", show, "show", show) for show in SHOWS),
        ("years", "9999", "years", (LAST_YEAR, LAST_YEAR)),
        ("page", "7", "page", 7),
        ("cards", "999999", "cards", LAST_PAGE),
    ],
)
def test_a_value_that_means_something_is_read(name, value, field, read_as):
    view, ignored = read({name: [value]})
    assert getattr(view, field) == read_as
    assert ignored == []


NO_RANGE, NO_PAGE, UNKNOWN = "is not a range such as 2016..2019", "is not a page", "is not known here"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("years", "", f"years {NO_RANGE}"),
        ("years", "..", f"years=.. {NO_RANGE}"),
        ("years", "1000000000", f"years=1000000000 {NO_RANGE}"),
        ("years", "1..1000000000", f"years=1..1000000000 {NO_RANGE}"),
        ("years", "NaN..NaN", f"years=NaN..NaN {NO_RANGE}"),
        ("years", "inf", f"years=inf {NO_RANGE}"),
        ("years", "2016-2019", f"years=2016-2019 {NO_RANGE}"),
        ("years", "2016..2019..2020", f"years=2016..2019..2020 {NO_RANGE}"),
        ("years", "2016.5..2019", f"years=2016.5..2019 {NO_RANGE}"),
        ("years", "2016..2019\n", f"years=2016..2019\\u000a {NO_RANGE}"),
        ("years", " 2016", f"years= 2016 {NO_RANGE}"),
        ("years", "-44", f"years=-44 {NO_RANGE}"),
        ("undated", "yes", "undated=yes is not kept or left-out"),
        ("undated", "", "undated is not kept or left-out"),
        ("topics", "all", "topics=all needs two topics or more"),
        ("topics", "ALL", "topics=ALL is not all or any"),
        ("topic", "Land", f"topic=Land {UNKNOWN}"),
        ("topic", "land,protest", f"topic=land,protest {UNKNOWN}"),
        ("kind", "rumour", f"kind=rumour {UNKNOWN}"),
        ("source", "", f"source {UNKNOWN}"),
        ("voice", "the\x00author", f"voice=the\\u0000author {UNKNOWN}"),
        ("place", "atlantis", f"place=atlantis {UNKNOWN}"),
        ("place", "", f"place {UNKNOWN}"),
        ("record", "../../etc", f"record=../../etc {UNKNOWN}"),
        ("record", "x" * 10**6, f"record={'x' * 80} {UNKNOWN}"),
        ("article", "almaty", f"article=almaty {UNKNOWN}"),
        ("name", "000-people", f"name=000-people {UNKNOWN}"),
        ("question", "almaty", f"question=almaty {UNKNOWN}"),
        ("date", "asof", f"date=asof is not {' or '.join(DATES)}"),
        ("date", "", f"date is not {' or '.join(DATES)}"),
        ("rule", "within", f"rule=within is not {' or '.join(RULES)}"),
        ("show", "all", f"show=all is not {' or '.join(SHOWS)}"),
        ("show", "", f"show is not {' or '.join(SHOWS)}"),
        ("page", "0", f"page=0 {NO_PAGE}"),
        ("page", "-1", f"page=-1 {NO_PAGE}"),
        ("page", "01", f"page=01 {NO_PAGE}"),
        ("page", "1000000", f"page=1000000 {NO_PAGE}"),
        ("page", "1e3", f"page=1e3 {NO_PAGE}"),
        ("cards", "two", f"cards=two {NO_PAGE}"),
        ("zoom", "3", "zoom is no part of a link here"),
        ("zo\u202eom\x00", "3", "zo\\u202eom\\u0000 is no part of a link here"),
        ("", "3", "a part without a name is no part of a link here"),
    ],
)
def test_a_value_that_means_nothing_is_named_and_left_aside(name, value, said):
    assert read({name: [value]}) == (View(), [said])


def test_years_that_end_before_they_begin_are_swapped_and_said():
    view, ignored = read({"years": ["2019..2016"]})
    assert view.years == (2016, 2019)
    assert ignored == ["years=2019..2016 ends before it begins; the ends were swapped"]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("Kazakh\u00a0border", "Kazakh border"),
        ("one\ntwo\tthree", "one two three"),
        ("null\x00byte", "nullbyte"),
        ("soft\u00adhyphen", "softhyphen"),
        ("half \ud800 a pair", "half  a pair"),
        ("x" * 201, "x" * 200),
        ("x" * 10**6, "x" * 200),
        ("x" * 199 + " y", "x" * 199),
    ],
    ids="no-break-space lines NUL soft-hyphen surrogate one-too-many a-megabyte ends-in-a-space".split(),
)
def test_a_search_is_cut_to_what_can_be_searched_and_said(given, text):
    view, ignored = read({"q": [given]})
    assert view.text == text == searchable(given)
    assert ignored == [f"q={text[:80]} was cut to what can be searched"]
    assert read({"q": [text]}) == (view, [])


@pytest.mark.parametrize("name", ["utm_source", "utm_", "fbclid", "gclid", "mc_cid"])
def test_what_other_sites_hang_on_a_link_is_dropped_without_a_word(name):
    assert read({name: ["x"], "kind": ["event"]}) == (View(kind=("event",)), [])
    assert read({f"x{name}": ["x"]}) == (View(), [f"x{name} is no part of a link here"])


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (" " * 9 + "x" * 200, "x" * 200),
        ("\x00" * 799 + "xy", "x"),
        ("\x00" * 800 + "x", ""),
        ("a" + " " * 199 + "b", "a"),
    ],
    ids="leading-spaces cut-after-four-times nothing-before-that cut-at-a-space".split(),
)
def test_a_search_is_made_short_before_and_after_it_is_cleaned(given, text):
    assert searchable(given) == text


def test_sixty_four_values_of_a_facet_are_read_and_no_more():
    assert MOST_VALUES == 64
    assert read({"topic": ["land"] * 63 + ["protest"]}) == (View(topic=("land", "protest")), [])
    assert read({"topic": ["land"] * 64 + ["nowhere"]}) == (
        View(topic=("land",)),
        ["topic has more than 64 values; the rest was left aside"],
    )


def test_a_parameter_without_a_value_is_as_good_as_none():
    assert read({"years": [], "topic": [], "q": [], "show": [], "page": []}) == (View(), [])


def test_of_a_repeated_parameter_the_last_one_counts():
    view, ignored = read({"place": ["almaty", "a"], "years": ["1990", "2016"], "page": ["9", "2"]})
    assert (view.place, view.years, view.page) == ("a", (2016, 2016), 2)
    assert ignored == [
        f"{name} is given more than once; the last counts" for name in ("place", "years", "page")
    ]
    assert read({"place": ["almaty", "almaty"], "page": []}) == (View(place="almaty"), [])


def test_of_a_repeated_facet_every_known_value_counts_once():
    view, ignored = read({"topic": ["land", "nowhere", "protest", "land"]})
    assert view.topic == ("land", "protest")
    assert ignored == ["topic=nowhere is not known here"]


def test_too_many_values_of_a_facet_are_said():
    view, ignored = read({"topic": ["land"] * MOST_VALUES + ["protest"]})
    assert view.topic == ("land",)
    assert ignored == [f"topic has more than {MOST_VALUES} values; the rest was left aside"]


def test_one_bad_value_takes_no_good_one_with_it():
    view, ignored = read({"years": ["never"], "topic": ["land"], "place": ["almaty"], "page": ["x"]})
    assert view == View(topic=("land",), place="almaty")
    assert len(ignored) == 2


def test_what_is_ignored_is_said_once_each():
    assert read({"topic": ["no"] * 60})[1] == ["topic=no is not known here"]
    assert len(read({f"p{n}": ["1"] for n in range(100)})[1]) == 100


# ---- anything at all -----------------------------------------------------------------
ODD = [
    "", " ", "\x00", "NaN", "nan..inf", "1e9", "1000000000..2000000000", "-1000000000", "2019..2016",
    "9999..-9999", "..", "...", "....", "2016..", "..2019", "٢٠١٦..٢٠١٩", "２０１６", "²", "\ud800",
    "\udfff\ud800", "\u202e", "🏔" * 50, "true", "null", "[]", "{}", "almaty", "land", "protest",
    "000-trial", "kept", "left-out", "all", "any", "../../etc/passwd", "<b>", "${x}", "{{ x }}",
    "' or 1=1", "%00", "&", "=", "1", "2", "999999", "1000000",
]  # fmt: skip
NAMES = ["years", "undated", "topic", "topics", "kind", "source", "voice", "q", "place", "record", "page"]
NAMES += ["cards", "show", "article", "name", "zoom", "\x00", "\ud800"]


def odd_value(random):
    if random.random() < 0.7:
        return random.choice(ODD)
    return "".join(chr(random.choice([random.randrange(0x110000), random.randrange(128)])) for _ in range(9))


def odd_link(random):
    names = [random.choice(NAMES) for _ in range(random.randint(0, 8))]
    return {name: [odd_value(random) for _ in range(random.choice([0, 1, 1, 1, 2, 5]))] for name in names}


def odd_string(random):
    """A raw query string, read as a server reads it."""
    pieces = [*NAMES[:-1], *ODD, "=", "=", "=", "&", "&", "%", "%ff", "%00", "+", ";", "#"]
    raw = "".join(random.choices([p for p in pieces if p.isascii()], k=random.randint(0, 20)))
    return parse_qs(raw, keep_blank_values=True)


def check_total(link):
    """Reading never raises, says printable words, and is settled after one round."""
    view, ignored = read(link)
    assert isinstance(view.query, Query)
    assert all(line.isprintable() and len(line) < 250 for line in ignored), ignored
    again, ignored_again = read(through_the_address(view))
    assert (again.params(), ignored_again) == (view.params(), []), link
    assert again.query == view.query, link


def test_ten_thousand_odd_links_are_read_without_an_error():
    random = Random(3)
    for n in range(10_000):
        check_total(odd_string(random) if n % 4 == 0 else odd_link(random))


@pytest.mark.parametrize("name", NAMES)
def test_a_megabyte_in_a_link_is_read_without_an_error(name):
    for letter in ("x", "1", "\x00", "🏔", " ", "."):
        check_total({name: [letter * 2**20]})
    check_total({name: ["land"] * 100_000})


def test_a_link_with_ten_thousand_parameters_is_read_without_an_error():
    check_total({f"{n}\ud800": ["x"] for n in range(10_000)})


# ---- changing a view -----------------------------------------------------------------
def test_a_changed_filter_starts_again_on_the_first_page():
    view = View(page=4, cards=3, place="almaty")
    assert view.narrowed(text="x") == View(text="x", place="almaty")
    assert view.toggled("topic", "land") == View(topic=("land",), place="almaty")


def test_an_option_switched_twice_changes_nothing():
    view = View(topic=("protest", "land"), kind=("event",))
    for facet in FACETS:
        for option in KNOWN.options[facet]:
            again = view.toggled(facet, option).toggled(facet, option)
            assert again.params() == view.params()


FILTERS = {
    "years": (2016, None), "undated": False, "topic": ("land", "q"), "every_topic": True, "kind": ("event",),
    "source": ("000-people",), "voice": ("author",), "text": "x",
}  # fmt: skip
COMPARED = {"date": "published", "rule": "inside"}
SELECTION = {"place": "a", "record": "r", "article": "s", "name": "n", "question": "o"}


def test_every_part_of_a_view_is_a_filter_a_selection_a_way_to_compare_or_a_page():
    parts = {*FILTERS, *COMPARED, *SELECTION, "show", "page", "cards"}
    assert {field.name for field in fields(View)} == parts


def test_clearing_keeps_the_selection_the_date_in_question_and_the_page_alone():
    view = View(**FILTERS, **COMPARED, **SELECTION, show="names", page=2, cards=3)
    assert view.cleared() == View(**COMPARED, **SELECTION, show="names")


def test_a_selection_starts_again_on_the_first_page_under_the_same_filters():
    view = View(**FILTERS, **COMPARED, **SELECTION, page=2, cards=3)
    kept = {what: SELECTION[what] for what in ("article", "name", "question")}
    assert view.with_selection("b", None) == View(**FILTERS, **COMPARED, place="b", **kept)


def test_another_page_is_shown_from_its_beginning_under_the_same_filters():
    view = View(**FILTERS, **COMPARED, **SELECTION, page=2, cards=3)
    same = FILTERS | COMPARED | {"place": "a", "record": "r"}
    assert view.showing("about") == View(**same, show="about")
    opened = {"article": "t", "name": "m", "question": "p"}
    assert view.showing("sources", **opened) == View(**same, show="sources", **opened)
    assert view.showing("names", name="m") == View(**same, show="names", name="m")


def test_an_option_that_is_switched_on_comes_last():
    assert View(topic=("protest",)).toggled("topic", "land").topic == ("protest", "land")
    assert View(topic=("protest", "land", "q")).toggled("topic", "land").topic == ("protest", "q")


def test_what_may_be_selected_is_known_by_its_sort():
    known = [KNOWN.of(what) for what in ("place", "record", "name", "question", "article")]
    assert known == [KNOWN.places, KNOWN.records, KNOWN.names, KNOWN.questions, KNOWN.options["source"]]
    assert list(Known({}, [], {}).of("name")) == list(Known({}, [], {}).of("question")) == []


@pytest.mark.parametrize("value", [View(), KNOWN], ids=["View", "Known"])
def test_a_view_and_what_is_known_never_change(value):
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, None)
    assert not hasattr(value, "__dict__")


def test_a_reading_of_a_link_holds_its_own_ignored_parts_alone():
    one, two = Parser(KNOWN), Parser(KNOWN)
    one.view({"zoom": ["3"]})
    assert (len(one.ignored), two.ignored) == (1, [])
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize(
    ("view", "filtered"),
    [
        (View(), False),
        (View(place="almaty", record="000-trial", page=3, cards=2), False),
        (View(show="names", article="000-people", name="somebody"), False),
        (View(every_topic=True), False),
        (View(show="questions", question="why"), False),
        (View(date="as-of", rule="inside"), False),
        (View(years=(None, 2016)), True),
        (View(undated=True), True),
        (View(undated=False), True),
        (View(topic=("land",)), True),
        (View(text="x"), True),
    ],
)
def test_only_a_filter_makes_a_view_filtered(view, filtered):
    assert view.filtered is filtered


def test_a_query_asks_for_every_filter_of_the_view():
    assert View(**FILTERS, **SELECTION).query == Query(**FILTERS)
    assert View(**FILTERS, **COMPARED).query == Query(**FILTERS, date="published", inside=True)
    assert {field.name for field in fields(Query)} == {*FILTERS, "date", "inside"}
    assert View(topic=FILTERS["topic"]).query.every_topic is False


@pytest.mark.parametrize(("topic", "every"), [((), False), (("land",), False), (("land", "q"), True)])
def test_all_of_these_topics_asks_for_two_topics_or_more(topic, every):
    assert View(topic=topic, every_topic=True).query.every_topic is every


def test_a_search_is_asked_in_its_folded_form():
    assert View(text="ÉCOLE  Қазақ").query.text == "ecole казак"
