"""The phrases that dates are said in, by language: whatever a date needs beside its months and numbers.

A language has a file in ``languages/`` with all of its phrases, or none; a reader of another one gets
English. A phrase that changes with its place in a sentence is there once for each form, and says of
each date that it takes in which form: ``by = "не позднее {:genitive}"``. The forms are the language's
own; every phrase and every date has the form ``alone``, which stands for any that it lacks.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

ALONE = "alone"
ENGLISH = "en"
LANGUAGES = ("en", "ru", "kk", "zh", "de", "fr", "es")
PLAIN = ("lang", "locale")
OTHERS = re.compile(r"zh-(hant|tw|hk|mo)\b|kk-(arab|latn|cn)\b")
"""Locales that are written in another script than their language is here."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in every form that their language has for them; in an f-string the form is asked for."""

    forms: Mapping[str, str]
    form: str = ALONE

    def __format__(self, form: str) -> str:
        return self.forms.get(form or self.form, self.forms[ALONE])

    def __str__(self) -> str:
        return format(self)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in its forms, each with a place for what it is about (``str.format``)."""

    templates: Mapping[str, str]

    def words(self, *given: Said | str) -> str:
        return self.templates[ALONE].format(*given)

    def said(self, *given: Said | str) -> Said:
        """The phrase in every form that it or anything in it has."""
        dates = [one for one in given if isinstance(one, Said)]
        forms = dict.fromkeys(form for found in (self.templates, *(d.forms for d in dates)) for form in found)
        return Said({form: self.in_form(form, given) for form in forms})

    def in_form(self, form: str, given: tuple[Said | str, ...]) -> str:
        turned = (Said(one.forms, form) if isinstance(one, Said) else one for one in given)
        return self.templates.get(form, self.templates[ALONE]).format(*turned)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language.

    ``lang`` is for the page (BCP 47), ``locale`` says which months (CLDR); ``day``, ``first_day`` of a
    month and ``month`` are CLDR patterns without a year. Only a month that stands in CLDR by itself
    is asked for as such (``LLLL``): Babel 2.18 gives other languages the months of whichever came first.
    """

    lang: str
    locale: str
    day: Phrase
    first_day: Phrase
    month: Phrase
    year: Phrase
    of_year: Phrase
    at: Phrase
    about: Phrase
    perhaps: Phrase
    perhaps_about: Phrase
    by: Phrase
    until: Phrase
    since: Phrase
    to: Phrase
    between: Phrase
    lasting: Phrase
    some_time: Phrase
    earlier: Phrase
    later: Phrase
    decade: Phrase
    years: Phrase
    some_year: Phrase
    of_a_year: Phrase
    of_years: Phrase
    some_month: Phrase
    some_day: Phrase
    day_of_a_month: Phrase
    seasons: tuple[Phrase, ...]
    hemispheres: tuple[Phrase, ...]
    fractions: tuple[Phrase, ...]
    fraction_of: Phrase
    components: tuple[Phrase, ...]
    uncertain: Phrase
    approximate: Phrase
    both: Phrase
    doubts: Phrase
    comma: Phrase
    either: Phrase
    each: Phrase
    no_date: Phrase
    no_year: Phrase
    inferred: Phrase
    as_of: Phrase
    no_as_of: Phrase
    article: Phrase
    no_article: Phrase


def language(locale: str | None) -> str:
    """The language that a reader's locale (BCP 47) is served in: one of LANGUAGES."""
    asked = (locale or "").replace("_", "-").lower()
    found = asked.partition("-")[0]
    return ENGLISH if OTHERS.match(asked) or found not in LANGUAGES else found


def phrases(locale: str) -> Phrases:
    """The phrases for a locale such as ``en-GB``; English where its language is not here."""
    return phrases_of(language(locale))


@cache
def phrases_of(name: str) -> Phrases:
    """The phrases of one of LANGUAGES; a file with a phrase too few or too many is a TypeError."""
    found = tomllib.loads(files("dashboard").joinpath("languages", f"{name}.toml").read_text("utf-8"))
    return Phrases(**{key: value if key in PLAIN else phrase(value) for key, value in found.items()})


def phrase(given: Any) -> Any:
    """A phrase of a file: in one form, in several, or a list of phrases."""
    if isinstance(given, list):
        return tuple(map(phrase, given))
    return Phrase(given if isinstance(given, dict) else {ALONE: given})


def every_phrase(say: Phrases) -> dict[str, Phrase]:
    """All phrases of a language by name; those of a list with their number."""
    found: dict[str, Phrase] = {}
    for field in fields(say)[len(PLAIN) :]:
        value = getattr(say, field.name)
        listed = {f"{field.name} {n}": one for n, one in enumerate(value)} if isinstance(value, tuple) else {}
        found |= listed or {field.name: value}
    return found
