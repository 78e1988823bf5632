# Needs Python 3.11 or later and make; `make test` also a package manager where no Chromium is installed.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
TOOLS_JS := tests/js/node_modules/.package-lock.json
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet

# What is compiled is kept: tests start the product some hundred times.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test lint format shots bench audit release

run: $(VENV)/.product
	$(BIN)/streamlit run dashboard/app.py --server.port $(PORT)

test: $(VENV)/.tests
	$(BIN)/python tests/chromium.py --install
	$(BIN)/python tests/office.py --install
	$(BIN)/python -m compileall -q dashboard data geo
	$(BIN)/python -m pytest --numprocesses 4 --dist loadscope --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.tests $(TOOLS_JS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/house/test_layers.py
	$(BIN)/python tests/node.py --lint

format: $(VENV)/.tests $(TOOLS_JS)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python tests/node.py --format

# Pictures of the README.
shots: $(VENV)/.tests
	$(BIN)/python tests/chromium.py --install
	PYTHONPATH=tests $(BIN)/python tests/browser/shots.py

# Freezes the tables as an edition: make release VERSION=1.2.0; with ARGS=--dry-run it only says what would change.
release: $(VENV)/.product
	$(BIN)/python -m data.release $(VERSION) $(ARGS)

# Every pin against the public advisories. Needs a network that reaches the Python package index; fails where a pin
# cannot be looked up.
audit: | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --disable-pip-version-check --quiet pip-audit==2.10.1
	$(VENV)/audit/bin/pip-audit --strict --no-deps --disable-pip -r tests/requirements.txt

# Speed against peers, growth, many viewers: tests/bench/RESULTS.md. ARGS="--quick" repeats little.
bench: $(VENV)/.bench
	$(BIN)/python tests/chromium.py --install
	$(BIN)/python tests/bench/run.py $(ARGS)

# Packages are fetched once; a stamp newer than the pins means nothing is asked of the network.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; try make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.product: requirements.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt
	touch $@

$(VENV)/.tests: tests/requirements.txt $(VENV)/.product
	$(PIP) -r tests/requirements.txt
	touch $@

# TypeScript and biome. Without a network `make lint` says what it could not check; in CI it fails.
$(TOOLS_JS): tests/js/package-lock.json | $(VENV)/.tests
	-$(BIN)/python tests/node.py --install && touch $@

$(VENV)/.bench: tests/bench/requirements.txt $(VENV)/.tests
	$(PIP) -r tests/bench/requirements.txt
	touch $@
