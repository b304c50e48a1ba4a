"""What every test may share: a cache folder of its own, and the shipped atlas, loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata import atlas
from geodata.atlas import Atlas

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder into which this session's atlases are published, never the user's own."""
    found = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_CACHE", str(found))
        patch.delenv("ATLAS_FOLDER", raising=False)
        yield found


@pytest.fixture(scope="session")
def shipped() -> Atlas:
    return atlas.load(ROOT)
