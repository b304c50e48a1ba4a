"""The join of places and records: no id that leads nowhere, no place that nobody names."""

from collections.abc import Mapping
from dataclasses import fields

from events import corrections, errors
from events.archive import Archive
from events.errors import Ledger, Spot
from events.reading import one_of
from geodata import gazetteer as gazetteer_reader
from geodata.gazetteer import Gazetteer
from geodata.place import Place

OFF_LAYER = ("organisation",)
"""A place named only with these readings is not on the layer."""


def check_join(archive: Archive, gazetteer: Gazetteer, ledger: Ledger) -> None:
    """No dangling place id, no place without a passage; each asked only of what was read whole."""
    if gazetteer.whole:
        check_places_known(archive, dict.fromkeys(place.id for place in gazetteer.places), ledger)
    if archive.whole:
        check_places_named(archive, gazetteer, ledger)
    check_corrections(archive, gazetteer, ledger)


def check_places_known(archive: Archive, known: Mapping[str, object], ledger: Ledger) -> None:
    for record in archive.records:
        for link in record.places:
            if link.id not in known:
                one_of(link.id, known, archive.spots[record.id], "places", ledger, errors.Dangling)
    for mention in archive.mentions:
        if mention.place not in known:
            spot = Spot(archive.spots[mention.passage.source].file, "mentions", None, mention.place)
            one_of(mention.place, known, spot, "mentions", ledger, errors.Dangling)


def check_places_named(archive: Archive, gazetteer: Gazetteer, ledger: Ledger) -> None:
    """Every place on the layer is printed somewhere with any reading but organisation."""
    named = {m.place for m in archive.mentions if m.reading not in OFF_LAYER}
    for n, place in enumerate(gazetteer.places, 1):
        if place.id not in named:
            spot = Spot(gazetteer_reader.NAME, "feature", n, place.id)
            write = "remove the place, or add the mention that prints it"
            ledger.add(errors.Ungrounded(spot, "id", place.id, write))


def check_corrections(archive: Archive, gazetteer: Gazetteer, ledger: Ledger) -> None:
    """Every correction is of something that the atlas has, or had."""
    sorts = {
        "record": archive.records, "name": archive.names, "question": archive.questions,
        "source": archive.sources, "origin": archive.origins,
    }  # fmt: skip
    whole = (sorts if archive.whole else {}) | ({"place": gazetteer.places} if gazetteer.whole else {})
    known = {kind: {one.id: None for one in given} for kind, given in whole.items()}
    named = corrections.FIELDS | {"place": [field.name for field in fields(Place)]}
    corrections.check_known(archive.corrections, known, named, ledger)
