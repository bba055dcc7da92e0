"""Invented data never mixes with a real county's, and a folder that can't be written is named."""

from __future__ import annotations

import pytest

from govlib.sample import write_sample


def test_the_sample_refuses_a_folder_with_somebody_elses_files(tmp_path):
    real = tmp_path / "2024Q2"
    real.mkdir()
    (real / "检查登记.xlsx").write_bytes(b"real")
    with pytest.raises(ValueError, match="检查登记"):
        write_sample(real, 100, 1)
    assert [path.name for path in real.iterdir()] == ["检查登记.xlsx"]


def test_a_smaller_sample_leaves_no_shard_of_a_larger_one(tmp_path):
    folder = tmp_path / "2026Q3"
    write_sample(folder, 100, 1)
    fresh = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "文章_虚构样例_0009.csv").write_text("旧分片", "utf-8")
    write_sample(folder, 100, 1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == fresh


@pytest.mark.parametrize("words", [["batch", "--outputs", "taken"], ["sample", "--out", "taken"]])
def test_a_file_in_the_way_is_named(project, command, words):
    root = project("shiquan")
    (root / "taken").write_text("", "utf-8")
    done = command(root, *words)
    assert done.returncode == 2
    assert "taken" in done.stderr
    assert "Traceback" not in done.stderr
