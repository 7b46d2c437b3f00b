# Two commands matter: `make run` serves peerinspect, `make test` checks it. Each sets itself up first.
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT
# What is compiled is kept: tests start hundreds of processes, and each would compile the whole package again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: fuzz test-postgresql crashes pictures setup run test mutants benchmarks browser postgresql clean

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.txt pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python 'python>=3.11' $(VENV) && \
	  uv pip install --quiet --require-hashes --python $(BIN)/python -r requirements.txt && \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  python3 -m venv $(VENV) && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

run: setup
	@$(BIN)/peerinspect demo --if-empty
	@$(BIN)/peerinspect serve --port $(PORT)

# The browser journeys need Chromium: best the one without a window, which takes much less of the processor. Where apt may
# install it, it is installed; elsewhere those tests take what is there, or skip and say so.
browser:
	@command -v chromium-headless-shell >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && apt-get update -qq && \
	    { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell >/dev/null 2>&1 || \
	      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } } || \
	  command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || \
	  echo "Chromium is not here and cannot be installed: the browser journeys will be skipped."

# The tests that compare the two databases need PostgreSQL's programs, and start a throw-away server of their own.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; } } || \
	  echo "PostgreSQL is not here and cannot be installed: the tests on it will be skipped."

test: setup browser postgresql
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

# The tests that reach a database, on PostgreSQL: it takes long, so apart from `make test`, which tries a few on both.
TESTS_WITH_DATABASE := tests/store tests/services tests/jobs tests/web
test-postgresql: setup postgresql
	PEERINSPECT_TESTS_ON=postgresql $(BIN)/python -m pytest -n auto $(TESTS_WITH_DATABASE)

# Changes the code of each rule in small ways and looks whether its tests notice: some minutes, so apart from `make test`.
mutants: setup
	$(BIN)/python -m tests.mutation

# Writers and the database killed 200 times on SQLite and 200 times on PostgreSQL: some minutes, so apart from `make test`.
crashes: setup postgresql
	$(BIN)/python -m tests.crashes $(OPTIONS)

# Requests made from the API's own description, many to each operation: some minutes, so apart from `make test`.
fuzz: setup
	PEERINSPECT_FUZZ_EXAMPLES=$(or $(EXAMPLES),60) $(BIN)/python -m pytest -n 0 tests/web/test_api_fuzzed.py

# Other programs on the same instances, in a virtual environment of their own: minutes to hours. OPTIONS go to the script.
BENCH := .venv-benchmarks
benchmarks: $(BENCH)/.installed
	@$(BENCH)/bin/python -m benchmarks $(OPTIONS)

$(BENCH)/.installed: requirements.txt pyproject.toml
	@python3 -m venv $(BENCH) && $(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt && \
	  $(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[benchmarks]'
	@touch $@

# The pictures of the main pages, as the README and docs/pictures show them, from a demo season of its own.
pictures: setup browser
	$(BIN)/python docs/pictures/take.py

clean:
	rm -rf $(VENV) $(BENCH) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
