# Two commands for a fresh machine with Python 3.11 or later and make: `make demo`, `make test`.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
INDEX ?= index

.PHONY: demo check test lint lock clean

demo: $(VENV)/.run
	$(BIN)/searchkit index seeds --index "$(INDEX)"
	@echo; echo '$$ searchkit search "tinh gọn bộ máy" --limit 3'
	@$(BIN)/searchkit search "tinh gọn bộ máy" --limit 3 --index "$(INDEX)"
	@echo; echo '$$ searchkit search "tinh gon bo may" --limit 3'
	@$(BIN)/searchkit search "tinh gon bo may" --limit 3 --index "$(INDEX)"
	@echo; echo '$$ searchkit search --topic tinh-gon-bo-may --limit 3'
	@$(BIN)/searchkit search --topic tinh-gon-bo-may --limit 3 --index "$(INDEX)"

test: $(VENV)/.test
	$(BIN)/python -m pytest -q -n 2

check: lint
	$(BIN)/python -m pytest -q -n 2 -m "not slow"

lint: $(VENV)/.lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

# What is installed is pinned with hashes in requirements/*.txt; `make lock` renews them.
$(VENV)/.run: requirements/run.txt pyproject.toml
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/test.txt
	touch $@

$(VENV)/.lint: $(VENV)/.test requirements/lint.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/lint.txt
	touch $@

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-find-links --no-emit-index-url --no-header --no-annotate pyproject.toml

lock:
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --group test --output-file requirements/test.txt
	$(LOCK) --group test --group lint --output-file requirements/lint.txt
	$(LOCK) --group bench --output-file requirements/bench.txt

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
