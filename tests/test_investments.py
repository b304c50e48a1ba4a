"""The page of investments: every record once, grouped by what it measures, and never a total."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.pages import data
from dashboard.pages import investments as page
from dashboard.view import View
from dashboard.wording import amount_words
from events.amount import Amount
from events.record import Inferred, Investment
from events.when import parse
from geodata.atlas import Atlas
from tests.visiting import strings

HERE = View(show="investments")


@pytest.fixture
def of(shipped: Atlas):
    """An atlas of investments alone, made of a shipped one: each with the fields that are given."""
    source = shipped.archive.sources[0].id
    one = next(r for r in shipped.archive.records if isinstance(r, Investment) and r.source == source)
    plain = replace(one, amount=Amount(), when=None, as_of=None, inferred=None, projects=None)

    def made(*fields: dict) -> Atlas:
        records = tuple(replace(plain, id=f"made-{n}", **given) for n, given in enumerate(fields))
        return Atlas(replace(shipped.archive, records=records), shipped.gazetteer, "made")

    return made


def money(low: object, high: object = None, currency: str | None = "USD", **more: str) -> dict:
    """The fields of a sum; ``high`` is ``low`` where it is left out, "open" for an open end."""
    upper = low if high is None else None if high == "open" else high
    ends = [None if end is None else Decimal(end) for end in (low, upper)]
    return {"amount": Amount(*ends, unit="money", currency=currency, **more)}


def counted(count: object, unit: str, **more: str) -> dict:
    return {"amount": Amount(Decimal(count), Decimal(count), unit=unit, **more)}


def rows(found: dict) -> list[dict]:
    return [row for group in found.get("groups", []) for row in group["rows"]]


def titles(found: dict) -> list[str]:
    return [group["title"] for group in found["groups"]]


# ---- the shipped atlas ---------------------------------------------------------------
def test_every_shipped_investment_is_one_row(shipped: Atlas):
    found = data(shipped, HERE)
    wanted = [r.id for r in shipped.archive.records if isinstance(r, Investment)]
    assert sorted(row["id"] for row in rows(found)) == sorted(wanted)
    assert found["total"] == len(wanted) == 27


def test_the_shipped_sums_are_five_in_us_dollars_the_largest_first(shipped: Atlas):
    dollars = data(shipped, HERE)["groups"][0]
    assert (dollars["title"], dollars["code"]) == ("US dollars", "USD")
    said = [row["amount"].replace("\u00a0", " ") for row in dollars["rows"]]
    wanted = "US$27.7 billion|US$27.6 billion|US$4.6 billion|US$3.5 billion|US$623 million"
    assert said == wanted.split("|")


def test_a_row_shows_the_words_that_its_amount_rests_on(shipped: Atlas):
    for row in rows(data(shipped, HERE)):
        record = shipped.records[row["id"]]
        shown = [p for p in record.passages if p.quote.exact == row["quote"]["exact"]]
        assert shown
        if any("amount" in p.supports for p in record.passages):
            assert any("amount" in p.supports for p in shown)


def test_no_sum_of_sums_is_anywhere_on_the_page(shipped: Atlas):
    found = data(shipped, HERE)
    given = [r.amount for r in page_records(shipped, found) if r.amount.currency == "USD"]
    total = sum(a.value_max for a in given)
    said = amount_words(replace(given[0], value_min=total, value_max=total, qualifier=""))
    assert said not in set(strings(found))
    assert str(total) not in json.dumps(found)


def page_records(atlas: Atlas, found: dict) -> list[Investment]:
    return [atlas.records[row["id"]] for row in rows(found)]


def test_what_crosses_is_bounded_by_the_rows_of_a_page(of):
    found = data(of(*[money(n) for n in range(1, 400)]), HERE)
    assert len(rows(found)) == page.ROWS
    assert len(found["charts"][0]["marks"]) == page.ROWS
    assert found["groups"][0]["count"] == found["total"] == 399


# ---- groups and their order ----------------------------------------------------------
def test_currencies_and_units_are_never_in_one_group(of):
    atlas = of(
        money(5), money(7, currency="EUR"), money(6), counted(3, "projects"), counted(4, "percent"),
        money(8, currency=None), counted(9, "USD"),
    )  # fmt: skip
    found = data(atlas, HERE)
    assert titles(found) == [
        "US dollars", "Euros", "Money, its currency not in the text", "Shares in per cent", "USD", "Projects",
    ]  # fmt: skip


def test_a_unit_that_is_called_like_a_group_is_a_unit(of):
    assert titles(data(of(counted(3, "words"), {}), HERE)) == ["Words", "No amount in the text"]


def test_a_group_goes_from_the_largest_value_down_and_ranks_from_the_first(of):
    found = data(of(money(5), money(1, 9), money(7, "open"), counted(2, "rank"), counted(1, "rank")), HERE)
    assert [row["id"] for row in rows(found)] == ["made-1", "made-2", "made-0", "made-4", "made-3"]


def test_a_value_in_words_alone_is_listed_and_not_drawn(of):
    worded = {"amount": Amount(unit="money", qualifier="large sums")}
    found = data(of(worded, money(5), money(6), {}), HERE)
    assert titles(found)[1:] == ["In words only", "No amount in the text"]
    assert [row.get("wordy") for row in rows(found)] == [None, None, True, None]
    assert [m["id"] for m in found["charts"][0]["marks"]] == ["made-2", "made-1"]
    assert found["numbered"] == 2


def test_pages_do_not_overlap_and_a_page_beyond_the_last_is_the_last(of):
    atlas = of(*[money(n) for n in range(1, 100)])
    found = [data(atlas, replace(HERE, page=n)) for n in (1, 2, 3)]
    assert len({row["id"] for one in found for row in rows(one)}) == 99
    assert data(atlas, replace(HERE, page=77)) == found[2]


# ---- what a row says -----------------------------------------------------------------
def test_an_inferred_currency_says_why(of):
    found = rows(data(of(money(5, currency_inferred="a bare $"), money(6)), HERE))
    assert [row.get("guess") for row in found] == [None, "a bare $"]


def test_only_an_inferred_date_looks_inferred(of):
    guessed = Inferred(parse("2017"), "from the sentence before")
    found = rows(data(of({"inferred": guessed}, {"inferred": guessed, "when": parse("2019")}, {}), HERE))
    said = {row["id"]: (row.get("inferred"), row.get("year")) for row in found}
    assert said == {"made-0": (True, 2017), "made-1": (None, 2019), "made-2": (None, None)}


def test_a_date_with_an_open_beginning_is_sorted_by_its_end(of):
    assert rows(data(of({"when": parse("../2016")}), HERE))[0]["year"] == 2016


def test_projects_beside_a_sum_stand_in_its_row(of):
    (row,) = rows(data(of(money(5) | {"projects": 51}), HERE))
    assert row["projects"] == "51 projects"


# ---- charts --------------------------------------------------------------------------
def test_one_value_alone_has_no_chart(of):
    assert "charts" not in data(of(money(5), money(5, currency="EUR"), counted(3, "projects")), HERE)


def test_ranks_are_no_quantities_and_have_no_chart(of):
    assert "charts" not in data(of(counted(1, "rank"), counted(2, "rank")), HERE)


def test_projects_that_sums_count_are_drawn_with_the_other_counts(of):
    found = data(of(money(5) | {"projects": 51}, counted(55, "projects"), money(6)), HERE)
    drawn = {c["title"]: [(m["id"], m["words"]) for m in c["marks"]] for c in found["charts"]}
    assert drawn["Projects"] == [("made-1", "55 projects"), ("made-0", "51 projects")]
    assert [m[0] for m in drawn["US dollars"]] == ["made-2", "made-0"]


def test_a_range_has_two_ends_and_an_open_end_has_none(of):
    (chart,) = data(of(money(10, 20), money(15, "open"), money(None, 5)), HERE)["charts"]
    assert {m["id"]: m["at"] for m in chart["marks"]} == {
        "made-0": [0.5, 1], "made-1": [0.75, None], "made-2": [None, 0.25],
    }  # fmt: skip


def test_a_qualified_number_is_marked_and_a_bound_is_not(of):
    given = of(money(10, qualifier="about"), money(15, "open", qualifier="at least"), money(5))
    (chart,) = data(given, HERE)["charts"]
    assert {m["id"]: m.get("about") for m in chart["marks"]} == {
        "made-0": True, "made-1": None, "made-2": None,
    }  # fmt: skip


def test_values_far_apart_are_drawn_on_a_logarithmic_scale_that_says_so(of):
    near, far = (data(of(money(1), money(high)), HERE)["charts"][0] for high in (100, 1000))
    assert (near.get("log"), far.get("log")) == (None, True)


def test_the_scale_is_in_the_words_of_its_amounts(of):
    (chart,) = data(of(money(10**9, qualifier="about"), money(2 * 10**9)), HERE)["charts"]
    said = [words.replace("\u00a0", " ") for _, words in chart["ticks"]]
    assert said[0] == "US$0"
    assert said[-1] == "US$2 billion"


def test_money_of_several_types_says_which_it_is(of):
    (one,) = data(of(money(1), money(2)), HERE)["charts"]
    (two,) = data(of(money(1) | {"type": "sum"}, money(2) | {"type": "trade"}), HERE)["charts"]
    assert [m.get("type") for m in one["marks"]] == [None, None]
    assert [m.get("type") for m in two["marks"]] == ["trade", "sum"]


def test_a_count_of_projects_needs_no_type_beside_it(of):
    given = of(counted(1, "projects") | {"type": "sum"}, counted(2, "projects") | {"type": "projects"})
    (chart,) = data(given, HERE)["charts"]
    assert [m.get("type") for m in chart["marks"]] == [None, None]


# ---- filters and the selected record -------------------------------------------------
def test_the_page_follows_the_filters(shipped: Atlas):
    source = shipped.archive.sources[2].id
    found = data(shipped, replace(HERE, source=(source,), years=(2016, 2016)))
    wanted = [
        r.id for r in shipped.archive.records
        if isinstance(r, Investment) and r.source == source and r.dated and 2016 in r.dated.years
    ]  # fmt: skip
    assert wanted
    assert {row["id"] for row in rows(found)} == set(wanted)
    assert found["filtered"] is True


def test_a_filter_on_kinds_that_keeps_investments_changes_nothing(shipped: Atlas):
    both = data(shipped, replace(HERE, kind=("event", "investment")))
    assert rows(both) == rows(data(shipped, HERE))


def test_a_filter_on_kinds_that_leaves_investments_out_is_named(shipped: Atlas):
    assert data(shipped, replace(HERE, kind=("event", "figure"))) == {"blocked": ["event", "figure"]}


def test_filters_that_leave_none_leave_an_empty_page(shipped: Atlas):
    found = data(shipped, replace(HERE, text="zzzzzz"))
    assert rows(found) == []
    assert not found.get("total")
    assert found["filtered"]


def test_the_selected_investment_brings_its_card(shipped: Atlas):
    record = next(r for r in shipped.archive.records if isinstance(r, Investment))
    found = data(shipped, replace(HERE, record=record.id))
    assert found["card"]["id"] == record.id
    assert [row["id"] for row in rows(found) if row.get("on")] == [record.id]
    assert "elsewhere" not in found


def test_a_selected_investment_that_the_filters_leave_out_is_still_read(shipped: Atlas):
    record = next(r for r in shipped.archive.records if isinstance(r, Investment))
    assert data(shipped, replace(HERE, record=record.id, text="zzzzzz"))["elsewhere"] is True


def test_a_selected_event_has_no_card_among_investments(shipped: Atlas):
    event = next(r for r in shipped.archive.records if r.kind == "event")
    assert "card" not in data(shipped, replace(HERE, record=event.id))


def test_the_order_belongs_to_one_atlas_even_where_versions_agree(of):
    first, second = of(money(1)), of(money(2), money(3))
    assert first.version == second.version
    assert [data(atlas, HERE)["total"] for atlas in (first, second, first)] == [1, 2, 1]
