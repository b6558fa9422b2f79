# The commands; `make run` and `make test` are all that a newcomer needs, and both set up what is missing.
PYTHON ?= python3
BIN = .venv/bin
# Where `make run` serves, and whether it begins without the demonstration (EMPTY=1).
export PORT EMPTY
# As it is run in production, for the checks: no such place exists.
SERVED = SITE_URL=https://andts.example.se SECRET_KEY=$$(head -c 48 /dev/urandom | base64 -w0) TRUSTED_PROXIES=1 \
	DATABASE_URL=postgres://andts@localhost/andts REDIS_URL=redis://localhost/0 EMAIL_URL=smtp://localhost \
	STATEMENT_ACTOR=Kommunen STATEMENT_EMAIL=andts@example.se

.PHONY: help setup setup-tests run test lint bench

help:
	@echo "make run      startar ANDTS-planen på http://127.0.0.1:8000 (PORT=8123: en annan port, EMPTY=1: utan demonstration)"
	@echo "make test     kör alla tester (ARGS='-k plan' väljer några)"
	@echo "make lint     kör granskningarna: kodstil, typer, lager, migreringar, driftinställningar"
	@echo "make bench    mäter hur snabbt det går"
	@echo "make setup    installerar det som behövs, utan att starta"

setup:
	@$(PYTHON) andts/setup.py

setup-tests:
	@$(PYTHON) andts/setup.py --test

run: setup
	@$(BIN)/python -m andts.run

test: setup-tests
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

lint: setup-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	find templates -name '*.html' | xargs $(BIN)/djade --check --target-version 5.2
	$(BIN)/python manage.py makemigrations --check --dry-run
	@$(SERVED) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: setup
	@$(BIN)/python -m andts.bench $(ARGS)
