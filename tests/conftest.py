"""What every test may share: a cache folder of its own, and the shipped atlas, loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from streamlit.testing.v1 import AppTest

from geodata import atlas
from geodata.atlas import Atlas
from tests.browsing import Reader, browsing
from tests.serving import serving
from tests.sites import FIJI, Site
from tests.visiting import go, visit

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder into which this session's atlases are published, never the user's own."""
    found = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_CACHE", str(found))
        patch.delenv("ATLAS_FOLDER", raising=False)
        yield found


@pytest.fixture(scope="session", autouse=True)
def looking() -> Iterator[None]:
    """A page in this process looks at its folder at every run, however soon one follows another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.opening.LOOKS", 1e-6)
        yield


@pytest.fixture(scope="session")
def shipped() -> Atlas:
    return atlas.load(ROOT)


@pytest.fixture(scope="module")
def session() -> AppTest:
    """A session of the page, for the tests of one module."""
    return visit()


@pytest.fixture
def page(session: AppTest) -> AppTest:
    """The session in good order, back at the address without a filter."""
    return go(go(session, kind="figure"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: Playwright keeps an event loop running, which others may not want."""
    with browsing() as found:
        yield found


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory, shipped: Atlas) -> Iterator[Site]:
    """The shipped atlas on a server of its own."""
    with serving(ROOT, tmp_path_factory.mktemp("served")) as home:
        yield Site(home, shipped)


@pytest.fixture(scope="session")
def fiji_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(FIJI, tmp_path_factory.mktemp("served")) as home:
        yield Site(home, atlas.load(FIJI))


@pytest.fixture(scope="session", params=["shipped_site", "fiji_site"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each of the two atlases in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    found = Reader(browser, site.home)
    yield found
    found.close()


@pytest.fixture
def shipped_reader(browser: Browser, shipped_site: Site) -> Iterator[Reader]:
    """A reader of the shipped atlas in whose page nothing goes wrong, and who asks no stranger."""
    found = Reader(browser, shipped_site.home)
    yield found
    assert found.errors == []
    assert found.strangers() == []
    found.close()
