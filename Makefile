# Set-up needs Python 3.11, pip and make; nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
CASE ?= korea-2006
OUT ?= out
REPORTS ?=
MINUTES ?= 10
# the examples of a page build on each other, so a file stays with one worker
PYTEST_ARGS ?= -n 2 --dist loadfile

.PHONY: help brief test test-all fuzz evidence bench bench-reading lint types imports bytecode clean

help: ## the targets, a line each
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

brief: bytecode ## write out/brief.html, for a worked case (CASE=) or for REPORTS="a.txt b.txt"
	$(BIN)/detente brief $(if $(strip $(REPORTS)),$(REPORTS),$(CASE)) -o $(OUT)

test: lint types imports bytecode ## everything that must pass on each submission
	$(BIN)/pytest -m "not slow" $(PYTEST_ARGS)

test-all: lint types imports bytecode ## the same with the slow checks; needs DETENTE_SHARED (default ../shared)
	$(BIN)/pytest --require-shared $(PYTEST_ARGS)

lint: $(VENV)/.developing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.developing
	$(BIN)/mypy

imports: $(VENV)/.developing
	$(BIN)/lint-imports --no-cache

bench-reading: $(VENV)/.developing ## how well and how fast the reader reads; DETENTE_SHARED adds the reference texts
	$(BIN)/python -m benchmarks reading

bench: $(VENV)/.developing bytecode ## measure; ratios against a baseline in the same run
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.developing ## ten minutes of odd input for the opener and the reader (MINUTES=), guided by coverage
	PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	$(BIN)/python -m tools.fuzz $(MINUTES)

evidence: $(VENV)/.developing ## read a worked case's dispatches again (CASE=) and tie its numbers to the claims
	$(BIN)/python -m tools.cases.evidence $(CASE)

# pip does this for an installed wheel; from a checkout, where Python may not write it, each run would compile all source
bytecode: $(VENV)/.installed
	@$(BIN)/python -m compileall -q src/detente

clean: ## remove what this file made
	rm -rf $(VENV) $(OUT) .mypy_cache .ruff_cache build dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.developing: pyproject.toml constraints.txt | $(BIN)/python
	PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,llm]'
	@touch $@ $(VENV)/.installed
