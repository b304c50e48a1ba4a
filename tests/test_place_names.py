"""Names of places: each is found by any of its names, in any script and spelling, and by no other's.

Every pair says why it is found: as a data set has the *name*, as an article has it *printed*, or by the
*rule* alone (``sounded``); and each reason is itself looked up.
"""

import re
import unicodedata
from collections import Counter

import pytest

from events.fold import fold
from geodata.atlas import Atlas

TABLE = {
    "Latin": """
        Nur-Sultan: astana name      Nursultan: astana printed    Nur Sultan: astana name
        NURSULTAN: astana printed    Nūr-Sūltan: astana name      Nurs’ultan: astana rule
        Akmola: astana name          Tselinograd: astana name     Alma-Ata: almaty name
        Almatı: almaty rule          Alma Ata: almaty name        Almaata: almaty rule
        Almatty: almaty rule         Khorgos: khorgos name        Horgos: khorgos name
        Qorghas: khorgos rule        Qorǵas: khorgos rule         Korgas: khorgos rule
        Kashgar: kashgar name        Qashqar: kashgar name        Qeshqer: kashgar name
        Kashi: kashgar name          Kashkar: kashgar rule        Kashghar: kashgar rule
        Xin Jiang: xinjiang name     Xīnjiāng: xinjiang name      Xin-jiang: xinjiang rule
        Shinjang: xinjiang name      Sinkiang: xinjiang name      Sin’tszyan: xinjiang rule
        Yili: ili-prefecture name    Illi: ili-prefecture printed   Yīlí: ili-prefecture name
        Ta-ch’eng: tacheng rule      Ta Cheng: tacheng name       Tarbagatay: tacheng rule
        Tarbağatay: tacheng rule     Chuguchak: tacheng name      Chöchek: tacheng name
        Qazaqstan: kazakhstan rule   Kazahstan: kazakhstan rule   Kirghizia: kyrgyzstan rule
        Kirgizstan: kyrgyzstan rule  Běijīng: beijing name        Bei Jing: beijing name
        Peking: beijing name         Pekin: beijing name          Moskva: moscow rule
        Praha: prague name           Turkey: turkey name          Turkiye: turkey name
        Rossiya: russia rule         Yevropa: europe rule         Frunze: bishkek name
    """,
    "Cyrillic": """
        Нұр-Сұлтан: astana name      Нур-Султан: astana name      Нурсултан: astana rule
        НҰРСҰЛТАН: astana rule       Астана: astana name          Алматы: almaty name
        Алма-Ата: almaty name        Алмаата: almaty rule         Алма Ата: almaty name
        Қорғас: khorgos name         Коргас: khorgos name         Хоргос: khorgos name
        Кашгар: kashgar name         Қашқар: kashgar rule         Шыңжаң: xinjiang name
        Синьцзян: xinjiang name      Синцзян: xinjiang rule       Или: ili-prefecture rule
        Тарбагатай: tacheng rule     Чугучак: tacheng rule        Чөчәк: tacheng name
        Қазақстан: kazakhstan name   КАЗАКСТАН: kazakhstan name   Казахстан: kazakhstan name
        Кыргызстан: kyrgyzstan name  Киргизстан: kyrgyzstan rule  Бейжің: beijing name
        Пекин: beijing name          Бейжин: beijing name         США: united-states name
    """,
    "Chinese": """
        阿斯塔纳: astana name         阿拉木图: almaty name          喀什: kashgar name
        新疆: xinjiang name           新疆维吾尔自治区: xinjiang name  伊犁: ili-prefecture name
        伊犁哈萨克自治州: ili-prefecture name  塔城: tacheng name    塔城地区: tacheng name
        哈萨克斯坦: kazakhstan name    哈萨克: kazakhstan name       北京: beijing name
        比什凯克: bishkek name         欧洲: europe name
    """,
    "Arabic": """
        ئاستانا: astana name         نۇرسۇلتان: astana name      نور سلطان: astana name
        نورسلطان: astana name        أستانا: astana name         استانا: astana name
        آستانه: astana name          ئالمۇتا: almaty name        ألماتي: almaty name
        الماتى: almaty name          آلماتی: almaty name         قەشقەر: kashgar name
        كاشغر: kashgar name          کاشغر: kashgar name         شىنجاڭ: xinjiang name
        شينجيانغ: xinjiang name      سینکیانگ: xinjiang rule     سین‌کیانگ: xinjiang name
        ئىلى: ili-prefecture name    تارباغاتاي: tacheng name    چۆچەك: tacheng name
        قازاقىستان: kazakhstan name  كازاخستان: kazakhstan name  قزاقستان: kazakhstan name
        کازاخستان: kazakhstan name   چین: china name             چين: china name
        الصين: china name            الصّين: china name          بكين: beijing name
        بېيجىڭ: beijing name         پکن: beijing name
    """,
}


LETTERS = {"Latin": {"LATIN"}, "Cyrillic": {"CYRILLIC"}, "Chinese": {"CJK"}, "Arabic": {"ARABIC"}}
"""How the names of a script's letters begin."""

PAIRS = [
    (script, query, *found.split())
    for script, rows in TABLE.items()
    for query, found in re.findall(r"(\S.*?): (\S+ \S+)", rows)
]
"""Script, query, the place that it finds, the reason."""

QUERIES = [pair[1] for pair in PAIRS]

NOT_FOUND = [
    ("Nursultan Nazarbayev", "astana"),
    ("Nur-Sultan Nazarbayev", "astana"),
    ("Нурсултан Назарбаев", "astana"),
    ("Нұрсұлтан Назарбаев", "astana"),
    ("نورسلطان نظربایف", "astana"),
    ("努尔苏丹·纳扎尔巴耶夫", "astana"),
    ("Nazarbayev", "astana"),
    ("Astrakhan", "astana"),
    ("Ақтау", "almaty"),
    ("Korgan", "khorgos"),
    ("Horog", "khorgos"),
    ("Kashmir", "kashgar"),
    ("Qarqash", "kashgar"),
    ("Илек", "ili-prefecture"),
    ("Chita", "tacheng"),
    ("Tachkent", "tacheng"),
    ("Zhejiang", "xinjiang"),
    ("西藏", "xinjiang"),
    ("北海", "beijing"),
    ("كاشان", "kashgar"),
    ("قازان", "kazakhstan"),
    ("Kazan", "kazakhstan"),
    ("Uzbekistan", "kazakhstan"),
]


def ids(atlas: Atlas, query: str) -> list[str]:
    return [place.id for place in atlas.places_named(query)]


def folded(atlas: Atlas, place: str, query: str) -> dict[str, bool]:
    """Where every word of a query stands as it is: in a name of a data set, in a printed one."""
    found = atlas.places[place]
    printed = {m.passage.quote.exact for m in atlas.mentions_of[place]}
    given = {"name": [found.title, *(n.toponym for n in found.names)], "printed": printed}
    return {
        why: any(all(word in fold(name) for word in fold(query).split()) for name in names)
        for why, names in given.items()
    }


def test_the_table_has_well_over_forty_pairs_in_four_scripts():
    assert len(QUERIES) == len(set(QUERIES)) > 100
    assert min(Counter(pair[0] for pair in PAIRS).values()) > 12


@pytest.mark.parametrize(
    ("script", "query", "place", "why"), PAIRS, ids=[f"{script}-{query}" for script, query, *_ in PAIRS]
)
def test_a_place_is_found_by_any_of_its_names(shipped: Atlas, script: str, query: str, place: str, why: str):
    assert place in ids(shipped, query)
    assert {unicodedata.name(c).split()[0] for c in query if c.isalpha()} <= LETTERS[script]
    stands = folded(shipped, place, query)
    assert stands["name"] is (why == "name")
    assert stands["printed"] if why == "printed" else why == "name" or not stands["printed"]


@pytest.mark.parametrize(("query", "place"), NOT_FOUND, ids=[query for query, _ in NOT_FOUND])
def test_another_name_does_not_find_a_place(shipped: Atlas, query: str, place: str):
    assert place not in ids(shipped, query)


@pytest.mark.parametrize("query", QUERIES)
def test_what_is_found_is_what_is_found_of_the_folded_words(shipped: Atlas, query: str):
    """A view holds its text folded."""
    assert ids(shipped, fold(query)) == ids(shipped, query)


def test_every_name_finds_its_place_whole_closed_up_and_by_its_beginnings(shipped: Atlas):
    for place in shipped.gazetteer.places:
        for name in [place.title, *(n.toponym for n in place.names)]:
            beginnings = [name[:end] for end in range(1, len(name) + 1)]
            for query in (*beginnings, name.replace(" ", ""), name.upper()):
                assert place.id in ids(shipped, query), (place.id, query)


def test_the_city_was_called_nur_sultan_between_two_dates_and_both_are_ours(shipped: Atlas):
    dated = [name for name in shipped.places["astana"].names if name.start.startswith("2019")]
    assert {name.lang for name in dated} == {"en", "kk", "ru", "ug", "ar", "fa"}
    assert {(name.start, name.end) for name in dated} == {("2019-03-23", "2022-09-17")}
    assert all("an editor’s note" in name.citation for name in dated)
    assert {name.toponym for name in shipped.places["astana"].names if not name.start} == {
        "Astana", "Астана", "阿斯塔纳", "ئاستانا", "أستانا", "آستانه",
    }  # fmt: skip


def test_every_place_on_the_map_is_named_in_all_the_scripts_in_which_a_data_set_names_it(shipped: Atlas):
    lacking = {
        place.id: sorted({"kk", "ru", "zh", "ug", "ar", "fa"} - {name.lang for name in place.names})
        for place in shipped.gazetteer.places
        if place.geometry is not None and place.kind != "border"
    }
    assert {place: langs for place, langs in lacking.items() if langs} == {
        "ili-prefecture": ["ar", "fa", "kk", "ru"],
        "tacheng": ["ar", "fa", "kk", "ru"],
        "khorgos": ["ar", "fa", "ug", "zh"],
        "kashgar": ["kk"],
        "bishkek": ["ug"],
    }
