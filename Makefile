# Two commands: `make demo` and `make test`. Each makes its own virtual environment first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check install clean bench assets

demo: $(VENV)/installed
	$(BIN)/dgkg demo

install: $(VENV)/developed

test: $(VENV)/developed check
	# One file to one process: what a file sets up once serves all its tests.
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/developed
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/dgkg fmt --check

bench: $(VENV)/developed
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/queries.py
	$(BIN)/python benchmarks/frames.py

# The editor of the SPARQL page, by npm; a wheel takes it in at its build.
assets:
	$(PYTHON) assets/editor.py

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dgkg needs Python 3.11 or later: make demo PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	# Where Python may write no compiled modules by itself, each command would compile all that it imports.
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/developed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) dist build demo-output .pytest_cache .mypy_cache .ruff_cache
