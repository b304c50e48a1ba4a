"""What the filters leave, as files: offered where there is something, made when asked for."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.visiting import PATIENCE, go, untroubled


def buttons(page):
    return {button.proto.label: button.proto for button in page.get("download_button")}


def test_what_the_filters_leave_can_be_downloaded_and_is_made_when_asked_for(page):
    go(page)
    found = buttons(page)
    assert list(found) == ["Records (CSV)", "Places (GeoJSON)"]
    assert all(b.deferred_file_id and not b.url and not b.disabled and b.ignore_rerun for b in found.values())


def test_nothing_left_is_nothing_to_download(page):
    go(page, q="no word of any article is this one")
    assert all(b.disabled for b in buttons(page).values())
    go(page, q="camp")
    assert not any(b.disabled for b in buttons(page).values())


def downloads_of(count):
    from dashboard import downloads
    from dashboard.view import View

    downloads.buttons(None, lambda: View().query, count)


@pytest.mark.parametrize(
    ("count", "said"),
    [(50_000, []), (50_001, ["The CSV holds the first 50,000; atlas export writes all."])],
)
def test_a_download_that_is_cut_says_so(count, said):
    page = AppTest.from_function(downloads_of, args=(count,), default_timeout=PATIENCE)
    assert [text.value for text in untroubled(page.run()).markdown] == said
