"""A made-up atlas of any size, seeded and grounded for real.

    python -m tests.bench.synthetic OUT --records 100000 --places 5000 --seed 1

writes an atlas folder with its full texts in ``OUT/texts``. Every quote is cut out of a text that was
written first, with the selectors that ``atlas quote`` gives, and the lock is made by reading the
folder again: what comes out passes the strict reader like any other atlas. The same seed gives the
same bytes.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from events import archive, grounding
from events.errors import Ledger
from events.quoting import toml_list, toml_string
from events.record import KINDS, SUPPORTS, TYPES, VOICES
from events.selector import select
from events.source import digest
from tests.bench.wordstock import (
    ATTRIBUTIONS,
    GROUPS,
    NOUNS,
    TITLES,
    TOPICS,
    VERBS,
    World,
    draw_amount,
    draw_date,
    spoken,
)  # fmt: skip

ARTICLE = 200
"""The records of an article."""
OFTEN = 25
"""Articles between two lines of progress."""


# ---- an article ----------------------------------------------------------------------
Run = tuple[int, int]


@dataclass
class Draft:
    """A record before its quotes are cut: keys as written, and a run, voice and supports a passage."""

    kind: str
    lines: list[str]
    passages: list[tuple[Run, str, list[str]]]


@dataclass
class Article:
    """A text as it grows, with what stands where in it; ``text`` is there once it is whole."""

    id: str
    world: World
    random: Random
    text: str = ""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    parts: list[tuple[str, Run]] = field(default_factory=list)
    mentions: dict[str, list[tuple[str, Run]]] = field(default_factory=dict)
    namings: dict[str, list[Run]] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    silences: list[Run] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def add(self, words: str, end: str = "") -> Run:
        """The run of words written at the end of the text."""
        start = self.length
        self.pieces.append(words + end)
        self.length += len(words) + len(end)
        return start, start + len(words)

    def add_part(self, kind: str, words: str) -> Run:
        self.parts.append((kind, self.add(words, "\n\n")))
        return self.parts[-1][1]

    def mention(self, place: str, reading: str, run: Run) -> None:
        """Note the printed name of a place, with which a run ends."""
        start = run[1] - len(self.world.printed[place])
        self.mentions.setdefault(place, []).append((reading, (start, run[1])))

    def thing(self) -> str:
        """Something with a name of its own in this article, which tells one quote from another."""
        name = spoken(self.random, 3)
        while name in self.used:
            name = spoken(self.random, 4)
        self.used.add(name)
        return f"the {name} {self.random.choice(NOUNS)}"

    # ---- writing ---------------------------------------------------------------------
    def write(self, records: int, dealt: list[str]) -> None:
        """The whole text: head, records, the names that no record is about, and the foot."""
        self.add_part("title", f"The story of {self.thing()}")
        day, year = self.random.randint(1, 28), self.random.randint(1995, 2025)
        self.add_part("dateline", f"Printed on {day} May {year}")
        self.add_part("byline", f"By {self.random.choice(self.world.actors)}")
        for n in range(1, records + 1):
            self.write_record(n)
            self.add("\n\n" if self.random.random() < 0.3 else " ")
        self.add("\n\n")
        for place in dealt:
            self.name_only(place)
        self.add_part("furniture", "Sign up for our letter. Share this story.")
        self.text = "".join(self.pieces)

    def write_record(self, n: int) -> None:
        """Its sentences, and the record that rests on them."""
        random, world = self.random, self.world
        kind = random.choices(list(KINDS), weights=[60, 15, 25])[0]
        voice = random.choices(list(VOICES), weights=[40, 14, 10, 5, 9, 9, 5, 6, 2])[0]
        edtf, dated = draw_date(random)
        keys, amount = ("", "") if kind == "event" else draw_amount(random, kind)
        actor, links = random.choice(world.actors), self.draw_places()
        start, subject = self.write_claim(actor, links)
        end = self.add((f" {dated}" if dated else "") + (f", with {amount}" if amount else ""))[1]
        self.add(ATTRIBUTIONS[voice] + ".")
        said = {"what": 1, "when": dated, "where": links, "amount": amount, "actors": 1}
        facts = {
            "id": f"{self.id}-{n:03}", "type": random.choice(TYPES[kind]),
            "title": f"{random.choice(TITLES)} {subject}", "when": edtf, "when_words": dated,
        }  # fmt: skip
        lines = [f"{name} = {toml_string(value)}" for name, value in facts.items() if value]
        lines += [f"topics = {toml_list(self.draw_topics())}", f"actors = {toml_list([actor])}"]
        rows = ", ".join(f'{{ id = "{place}", role = "{role}" }}' for place, role in links)
        lines += [f"places = [{rows}]"] * bool(links) + [f"amount = {{ {keys} }}"] * bool(keys)
        passage = (start, end), voice, [word for word in SUPPORTS if said.get(word)]
        self.drafts.append(Draft(kind, lines, [passage]))
        if random.random() < 0.5:
            self.add_second(self.drafts[-1], edtf)

    def write_claim(self, actor: str, links: list[tuple[str, str]]) -> tuple[int, str]:
        """Who did what, in which places; where the words begin and what they are about."""
        start, things = self.add(f"{actor} {self.random.choice(VERBS)} ")[0], []
        if actor in self.world.indexed:
            self.namings.setdefault(slug(actor), []).append((start, start + len(actor)))
        for place, role in links or [("", "")]:
            things.append(self.thing() + (f" in {self.world.printed[place]}" if place else ""))
            run = self.add((" and " if things[1:] else "") + things[-1])
            if place:
                self.mention(place, role, run)
        return start, things[0]

    def draw_topics(self) -> list[str]:
        """One to three topics, the first of the list most often."""
        often, several = range(len(TOPICS), 0, -1), self.random.choice([1, 1, 2, 3])
        return list(dict.fromkeys(self.random.choices(list(TOPICS), weights=often, k=several)))

    def draw_places(self) -> list[tuple[str, str]]:
        """None, one or two places with their roles; few places have most records."""
        count = self.random.choice([0, 1, 1, 1, 1, 2])
        found = self.random.choices(self.world.ids, cum_weights=self.world.weights, k=count)
        return [(place, self.random.choice(["where", "about"])) for place in dict.fromkeys(found)]

    def add_second(self, draft: Draft, edtf: str | None) -> None:
        """A second sentence, and what it says of the record."""
        random, group = self.random, self.random.choice(GROUPS)
        year, supports = random.randint(1990, 2024), ["what"]
        run = self.add(f" “It’s the work of {group} with {self.thing()},” one of them said")
        self.add(".")
        if draft.kind == "investment":
            draft.lines += [f"parties = {toml_list([group])}", 'status = "under way"']
            supports = ["what", "parties", "status"]
        elif edtf is None and random.random() < 0.4:
            reason = f"From what {group} did in {year}."
            draft.lines.append(f'inferred = {{ when = "{year}", reason = "{reason}" }}')
            supports = ["what", "inferred"]
        draft.passages.append(((run[0] + 1, run[1]), random.choice(list(VOICES)), supports))

    def name_only(self, place: str) -> None:
        """A name that no record is about: in a sentence, a caption, a headline, of a group."""
        reading = self.random.choice(["where", "base", "base", "government", "caption", "headline"])
        name = self.world.printed[place]
        words = f"Not far away stands {self.thing()} in {name}"
        if reading in ("caption", "headline"):
            run = self.add_part(reading, words)
        else:
            run = self.add(words, ".\n\n")
            self.silences.append(run)
        self.mention(place, reading, run)
        if self.random.random() < 0.2:
            self.mention(
                place, "organisation", self.add_part("furniture", f"Friends of {self.thing()}, {name}")
            )

    # ---- as tables -------------------------------------------------------------------
    def words(self, run: Run, between: str = ", ") -> str:
        """Both selectors of a run as keys of a table; the text has to be whole."""
        quote = select(self.text, *run, wanted=0)
        sides = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
        given = [f"{name} = {toml_string(side)}" for name, side in sides.items() if side]
        return between.join([*given, f"start = {run[0]}", f"end = {run[1]}"])

    def tables(self) -> str:
        """The file of the article."""
        (_, title), (_, dateline) = self.parts[:2]
        year = self.text[dateline[0] : dateline[1]][-4:]
        rows = "".join(f'  {{ kind = "{k}", start = {a}, end = {b} }},\n' for k, (a, b) in self.parts)
        lines = ["[source]", f'id = "{self.id}"', f'label = "Article {self.id} ({year})"']
        lines += [f'file = "{self.id}.txt"', f'sha256 = "{digest(self.text.encode())}"']
        lines += [f"length = {len(self.text)}", 'language = "en"', f"title = {{ {self.words(title)} }}"]
        lines += [f'published = {{ edtf = "{year}", {self.words(dateline)} }}']
        lines += ['absent = { publisher = "none in the text" }', f"part = [\n{rows}]", "", "[mentions]"]
        for place, found in sorted(self.mentions.items()):
            rows = "".join(f'  {{ reading = "{r}", {self.words(run)} }},\n' for r, run in found)
            lines.append(f"{place} = [\n{rows}]")
        lines += ["", "[names]"] * bool(self.namings)
        for name, runs in sorted(self.namings.items()):
            rows = "".join(f"  {{ {self.words(run)} }},\n" for run in runs)
            lines.append(f"{name} = [\n{rows}]")
        for draft in self.drafts:
            lines += ["", f"[[{draft.kind}]]", *draft.lines]
            for run, voice, supports in draft.passages:
                lines += ["", f"[[{draft.kind}.passage]]", self.words(run, "\n")]
                lines += [f'voice = "{voice}"', f"supports = {toml_list(supports)}"]
        return "\n".join(lines) + "\n"

    def silent(self) -> str:
        """The sentences that give no record."""
        found = [("source", self.id), ("exact", ""), ("reason", "A name alone.")]
        return "".join(
            "[[silent]]\n"
            + "".join(f"{key} = {toml_string(value or self.text[a:b])}\n" for key, value in found)
            + f"start = {a}\nend = {b}\n\n"
            for a, b in self.silences
        )


# ---- the folder ----------------------------------------------------------------------
def write(out: Path, records: int, places: int, seed: int, say: Callable[[str], object] = print) -> None:
    """Write the atlas into a folder that has none yet; ``say`` hears of progress."""
    if (out / "events").exists():
        raise FileExistsError(f"{out} holds an atlas already")
    world = World.made(Random(f"{seed} places"), places)
    for folder in ("events/records", "geodata", "texts"):
        (out / folder).mkdir(parents=True)
    collection = {"type": "FeatureCollection", "features": world.features}
    save(out / "geodata" / "places.geojson", json.dumps(collection, ensure_ascii=False, indent=1))
    save(out / "events" / "topics.toml", topics())
    count, silences, named, began = -(-records // ARTICLE), [], set(), time.monotonic()
    for n in range(count):
        article = Article(f"a{n + 1:04}", world, Random(f"{seed} article {n}"))
        article.write(min(ARTICLE, records - n * ARTICLE), world.ids[n::count])
        save(out / "texts" / f"{article.id}.txt", article.text)
        save(out / "events" / "records" / f"{article.id}.toml", article.tables())
        silences.append(article.silent())
        named |= set(article.namings)
        if n % OFTEN == OFTEN - 1:
            say(f"{n + 1} of {count} articles, {time.monotonic() - began:.0f} s")
    save(out / "events" / "silent.toml", "".join(silences))
    save(out / "events" / "names.toml", index([name for name in world.indexed if slug(name) in named]))
    written = grounding.write_lock(archive.read(out / "events", Ledger()), out / grounding.LOCK)
    say(f"{records} records, {written} passages, {places} places, {time.monotonic() - began:.1f} s")


def save(path: Path, words: str) -> None:
    path.write_bytes(words.encode())


def topics() -> str:
    """What the atlas is called, and its taxonomy."""
    found = "".join(
        f'\n[[topic]]\nid = "{id}"\ntitle = "{title}"\ndefinition = "What is said of {title.lower()}."\n'
        for id, title in TOPICS.items()
    )
    return f'[atlas]\ntitle = "A made-up atlas"\nsummary = "Nothing in it is true."\n{found}'


def index(names: list[str]) -> str:
    """The index of people."""
    return "".join(f'[[name]]\nid = "{slug(n)}"\ntitle = "{n}"\nkind = "person"\n\n' for n in names)


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--places", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.out, given.records, given.places, given.seed)


if __name__ == "__main__":
    main()
