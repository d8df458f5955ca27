# make demo   the G20 Bali example event, running, in about two minutes
# make test   everything that is quick; make test-full: the long runs too
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# Extra package folders that a machine names but does not have: said once per package, for nothing.
QUIET := 2>&1 | { grep -v "is ignored" || true; }
PYTEST := $(BIN)/python -m pytest
# The tests start the program a hundred times: it is compiled once, wherever a machine forbids it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-test tools demo serve check test test-rooms test-house test-house-a test-house-b test-browser test-postgres test-full screenshots lint format lock texts clean

help:
	@sed -n '1,2s/^# //p' Makefile
	@echo "make setup, serve, check, screenshots, lint, format, lock, texts, clean"

# Setting up: each step leaves a stamp and is done again only when what it needs has changed.

setup: .venv/.runtime .venv/.package

setup-test: .venv/.dev .venv/.package tools

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@echo "== making .venv"
	@$(PYTHON) -m venv .venv

.venv/.runtime: requirements/runtime.txt | .venv/bin/python
	@echo "== installing what it needs to run (about 350 MB on disk)"
	@$(PIP) install --quiet --no-compile --prefer-binary --require-hashes -r requirements/runtime.txt $(QUIET)
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	@echo "== installing what it needs to be built and tested"
	@$(PIP) install --quiet --no-compile --prefer-binary --require-hashes -r requirements/dev.txt $(QUIET)
	@touch $@ .venv/.runtime

.venv/.package: pyproject.toml | .venv/bin/python
	@test -e .venv/.runtime || $(MAKE) --no-print-directory .venv/.runtime
	@echo "== installing the command narahubung"
	@$(PIP) install --quiet --no-build-isolation --no-deps -e . $(QUIET)
	@$(BIN)/narahubung texts
	@touch $@

tools:
	@scripts/tools

# Running it.

demo: setup
	@$(BIN)/narahubung demo --host $(HOST) --port $(PORT)

serve: setup
	@$(BIN)/narahubung serve --host $(HOST) --port $(PORT)

# Testing it.

# Three lanes at a time on two cores, as each waits for a third of its time, the longest first; each
# speaks when it is done.
LANES := $(MAKE) --no-print-directory --jobs=3 --keep-going --output-sync=target

test: setup-test
	@$(BIN)/narahubung texts
	@$(LANES) test-browser test-house-b test-house-a test-postgres test-rooms

# `make test` and `make lint` at once: what the linters do alone, half of the machine only looks at.
check: setup-test
	@$(BIN)/narahubung texts
	@$(LANES) test-browser test-house-b test-house-a lint test-postgres test-rooms

test-house: test-house-a test-house-b

test-house-a: setup-test
	@echo "== tests of the whole house, first half, on SQLite"
	@$(PYTEST) tests/scenarios tests/test_[a-e]*.py -m "not slow and not browser" --durations=15

test-house-b: setup-test
	@echo "== tests of the whole house, second half, on SQLite"
	@$(PYTEST) tests/test_[f-z]*.py -m "not slow and not browser" --durations=15

test-rooms: setup-test
	@echo "== the rooms' tests on SQLite"
	@$(PYTEST) narahubung -m "not slow and not browser" --durations=15

test-browser: setup-test
	@echo "== tests in Chromium"
	@$(PYTEST) -m "not slow and browser" --durations=15

test-postgres: setup-test
	@echo "== the rooms' tests on PostgreSQL"
	@# The engines in plans/ know no database: once is enough.
	@$(BIN)/python -m tests.servers $(PYTEST) narahubung --ignore=narahubung/plans -m "not slow and not browser"

test-full: test
	@echo "== the long runs"
	@$(PYTEST) -m slow
	@echo "== a day of changes on PostgreSQL too"
	@$(BIN)/python -m tests.servers $(PYTEST) tests/test_ripple_replay.py

# Pictures of every main page, to look at; into screenshots/, which git ignores.
screenshots: setup-test
	@$(BIN)/python -m tests.screens

lint: setup-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --lint narahubung

format: setup-test
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

texts: setup
	@$(BIN)/narahubung texts

# Needs uv (python -m pip install uv). The lists hold hashes and no address.
lock:
	@for name in runtime dev; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --no-header \
	    requirements/$$name.in -o requirements/$$name.txt; done
	@! grep -n "://" requirements/*.txt

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis
