"""The forms of a paper are the same bytes wherever they are written: time zone, language, seed of hashes, folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from datetime import date
from pathlib import Path
import pandas as pd
from govlib.bulletin.annexes import Annex
from govlib.bulletin.forms.charts import draw_bars, draw_parts
from govlib.bulletin.forms.files import write_all
from govlib.bulletin.paper import Heading, Paper, PaperAnnex, Paragraph
from govlib.bulletin.state import state_of, write_state

rows = [[1, "甲县", 36, date(2026, 9, 1), 0.972], [2, "乙县", 8, None, 1.0], [None, "合计", 44, None, 0.977]]
frame = pd.DataFrame(rows, columns=["序号", "单位", "检查数", "日期", "合格率"], dtype="object")
table = Annex("检查情况统计表", "全市", "本级检查", "家", ("说明一", "说明二"), frame, total_row=True)
listed = Annex("清单", "全市", "本级检查", "条", (), frame[["序号", "单位"]])
body = (
    Heading(1, "一、总体情况"),
    Paragraph("检查政府网站44家。", slot="情况"),
    draw_bars(["甲县", "乙县"], [97.2, 100.0], "各县合格率", "%"),
    draw_parts(["微信", "微博"], {"合格": [140, 50], "不合格": [5, 2]}, "各平台检查结果", "个"),
)
paper = Paper(
    "季度通报", "示范市人民政府办公室关于检查情况的通报", "示范市人民政府办公室", "各县", body, date(2026, 10, 9),
    attachments=(PaperAnnex(1, "统计表", (table,)), PaperAnnex(2, "清单", lead=body[:2], listed=(listed,))),
    flaws=("甲", "乙"), sample=True, origin="sample/2026Q3",
)
write_all(Path(sys.argv[1]), paper)
write_state(Path(sys.argv[1]), state_of(paper))
"""


def write_under(folder: Path, cwd: Path, **settings: str) -> dict[str, str]:
    folder.mkdir(parents=True)
    env = {**{k: v for k, v in os.environ.items() if k not in {"LANG", "LC_ALL", "TZ"}}, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], cwd=cwd, env={**env, **settings}, check=True, timeout=120
    )
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_paper_is_the_same_bytes_under_other_settings_and_in_another_folder(tmp_path):
    away = tmp_path / "另一个 文件夹"
    away.mkdir()
    one = write_under(tmp_path / "a", tmp_path, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0", PYTHONUTF8="1")
    other = write_under(
        away / "成果", away, TZ="Asia/Shanghai", LC_ALL="C.UTF-8", LANG="zh_CN.UTF-8", PYTHONHASHSEED="4711"
    )
    assert set(one) == {
        "bulletin.docx", "bulletin.html", "bulletin.txt", "bulletin.json", "annexes/附件1 统计表.xlsx",
        "annexes/附件2 清单.xlsx",
    }  # fmt: skip
    assert one == other
