import hashlib
import os
import subprocess
import sys

import pytest

from govlib.sample import write_sample

SCRIPT = "import sys, pathlib; from govlib.sample import write_sample; write_sample(pathlib.Path(sys.argv[1]), 300, 5)"


def hashes(folder):
    files = [*sorted(folder.iterdir()), folder.parent / f"{folder.name}.planted.csv"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first") / "2026Q3"
    write_sample(folder, 300, 5)
    return hashes(folder)


def test_the_same_arguments_give_the_same_bytes(first, tmp_path):
    write_sample(tmp_path / "2026Q3", 300, 5)
    assert hashes(tmp_path / "2026Q3") == first


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_interpreters_hash_seed_and_time_zone_change_no_byte(first, tmp_path, hash_seed):
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "TZ": "America/Lima"}
    subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path / "2026Q3")], check=True, env=environment)
    assert hashes(tmp_path / "2026Q3") == first


def test_another_seed_changes_every_file(first, tmp_path):
    write_sample(tmp_path / "2026Q3", 300, 6)
    other = hashes(tmp_path / "2026Q3")
    assert other.keys() == first.keys()
    assert [name for name in first if other[name] == first[name]] == []


def test_the_number_of_articles_changes_only_the_articles_and_the_list(first, tmp_path):
    write_sample(tmp_path / "2026Q3", 400, 5)
    other = hashes(tmp_path / "2026Q3")
    changed = {name for name in first if other[name] != first[name]}
    assert changed == {"文章与推文_虚构样例.xlsx", "2026Q3.planted.csv"}
