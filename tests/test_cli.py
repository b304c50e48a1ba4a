"""The command: what it prints, what it writes, and with which number it leaves."""

import csv
import io
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from streamlit import config
from streamlit.web.cli import main_run
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed
from typer.testing import CliRunner

from dashboard import cli
from events import grounding
from tests.making import (
    ARTICLE,
    OPENED,
    PAID,
    TEXT,
    TOPICS,
    make_atlas,
    passage,
    swap,
    write,
)

ROOT = Path(__file__).resolve().parent.parent
CSVS = ("records.csv", "passages.csv")
BAD_DATE = swap(ARTICLE, 'when = "2019-05-12"', 'when = "2019-13"')


@pytest.fixture(autouse=True)
def no_texts(monkeypatch):
    """A test names its texts itself."""
    monkeypatch.delenv("ATLAS_TEXTS", raising=False)


def atlas(*arguments):
    """What the command does with its arguments: its number, its lines, its complaints."""
    found = CliRunner().invoke(cli.app, [str(a) for a in arguments])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found.exit_code, found.stdout.splitlines(), found.stderr.splitlines()


# ---- check ---------------------------------------------------------------------------
def test_check_prints_what_an_atlas_holds(tmp_path):
    code, said, complaints = atlas("check", make_atlas(tmp_path))
    assert (code, complaints) == (0, [])
    assert said[:2] == ["One bridge", "1 sources, 3 records: 1 events, 1 investments, 1 figures"]
    assert re.fullmatch(r"one: \d+% of its words are quoted", said[-1])


def test_check_without_a_folder_reads_the_shipped_atlas(shipped):
    code, said, _ = atlas("check")
    assert (code, said[0]) == (0, shipped.archive.title)


def test_check_with_texts_says_that_every_sentence_is_told(tmp_path):
    folder = make_atlas(tmp_path)
    code, said, complaints = atlas("check", folder, "--texts", folder / "texts")
    assert (code, said[-1], complaints) == (0, "0 body sentences without a passage", [])


def test_check_with_texts_names_every_sentence_that_nothing_tells(tmp_path):
    folder = make_atlas(tmp_path, silent=None)
    code, said, complaints = atlas("check", folder, "--texts", folder / "texts")
    assert (code, said[-1]) == (1, f"{len(complaints)} body sentences without a passage")
    assert complaints[-1].startswith(f"one: {TEXT.index('The river')}: no record")
    assert complaints[-1].endswith("The river was quiet.")


def test_check_takes_the_texts_from_the_environment(tmp_path, monkeypatch):
    folder = make_atlas(tmp_path)
    monkeypatch.setenv("ATLAS_TEXTS", str(folder / "texts"))
    assert atlas("check", folder)[1][-1] == "0 body sentences without a passage"


def test_check_refuses_a_broken_atlas_and_names_each_fault(tmp_path):
    article = swap(BAD_DATE, 'currency = "USD"', 'currency = "usd"')
    code, said, complaints = atlas("check", make_atlas(tmp_path, article=article))
    assert (code, said) == (1, [])
    assert len(complaints) == 3 and complaints[-1] == "2 faults"
    assert '"2019-13" is not an EDTF date' in complaints[0]
    assert '"usd" is not an ISO 4217 code' in complaints[1]


def test_one_fault_is_one_fault(tmp_path):
    assert atlas("check", make_atlas(tmp_path, article=BAD_DATE))[2][-1] == "1 fault"


def test_of_many_faults_the_first_fifty_are_named_and_all_are_counted(tmp_path):
    topics = "".join(f'[[topic]]\nid = "Not A Slug {n}"\ntitle = "x"\ndefinition = "x"\n' for n in range(60))
    code, _, complaints = atlas("check", make_atlas(tmp_path, topics=TOPICS + topics))
    assert (code, len(complaints)) == (1, 51)
    assert complaints[-1] == "60 faults, the first 50 are shown"


@pytest.mark.parametrize("command", ["check", "verify"])
def test_a_folder_that_is_not_there_holds_no_atlas(tmp_path, command):
    code, said, complaints = atlas(command, tmp_path / "nowhere", "--texts", tmp_path)
    assert (code, said) == (1, [])
    assert complaints[0].startswith('nowhere: folder: "nowhere" holds no atlas')
    assert not (tmp_path / "nowhere").exists()


# ---- verify --------------------------------------------------------------------------
def test_verify_writes_the_lock_that_check_asks_for(tmp_path):
    folder = make_atlas(tmp_path, lock=False)
    assert atlas("check", folder)[0] == 1
    code, said, complaints = atlas("verify", folder, "--texts", folder / "texts")
    lines = (folder / grounding.LOCK).read_text("utf-8").splitlines()
    assert (code, complaints) == (0, [])
    assert said == [f"{len(lines)} passages located; events/grounding.lock written"]
    assert atlas("check", folder)[0] == 0


def test_verify_refuses_words_that_are_not_in_the_text_and_leaves_the_lock(tmp_path):
    folder = make_atlas(tmp_path, text=TEXT.replace("About 300", "About 400"))
    before = (folder / grounding.LOCK).read_bytes()
    code, said, complaints = atlas("verify", folder, "--texts", folder / "texts")
    assert (code, said) == (1, [])
    assert any("is not the text that was read" in line for line in complaints)
    assert (folder / grounding.LOCK).read_bytes() == before


def test_verify_asks_for_the_texts(tmp_path):
    code, _, complaints = atlas("verify", make_atlas(tmp_path))
    assert code == 2
    assert any("--texts" in line for line in complaints)


# ---- quote ---------------------------------------------------------------------------
@pytest.fixture
def text(tmp_path):
    write(tmp_path / "one.txt", TEXT)
    return tmp_path / "one.txt"


def test_quote_prints_a_passage_that_stands_in_the_text(text):
    code, said, _ = atlas("quote", text, OPENED, "--voice", "official", "--supports", "what,when")
    (found,) = tomllib.loads("\n".join(said))["event"]["passage"] if code == 0 else [None]
    assert TEXT[found["start"] : found["end"]] == found["exact"] == OPENED
    assert (found["voice"], found["supports"]) == ("official", ["what", "when"])


def test_words_that_stand_twice_need_a_number(text):
    code, said, complaints = atlas("quote", text, "Almaty")
    assert (code, said) == (1, [])
    assert complaints == ["one.txt: these words stand 2 times; add --nth 1 … 2"]


@pytest.mark.parametrize("nth", [1, 2])
def test_nth_takes_the_one_that_is_meant(text, nth):
    code, said, _ = atlas("quote", text, "Almaty", "--nth", nth, "--kind", "figure")
    (found,) = tomllib.loads("\n".join(said))["figure"]["passage"]
    before = TEXT[: found["start"]]
    assert (code, before.count("Almaty")) == (0, nth - 1)
    whole = found["prefix"] + found["exact"] + found["suffix"]
    assert TEXT.count(whole) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["Almaty", "--nth", "3"], "one.txt: --nth 3: these words stand 2 times"),
        (["Almaty", "--nth", "0"], "one.txt: --nth 0: these words stand 2 times"),
        ([" "], "one.txt: there are no words to find"),
        (["It's ours"], "one.txt: these words are not in the text: "),
    ],
)
def test_what_cannot_be_quoted_is_refused_with_a_reason(text, given, said):
    code, printed, complaints = atlas("quote", text, *given)
    assert (code, printed, len(complaints)) == (1, [], 1)
    assert complaints[0].startswith(said)


def test_a_text_that_cannot_be_read_is_named_without_its_path(tmp_path):
    write(tmp_path / "latin.txt", b"caf\xe9")
    for name, error in {"none.txt": "FileNotFoundError", "latin.txt": "UnicodeDecodeError"}.items():
        assert atlas("quote", tmp_path / name, "x") == (1, [], [f"{name}: cannot be read: {error}"])


def test_a_printed_passage_makes_an_atlas_that_verifies(tmp_path, text):
    carries = ("--supports", "what,amount,as_of", "--kind", "investment")
    code, said, _ = atlas("quote", text, PAID.removeprefix("cost "), *carries)
    assert code == 0
    written = f"passage = [\n  {passage(PAID, 'what', 'amount', 'as_of')},\n]\n"
    article = swap(ARTICLE, written, "\n".join(["", *said, ""]))
    folder = make_atlas(tmp_path, article=article, lock=False)
    assert atlas("verify", folder, "--texts", folder / "texts")[0] == 0
    assert atlas("check", folder)[0] == 0


# ---- export --------------------------------------------------------------------------
def test_export_writes_what_it_says_and_every_quote_stands_in_its_text(tmp_path):
    folder, out = make_atlas(tmp_path), tmp_path / "out" / "deep"
    code, said, _ = atlas("export", out, "--folder", folder)
    rows = {name: list(csv.DictReader(io.StringIO((out / name).read_bytes().decode()))) for name in CSVS}
    places = json.loads((out / "places.geojson").read_text("utf-8"))["features"]
    assert code == 0
    assert said == [
        f"places.geojson: {len(places)} rows",
        *(f"{name}: {len(found)} rows" for name, found in rows.items()),
    ]
    ids = [row["record_id"] for row in rows["records.csv"]]
    assert ids == ["one-bridge-opens", "one-bridge-cost", "one-visitors"]
    for row in rows["passages.csv"]:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["exact"]


def test_an_exported_layer_opens_as_the_layer_of_an_atlas(tmp_path, shipped):
    code, _, _ = atlas("export", tmp_path)
    features = json.loads((tmp_path / "places.geojson").read_text("utf-8"))["features"]
    assert code == 0
    assert [f["id"] for f in features] == list(shipped.places)
    assert sum(f["geometry"] is None for f in features) == sum(
        p.geometry is None for p in shipped.gazetteer.places
    )


def test_a_broken_atlas_is_not_exported(tmp_path):
    folder = make_atlas(tmp_path, article=BAD_DATE)
    code, said, complaints = atlas("export", tmp_path / "out", "--folder", folder)
    assert (code, said, complaints[-1]) == (1, [], "1 fault")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    write(tmp_path / "taken", "a file")
    code, said, complaints = atlas("export", tmp_path / "taken", "--folder", make_atlas(tmp_path))
    assert (code, said) == (1, [])
    assert complaints == ["taken: cannot be written: FileExistsError"]


# ---- run -----------------------------------------------------------------------------
def test_run_refuses_a_folder_that_is_not_there(tmp_path):
    code, said, complaints = atlas("run", tmp_path / "nowhere")
    assert (code, said) == (1, [])
    assert complaints == [f"{tmp_path / 'nowhere'}: there is no such folder"]


def parsed(flags):
    """The settings that Streamlit takes from flags, by name; those given more than once as lists."""
    found = main_run.make_context("run", ["page.py", *flags]).params
    names = {flag.removeprefix("--").partition("=")[0] for flag in flags}
    return {name: found[name.replace(".", "_")] for name in names}


@pytest.fixture
def started(monkeypatch):
    """The commands that would have been run, each with its environment."""
    found = []
    monkeypatch.setattr(subprocess, "call", lambda command, env: found.append((command, env)) or 7)
    monkeypatch.setenv("ATLAS_CONTACT", "")
    return found


def test_every_setting_is_passed_because_elsewhere_the_file_is_not_read():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    flags = cli.flags({"server.port": 9000})
    given = dict(flag.removeprefix("--").split("=", 1) for flag in flags)
    assert len(given) == len(flags)
    assert given["browser.gatherUsageStats"] == "false"
    assert given["client.showErrorDetails"] == settings["client"]["showErrorDetails"] == "none"
    sidebar = settings["theme"]["dark"]["sidebar"]
    assert given["theme.dark.sidebar.backgroundColor"] == sidebar["backgroundColor"]
    assert set(given) == {name for name, _ in cli.flat(settings)} | {"server.port"}


def test_what_the_reader_chooses_stands_before_the_file():
    assert (
        parsed(cli.flags({"server.port": 9000, "server.address": "0.0.0.0"}))["server.address"] == "0.0.0.0"
    )
    assert parsed(cli.flags({"server.headless": False}))["server.headless"] is False


def test_a_list_is_a_flag_for_each_value():
    assert cli.flags({"server.allowedHosts": ["a.org", "b.org"]})[-2:] == [
        "--server.allowedHosts=a.org",
        "--server.allowedHosts=b.org",
    ]


def test_run_starts_the_page_on_the_folder_and_ends_as_it_ends(tmp_path, started):
    folder = make_atlas(tmp_path)
    code, said, complaints = atlas("run", folder, "--port", "9000", "--headless")
    assert (code, said, complaints) == (7, [], [])
    ((command, env),) = started
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert (Path(command[4]), env["ATLAS_FOLDER"]) == (ROOT / "streamlit_app.py", str(folder.resolve()))
    given = parsed(command[5:])
    assert (given["server.port"], given["server.address"]) == (9000, "127.0.0.1")
    assert (given["server.headless"], given["browser.gatherUsageStats"]) == (True, False)
    assert "server.allowedHosts" not in given


def test_serve_hosts_the_page_safely_under_its_names_alone(tmp_path, started):
    folder, names = make_atlas(tmp_path), ["atlas.example.org", "www.example.org"]
    contact = ["--contact", "desk@example.org"]
    code, *_ = atlas("serve", folder, "--host", names[0], "--host", names[1], *contact)
    ((command, env),) = started
    given = parsed(command[5:])
    assert (code, list(given.pop("server.allowedHosts"))) == (7, names)
    assert env["ATLAS_CONTACT"] == "desk@example.org"
    assert given.items() >= cli.PRODUCTION.items()
    assert (given["server.fileWatcherType"], given["client.showErrorDetails"]) == ("none", "none")


@pytest.mark.parametrize(("asked", "allowed"), [("atlas.example.org", True), ("evil.example", False)])
def test_a_served_page_answers_to_its_name_and_to_no_other(tmp_path, started, asked, allowed):
    atlas("serve", make_atlas(tmp_path), "--host", "atlas.example.org")
    hosts = parsed(started[0][0][5:])["server.allowedHosts"]
    before = config.get_option("server.allowedHosts")
    config._set_option("server.allowedHosts", hosts, "test")
    try:
        assert is_host_allowed(f"{asked}:8501") is allowed
    finally:
        config._set_option("server.allowedHosts", before, "test")


def test_serve_without_a_name_answers_to_any(tmp_path, started):
    atlas("serve", make_atlas(tmp_path))
    assert "server.allowedHosts" not in parsed(started[0][0][5:])


def test_serve_refuses_a_folder_that_is_not_there(tmp_path, started):
    assert atlas("serve", tmp_path / "nowhere")[0] == 1
    assert started == []


def test_streamlit_knows_every_setting_that_is_passed():
    known = config.get_config_options()
    given = [flag.removeprefix("--").partition("=")[0] for flag in cli.flags(cli.PRODUCTION)]
    assert [name for name in given if name not in known] == []


# ---- the command itself --------------------------------------------------------------
def test_the_command_without_arguments_says_what_it_can_do():
    code, said, complaints = atlas()
    assert code in (0, 2)
    for command in ("check", "verify", "quote", "export", "run", "serve"):
        assert any(command in line for line in said + complaints)


def test_a_process_of_its_own_checks_a_folder_from_elsewhere(tmp_path):
    folder = make_atlas(tmp_path, article=BAD_DATE)
    found = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", "check", str(folder)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.splitlines() == [
        'events/records/one.toml: event[1] one-bridge-opens: when: "2019-13" is not an EDTF date; '
        "month 13; write 2019 or 2019-XX",
        "1 fault",
    ]
