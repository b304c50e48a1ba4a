"""Runs that touch a run: the two bisections leave out nothing and add nothing."""

import random

from events.overlap import Runs
from events.selector import TextPositionSelector as At


def test_runs_that_only_meet_do_not_touch():
    runs = Runs.of([(1, At(0, 5)), (2, At(5, 9)), (3, At(9, 12))])
    assert runs.touching(At(5, 9)) == {2}
    assert runs.touching(At(4, 10)) == {1, 2, 3}


def test_a_long_run_is_found_behind_short_ones_that_begin_later():
    runs = Runs.of([(7, At(0, 100)), (8, At(10, 12)), (9, At(20, 22))])
    assert runs.touching(At(50, 51)) == {7}


def test_an_owner_with_several_runs_is_told_once():
    assert Runs.of([(4, At(0, 9)), (4, At(3, 6))]).touching(At(4, 5)) == {4}


def test_among_no_runs_none_touches():
    assert Runs.of([]).touching(At(0, 10)) == set()


def test_the_sorted_search_agrees_with_asking_each_run():
    rng = random.Random(20261122)
    for _ in range(300):
        owned = [(n, At(a := rng.randrange(60), a + rng.randrange(1, 20))) for n in range(rng.randrange(25))]
        at = At(start := rng.randrange(70), start + rng.randrange(1, 15))
        assert Runs.of(owned).touching(at) == {
            n for n, run in owned if run.start < at.end and at.start < run.end
        }
