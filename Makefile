# Everything one does here, with make, a plain sh and a Python. `make` alone lists it.
#
#   make run      install, prepare, load the example into an empty database, and start    HOST=0.0.0.0 PORT=8001
#   make test     the tests, on SQLite and then on PostgreSQL where one answers           TEST_POSTGRES_URL=...
#   make check    every check, then the tests                                             NEWEST=python3.13
#   make fix      what ruff can put right by itself
#   make messages bring the translations up to date with the texts (needs gettext)
#   make lock     choose the versions of the packages again
#   make setup    install what run, test and check need, and nothing else

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT
# Where it is set, every start would compile the whole house again.
unexport PYTHONDONTWRITEBYTECODE

BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check install -qq
# As many tests at once as there are cores; what one page is looked at for stays with one worker.
PYTEST = $(BIN)/python -m pytest -n auto --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help run test check lint style storeys types test-sqlite test-again test-postgres fix messages lock setup core dev python

help:
	@sed -n 's/^#   make/  make/p' Makefile

# --- The environment -------------------------------------------------------------------------------------------------

PYTHON_IS = $(shell $(PYTHON) -c 'import sys; print("good" if sys.version_info >= (3, 11) else "%d.%d" % sys.version_info[:2])' 2>/dev/null)

python:
	$(if $(filter good,$(PYTHON_IS)),@:,$(error Maillage needs Python 3.11 or newer and \
	  $(if $(PYTHON_IS),"$(PYTHON)" is Python $(PYTHON_IS),found no "$(PYTHON)"): install one, or name it, as in "make run PYTHON=python3.12"))

# A stamp holds the Python and a checksum of the requirements: an environment that is up to date costs nothing.
MARK = $(shell $(PYTHON) -V 2>&1) $(shell cat requirements/$(1).txt pyproject.toml | cksum)

define up_to_date
[ -x $(BIN)/python ] && [ "$$(cat $(VENV)/$(1).stamp 2>/dev/null)" = "$(call MARK,$(1))" ]
endef

define new_environment
[ -x $(BIN)/python ] && [ "$$($(BIN)/python -V 2>/dev/null)" = "$$($(PYTHON) -V)" ] || { \
  echo "Making $(VENV) with $$($(PYTHON) -V)..."; \
  $(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || { \
    echo "Python could not make a virtual environment: on Debian and Ubuntu, install the package python3-venv." >&2; exit 1; }; }
endef

core: python
	@$(call up_to_date,core) || { \
	  $(new_environment); \
	  echo "Installing the packages of requirements/core.txt..."; \
	  $(PIP) --require-hashes -r requirements/core.txt && \
	  $(PIP) --no-deps --no-build-isolation -e . && \
	  echo "$(call MARK,core)" > $(VENV)/core.stamp; }

dev: core
	@$(call up_to_date,dev) || { \
	  echo "Installing the packages of requirements/dev.txt..."; \
	  $(PIP) --require-hashes -r requirements/dev.txt && \
	  echo "$(call MARK,dev)" > $(VENV)/dev.stamp; }

setup: dev

# --- Running ---------------------------------------------------------------------------------------------------------

run: core
	@$(BIN)/maillage prepare --example
	@exec $(BIN)/maillage serve --welcome coordinator@example.org

# --- Checking --------------------------------------------------------------------------------------------------------

check: lint test

lint: style storeys types

style: dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

storeys: dev
	@$(BIN)/lint-imports --no-logo

types: dev
	@$(BIN)/mypy

test: test-sqlite test-again

test-sqlite: dev
	@$(BIN)/maillage compilemessages -v 0
	@echo "The tests on SQLite, with $$($(BIN)/python -V):"
	@DATABASE_URL=sqlite://:memory: $(PYTEST) $(ARGS)

# What does not depend on the database was asked above. Where NEWEST names another Python, it is that one which asks here:
# both Pythons and both databases are met, at the price of two runs.
test-again:
	@$(MAKE) --no-print-directory test-postgres $(if $(NEWEST),VENV=.venv-newest PYTHON=$(NEWEST))

test-postgres: dev
	@$(BIN)/maillage compilemessages -v 0
	@url="$$($(BIN)/python -m tests.postgres)" || exit 1; [ -z "$$url" ] || { \
	  echo "The tests on PostgreSQL, with $$($(BIN)/python -V):"; \
	  DATABASE_URL="$$url" $(PYTEST) -m "not browser and not once" $(ARGS); }

# --- Changing --------------------------------------------------------------------------------------------------------

fix: dev
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

messages: dev
	@$(BIN)/maillage makemessages
	@$(BIN)/maillage compilemessages

# No annotation and no header: the locks hold versions and checksums, and no address of any registry.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

lock: dev
	@$(LOCK) requirements/core.in -o requirements/core.txt
	@$(LOCK) requirements/dev.in -o requirements/dev.txt
