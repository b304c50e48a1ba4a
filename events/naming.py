"""The index of people and organisations: ``events/names.toml``, held against where they are named."""

from collections.abc import Collection
from pathlib import Path

from events import errors, tables
from events.errors import Ledger, Spot
from events.reading import check_slug, one_of, repeated
from events.record import NAME_KINDS, Name, Naming
from events.selector import TextPositionSelector

NAMES = "events/names.toml"


def read(
    folder: Path, namings: tuple[Naming, ...], spots: dict[str, Spot], whole: bool, ledger: Ledger
) -> tuple[Name, ...]:
    """The index of an atlas folder; without the file it is empty.

    ``whole`` is False where an article could not be read: then no name is said to be printed nowhere.
    """
    path = folder / "names.toml"
    given = tables.load_toml(path, NAMES, ledger) if path.exists() else {}
    found = None if given is None else tables.shape(tables.NamesFile, given, NAMES, ledger)
    if found is None:
        return ()
    ids = [name.id for name in found.name]
    for n, given_id in repeated(ids):
        ledger.add(errors.DuplicateId(Spot(NAMES, "name", n + 1, given_id), "id", given_id, "write another"))
    check_known(namings, dict.fromkeys(ids), spots, ledger)
    check_once(namings, spots, ledger)
    printed = {naming.name for naming in namings} if whole else set(ids)
    for n, name in enumerate(found.name, 1):
        check_name(name, name.id in printed, Spot(NAMES, "name", n, name.id), ledger)
    return tuple(Name(n.id, n.title, n.kind, n.note, n.inferred) for n in found.name)


def check_known(
    namings: tuple[Naming, ...], ids: Collection[str], spots: dict[str, Spot], ledger: Ledger
) -> None:
    """Every name under ``[names]`` of an article is in the index; each is asked once an article."""
    for given, source in dict.fromkeys((one.name, one.passage.source) for one in namings):
        one_of(given, ids, Spot(spots[source].file, "names", None, given), "names", ledger, errors.Dangling)


def check_once(namings: tuple[Naming, ...], spots: dict[str, Spot], ledger: Ledger) -> None:
    """The same printed words name one person or organisation, and count once."""
    seen: dict[tuple[str, TextPositionSelector], str] = {}
    for naming in namings:
        source, at = naming.passage.source, naming.passage.position
        if (source, at) in seen:
            spot = Spot(spots[source].file, "names", None, naming.name)
            write = f"these words stand under {seen[source, at]} already"
            ledger.add(errors.OutOfStep(spot, "names", naming.passage.quote.exact, write))
        seen[source, at] = naming.name


def check_name(name: tables.NameTable, printed: bool, spot: Spot, ledger: Ledger) -> None:
    """An entry of the index has a slug, a title, a known kind, and is printed somewhere."""
    check_slug(name.id, spot, ledger)
    one_of(name.kind, NAME_KINDS, spot, "kind", ledger)
    if not name.title:
        ledger.add(errors.MissingField(spot, "title", "", "write title"))
    if not printed:
        write = "remove the name, or add the occurrence that prints it"
        ledger.add(errors.Ungrounded(spot, "id", name.id, write))
