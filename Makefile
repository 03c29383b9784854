# make demo   a synthetic town, from its workbooks to its half-year report in out/
# make test   all checks and tests
# make bench  ratios measured side by side; see docs/benchmarks.md
# make lock   pin the dependencies anew

BIN := .venv/bin
# The newest interpreter that is at least 3.11.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: demo test bench lock clean

demo: .venv/runtime
	$(BIN)/taizhang demo --out out

test: .venv/dev
	sh tools/test-tools.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup
	$(BIN)/pytest --database=postgres tests/ledger

bench: .venv/bench
	$(BIN)/python -m bench

lock: .venv/dev
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --universal --generate-hashes --custom-compile-command 'make lock' pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --custom-compile-command 'make lock' --group dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --custom-compile-command 'make lock' --group dev --group bench pyproject.toml -o requirements-bench.lock

clean:
	rm -rf .venv out

.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo '需要 Python 3.11 或更新版本。Python 3.11 or newer is needed.' >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo '创建 .venv 失败（Debian/Ubuntu 请先安装 python3-venv）。Creating .venv failed (on Debian/Ubuntu install python3-venv).' >&2; exit 1; }

.venv/runtime: requirements.lock pyproject.toml | .venv/bin/pip
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/dev: requirements-dev.lock pyproject.toml | .venv/bin/pip
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@ .venv/runtime

.venv/bench: requirements-bench.lock pyproject.toml | .venv/bin/pip
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@ .venv/dev .venv/runtime
