"""Folding: what a reader types meets what an article prints, in any script."""

import pytest

from events.fold import fold

MEET = {
    "Latin": """
        Ürümqi=urumqi  Nazarbaïev=NAZARBAIEV  Łódź=lodz  Straße=STRASSE  İstanbul=istanbul
        Diyarbakır=diyarbakir  Øresund=oresund  Ægir=aegir  Þór=thor  Đakovo=dakovo  café=cafe\u0301
        ﬁre=fire  ＣＨＩＮＡ=china  Nur-Sultan=nur–sultan  it’s=it's  “ours”="ours"  ™=tm
    """,
    "Cyrillic": """
        Қазақстан=казакстан  Нұр-Сұлтан=НУР-СУЛТАН  Өскемен=оскемен  Шыңжаң=шынжан  АЛМАТЫ=алматы
        Әлем=алем  Ёлка=елка  Іле=иле  Ғани=гани  Жаһан=жахан  Үрімжі=уримжи  Байқоңыр=баиконыр
        й=и\u0306  №5=no5
    """,
    "Chinese": """
        新疆=新疆  伊犁哈萨克=伊犁哈萨克  ２０１９年=2019年  六=六  （中国）=(中国)
    """,
    "Arabic": """
        أحمد=احمد  إيلي=ايلي  آسيا=اسيا  مُحَمَّد=محمد  كازاخســتان=كازاخستان  منطقة=منطقه
        ألماتى=الماتي  ﻻ=لا  ئۈرۈمچى=ئۈرۈمچي  چین=چين  کاشغر=كاشغر  آستانہ=استانه
    """,
}

PAIRS = [(script, *pair.split("=")) for script, pairs in MEET.items() for pair in pairs.split()]


@pytest.mark.parametrize(("script", "printed", "typed"), PAIRS, ids=[f"{p[0]}-{p[1]}" for p in PAIRS])
def test_what_is_typed_meets_what_is_printed(script, printed, typed):
    assert fold(printed) == fold(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Almaty", "Astana"), ("Или", "Ила"), ("新疆", "西藏"), ("伊犁", "伊宁"), ("إيلي", "ايل"), ("5", "6")],
)
def test_different_words_stay_different(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "printed",
    ["$5\u00a0million", "$5\u2009million", "  $5 \n million\t", "$5\u3000million"],
    ids=["no-break space", "thin space", "line end", "ideographic space"],
)
def test_every_run_of_spaces_is_one_space(printed):
    assert fold(printed) == "$5 million"


def test_nothing_folds_to_nothing():
    assert fold("") == fold(" \u00a0\u0301") == ""


def test_folding_twice_changes_nothing_in_the_whole_basic_plane():
    chars = [chr(n) for n in range(0x10000) if not 0xD800 <= n < 0xE000]
    assert [c for c in chars if fold(fold(c)) != fold(c)] == []


def test_upper_and_lower_case_meet_in_the_whole_basic_plane():
    chars = [chr(n) for n in range(0x10000) if not 0xD800 <= n < 0xE000]
    assert [c for c in chars if fold(c.upper()) != fold(c)] == []
