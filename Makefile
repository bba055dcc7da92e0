# 每个目标后的“##”是 make help 显示的说明；做事的是 tools/ 里的脚本。
.DEFAULT_GOAL := help
.PHONY: help setup run test deep bench lab lock clean

export LC_ALL := C.UTF-8
export PYTHONUTF8 := 1

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder -p no:benchmark

help: ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## 建立 .venv，按 requirements.lock 安装（装过且没变就跳过）
	@sh tools/setup.sh

run: setup ## 没有样例就先生成，再运行 exports/ 下各地方，成果在 outputs/
	@test -d exports/sample || $(PYTHON) -m govlib sample
	@$(PYTHON) -m govlib batch

test: setup ## 检查代码并运行全部测试（缺 Chromium、LibreOffice 等时先装）
	@$(PYTHON) tools/system_packages.py
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	$(PYTEST) -m "not deep"

deep: setup ## 运行耗时长的测试
	@$(PYTHON) tools/system_packages.py
	$(PYTEST) -m deep

bench: setup ## 量一遍：每种量法、整套规则每秒几行，查文字每秒几 MB，打开总览用多少秒，每个地方用多少秒、成果多大
	@$(PYTHON) -m pytest -q tests/bench/bench_rules.py --benchmark-columns=min,median,rounds
	@$(PYTHON) tests/bench/bench_text.py
	@$(PYTHON) tests/bench/bench_overview.py
	@$(PYTHON) tools/bench.py

lab: setup ## 打开 JupyterLab
	@$(PYTHON) -m govlib lab

lock: setup ## 按 pyproject.toml 和 .venv 重写 requirements.lock
	@$(PYTHON) tools/lock.py

clean: ## 删除 outputs/ 里的成果和各种缓存（不动 exports/、records/、.venv/）
	@find outputs -mindepth 1 ! -name README.md -delete 2>/dev/null || true
	@rm -rf build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
	@find govlib tests tools notebooks -name __pycache__ -type d -prune -exec rm -rf {} +
