"""The difference of two atlases: what was added, changed and removed, field by field.

Things are compared as the dataclasses they are, by their ids: whatever the archive comes to hold is
compared without a word here. What has no id is told apart by where its words stand.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from shapely import count_coordinates
from shapely.geometry.base import BaseGeometry

from events.changes import Change, Changes, Difference, Quoted, Value
from events.corrections import Correction
from events.record import Name, Passage
from events.when import When
from geodata.atlas import Atlas
from geodata.place import Place

NOT_SAID = ("spots", "whole", "corrections")
"""Fields of the archive that say nothing about the world: where things are written, and why they changed."""

TOLD = ("id", "title")
"""Fields that the heading of a change has already told, where it was added or removed."""


def compare(old: Atlas, new: Atlas, date: str) -> Changes:
    """Everything that differs; ``date`` (ISO 8601) is the day on which it is told."""
    given = Reasons.of(old, new)
    before, after = things(old), things(new)
    found = (
        change(kind, before.get(kind, {}), after.get(kind, {}), given, old, new) for kind in before | after
    )
    return Changes(old.version, new.version, date, tuple(sorted((c for one in found for c in one), key=rank)))


def rank(change: Change) -> tuple[int, str, str]:
    return change.rank


# ---- what there is to compare ------------------------------------------------------------
def things(atlas: Atlas) -> dict[str, dict[str, Any]]:
    """Everything that an atlas holds: for each kind its things by their keys."""
    found: dict[str, dict[str, Any]] = {"place": keyed(atlas.gazetteer.places)}
    about: dict[str, Any] = {"view": atlas.gazetteer.view}
    for field in fields(atlas.archive):
        value = getattr(atlas.archive, field.name)
        if field.name in NOT_SAID:
            continue
        if isinstance(value, tuple):
            found[field.name.removesuffix("s")] = keyed(value)
        else:
            about[field.name] = value
    return found | {"atlas": {"about": about}}


def keyed(given: Iterable[Any]) -> dict[str, Any]:
    """Things by their keys; of two with one key the second has its number."""
    found: dict[str, Any] = {}
    seen: Counter[str] = Counter()
    for one in given:
        key = key_of(one)
        seen[key] += 1
        found[key if seen[key] == 1 else f"{key} ({seen[key]})"] = one
    return found


def key_of(one: Any) -> str:
    """The id of a thing, else where its words stand, else the record it is about."""
    if hasattr(one, "id"):
        return one.id
    at = getattr(one, "passage", one)
    if hasattr(at, "position"):
        return f"{at.source}:{at.position.start}-{at.position.end}"
    return str(getattr(one, "record", None) or one)


# ---- what differs ------------------------------------------------------------------------
def change(
    kind: str, before: dict[str, Any], after: dict[str, Any], given: "Reasons", old: Atlas, new: Atlas
) -> Iterator[Change]:
    """The changes of one kind of things."""
    for key in before | after:
        was, now = before.get(key), after.get(key)
        if was is None or now is None:
            what, found = ("added" if was is None else "removed"), tuple(alone(was, now))
        else:
            what, found = "changed", tuple(differences(was, now))
            if not found:
                continue
        one, atlas = (was, old) if now is None else (now, new)
        told = tuple(Difference(d.field, d.old, d.new, given.reason(kind, key, d.field)) for d in found)
        yield Change(
            kind, key, what, title_of(one, atlas), tuple(sources_of(one, atlas)), told,
            given.reason(kind, key), given.date(kind, key),
        )  # fmt: skip


def alone(was: Any, now: Any) -> Iterator[Difference]:
    """The fields of what is only on one side, those without a value left out."""
    for name, value in parts(was if now is None else now).items():
        said = plain(value)
        if said and name not in TOLD:
            yield Difference(name, said, ()) if now is None else Difference(name, (), said)


def differences(was: Any, now: Any, above: str = "") -> Iterator[Difference]:
    """The fields in which two things differ; those of a thing within have its name before theirs."""
    before, after = parts(was), parts(now)
    for name in before | after:
        a, b = before.get(name), after.get(name)
        if a == b:
            continue
        if nested(a) and nested(b):
            yield from differences(a, b, f"{above}{name}.")
        else:
            found = apart(plain(a), plain(b)) if isinstance(b, tuple) else (plain(a), plain(b))
            if found[0] != found[1]:
                yield Difference(above + name, *found)


def parts(one: Any) -> dict[str, Any]:
    """The fields of a thing; a record's kind is the first of them."""
    if isinstance(one, dict):
        return one
    kind = {"kind": one.kind} if isinstance(getattr(type(one), "kind", None), str) else {}
    return kind | {field.name: getattr(one, field.name) for field in fields(one)}


def nested(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Passage | When)


def apart(a: tuple[Value, ...], b: tuple[Value, ...]) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """What only the one and what only the other list has; both whole where only their order differs."""
    only = (tuple((Counter(one) - Counter(other)).elements()) for one, other in ((a, b), (b, a)))
    gone, come = only
    return (gone, come) if gone or come else (a, b)


# ---- values as they are told -------------------------------------------------------------
def plain(value: Any) -> tuple[Value, ...]:
    """A value as words and quotes; what is empty is none."""
    if value is None or value is False or value == "" or value == ():
        return ()
    if isinstance(value, tuple):
        return tuple(said for one in value for said in plain(one))
    if isinstance(value, Passage):
        return (Quoted.of(value),)
    if isinstance(value, When):
        return (value.edtf,)
    if isinstance(value, BaseGeometry):
        return (geometry_words(value),)
    if is_dataclass(value):
        return ("; ".join(f"{name}: {words(one)}" for name, one in parts(value).items() if plain(one)),)
    return (str(value),)


def words(value: Any) -> str:
    return ", ".join(map(str, plain(value)))


def geometry_words(geometry: BaseGeometry) -> str:
    """A geometry in a line: a point's position, of others enough to see that they differ."""
    if geometry.geom_type == "Point":
        return f"Point {geometry.x:g}, {geometry.y:g}"
    bounds = ", ".join(f"{side:g}" for side in geometry.bounds)
    digest = hashlib.sha256(geometry.wkb).hexdigest()[:12]
    return f"{geometry.geom_type} of {count_coordinates(geometry)} positions in {bounds}, SHA-256 {digest}…"


def title_of(one: Any, atlas: Atlas) -> str:
    """What a reader calls a thing: its title, its label, the words it stands on."""
    if isinstance(one, dict):
        return atlas.archive.title
    label = getattr(one, "label", None) or getattr(one, "title", None) or getattr(one, "exact", None)
    if isinstance(label, str):
        return label
    if hasattr(one, "passage"):
        return one.passage.quote.exact
    record = atlas.records.get(getattr(one, "record", ""))
    return record.title if record else key_of(one)


def sources_of(one: Any, atlas: Atlas) -> list[str]:
    """The articles that a thing is about, in order: its own, or those of the records or words it joins."""
    if isinstance(one, dict):
        return []
    ids = [getattr(one, "record", ""), *getattr(one, "records", ())]
    ids += [answer.record for answer in getattr(one, "answers", ())]
    found = {atlas.records[given].source for given in ids if given in atlas.records}
    if hasattr(one, "sha256"):
        found.add(one.id)
    own = getattr(getattr(one, "passage", one), "source", None)
    found |= {own} if isinstance(own, str) else set()
    printed = atlas.mentions_of.get(one.id, ()) if isinstance(one, Place) else ()
    printed = atlas.namings_of.get(one.id, ()) if isinstance(one, Name) else printed
    return sorted(found | set(getattr(one, "sources", ())) | {p.passage.source for p in printed})


# ---- why ----------------------------------------------------------------------------------
class Reasons:
    """The corrections that the newer atlas has and the older has not, by what they are about."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self.given: dict[tuple[str, str], list[Correction]] = {}
        for one in corrections:
            self.given.setdefault((one.kind, one.id), []).append(one)

    @classmethod
    def of(cls, old: Atlas, new: Atlas) -> "Reasons":
        before = set(old.archive.corrections)
        return cls(one for one in new.archive.corrections if one not in before)

    def reason(self, kind: str, key: str, field: str = "") -> str:
        """Why a field was changed, or all of a thing; what is within a field has the field's reason."""
        found = self.given.get((kind, key), [])
        return " ".join(one.reason for one in found if one.field == field.partition(".")[0])

    def date(self, kind: str, key: str) -> str:
        """The day of the latest reason."""
        return max((one.date for one in self.given.get((kind, key), [])), default="")
