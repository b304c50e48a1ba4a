"""What the filters leave, as files: offered where there is something, made when asked for."""

from tests.visiting import go


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
