"""``govlib bulletin``: the bulletin of a place and period written, its slots listed, edited paragraphs taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govlib.errors import ExitCode, FileUnreadableError
from govlib.root import project_root

if TYPE_CHECKING:
    from govlib.workspace import Run

group = typer.Typer(
    name="bulletin",
    help="通报：写成 Word、网页、文本和附件；列出要自己写的空位；收回在 Word 里改好的段落。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
OnePlace = Annotated[str, typer.Option("--place", "-p", help="地方文件名（params/places/ 下）。")]
OnePeriod = Annotated[str, typer.Option("--period", help="期名。")]
OneKind = Annotated[
    str,
    typer.Option(
        "--kind",
        help="通报的种类：quarterly 季度、monthly 月度、special 专项、reinspection 复查、rollup 汇总；不写按地方文件。",
    ),
]
_MOST_DOUBTS = 5
Outputs = Annotated[Path, typer.Option("--outputs", help="成果文件夹。")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(group)


@group.command()
def write(
    place: OnePlace,
    period: OnePeriod,
    kind: OneKind = "",
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个文件夹；不写就写到成果文件夹。")] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="写草稿：没有撰写的空位留出位置，在 Word 里填好后用 take 收回。")
    ] = False,
    outputs: Outputs = Path("outputs"),
) -> None:
    """写出一期的通报：bulletin.docx、bulletin.html、bulletin.txt 和每个附件的工作簿；先自己核对，有矛盾的只作草稿。"""
    from govlib.bulletin.state import state_of
    from govlib.bulletin.writing.deliver import deliver_paper

    run = _open(place, period, outputs)
    made = deliver_paper(run, out or run.output_dir, kind or None, draft=draft)
    for sentence, names in made.left_out:
        _say(f"缺 {names}，没有写这一句：{sentence}")
    for note in made.own.notes:
        _say(f"请注意：{note}")
    if made.doubts:
        _say(f"文字有 {len(made.doubts)} 处要看（不因此作草稿），全部在 bulletin.json 的 wording：")
    for doubt in made.doubts[:_MOST_DOUBTS]:
        _say(f"  {doubt.sentence()}")
    for flaw in made.paper.flaws:
        _say(f"只能作草稿：{flaw}")
    _say(f"已写出{made.paper.kind}（{state_of(made.paper).state}）：{'、'.join(made.names)}，在 {made.shown_in}")
    if made.own.faults:
        raise typer.Exit(int(ExitCode.WRONG_CALL))


@group.command()
def slots(place: OnePlace, period: OnePeriod, kind: OneKind = "", outputs: Outputs = Path("outputs")) -> None:
    """列出通报里要自己写的空位，哪些已经写了；写在 records/<地方>/<期>/paragraphs.md，标题是空位的名称。"""
    from govlib.bulletin.writing.compose import list_run_slots, render_paragraphs
    from govlib.bulletin.writing.slot_file import FILE, read_slot_file

    run = _open(place, period, outputs)
    file = read_slot_file(run.records_dir)
    listed = list_run_slots(run, kind or None)
    own = render_paragraphs(run, file, kind or None)
    counts = {name: len(lines) for name, lines in file.slots.items()}
    for name, hint in listed:
        state = f"已写 {counts[name]} 段" if counts.get(name) else "只有标题" if name in counts else "没有写"
        _say(f"# {name}　{state}{f'　（{hint}）' if hint else ''}{'　不能用，见下' if name in own.broken else ''}")
    for name in counts.keys() - {one for one, _ in listed}:
        _say(f"# {name}　写了，但这一种通报没有这个空位")
    done = sum(bool(counts.get(name)) for name, _ in listed)
    _say(f"{run.title}：空位 {len(listed)} 处，已写 {done} 处；写在 records/{place}/{period}/{FILE}")
    for said in (*own.faults, *own.notes):
        _say(said)


@group.command()
def take(
    file: Annotated[Path, typer.Argument(help="在 Word 或 WPS 里改过空位的通报（.docx）。")],
    place: OnePlace,
    period: OnePeriod,
    *,
    kind: OneKind = "",
    update: Annotated[bool, typer.Option("--update", help="已经写过的空位也照文件改；旧的一份另存，不删。")] = False,
    outputs: Outputs = Path("outputs"),
) -> None:
    """收回在 Word 里改好的段落：只读标出的空位；没有写过的直接收，已经写过的要加 --update 才改。"""
    from govlib.bulletin.writing.slot_file import FILE
    from govlib.bulletin.writing.taking import compare_slots, take_slots

    try:
        data = file.read_bytes()
    except OSError as error:
        raise FileUnreadableError(file.as_posix(), f"打不开（{error.strerror}）", "一个 .docx 文件") from error
    run = _open(place, period, outputs)
    taken = compare_slots(run, data, file.name, kind or None)
    written, held, kept = take_slots(run, taken, update=update)
    for one in taken:
        is_waiting = one in held and one.way in ("改动", "清空")
        why = "没有收：记录里已经写过，要照文件改请加 --update" if is_waiting else one.why
        _say(f"# {one.slot}　{one.way}" + (f"（{why}）" if why else ""))
    if written:
        _say(f"已写入 records/{place}/{period}/{FILE}" + (f"，旧的一份另存为 {kept.name}" if kept else ""))
    elif held:
        _say("什么也没有写入。")
    else:
        _say("没有写入任何改动：文件和记录里的一样。")
    if held:
        _say(f"有 {len(held)} 处没有收，原因见上。")
        raise typer.Exit(int(ExitCode.FILE_UNREADABLE))


def _open(place: str, period: str, outputs: Path) -> Run:
    from govlib.catalog.load import load_catalog
    from govlib.workspace import open_declared

    root = project_root()
    return open_declared(root, load_catalog(root / "params"), place, period, str(outputs))


def _say(line: str) -> None:
    typer.echo(line)
