# Each target sets itself up in .venv from the lock files; nothing else on the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
TESTS ?= tests

MODEL := $(VENV)/model

.PHONY: help demo test test-model lint format bench lock clean

help:
	@echo "make demo    show the sample digest (no network, no token)"
	@echo "make test    run the tests; CITEWIRE_TEST_ALL=1 leaves nothing out"
	@echo "make test-model  run what takes a real model server, which is installed for it"
	@echo "make lint    ruff, mypy, import-linter"
	@echo "make bench   measure speed and memory"
	@echo "make format  format the code"
	@echo "make lock    resolve the lock files anew"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Citewire needs Python 3.11 or newer; name one: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "No venv could be made; on Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.run-ready: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) …"
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev-ready: requirements-dev.lock $(VENV)/.run-ready
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.run-ready
	@$(BIN)/citewire demo

test: $(VENV)/.dev-ready
	@PYTHON=$(BIN)/python tests/run $(TESTS)

$(MODEL)/.ready: requirements-model.lock | $(BIN)/python
	@echo "Setting up $(MODEL) …"
	@$(BIN)/python -m venv $(MODEL)
	@$(MODEL)/bin/python -m pip --disable-pip-version-check --no-input install --quiet --no-deps \
		--require-hashes -r requirements-model.lock
	@touch $@

test-model: $(VENV)/.dev-ready $(MODEL)/.ready
	@CITEWIRE_TEST_MODEL_PYTHON=$(MODEL)/bin/python $(BIN)/python -m pytest tests/llm/real_server.py

lint: $(VENV)/.dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.dev-ready
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/.dev-ready
	$(BIN)/python -m benchmarks

# The development lock stays on the versions that the product runs with.
lock: | $(BIN)/python
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
		--python-version 3.11 --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
		--python-version 3.11 --group dev --extra semantic -c requirements.lock pyproject.toml \
		-o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
		--python-version 3.11 --group pyproject.toml:model -o requirements-model.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage demo-out
