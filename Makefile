# Two commands matter: make run opens the atlas, make test checks everything.
# make serve hosts it; make bench measures it; make mutants asks whether the tests would notice.
PYTHON ?= python3
BIN := .venv/bin
# pip compiles what it installs, but not where PYTHONDONTWRITEBYTECODE is set: every start would compile anew.
COMPILE = $(BIN)/python -m compileall -q -j 0 .venv/lib > /dev/null || true

.PHONY: run serve test check bench mutants lock screenshots clean

run: .venv/ready
	$(BIN)/atlas run

serve: .venv/ready
	$(BIN)/atlas serve

# In the order of their names: the browser's files, few tests but long, would else come last, one after the other.
test: .venv/ready-for-tests
	$(BIN)/python -m tests.chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: .venv/ready
	$(BIN)/atlas check

bench: .venv/ready-for-tests
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.bench --write README.md

mutants: .venv/ready-for-tests
	$(BIN)/python -m tests.mutants

screenshots: .venv/ready-for-tests
	$(BIN)/python -m tests.screenshots docs

# Pins every requirement with its hashes; no index address is written. Needs uv.
lock:
	uv pip compile pyproject.toml --extra make --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.txt
	uv pip compile pyproject.toml --extra make --extra test -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-test.txt

.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Passage Atlas needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(COMPILE)
	touch $@

.venv/ready-for-tests: .venv/ready requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	$(COMPILE)
	touch $@

clean:
	rm -rf .venv
