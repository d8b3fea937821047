# Two commands for a fresh machine with Python 3.11 or later and make: `make demo`, `make test`.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
INDEX ?= index

.PHONY: demo serve check test lint messages licences sbom installation lock clean

demo: $(VENV)/.run
	$(BIN)/searchkit index seeds --index "$(INDEX)"
	@echo; echo '$$ searchkit search "tinh gọn bộ máy" --limit 3'
	@$(BIN)/searchkit search "tinh gọn bộ máy" --limit 3 --index "$(INDEX)"
	@echo; echo '$$ searchkit search "tinh gon bo may" --limit 3'
	@$(BIN)/searchkit search "tinh gon bo may" --limit 3 --index "$(INDEX)"
	@echo; echo '$$ searchkit search --topic tinh-gon-bo-may --limit 3'
	@$(BIN)/searchkit search --topic tinh-gon-bo-may --limit 3 --index "$(INDEX)"
	@echo; echo 'make serve INDEX="$(INDEX)"   # opens these documents in a browser'

serve: $(VENV)/.serve
	$(BIN)/searchkit serve --open --index "$(INDEX)"

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

# What people read, gathered from code and pages into the Vietnamese catalogue, and compiled.
messages: $(VENV)/.test
	$(BIN)/python scripts/make_messages.py

# The kernels are compiled when searchkit is installed, and anew when one of these has changed.
KERNELS := scripts/compile_kernels.py $(wildcard searchkit/*/kernels/*.[ch])

# What is installed is pinned with hashes in requirements/*.txt; `make lock` renews them.
$(VENV)/.run: requirements/run.txt pyproject.toml $(KERNELS)
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.serve: $(VENV)/.run requirements/serve.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/serve.txt
	touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/test.txt
	touch $@

$(VENV)/.lint: $(VENV)/.test requirements/lint.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/lint.txt
	touch $@

# Tools that look at packages, apart from those that they look at.
TOOLS := build/tools
$(TOOLS)/.installed: requirements/release.txt
	"$(PYTHON)" -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

# The wheel with what it needs, and nothing else.
WHEEL := build/wheel
$(WHEEL)/.installed: $(TOOLS)/.installed requirements/run.txt pyproject.toml searchkit/_version.py $(KERNELS)
	rm -rf $(WHEEL) dist/searchkit_vi-*.whl
	"$(PYTHON)" -m venv --without-pip $(WHEEL)
	$(TOOLS)/bin/pip wheel --quiet --no-deps --wheel-dir dist .
	$(TOOLS)/bin/pip --python $(WHEEL)/bin/python install --quiet -r requirements/run.txt
	$(TOOLS)/bin/pip --python $(WHEEL)/bin/python install --quiet --no-deps dist/searchkit_vi-*.whl
	touch $@

licences: $(WHEEL)/.installed
	@$(TOOLS)/bin/pip-licenses --python $(WHEEL)/bin/python --from=mixed --with-urls --order=license

# What the wheel is made of, in the form that CycloneDX gives it, beside the wheel; the tool knows
# no version that is dynamic.
sbom: $(WHEEL)/.installed
	version=$$($(WHEEL)/bin/python -P -c 'import searchkit; print(searchkit.__version__)') && \
		sed "s/^dynamic = .*/version = \"$$version\"/" pyproject.toml > build/pyproject.toml
	$(TOOLS)/bin/cyclonedx-py environment --pyproject build/pyproject.toml --output-reproducible \
		--output-file dist/searchkit.cdx.json $(WHEEL)/bin/python

# The wheel as people install it, by pip, pipx and uv; the sdist against what git holds.
installation: $(TOOLS)/.installed
	$(TOOLS)/bin/python scripts/check_installation.py --tools $(TOOLS)/bin

# Bad packages are mostly found within days: none is taken that is younger than a week.
LOCK = $(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--exclude-newer "1 week" --no-emit-find-links --no-emit-index-url --no-header --no-annotate

lock: $(TOOLS)/.installed
	$(LOCK) pyproject.toml --output-file requirements/run.txt
	$(LOCK) pyproject.toml --extra serve --output-file requirements/serve.txt
	$(LOCK) pyproject.toml --group test --output-file requirements/test.txt
	$(LOCK) pyproject.toml --group test --group lint --output-file requirements/lint.txt
	$(LOCK) pyproject.toml --group bench --output-file requirements/bench.txt
	$(LOCK) pyproject.toml --group train --output-file requirements/train.txt
	$(LOCK) --group release --output-file requirements/release.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
