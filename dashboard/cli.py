"""The command ``atlas``: run, serve, check, verify, quote, export, diff."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from dashboard.contact import CONTACT
from dashboard.opening import FOLDER, SHIPPED
from events import changes, coverage, grounding, quoting
from events.errors import AtlasFaults, Ledger
from events.record import KINDS, SUPPORTS, VOICES
from events.source import read_text
from geodata import atlas as atlas_module
from geodata import diff as differ
from geodata import export as exporter
from geodata import revision

MOST_FAULTS = 50
PRODUCTION = {
    "server.headless": True, "server.fileWatcherType": "none", "server.runOnSave": False,
    "client.showErrorDetails": "none", "client.toolbarMode": "minimal", "browser.gatherUsageStats": False,
    "server.enableXsrfProtection": True, "runner.postScriptGC": False,
}  # fmt: skip
"""What hosting never leaves to a configuration file."""

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Passage Atlas: every mark opens the words it stands on."
)
Folder = Annotated[
    Path, typer.Argument(help="The atlas folder; the shipped atlas if left out.", metavar="[DIR]")
]
Texts = Annotated[Path | None, typer.Option(help="The folder with the full texts.", envvar="ATLAS_TEXTS")]


def refuse(found: AtlasFaults) -> None:
    """Print the faults, the first 50 and the total, and leave with 1."""
    for fault in found.faults[:MOST_FAULTS]:
        typer.echo(str(fault), err=True)
    shown = f", the first {MOST_FAULTS} are shown" if len(found.faults) > MOST_FAULTS else ""
    typer.echo(f"{len(found.faults)} fault{'s' * (len(found.faults) != 1)}{shown}", err=True)
    raise typer.Exit(1)


@app.command()
def check(folder: Folder = SHIPPED, texts: Texts = None) -> None:
    """Read an atlas strictly and print what it holds, or everything that is wrong."""
    try:
        atlas = atlas_module.load(folder, texts)
    except AtlasFaults as found:
        refuse(found)
        return
    for line in exporter.summary(atlas):
        typer.echo(line)
    if texts is not None and print_untold(atlas, texts):
        raise typer.Exit(1)


def print_untold(atlas: atlas_module.Atlas, texts: Path) -> int:
    """Print every body sentence that no record and no silence accounts for."""
    found = coverage.untold(atlas.archive, grounding.load_texts(atlas.archive, texts, Ledger()))
    for sentence in found:
        said = "no record, and no line in events/silent.toml"
        typer.echo(f"{sentence.source}: {sentence.position.start}: {said}: {sentence.text}", err=True)
    typer.echo(f"{len(found)} body sentences without a passage")
    return len(found)


@app.command()
def verify(
    folder: Folder = SHIPPED,
    texts: Annotated[Path, typer.Option(help="The folder with the full texts.", envvar="ATLAS_TEXTS")] = ...,
) -> None:  # type: ignore[assignment]
    """Locate every quote in the full texts and write the lock."""
    ledger = Ledger()
    atlas = atlas_module.gather(folder, texts, ledger, locked=False)
    try:
        ledger.settle()
    except AtlasFaults as found:
        refuse(found)
    count = grounding.write_lock(atlas.archive, folder / grounding.LOCK)
    typer.echo(f"{count} passages located; {grounding.LOCK} written")


@app.command()
def quote(
    file: Annotated[Path, typer.Argument(help="The text to quote from.")],
    words: Annotated[str, typer.Argument(help="The words, exactly as they are printed.")],
    nth: Annotated[int | None, typer.Option(help="Which occurrence, from 1.")] = None,
    kind: Annotated[str, typer.Option(help="event, investment or figure")] = "event",
    voice: Annotated[str, typer.Option(help="Whose words they are.")] = "author",
    supports: Annotated[str, typer.Option(help="The fields they carry, comma between.")] = "what",
) -> None:
    """Print a ready passage: the only way words get into the repository."""
    check_word("kind", kind, KINDS)
    check_word("voice", voice, VOICES)
    for word in supports.split(","):
        check_word("supports", word, SUPPORTS)
    try:
        text, _ = read_text(file)
        selector, start = quoting.ready(text, words, nth)
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"{file.name}: cannot be read: {type(error).__name__}", err=True)
        raise typer.Exit(1) from error
    except quoting.CannotQuote as error:
        typer.echo(f"{file.name}: {error}", err=True)
        raise typer.Exit(1) from error
    typer.echo(quoting.passage_toml(selector, start, kind, voice, tuple(supports.split(","))))


def check_word(name: str, given: str, allowed: Collection[str]) -> None:
    """Leave with the words that fit where this one does not."""
    if given not in allowed:
        typer.echo(f'--{name}: "{given}" is not one of {", ".join(allowed)}', err=True)
        raise typer.Exit(1)


@app.command()
def export(
    out: Annotated[Path, typer.Argument(help="The folder to write into.")],
    folder: Annotated[Path, typer.Option(help="The atlas folder.")] = SHIPPED,
) -> None:
    """Write places.geojson, records.csv and passages.csv."""
    try:
        atlas = atlas_module.load(folder)
    except AtlasFaults as found:
        refuse(found)
        return
    try:
        for path, rows in exporter.write(atlas, out):
            typer.echo(f"{path}: {rows} rows")
    except OSError as error:
        typer.echo(f"{out.name}: cannot be written: {type(error).__name__}", err=True)
        raise typer.Exit(1) from error


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="The older state: an atlas folder, else a git revision.")],
    new: Annotated[str, typer.Argument(help="The newer state: an atlas folder, else a git revision.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    exit_code: Annotated[bool, typer.Option(help="Leave with 1 where there are differences.")] = False,
    write: Annotated[bool, typer.Option(help="Store the list in NEW for the page Corrections.")] = False,
    day: Annotated[str, typer.Option("--date", help="The day of the list; today if left out.")] = "",
) -> None:
    """List what was added, changed and removed between two states of an atlas, field by field."""
    if write and not revision.is_folder(new):
        trouble(f"{new}: --write needs NEW to be a folder, a git revision cannot be written to")
    if day and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        trouble(f"{day}: --date is a day, as in 2026-11-22")
    with ExitStack() as stack:
        try:
            folders = [stack.enter_context(revision.folder_of(given)) for given in (old, new)]
        except revision.NoSuchState as found:
            trouble(str(found))
        states = [whole(name, folder) for name, folder in zip((old, new), folders, strict=True)]
        found = differ.compare(*states, day or date.today().isoformat())
        if write:
            typer.echo(f"{changes.write(found, folders[1])} written", err=True)
    listed = (
        [json.dumps(changes.as_json(found), ensure_ascii=False, indent=1)]
        if as_json
        else changes.lines(found)
    )
    for line in listed:
        typer.echo(line)
    raise typer.Exit(int(exit_code and bool(found.changes)))


def whole(name: str, folder: Path) -> atlas_module.Atlas:
    """The atlas of a state whose files can all be read; other faults of it are counted, and let be."""
    ledger = Ledger()
    found = atlas_module.gather(folder, None, ledger)
    if not (found.archive.whole and found.gazetteer.whole and found.archive.sources):
        for fault in ledger.faults[:MOST_FAULTS]:
            typer.echo(str(fault), err=True)
        trouble(f"{name}: this state cannot be read whole, so nothing can be said of what changed")
    if ledger.faults:
        typer.echo(f"{name}: {len(ledger.faults)} faults; what was read is compared", err=True)
    return found


def trouble(said: str) -> NoReturn:
    """Say what is wrong and leave with 2: 1 says that there are differences."""
    typer.echo(said, err=True)
    raise typer.Exit(2)


@app.command()
def run(
    folder: Folder = SHIPPED,
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8501,
    address: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    headless: Annotated[bool, typer.Option(help="Do not open a browser.")] = False,
) -> None:
    """Open the dashboard on an atlas folder."""
    start(folder, {"server.port": port, "server.address": address, "server.headless": headless})


@app.command()
def serve(
    folder: Folder = SHIPPED,
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8501,
    address: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    host: Annotated[
        list[str] | None, typer.Option(help="A name this is reached by; others are refused.")
    ] = None,
    contact: Annotated[str, typer.Option(help="Whom to write to for corrections.", envvar=CONTACT)] = "",
) -> None:
    """Host the dashboard: no browser, no file watcher, no error details, foreign host names refused."""
    names = {"server.allowedHosts": host} if host else {}
    os.environ[CONTACT] = contact
    start(folder, PRODUCTION | names | {"server.port": port, "server.address": address})


def start(folder: Path, settings: dict[str, object]) -> NoReturn:
    """Run the page in a process of its own until it ends, with its exit code."""
    if not folder.is_dir():
        typer.echo(f"{folder}: there is no such folder", err=True)
        raise typer.Exit(1)
    page = SHIPPED / "streamlit_app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(page), *flags(settings)]
    raise typer.Exit(subprocess.call(command, env=os.environ | {FOLDER: str(folder.resolve())}))


def flags(settings: dict[str, object]) -> list[str]:
    """Every setting of .streamlit/config.toml as flags: from elsewhere the file is not read.

    A list is one flag a value.
    """
    import tomllib

    found = tomllib.loads((SHIPPED / ".streamlit" / "config.toml").read_text("utf-8"))
    settings = dict(flat(found)) | settings
    return [
        f"--{name}={str(value).lower() if isinstance(value, bool) else value}"
        for name, given in settings.items()
        for value in (given if isinstance(given, list) else [given])
    ]


def flat(table: dict, above: str = "") -> list[tuple[str, object]]:
    """The settings of nested tables by their dotted names."""
    found = []
    for name, value in table.items():
        found += flat(value, f"{above}{name}.") if isinstance(value, dict) else [(above + name, value)]
    return found


if __name__ == "__main__":
    app()
