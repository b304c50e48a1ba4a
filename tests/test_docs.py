"""The documents are true: their tables are what the code says, and what they name is there."""

import re

import pytest

from tests import tables

DOCUMENTS = [tables.README, tables.ROOT / "CONTRIBUTING.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_tables_are_made_from_the_code(path):
    text = path.read_text("utf-8")
    assert tables.generated(text) == text, "run python -m tests.tables"


def test_every_table_stands_in_some_document():
    text = "".join(path.read_text("utf-8") for path in DOCUMENTS)
    assert {name for _, name, _ in tables.BLOCK.findall(text)} == set(tables.TABLES)


def test_the_readme_names_every_parameter_of_a_link():
    assert set(tables.PARAMETERS) == tables.every_parameter()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_links_to_is_there(path):
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (tables.ROOT / link).exists()] == []


def test_no_document_or_requirement_names_a_package_index():
    named = re.compile("py" + r"pi\.org|files\.python" + r"hosted|registry\.npm" + "js|deb\\.deb" + "ian")
    kept = [*DOCUMENTS, *tables.ROOT.glob("requirements*.txt"), tables.ROOT / "Makefile"]
    assert [path.name for path in kept if named.search(path.read_text("utf-8"))] == []
