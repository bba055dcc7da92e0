#!/bin/sh
# Finds a Python that can build the environment, then leaves the work to install.py.
set -eu
cd "$(dirname "$0")/.."

if [ -x .venv/bin/python ] && .venv/bin/python tools/install.py --check 2>/dev/null; then
    exit 0
fi

for python in python3.13 python3.12 python3.11 python3; do
    # asked, not looked up: a pyenv shim exists for versions that can't be run, and Debian may lack venv
    if "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$python" tools/install.py
    fi
done

echo "没有找到可用的 Python：需要 3.11 或更高版本，带 venv 模块。" >&2
echo "请安装后重试，例如 Debian/Ubuntu 上：sudo apt-get install -y python3 python3-venv" >&2
exit 1
