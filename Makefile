# The commands; `make run` and `make test` are all that a newcomer needs, and both set up what is missing.
PYTHON ?= python3
# Where `make run` serves, and whether it begins without the demonstration (EMPTY=1).
export PORT EMPTY

.PHONY: help setup setup-tests run test lint bench

help:
	@echo "make run          startar ANDTS-planen på http://127.0.0.1:8000 (PORT=8123 för en annan port, EMPTY=1 utan demonstration)"
	@echo "make test         kör alla tester; ARGS='-k plan' väljer några"
	@echo "make lint         kör granskningarna: format, typer, lager, migreringar, driftinställningar"
	@echo "make bench        mäter hur snabbt det går"
	@echo "make setup        installerar det som behövs, utan att starta"

setup:
	@$(PYTHON) andts/setup.py

setup-tests:
	@$(PYTHON) andts/setup.py --test

run: setup
	@.venv/bin/python -m andts.run

test: setup-tests
	.venv/bin/python -m pytest -n 2 $(ARGS)

lint: setup-tests
	@.venv/bin/python .ci/lint.py

bench: setup
	@.venv/bin/python -m andts.bench $(ARGS)
