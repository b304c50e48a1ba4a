"""The made-up world of ``synthetic``: its words, dates and sums, its places and who acts in it."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

SYLLABLES = """
ka|ка|كا|卡 ve|ве|في|维 lor|лор|لور|洛 ta|та|تا|塔 mi|ми|مي|米 ru|ру|رو|鲁 shan|шан|شان|山 do|до|دو|多
bel|бел|بل|贝 sa|са|سا|萨 no|но|نو|诺 gar|гар|غار|加 pe|пе|بي|佩 zu|зу|زو|祖 ti|ти|تي|蒂 ran|ран|ران|兰
mo|мо|مو|莫 fe|фе|في|费 los|лос|لوس|洛斯 in|ин|ين|因 dar|дар|دار|达 ko|ко|كو|科 li|ли|لي|利 ust|уст|وست|乌
na|на|نا|纳 bor|бор|بور|博 es|эс|اس|埃 tu|ту|تو|图 ya|я|يا|亚 qo|қо|قو|阔 hem|хем|هم|赫 or|ор|ور|奥
""".split()
"""Syllables in four scripts, so that a name has the same sound in each."""
SCRIPTS = ("en", "ru", "ar", "zh")

MONTHS = "January February March April May June July August September October November December".split()
SEASONS = ["winter", "spring", "summer", "autumn"]
NOUNS = "bridge school harbour mine railway canal market hospital camp factory archive mosque dam".split()
VERBS = "opened closed visited promised inspected financed disputed described left rebuilt sold".split()
TITLES = ["Agreement on", "Dispute over", "Visit to", "Money for", "Work on", "Report about", "Closure of"]
GROUPS = ["the harbour union", "a state bank", "the regional office", "two families", "a mining company"]
TOPICS = {
    "work": "Work", "money": "Money", "roads": "Roads and rail", "water": "Water", "schools": "Schools",
    "courts": "Courts", "borders": "Borders", "health": "Health", "faith": "Faith", "farming": "Farming",
    "energy": "Energy", "memory": "Memory",
}  # fmt: skip
ATTRIBUTIONS = {
    "author": "", "official": ", the ministry said", "witness": ", a former worker recalled",
    "participant": ", said a marcher", "expert": ", according to a historian",
    "organisation": ", the institute’s data show", "company": ", the company wrote",
    "hearsay": ", it is said", "caption": ", as a caption has it",
}  # fmt: skip
LANDS = ((-115, 30, -80, 48), (-70, -30, -48, -5), (0, 42, 40, 58), (10, -25, 35, 12), (50, 30, 120, 60))
"""Boxes of the world that are mostly land: west, south, east, north."""
CITATION = [{"label": "Made up"}]


def spoken(random: Random, syllables: int) -> str:
    """A name of so many syllables, in the first script."""
    return "".join(s.partition("|")[0] for s in random.choices(SYLLABLES, k=syllables)).capitalize()


@dataclass(frozen=True)
class World:
    """Places as features, their printed names, how often each is written about; who acts, who is indexed."""

    features: list[dict[str, Any]]
    ids: list[str]
    printed: dict[str, str]
    weights: list[float]
    actors: list[str]
    indexed: dict[str, None]

    @classmethod
    def made(cls, random: Random, count: int) -> "World":
        features = list(made_places(random, count))
        ids = [feature["id"] for feature in features]
        printed = {feature["id"]: feature["properties"]["title"] for feature in features}
        random.shuffle(ids)  # the busiest places are anywhere
        weights = list(accumulate(1 / (rank + 2) for rank in range(count)))
        actors = [f"{spoken(random, 2)} {spoken(random, 2)}" for _ in range(20 + count // 4)]
        return cls(features, ids, printed, weights, actors, dict.fromkeys(actors[: len(actors) // 8]))


def made_places(random: Random, count: int):
    """Countries, regions within them and towns within those; as features in that order."""
    countries, regions = 2 + count // 250, 3 + count // 16
    seen: set[str] = set()
    centres: list[tuple[str, float, float]] = []
    for n in range(count):
        sounds = drawn_name(random, seen)
        title = "".join(s.split("|")[0] for s in sounds).capitalize()
        given = title.lower()
        if n < countries:
            west, south, east, north = LANDS[n % len(LANDS)]
            at, above = (random.uniform(west, east), random.uniform(south, north)), None
            properties, geometry = {"kind": "country"}, ring(random, at, random.uniform(2, 5), 40)
        else:
            near = centres[: min(n, countries)] if n < countries + regions else centres[countries:]
            above, x, y = random.choice(near)
            spread = 2.5 if n < countries + regions else 0.8
            at = (x + random.gauss(0, spread), y + random.gauss(0, spread))
            properties, geometry = small_place(random, at, n < countries + regions)
        if n < countries + regions:
            centres.append((given, *at))
        properties = {"title": title, **properties, **({"part_of": above} if above else {})}
        yield feature(given, properties, geometry, names(random, sounds))


def drawn_name(random: Random, seen: set[str]) -> list[str]:
    """The syllables of a name that no other place has."""
    while True:
        sounds = random.choices(SYLLABLES, k=random.choice([2, 3, 3, 4]))
        name = "".join(s.split("|")[0] for s in sounds)
        if name not in seen:
            seen.add(name)
            return sounds


def small_place(random: Random, at: tuple[float, float], region: bool) -> tuple[dict, dict | None]:
    """A region, or a town, a route, or a place that is on no map."""
    drawn = random.random()
    if region:
        return {"kind": "region"}, ring(random, at, random.uniform(0.2, 0.9), random.randint(8, 24))
    if drawn < 0.02:
        return {"kind": "settlement", "unplaced": "No data set has it."}, None
    if drawn < 0.03:
        far = [at[0] + random.uniform(0.5, 2), at[1] + random.uniform(-1, 1)]
        return {"kind": "route"}, {"type": "LineString", "coordinates": [rounded(at), rounded(far)]}
    return {"kind": random.choice(["city", "settlement", "camp"])}, {
        "type": "Point",
        "coordinates": rounded(at),
    }


def ring(random: Random, at: tuple[float, float], radius: float, corners: int) -> dict[str, Any]:
    """A star-shaped polygon: its ring never crosses itself."""
    turns = [2 * math.pi * (n + random.uniform(0, 0.8)) / corners for n in range(corners)]
    far = [radius * random.uniform(0.7, 1) for _ in turns]
    found = [
        rounded((at[0] + r * math.cos(t), at[1] + r * math.sin(t))) for t, r in zip(turns, far, strict=True)
    ]
    return {"type": "Polygon", "coordinates": [[*found, found[0]]]}


def rounded(at: tuple[float, float]) -> list[float]:
    return [round(at[0], 3), round(at[1], 3)]


def names(random: Random, sounds: list[str]) -> list[dict[str, Any]]:
    """Four places in ten have names in other scripts."""
    if random.random() < 0.6:
        return []
    found = ["".join(s.split("|")[n] for s in sounds) for n in range(len(SCRIPTS))]
    chosen = sorted(random.sample(range(len(SCRIPTS)), random.randint(1, 4)))
    return [{"toponym": found[n].capitalize(), "lang": SCRIPTS[n], "citations": CITATION} for n in chosen]


def feature(given: str, properties: dict, geometry: dict | None, found: list[dict]) -> dict[str, Any]:
    cited = None if geometry is None else geometry | {"citations": CITATION}
    return {"type": "Feature", "id": given, "properties": properties, "names": found, "geometry": cited}


# ---- dates and sums ------------------------------------------------------------------
def draw_date(random: Random) -> tuple[str | None, str]:
    """An EDTF string and how it is printed; four in ten have none, some of them words for a date."""
    if random.random() < 0.4:
        return None, random.choice(["", "", "", "last week", "in the spring", "on Tuesday"])
    day = date(1985, 1, 1) + timedelta(days=int(14600 * random.betavariate(5, 1.5)))
    y, m, season = day.year, f"{day.month:02}", day.month % 12 // 3
    later = day + timedelta(days=random.randint(40, 1200))
    month, end = f"{MONTHS[day.month - 1]} {y}", f"{MONTHS[later.month - 1]} {later.year}"
    forms = [
        (day.isoformat(), f"on {day.day} {month}"), (f"{y}-{m}", f"in {month}"), (f"{y}", f"in {y}"),
        (f"{y}~", f"around {y}"), (f"{y}?", f"perhaps in {y}"), (f"{y // 10}X", f"in the {y // 10}0s"),
        (f"{y}-{21 + (season + 3) % 4}", f"in the {SEASONS[season]} of {y}"),
        (f"{y}-{m}/{later.year}-{later.month:02}", f"between {month} and {end}"),
        (f"{y}/{later.year}", f"from {y} to {later.year}"), (f"{y}/..", f"since {y}"),
        (f"../{y}", f"until {y}"),
    ]  # fmt: skip
    return random.choices(forms, weights=[30, 22, 25, 3, 1, 3, 2, 6, 5, 2, 1])[0]


def draw_amount(random: Random, kind: str) -> tuple[str, str]:
    """An amount as the keys of an inline table, and how it is printed."""
    size = round(random.lognormvariate(6, 2.5)) + 2
    low, high, share = size * 1_000_000, size * 2_000_000, f"{size % 90}.5"
    if kind == "figure":
        return random.choice([
            (f'min = {size}, max = {size}, unit = "people"', f"{size:,} people"),
            (f'min = {size}, unit = "people", qualifier = "at least"', f"at least {size:,} people"),
            (f'min = {share}, max = {share}, unit = "%"', f"{share}\u202f%"),
            ('unit = "people", qualifier = "several dozen"', "several dozen people"),
        ])  # fmt: skip
    return random.choice([
        (f'min = {low}, max = {low}, currency = "EUR"', f"€{size:,}\u00a0million"),
        (f'min = {low}, max = {high}, currency = "USD", currency_inferred = "a bare $"',
         f"${size:,}\u00a0million to ${2 * size:,}\u00a0million"),
        (f'max = {low}, currency = "KZT", qualifier = "up to"', f"up to {size:,}\u00a0million tenge"),
    ])  # fmt: skip
