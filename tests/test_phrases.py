"""Dates in the reader's language: each language whole, its words those of the date, nothing else changed."""

import re
from dataclasses import asdict, replace
from string import Formatter

import pytest
from babel.dates import get_month_names

from dashboard import pages
from dashboard.date_words import as_of_words, lasting_words, once_words, when_words
from dashboard.phrases import ALONE, LANGUAGES, every_phrase, language, phrases
from dashboard.scene import scene
from dashboard.view import SHOWS, View
from dashboard.wording import record_date
from events.when import parse
from tests.test_edtf_table import ROWS, months_of
from tests.test_edtf_table import taken_apart as part_of

OTHERS = LANGUAGES[1:]
WAYS = {"when": when_words, "once": once_words, "lasting": lasting_words, "as of": as_of_words}
IN = dict.fromkeys(OTHERS, "")
IN["ru"] = """
when    | 1985-04-12            | 12 апреля 1985 г.
when    | 1985-04               | апрель 1985 г.
when    | 1985                  | 1985 г.
when    | 1985-04-12T23:20:30Z  | 12 апреля 1985 г., 23:20:30 UTC
when    | 2004-06/2006-08       | июнь 2004 г. – август 2006 г.
when    | 2001-24               | зима 2001 г.
when    | 1984?                 | 1984 г. (под вопросом)
when    | 2004-06~              | июнь 2004 г. (приблизительно)
when    | 2004-06-11%           | 11 июня 2004 г. (приблизительно и под вопросом)
when    | 199X                  | 1990-е гг.
when    | 20XX                  | 2000–2099 гг.
when    | ../2019-09            | не позднее сентября 2019 г.
when    | 2016/..               | с 2016 г.
when    | 199X/..               | с 1990-х гг.
when    | 2001-34/..            | с II квартала 2001 г.
when    | ../1985?              | не позднее 1985 г. (под вопросом)
when    | 2001-29               | весна 2001 г. (южное полушарие)
when    | 2001-37               | I треть 2001 г.
when    | [1667,1668,1670..1672] | 1667 г., 1668 г. или 1670 г. – 1672 г.
when    | {1960,1961-12}        | 1960 г. и декабрь 1961 г.
when    | [..1760-12-03]        | 3 декабря 1760 г. или ранее
when    | [1760-12..]           | декабрь 1760 г. или позднее
when    | ?2004-06-~10          | 10 июня 2004 г. (год под вопросом, день – приблизительно)
when    | 156X-12-25            | 25 декабря неизвестного года в пределах 1560-х гг.
when    | 20X9-05               | май одного из годов 20X9
when    | 1984-1X               | один из месяцев (октябрь 1984 г. – декабрь 1984 г.)
when    | 1984-06-1X            | один из дней (10 июня 1984 г. – 19 июня 1984 г.)
when    | 1560-XX-25            | 25-е число одного из месяцев 1560 г.
when    | ../1560-XX-25         | не позднее 25-го числа одного из месяцев 1560 г.
once    | 2016                  | в какой-то момент 2016 г.
once    | 2019-09               | в какой-то момент сентября 2019 г.
once    | 2017-22               | в какой-то момент лета 2017 г.
once    | 2018-07/2019-09       | не ранее июля 2018 г. и не позднее сентября 2019 г.
lasting | ../2019-03            | вплоть до марта 2019 г.
lasting | 1931/1933             | с 1931 г. вплоть до 1933 г.
as of   | 2016                  | по состоянию на: 2016 г.
as of   | 2016/..               | по состоянию на: 2016 г. или позднее
"""
IN["kk"] = """
when    | 1985-04-12            | 1985 ж. 12 сәуір
when    | 1985-04               | 1985 ж. сәуір
when    | 1985                  | 1985 ж.
when    | 1985-04-12T23:20:30Z  | 1985 ж. 12 сәуір, 23:20:30 UTC
when    | 2004-06/2006-08       | 2004 ж. маусым – 2006 ж. тамыз
when    | 2001-24               | 2001 ж. қыс
when    | 1984?                 | 1984 ж. (анық емес)
when    | 2004-06~              | шамамен 2004 ж. маусым
when    | 2004-06-11%           | шамамен 2004 ж. 11 маусым (анық емес)
when    | 199X                  | 1990-жылдар
when    | 20XX                  | 2000–2099 жж.
when    | ../2019-09            | ең кеші: 2019 ж. қыркүйек
when    | 2016/..               | басталуы: 2016 ж.
when    | 2001-29               | 2001 ж. көктем (оңтүстік жартышар)
when    | 2001-34               | 2001 ж. екінші тоқсаны
when    | [1667,1668,1670..1672] | 1667 ж., 1668 ж. немесе 1670 ж. – 1672 ж.
when    | {1960,1961-12}        | 1960 ж. және 1961 ж. желтоқсан
when    | [..1760-12-03]        | 1760 ж. 3 желтоқсан немесе одан ерте
when    | ?2004-06-~10          | 2004 ж. 10 маусым (жылы анық емес, күні шамамен)
when    | 156X-12-25            | 25 желтоқсан (жылы: 1560-жылдар ішінде)
when    | 20X9-05               | мамыр (жылы: 20X9 жылдардың бірі)
when    | 1984-1X               | айлардың бірі (1984 ж. қазан – 1984 ж. желтоқсан)
when    | 1984-06-1X            | күндердің бірі (1984 ж. 10 маусым – 1984 ж. 19 маусым)
when    | 1560-XX-25            | 1560 ж., бір айдың 25-күні
once    | 2016                  | әлдебір уақытта: 2016 ж.
once    | 2018-07/2019-09       | ең ертесі: 2018 ж. шілде, ең кеші: 2019 ж. қыркүйек
lasting | ../2019-03            | аяқталуы: 2019 ж. наурыз
lasting | 1931/1933             | басталуы: 1931 ж., аяқталуы: 1933 ж.
as of   | 2016/..               | дерек уақыты: 2016 ж. немесе одан кейін
"""
IN["zh"] = """
when    | 1985-04-12            | 1985年4月12日
when    | 1985-04               | 1985年4月
when    | 1985                  | 1985年
when    | 1985-04-12T23:20:30Z  | 1985年4月12日，23:20:30 UTC
when    | 2004-06/2006-08       | 2004年6月至2006年8月
when    | 2001-24               | 2001年冬季
when    | 1984?                 | 1984年（存疑）
when    | 2004-06~              | 约2004年6月
when    | 2004-06-11%           | 约2004年6月11日（存疑）
when    | 199X                  | 1990年代
when    | 20XX                  | 2000–2099年
when    | ../2019-09            | 不晚于2019年9月
when    | 2016/..               | 自2016年起
when    | 2001-29               | 2001年春季（南半球）
when    | 2001-34               | 2001年第二季度
when    | [1667,1668,1670..1672] | 1667年、1668年或1670年至1672年
when    | {1960,1961-12}        | 1960年和1961年12月
when    | [..1760-12-03]        | 1760年12月3日或更早
when    | ?2004-06-~10          | 2004年6月10日（年份存疑、日期为约数）
when    | 156X-12-25            | 1560年代中某一年的12月25日
when    | 20X9-05               | 20X9年中的某一年的5月
when    | 1984-1X               | 1984年10月至1984年12月之间的某个月
when    | 1984-06-1X            | 1984年6月10日至1984年6月19日之间的某一天
when    | 1560-XX-25            | 1560年某个月的25日
once    | 2016                  | 2016年的某个时候
once    | 2018-07/2019-09       | 2018年7月至2019年9月之间
lasting | ../2019-03            | 直到2019年3月
lasting | 1931/1933             | 从1931年到1933年
as of   | 2016/..               | 数据时间：2016年或更晚
"""
IN["de"] = """
when    | 1985-04-12            | 12. April 1985
when    | 1985-04               | April 1985
when    | 1985                  | 1985
when    | 1985-04-12T23:20:30Z  | 12. April 1985, 23:20:30 UTC
when    | 2004-06/2006-08       | Juni 2004 – August 2006
when    | 2001-24               | Winter 2001
when    | 1984?                 | 1984 (unsicher)
when    | 2004-06~              | Juni 2004 (ungefähr)
when    | 2004-06-11%           | 11. Juni 2004 (ungefähr und unsicher)
when    | 199X                  | 1990er-Jahre
when    | 20XX                  | Jahre 2000–2099
when    | ../2019-09            | spätestens im September 2019
when    | ../1985-04-12         | spätestens am 12. April 1985
when    | ../199X               | spätestens in den 1990er-Jahren
when    | 2016/..               | von 2016 an
when    | 1985-04-12/..         | vom 12. April 1985 an
when    | 2001-41/..            | von der zweiten Hälfte 2001 an
when    | 2001-29               | Frühling 2001 (Südhalbkugel)
when    | 2001-34               | zweites Quartal 2001
when    | [1667,1668,1670..1672] | 1667, 1668 oder 1670 – 1672
when    | {1960,1961-12}        | 1960 und Dezember 1961
when    | [..1760-12-03]        | 3. Dezember 1760 oder früher
when    | ?2004-06-~10          | 10. Juni 2004 (Jahr unsicher, Tag ungefähr)
when    | 156X-12-25            | 25. Dezember eines Jahres in den 1560er-Jahren
when    | 20X9-05               | Mai eines der Jahre 20X9
when    | 1984-1X               | einer der Monate Oktober 1984 bis Dezember 1984
when    | 1984-06-1X            | einer der Tage vom 10. Juni 1984 bis zum 19. Juni 1984
when    | 1560-XX-25            | 25. Tag eines Monats (1560)
once    | 2016                  | irgendwann 2016
once    | 2019-09               | irgendwann im September 2019
once    | 2017-22               | irgendwann im Sommer 2017
once    | 2018-07/2019-09       | frühestens im Juli 2018 und spätestens im September 2019
lasting | ../2019-03            | bis März 2019
lasting | ../2019-03-04         | bis zum 4. März 2019
lasting | 1931/199X             | von 1931 bis in die 1990er-Jahre
as of   | 2016/..               | Stand: 2016 oder später
"""
IN["fr"] = """
when    | 1985-04-12            | 12 avril 1985
when    | 1985-04-01            | 1er avril 1985
when    | 1985-04               | avril 1985
when    | 1985                  | 1985
when    | 1985-04-12T23:20:30Z  | 12 avril 1985, 23:20:30 UTC
when    | 2004-06/2006-08       | juin 2004 – août 2006
when    | 2001-24               | hiver 2001
when    | 1984?                 | 1984 (date incertaine)
when    | 2004-06~              | juin 2004 (date approximative)
when    | 2004-06-11%           | 11 juin 2004 (date approximative et incertaine)
when    | 199X                  | années 1990
when    | 20XX                  | années 2000–2099
when    | ../2019-09            | au plus tard en septembre 2019
when    | ../1985-04-12         | au plus tard le 12 avril 1985
when    | 2016/..               | depuis 2016
when    | 1985-04-01/..         | depuis le 1er avril 1985
when    | 199X/..               | depuis les années 1990
when    | 2001-29               | printemps 2001 (hémisphère sud)
when    | 2001-34               | deuxième trimestre de 2001
when    | [1667,1668,1670..1672] | 1667, 1668 ou 1670 – 1672
when    | {1960,1961-12}        | 1960 et décembre 1961
when    | [..1760-12-03]        | 3 décembre 1760 ou plus tôt
when    | ?2004-06-~10          | 10 juin 2004 (incertitude sur l’année, approximation sur le jour)
when    | 156X-12-25            | 25 décembre d’une année dans les années 1560
when    | 20X9-05               | mai de l’une des années 20X9
when    | 1984-1X               | l’un des mois entre octobre 1984 et décembre 1984
when    | 1984-06-1X            | l’un des jours entre le 10 juin 1984 et le 19 juin 1984
when    | 1560-XX-25            | jour 25 d’un mois en 1560
once    | 2016                  | à un moment donné en 2016
once    | 2017-22               | à un moment donné à l’été 2017
once    | 2018-07/2019-09       | entre juillet 2018 et septembre 2019
lasting | ../2019-03            | jusqu’en mars 2019
lasting | ../2019-03-04         | jusqu’au 4 mars 2019
lasting | 1931/199X             | depuis 1931 jusqu’aux années 1990
as of   | 2016/..               | date de référence\u00a0: 2016 ou plus tard
"""
IN["es"] = """
when    | 1985-04-12            | 12 de abril de 1985
when    | 1985-04               | abril de 1985
when    | 1985                  | 1985
when    | 1985-04-12T23:20:30Z  | 12 de abril de 1985, 23:20:30 UTC
when    | 2004-06/2006-08       | junio de 2004 – agosto de 2006
when    | 2001-24               | invierno de 2001
when    | 1984?                 | 1984 (fecha dudosa)
when    | 2004-06~              | junio de 2004 (fecha aproximada)
when    | 2004-06-11%           | 11 de junio de 2004 (fecha aproximada y dudosa)
when    | 199X                  | década de 1990
when    | 20XX                  | años 2000–2099
when    | ../2019-09            | a más tardar en septiembre de 2019
when    | ../1985-04-12         | a más tardar el 12 de abril de 1985
when    | 2016/..               | desde 2016
when    | 1985-04-12/..         | desde el 12 de abril de 1985
when    | 2001-29               | primavera de 2001 (hemisferio sur)
when    | 2001-34               | segundo trimestre de 2001
when    | [1667,1760-10]        | 1667 o bien octubre de 1760
when    | {1960,1961-12}        | 1960 y diciembre de 1961
when    | [..1760-12-03]        | 3 de diciembre de 1760 o antes
when    | ?2004-06-~10          | 10 de junio de 2004 (año dudoso, día aproximado)
when    | 156X-12-25            | 25 de diciembre de un año en la década de 1560
when    | 20X9-05               | mayo de uno de los años 20X9
when    | 1984-1X               | uno de los meses entre octubre de 1984 y diciembre de 1984
when    | 1984-06-1X            | uno de los días entre el 10 de junio de 1984 y el 19 de junio de 1984
when    | 1560-XX-25            | día 25 de un mes en 1560
once    | 2016                  | en algún momento, en 2016
once    | 2017-22               | en algún momento, en el verano de 2017
once    | 2018-07/2019-09       | entre julio de 2018 y septiembre de 2019
lasting | ../2019-03            | hasta marzo de 2019
lasting | 1931/199X             | desde 1931 hasta la década de 1990
as of   | 2016/..               | fecha de referencia: 2016 o después
"""
TABLE = [
    (lang, *map(str.strip, row.split(" | "))) for lang in OTHERS for row in IN[lang].strip().splitlines()
]
in_every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.mark.parametrize(("lang", "way", "edtf", "words"), TABLE, ids=lambda value: value)
def test_a_date_is_said_in_the_language_of_the_reader(lang, way, edtf, words):
    assert WAYS[way](parse(edtf), lang) == words


# ---- every language is whole ---------------------------------------------------------
def places(template: str) -> list[int]:
    """The numbers of the places that a phrase has, in order."""
    found = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
    return sorted(int(name) if name else n for n, name in enumerate(found))


def asked_for(template: str) -> set[str]:
    """The forms that a phrase asks of what it takes."""
    return {form for _, _, form, _ in Formatter().parse(template) if form}


@in_every_language
def test_a_phrase_has_the_same_places_in_every_language_and_form(lang):
    english, found = every_phrase(phrases("en")), every_phrase(phrases(lang))
    assert list(found) == list(english)
    for name, phrase in found.items():
        assert ALONE in phrase.templates, name
        for template in phrase.templates.values():
            assert template.strip(), name
            assert places(template) == places(english[name].templates[ALONE]), (name, template)


@in_every_language
def test_a_form_that_a_phrase_asks_for_is_one_that_dates_have(lang):
    say = phrases(lang)
    had = set(say.month.templates)
    assert set(say.first_day.templates) == set(say.day.templates)
    for name, phrase in every_phrase(say).items():
        asked = set().union(set(phrase.templates), *map(asked_for, phrase.templates.values()))
        assert asked <= had, name


# ---- nothing is added ----------------------------------------------------------------
def months_in(words: str, lang: str) -> set[int]:
    """The months that are named in words of a language."""
    if lang == "zh":
        return {int(n) for n in re.findall(r"(\d+)月", words)}
    names = {
        name.casefold(): n
        for of in ("format", "stand-alone") if lang == "ru" or of == "format"
        for n, name in get_month_names("wide", of, phrases(lang).locale).items()
    }  # fmt: skip
    return {names[word] for word in re.findall(r"\w+", words.casefold()) if word in names}


def said_every_way(edtf: str, lang: str) -> list[str]:
    return [say(parse(edtf), lang) for say in WAYS.values()]


@in_every_language
@pytest.mark.parametrize("edtf", [row[1] for row in ROWS])
def test_no_month_is_said_that_is_not_written(lang, edtf):
    written = {n for part in re.split(r"[/,.]+|T.*", edtf.strip("[]{}")) for n in months_of(part)}
    for words in said_every_way(edtf, lang):
        named = months_in(words, lang)
        assert named <= written, words
        assert named or not written, words


@in_every_language
@pytest.mark.parametrize("edtf", [row[1] for row in ROWS])
def test_no_day_is_said_that_is_not_written(lang, edtf):
    parts = [part_of(part) for part in re.split(r"[/,.]+", edtf.strip("[]{}")) if part]
    if None in parts or any(part.day is not None and part.day.digits != "XX" for part in parts):
        return
    for words in said_every_way(edtf, lang):
        assert [n for n in re.findall(r"[\dX]+(?!\d*月)", words) if len(n) < 3] == [], words


@in_every_language
@pytest.mark.parametrize("edtf", [row[1] for row in ROWS])
def test_every_language_names_the_years_that_english_names(lang, edtf):
    years = re.findall(r"\d{3,4}X*", when_words(parse(edtf)))
    for words in said_every_way(edtf, lang):
        assert re.findall(r"\d{3,4}X*", words) == years


# ---- whose language ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ("ru-RU", "ru"), ("ru", "ru"), ("RU_ru", "ru"), ("kk-KZ", "kk"), ("kk-Cyrl-KZ", "kk"),
        ("de-AT", "de"),
        ("fr-CA", "fr"), ("es-419", "es"), ("zh-CN", "zh-Hans"), ("zh", "zh-Hans"), ("zh-Hans-SG", "zh-Hans"),
        ("zh-TW", "en"), ("zh-Hant-HK", "en"), ("kk-Arab-CN", "en"), ("kk-CN", "en"), ("en-US", "en"),
        ("ar", "en"), ("rus", "en"), ("", "en"), (None, "en"), ("ru/../../x", "en"), ("ru\u0000", "en"),
    ],
)  # fmt: skip
def test_a_locale_is_served_in_its_language_and_script_or_in_english(locale, lang):
    assert phrases(language(locale)).lang == lang


# ---- what a page says ----------------------------------------------------------------
def without_dates(found):
    """Plain values without their dates."""
    if isinstance(found, dict):
        return {k: without_dates(v) for k, v in found.items() if k != "date" or not isinstance(v, str)}
    return [without_dates(one) for one in found] if isinstance(found, list | tuple) else found


def dates_in(found):
    """Every date of a record in plain values, with the record's id; that of a correction is its own."""
    if isinstance(found, dict):
        if "title" in found and "date" in found and "what" not in found:
            yield found["id"], found["date"]
        for value in found.values():
            yield from dates_in(value)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from dates_in(one)


def told(atlas, view, lang):
    """What a page shows."""
    if view.show != "map":
        return pages.data(atlas, view, lang)
    return {name: value for name, value in asdict(scene(atlas, view, (), lang)).items() if name != "view"}


def views(atlas):
    record = next(r for r in atlas.archive.records if r.dated is not None and r.places)
    money = next(r for r in atlas.archive.records if r.kind == "investment" and r.dated is not None)
    for show in SHOWS:
        yield View(show=show)
        yield View(show=show, record=record.id, place=record.places[0].id, years=(1900, 2030))
    yield View(show="investments", record=money.id)
    yield from (View(show="questions", question=question) for question in atlas.questions)
    yield from (View(show="names", name=name) for name in list(atlas.names)[:12])


def test_a_page_in_russian_says_every_date_of_a_record_in_russian(shipped):
    said = set()
    for view in views(shipped):
        for record, words in dates_in(told(shipped, view, "ru")):
            if record in shipped.records:
                assert words == record_date(shipped.records[record], "ru"), (view, record)
                said.add((view.show, record))
    wanted = {"map", "timeline", "investments", "questions", "names", "coverage"}
    assert {show for show, _ in said} == wanted and len(said) > 150


def test_nothing_but_dates_changes_with_the_language(shipped):
    for view in views(shipped):
        english, russian = (told(shipped, view, lang) for lang in ("en", "ru"))
        assert without_dates(russian) == without_dates(english), view


def test_the_article_s_date_and_the_year_of_a_number_are_said_in_russian_too(shipped):
    for date, words in (("published", "дата статьи: "), ("as-of", "по состоянию на: ")):
        view = View(date=date, years=(1900, 2030))
        (first, *_) = scene(shipped, view, (), "ru").rows["rows"]
        assert first["date"].startswith(words)
        assert pages.data(shipped, replace(view, show="timeline"), "ru")["rows"][0]["date"].startswith(words)
