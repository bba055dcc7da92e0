import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from batch_samples import make_run

from govlib.batch import manifest
from govlib.batch.events import SUCCEEDED
from govlib.batch.manifest import Step, build_manifest, hash_inputs, hash_members, hash_outputs, key_of, write_manifest


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def build(run, inputs, outputs=None):
    return build_manifest(
        run,
        status=SUCCEEDED,
        ruleset="GWB2019",
        sample=True,
        inputs=inputs,
        outputs=outputs or {},
        steps=[Step("10_intake.ipynb", "数据接收", SUCCEEDED)],
        counts={"pages": 1},
    )


def test_inputs_are_hashed_by_their_path_inside_the_project(tmp_path):
    run = make_run(tmp_path, "cangxi")
    (run.exports_dir / "子文件夹").mkdir()
    (run.exports_dir / "子文件夹" / "栏目.csv").write_bytes(b"1")
    (run.exports_dir / "~$网站.xlsx").write_bytes(b"lock")
    (run.exports_dir / ".DS_Store").write_bytes(b"mac")
    place = tmp_path / "params" / "places" / "cangxi.yaml"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"name: x")
    hashes = hash_inputs(run, [place], tmp_path)
    assert list(hashes) == [
        "exports/cangxi/2024Q2/子文件夹/栏目.csv",
        "exports/cangxi/2024Q2/网站.csv",
        "params/places/cangxi.yaml",
    ]
    assert hashes["params/places/cangxi.yaml"] == sha(b"name: x")


def test_inputs_outside_the_project_are_named_without_their_machine_path(tmp_path):
    run = make_run(tmp_path / "elsewhere", "cangxi")
    assert list(hash_inputs(run, [], tmp_path / "project")) == ["exports/cangxi/2024Q2/网站.csv"]


def test_outputs_are_hashed_but_for_the_log_and_the_manifest(tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "10_intake.html").write_bytes(b"page")
    (tmp_path / "run.log").write_bytes(b"log")
    (tmp_path / "manifest.json").write_bytes(b"{}")
    assert hash_outputs(tmp_path) == {"html/10_intake.html": {"bytes": 4, "sha256": sha(b"page")}}


def pack(path: Path, compression: int, year: int) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("b.xml", "a.xml"):
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), name * 50, compression)
    return path


def test_workbooks_that_differ_only_in_compression_have_the_same_member_hash(tmp_path):
    one = pack(tmp_path / "one.xlsx", zipfile.ZIP_STORED, 2020)
    other = pack(tmp_path / "other.xlsx", zipfile.ZIP_DEFLATED, 2021)
    assert one.read_bytes() != other.read_bytes()
    assert hash_members(one) == hash_members(other)
    assert hash_outputs(tmp_path)["one.xlsx"]["members_sha256"] == hash_members(one)
    plain = tmp_path / "plain.csv"
    plain.write_bytes(b"a,b")
    assert hash_members(plain) is None


def test_the_key_follows_inputs_ruleset_code_and_versions(tmp_path, monkeypatch):
    run = make_run(tmp_path, "cangxi")
    keys = {key_of(run, {"a": "1"}, "GWB2019"), key_of(run, {"a": "2"}, "GWB2019"), key_of(run, {"a": "1"}, "other")}
    monkeypatch.setattr(manifest, "hash_code", lambda: "edited")
    keys.add(key_of(run, {"a": "1"}, "GWB2019"))
    monkeypatch.setattr(manifest, "list_versions", lambda: {"pandas": "0"})
    keys.add(key_of(run, {"a": "1"}, "GWB2019"))
    assert len(keys) == 5
    assert key_of(run, {"b": "2", "a": "1"}, "x") == key_of(run, {"a": "1", "b": "2"}, "x")


def test_a_manifest_is_sorted_utf8_with_unix_line_ends(tmp_path):
    write_manifest(build(make_run(tmp_path, "cangxi", "苍溪县"), {"网站.csv": "1", "a.csv": "2"}), tmp_path)
    written = (tmp_path / "manifest.json").read_bytes()
    assert "苍溪县".encode() in written
    assert b"\r" not in written
    assert written.endswith(b"}\n")
    content = json.loads(written)
    assert list(content) == sorted(content)
    assert list(content["inputs"]) == ["a.csv", "网站.csv"]
    assert "run" not in content


def test_outputs_stand_unchanged_only_while_every_file_does(tmp_path):
    run = make_run(tmp_path, "cangxi")
    run.output_dir.mkdir(parents=True)
    page = run.output_dir / "page.html"
    page.write_bytes(b"page")
    content = build(run, {}, hash_outputs(run.output_dir))
    write_manifest(content, run.output_dir)
    assert manifest.is_unchanged(run, content["key"], SUCCEEDED)
    assert not manifest.is_unchanged(run, "other key", SUCCEEDED)
    (run.output_dir / "extra.html").write_bytes(b"")
    assert not manifest.is_unchanged(run, content["key"], SUCCEEDED)
    (run.output_dir / "extra.html").unlink()
    page.unlink()
    assert not manifest.is_unchanged(run, content["key"], SUCCEEDED)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{"])
def test_a_broken_manifest_reads_as_none(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    assert manifest.read_manifest(tmp_path) == {}
