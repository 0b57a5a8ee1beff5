PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test engines verify matrix bench docs lint clean

help: ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	$(BIN)/python -m compileall -q generator/kafka_scaffold
	touch $@

demo: $(READY) ## Size the clickstream example and render its repository to build/demo
	$(BIN)/python -m compileall -q generator/kafka_scaffold
	rm -rf build/demo
	$(BIN)/kafka-scaffold plan examples/clickstream/answers.yaml
	$(BIN)/kafka-scaffold new build/demo --answers examples/clickstream/answers.yaml --no-input --quiet

test: $(READY) ## Run the tests that need nothing but Python, and the linters
	$(BIN)/ruff format --check generator scripts tests
	$(BIN)/ruff check generator scripts
	$(BIN)/ruff check --select E4,E7,E9,F,I tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not engine" --numprocesses auto --dist worksteal

engines: ## Install the engines that verify runs, pinned, under .cache
	$(PYTHON) scripts/install_engines.py

verify: $(READY) engines ## Run what real engines say of the output
	PATH="$(CURDIR)/.cache/bin:$$PATH" $(BIN)/python -m pytest -m engine --numprocesses auto --dist loadgroup --durations=15

matrix: $(READY) engines ## Print what each engine says of every example on every platform, and how long it takes
	PATH="$(CURDIR)/.cache/bin:$$PATH" $(BIN)/python tests/engines/matrix.py

bench: $(READY) ## Time whole commands beside cookiecutter and copier
	$(BIN)/python tests/bench/commands.py

docs: $(READY) ## Write the generated pages of the reference
	$(BIN)/python scripts/gen_docs.py

lint: $(READY) ## Format and fix what can be fixed
	$(BIN)/ruff format generator scripts tests
	$(BIN)/ruff check --fix generator scripts

clean: ## Remove what the other targets made
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis
