"""The plain parts of the bench: statistics, steps of the filter, goals, tables, the block in a README."""

import socket
from datetime import date
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench import figures, goals, pages, report, wire
from tests.bench.expected import name_of, step
from tests.bench.goals import Goal, Measured
from tests.bench.line import counted

BENCH = Path(__file__).parent / "bench"


# ---- statistics ----------------------------------------------------------------------
def test_the_95th_percentile_is_a_value_that_was_measured():
    assert figures.p95(list(range(1, 101))) == 95
    assert figures.p95([3, 1, 2]) == 3
    assert figures.p95([7]) == 7


def test_nothing_measured_has_no_figure():
    assert [f([]) for f in (figures.median, figures.p95, figures.slope, figures.growth)] == [None] * 4
    assert figures.growth([5.0]) is None


def test_growth_is_the_slope_over_fifty_changes_however_many_there_were():
    assert figures.slope([10, 12, 14, 16]) == pytest.approx(2)
    assert figures.growth([10, 12, 14, 16]) == pytest.approx(100)
    assert figures.growth([5, 5, 5]) == 0


def test_one_odd_reading_at_the_end_is_no_leak():
    steady = [50.0] * 49 + [60.0]
    assert figures.growth(steady) < 1.5


def test_a_ratio_is_given_only_where_it_says_something():
    assert figures.times(3, 2) == "1.50×"
    assert (
        figures.times(None, 2) == figures.times(3, None) == figures.times(3, 0) == figures.times(-1, 2) == ""
    )


def test_figures_carry_their_units():
    assert figures.milliseconds(1234.4) == "1,234 ms"
    assert figures.kilobytes(21_516) == "21.5 kB"
    assert figures.megabytes(12_340_000) == "12.3 MB"


# ---- the steps of the filter ---------------------------------------------------------
def test_each_click_leads_from_one_state_to_the_next():
    chosen: set[int] = set()
    for k in range(1, 60):
        clicked, after = step(k, 12)
        assert chosen ^ {clicked} == after, k
        chosen = after


def test_no_state_is_one_of_the_four_before_it():
    names = [name_of(step(k, 12)[1]) for k in range(1, 25)]
    assert all(name not in names[max(0, k - 4) : k] for k, name in enumerate(names))


def test_a_label_begins_with_its_title_and_ends_with_its_number():
    assert pages.starting("Almaty").match("Almaty 8")
    assert pages.starting("Almaty").match(" Almaty\n1,234 ")
    assert not pages.starting("Almaty").match("Almaty Region 8")
    assert pages.starting("Nur (Sultan)").match("Nur (Sultan)")


# ---- goals ---------------------------------------------------------------------------
@pytest.mark.parametrize(("ours", "met"), [(100, True), (120, True), (121, False)])
def test_a_goal_is_a_multiple_of_another_column(ours, met):
    assert goals.FLOOR.met({"ours": ours, "floor": 60}) is met


@pytest.mark.parametrize(("ours", "met"), [(1499.0, True), (1500.0, True), (1501.0, False)])
def test_a_goal_is_a_limit(ours, met):
    assert goals.SOON.met({"ours": ours}) is met


def test_as_fast_as_the_usual_page_is_not_faster():
    assert goals.FASTER.met({"ours": 99, "usual": 100}) is True
    assert goals.FASTER.met({"ours": 100, "usual": 100}) is False


def test_what_was_not_measured_is_neither_met_nor_missed():
    assert goals.LARGE.met({"ours": 100, "floor": 60}) is None
    assert goals.LARGE.met({"large": 100, "floor": None}) is None
    assert goals.said(goals.LARGE, {}) == "large atlas ≤ 3× floor: not measured"


def test_a_goal_that_is_missed_says_so_loudly():
    goal = Goal("small", "ours", 10)
    assert goals.said(goal, {"ours": 10}) == "small: met"
    assert goals.said(goal, {"ours": 11}) == "small: **not met**"


def test_a_page_that_was_only_opened_breaks_no_row():
    assert [row.read(Measured()) for row in goals.ROWS] == [None] * len(goals.ROWS)


def test_a_leak_is_not_flat_and_noise_is():
    row = next(row for row in goals.ROWS if "growth" in row.title)
    leak = Measured(heap=[20e6 + 1e5 * n for n in range(50)])
    noise = Measured(heap=[20e6 + 5e4 * (n % 3) for n in range(50)])
    assert goals.STEADY.met({"ours": row.read(leak)}) is False
    assert goals.STEADY.met({"ours": row.read(noise)}) is True


# ---- tables --------------------------------------------------------------------------
def test_the_table_has_a_cell_for_each_column_that_was_measured():
    found = {"ours": Measured(filter=[100, 110]), "floor": Measured(filter=[50, 60]), "usual": Measured()}
    lines = report.measured_table(found).splitlines()
    assert {line.count("|") for line in lines} == {8}
    assert lines[2].split("|")[2:7] == [" 105 ms ", " 55 ms ", "  ", " 1.91× ", "  "]
    assert "large" not in lines[0]


def test_the_readers_have_their_goals():
    values = {"changes": 600, "p50": 90.0, "p95": 501.0, "errors": 0, "memory": 300.0}
    line = report.readers_table({"50 readers": values}).splitlines()[-1]
    assert "p95 ≤ 500 ms: **not met**; ≤ 512 MiB: met; no error: met" in line
    assert "| 50 readers | 600 | 90 ms | 501 ms | 0 | 300 MiB |" in line


def test_the_date_the_machine_and_the_command_stand_under_the_tables():
    said = report.signed("body", "make bench", date(2026, 11, 22), 0.4)
    assert said.startswith("body\n\nMeasured on 2026-11-22 (")
    assert said.endswith("with `make bench`.")
    assert "cores" in said
    assert "load by others before the start 0.4" in said


# ---- the block in a README -----------------------------------------------------------
def test_the_block_between_the_marks_is_replaced_and_nothing_else():
    text = "before\n<!-- bench -->\nold\n\nold\n<!-- /bench -->\nafter\n"
    new = report.replaced(text, r"new \1")
    assert new == "before\n<!-- bench -->\nnew \\1\n<!-- /bench -->\nafter\n"
    assert report.replaced(new, r"new \1") == new


@pytest.mark.parametrize(
    "text",
    ["", "<!-- bench -->", "<!-- /bench --> <!-- bench -->", "<!-- bench --><!-- bench --><!-- /bench -->"],
)
def test_a_readme_without_its_marks_is_left_alone(text):
    with pytest.raises(ValueError, match="once each"):
        report.replaced(text, "new")


# ---- messages ------------------------------------------------------------------------
def finished(how: int) -> ForwardMsg:
    message = ForwardMsg()
    message.script_finished = how
    return message


def test_an_exception_and_a_bad_end_are_errors():
    broken = ForwardMsg()
    broken.delta.new_element.exception.type = "ValueError"
    assert wire.is_error(broken)
    assert wire.is_error(finished(ForwardMsg.FINISHED_WITH_COMPILE_ERROR))
    assert not wire.is_error(finished(ForwardMsg.FINISHED_SUCCESSFULLY))


def test_bytes_are_told_by_kind_the_heaviest_first():
    text = ForwardMsg()
    text.delta.new_element.markdown.body = "word " * 100
    end = finished(ForwardMsg.FINISHED_SUCCESSFULLY)
    frames = [m.SerializeToString() for m in (end, text, text)]
    kinds = wire.breakdown(frames)
    assert [kind for kind, _, _ in kinds] == ["markdown", "script_finished"]
    assert kinds[0][1:] == (2, 2 * len(frames[1]))


def test_the_line_counts_every_byte_towards_the_browser_and_none_of_its_own():
    with socket.create_server(("127.0.0.1", 0)) as far, counted(home_of(far)) as line:
        with socket.create_connection(line.door.getsockname()) as near:
            server, _ = far.accept()
            near.sendall(b"x" * 70_000)
            assert len(server.recv(70_000, socket.MSG_WAITALL)) == 70_000 and line.received == 0
            server.sendall(b"y" * 100_001)
            assert len(near.recv(100_001, socket.MSG_WAITALL)) == line.received == 100_001
            server.close()
            assert near.recv(1) == b"", "the end of one side is not the end of the other"
        assert line.home == home_of(line.door)


def home_of(door: socket.socket) -> str:
    return f"http://127.0.0.1:{door.getsockname()[1]}/"


def test_a_run_that_begins_anew_at_once_is_not_over():
    assert wire.ends_run(finished(ForwardMsg.FINISHED_SUCCESSFULLY))
    again = finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN)
    assert not wire.ends_run(again)
    assert not wire.is_error(again)
    assert not wire.ends_run(ForwardMsg())


# ---- the house -----------------------------------------------------------------------
@pytest.mark.parametrize("path", sorted(BENCH.glob("*.py")), ids=lambda path: path.name)
def test_a_module_of_the_bench_says_what_it_is_and_is_short(path):
    text = path.read_text("utf-8")
    assert text.startswith('"""')
    assert len(text.splitlines()) <= 300
