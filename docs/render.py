#!/usr/bin/env python3
"""Write the pages that the declarations and the code themselves say: ``python docs/render.py``.

docs/reference.zh-CN.md lists every indicator, figure, export table, problem and identity; docs/modules.md every module;
docs/bulletins.zh-CN.md what the checks found in the bulletins of the real places. The output under every cheap
``$ govlib …`` line of README.md and README.zh-CN.md is what the command prints today.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from govlib.catalog.conditions import Condition
from govlib.catalog.figures import Figure
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.rulesets import Indicator
from govlib.catalog.tables import ColumnDeclaration
from govlib.dated import CONFIDENCE_NOTE, Source
from govlib.exports.problem_types import PROBLEM_TYPES
from govlib.identities import IDENTITIES
from govlib.labels import LABELS
from govlib.ledger.triggers import say_basis, say_conditions
from govlib.rankings.sayings import say_method
from govlib.workdays import Span
from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[1]
CONSOLE = re.compile(r"(?<=^```console\n)(?:(?!^```$).*\n)+", re.MULTILINE)
CHEAP = re.compile(r"govlib (?:check|describe|--help|\w+ --help)\b")

MEASURES = {
    "share": "有问题的行占全部行的比例",
    "count": "行数",
    "count_of_groups": "几类行数相加",
    "days_since_last": "距最近一次的天数",
    "elements_missing": "缺少要素的行数",
    "candidates": "疑似行数，由人判定",
    "manual": "人工核查结论",
}
TYPES = {
    "text": "文字", "code": "编码（文本）", "url": "网址", "platform": "平台", "unit": "单位", "unit_list": "多个单位",
    "choice": "限定写法", "count": "非负整数", "number": "数字", "share": "比率", "flag": "是否", "presence": "有无",
    "date": "日期", "datetime": "日期和时间",
}  # fmt: skip
BULLETINS_INTRODUCED = """\
本页由 `python docs/render.py` 写出：从 `exports/` 的表重新算一遍，同通报正文所写的数字逐条核对。

- 矛盾：两边对不上，要改，或者要说明差额；
- 存疑：不一定错，要人看一眼；
- 不可核：没有交来能算的表，或者两个数字的时间窗不同。"""
NO_TESTS = frozenset({"column", "allowing", "blank_is_open"})
LEVELS = {"county": "县（区）", "city": "市", "province": "省"}
COMPUTED_NAMES = {
    "results": "检查情况（由名录和结论算出）",
    "account_stock": "账号存量（由名录的日期算出）",
    "rectification": "历次通报的问题（由整改台账算出）",
    "triggered": "问责名单（由整改台账和问责触发条件算出）",
    "account_events": "账号处置（由整改台账、T2c 和名录算出）",
}


def render_reference(catalog: Catalog) -> str:
    """Return the Chinese reference: places, indicators, figures, export tables, problems, identities."""
    parts = [
        "# 声明一览",
        "本页由 `python docs/render.py` 按 `params/` 的声明写出，不要手改；改了声明就重写一次，测试会核对。",
        "## 地方和期",
        *_places(catalog),
        "## 规则集和指标",
        *_rulesets(catalog),
        "## 通报数字",
        "编号写在 `params/figures/` 里；名称就是通报数字表“对应数字”一栏要写的名称，分组数字写作“名称·组名”。",
        *_figures(catalog),
        "## 排名和等次",
        "地方文件的 `rankings` 里写编号选用，可以只改其中几处；下面的办法一句是按声明写出的，通报里印的就是它。",
        _grid(("编号", "标题", "办法", "见于"), _rankings(catalog)),
        "## 限时办的事",
        "没有办完又过了期限的，每期都是问题；办得晚的，只在到期的那一期是问题。",
        _grid(("表", "哪些行", "问题", "依据"), _replies(catalog)),
        "## 问责触发条件",
        "地方文件的 `triggers` 里写编号选用，可以只改其中几处。",
        _grid(("编号", "条件和处理", "依据"), _triggers(catalog)),
        "## 查文字的规则",
        "`govlib scan` 和 60 文字质量用这些规则；疑似的要另外要求才列出来。地方文件的 `text_rules` 可以改。",
        _grid(("编号", "名称", "查什么", "级别", "可信度", "数值", "依据"), _text_rules(catalog)),
        "## 导出表",
        "认表只看标题，不看文件名。标题不分全角半角、空格、换行和括号样式，写法不止一种的都列出来。",
        *_tables(catalog),
        "## 个人信息",
        "标题是下列各词的列整列不读，任何成果里都不会有："
        + "、".join(catalog.personal.headings)
        + "。其中只记有无、不记内容的："
        + "、".join(catalog.personal.kept_as_presence)
        + "。",
        "## 收表问题",
        _grid(("代码", "名称", "程度", "怎么办"), _problems()),
        "## 通报数字的核对",
        _grid(("序号", "恒等式"), ((str(number), said) for number, said in IDENTITIES.items())),
    ]
    return "\n\n".join(parts) + "\n"


def render_modules(root: Path) -> str:
    """Return one line a module of govlib: its path and the first sentence of its docstring."""
    parts = ["# Modules of govlib", "Written by `python docs/render.py` from the docstrings; a test compares."]
    rooms: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((root / "govlib").rglob("*.py")):
        said = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()
        inside = path.relative_to(root / "govlib")
        room = inside.parts[0] if len(inside.parts) > 1 else ""
        rooms.setdefault(room, []).append((f"`{inside.as_posix()}`", said[0] if said else ""))
    for room, rows in sorted(rooms.items()):
        parts += [f"## govlib{'.' + room if room else ''}", _grid(("module", "what it is for"), rows)]
    return "\n\n".join(parts) + "\n"


def render_bulletins(catalog: Catalog, root: Path) -> str:
    """Return what the checks found in the bulletin of every real place and period; nothing is written elsewhere."""
    parts = [
        "# 通报里查出了什么",
        BULLETINS_INTRODUCED,
    ]
    for place in catalog.places.values():
        for period in place.periods if not place.sample else ():
            run = open_declared(root, catalog, place.slug, period, "outputs")
            counts = run.checks["verdict"].value_counts()
            shown = run.checks.loc[run.checks["verdict"].isin(["矛盾", "存疑"])]
            said = "，".join(f"{word} {int(counts.get(word, 0))} 处" for word in ("一致", "矛盾", "存疑", "不可核"))
            parts += [f"## {run.title}", f"{said}。"]
            if len(shown):
                columns = ["verdict", "identity_name", "subject", "stated", "computed", "cause", "where_stated"]
                headings = ("结论", "恒等式", "对象", "通报所写", "复算", "可能原因", "通报位置")
                parts.append(_grid(headings, shown[columns].fillna("").astype(str).to_numpy().tolist()))
    return "\n\n".join(parts) + "\n"


def run_shown(command: str, root: Path) -> str:
    """Return what a command of a README prints, run in the project's folder with this environment's programs."""
    programs = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": programs + os.pathsep + os.environ.get("PATH", ""), "PYTHONUTF8": "1"}
    said = subprocess.run(  # noqa: S602 - a command of our own page, with its pipe
        command, shell=True, cwd=root, env=environment, capture_output=True, check=False
    )
    return "".join(f"{line.rstrip()}\n" for line in said.stdout.decode("utf-8").splitlines())


def refresh_examples(page: str, root: Path) -> str:
    """Return a page with the output under every cheap command written anew; other blocks stay as they are."""
    return CONSOLE.sub(lambda found: "".join(_refreshed(found[0], root)), page)


def list_examples(page: str) -> list[str]:
    """Return the commands of a page whose output is refreshed, in their order."""
    lines = [line for block in CONSOLE.findall(page) for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ") and CHEAP.match(line[2:])]


def _refreshed(block: str, root: Path) -> Iterator[str]:
    skipping = False
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            command = line[2:].strip()
            skipping = CHEAP.match(command) is not None
            yield line
            if skipping:
                yield run_shown(command, root)
        elif not skipping:
            yield line


def _places(catalog: Catalog) -> Iterator[str]:
    rows = [
        (
            f"`{place.slug}`", place.name, LEVELS[place.level], f"`{name}`", period.title,
            f"{period.start} 至 {period.end}", str(period.inspection_day), str(place.ruleset_id(period.inspection_day)),
        )
        for place in catalog.places.values()
        for name, period in place.periods.items()
    ]  # fmt: skip
    yield _grid(("地方", "名称", "级别", "期", "期名", "检查时间", "监测时间点", "规则集"), rows)


def _rulesets(catalog: Catalog) -> Iterator[str]:
    for ruleset in catalog.rulesets.values():
        yield f"### {ruleset.id}：{ruleset.name}"
        yield f"{ruleset.source.act}，自 {ruleset.since} 起。"
        rows = [row for indicator in ruleset.indicators.values() for row in _indicator_rows(indicator, catalog)]
        yield _grid(("编号", "名称", "对象", "状态", "自", "原文", "怎么量", "数据表", "依据"), rows)


def _indicator_rows(indicator: Indicator, catalog: Catalog) -> Iterator[tuple[str, ...]]:
    table = catalog.tables[indicator.measure.table]
    status = "生效" if indicator.status == "active" else "草案"
    how = MEASURES.get(indicator.measure.kind, indicator.measure.kind), f"{table.code} {table.name}"
    if not indicator.thresholds:
        yield f"`{indicator.id}`", indicator.name, indicator.subject, status, "", "由地方定数", *how, ""
    for entry in sorted(indicator.thresholds, key=lambda one: one.since):
        yield (
            f"`{indicator.id}`", indicator.name, indicator.subject, status, str(entry.since),
            entry.words if entry.value is not None else "停止执行", *how,
            f"{entry.source.act} {entry.source.part} {CONFIDENCE_NOTE[entry.source.seen]}".strip(),
        )  # fmt: skip


def _figures(catalog: Catalog) -> Iterator[str]:
    topics: dict[str, list[Figure]] = {}
    for figure in catalog.figures.values():
        topics.setdefault(figure.topic, []).append(figure)
    for topic, figures in topics.items():
        yield f"### {topic}"
        rows = [
            (f"`{figure.id}`", figure.label, figure.unit, _how(figure, catalog), _groups(figure, catalog))
            for figure in figures
        ]
        yield _grid(("编号", "名称", "单位", "怎么算", "分组"), rows)


def _how(figure: Figure, catalog: Catalog) -> str:
    if figure.measure in ("rate", "average"):
        return f"{catalog.figures[str(figure.numerator)].label}÷{catalog.figures[str(figure.denominator)].label}"
    if figure.measure == "share":
        return f"{catalog.figures[str(figure.numerator)].label}的各组÷上一级"
    table = str(figure.table)
    name = catalog.tables[table].name if table in catalog.tables else COMPUTED_NAMES[table]
    what = {
        "rows": "行数",
        "sum": f"“{_column(catalog, table, str(figure.column))}”合计",
        "distinct": "去重后的" + "＋".join(_column(catalog, table, key) for key in figure.columns),
        "mean_days": "从“{}”到“{}”的平均天数".format(
            *(_column(catalog, table, str(key)) for key in (figure.since, figure.column))
        ),
        "each": f"逐行照录“{_column(catalog, table, str(figure.column))}”",
    }[figure.measure]
    where = "，".join(_condition(catalog, table, one) for one in figure.where)
    return f"{name}：{what}" + (f"（{where}）" if where else "")


def _groups(figure: Figure, catalog: Catalog) -> str:
    return "；".join("＋".join(_column(catalog, str(figure.table), key) for key in names) for names in figure.by)


def _condition(catalog: Catalog, table: str, condition: Condition) -> str:
    name = _column(catalog, table, condition.column)
    said = {
        "at_or_above": f" ≥ {condition.at_or_above or 0:g}",
        "above": f" > {condition.above or 0:g}",
        "at_or_below": f" ≤ {condition.at_or_below or 0:g}",
        "below": f" < {condition.below or 0:g}",
        "any_of": f"为{_choices(condition.any_of or ())}",
        "none_of": f"不为{_choices(condition.none_of or ())}",
        "blank": "空白" if condition.blank else "已填",
        "happened": "不晚于监测时间点" if condition.happened else "空白或晚于监测时间点",
        "within": f"在监测时间点前{_span(condition.within)}内",
        "older_than": f"早于监测时间点前{_span(condition.older_than)}",
        "older_than_column": "超过应更新周期",
        "later_than": f"晚于{_column(catalog, table, str(condition.later_than))}{_span(condition.allowing, '后')}",
        "differs_from_sum_of": "与分项之和不符",
    }
    given = [key for key in type(condition).model_fields if key not in NO_TESTS and getattr(condition, key) is not None]
    return name + "，".join(said.get(key, f"（{key}）") for key in given)


def _span(span: Span | None, after: str = "") -> str:
    if span is None:
        return ""
    parts = ((span.years, "年"), (span.months, "个月"), (span.days, "天"), (span.workdays, "个工作日"))
    return after + "".join(f"{number}{unit}" for number, unit in parts if number)


def _choices(values: Iterable[str | bool | int]) -> str:
    return "、".join({True: "是", False: "否"}[one] if isinstance(one, bool) else str(one) for one in values)


def _column(catalog: Catalog, table: str, key: str) -> str:
    declared = catalog.tables[table].columns.get(key) if table in catalog.tables else None
    if declared is not None and declared.headings:
        return declared.headings[0]
    if declared is not None and declared.source is not None:
        return f"{_column(catalog, table, declared.source)}归类"
    return LABELS.get(key, key).partition("（")[0]


def _text_rules(catalog: Catalog) -> Iterator[Sequence[str]]:
    for key, rule in catalog.text_rules.items():
        severity = rule.severity if rule.enabled else f"{rule.severity}（不用）"
        number = "" if rule.threshold is None else f"{rule.threshold:g}"
        yield f"`{key}`", rule.name, rule.says, severity, f"{rule.confidence:g}", number, rule.basis


def _replies(catalog: Catalog) -> Iterator[tuple[str, ...]]:
    for name, rule in catalog.replies.items():
        for limit in rule.limits:
            only = "；".join(_condition(catalog, name, one) for one in (*rule.only, *limit.only))
            yield f"{catalog.tables[name].code} {rule.name}", only, limit.problem, _say_source(limit.source)
        for fault in rule.faults:
            only = "；".join(_condition(catalog, name, one) for one in (*rule.only, *fault.where))
            yield f"{catalog.tables[name].code} {rule.name}", only, fault.problem, _say_source(fault.source)


def _say_source(source: Source) -> str:
    return f"{source.act} {source.part}{CONFIDENCE_NOTE[source.seen]}"


def _triggers(catalog: Catalog) -> Iterator[tuple[str, ...]]:
    for name, trigger in catalog.triggers.items():
        yield f"`{name}`", say_conditions(trigger), say_basis(trigger)


def _rankings(catalog: Catalog) -> Iterator[tuple[str, ...]]:
    for name, ranking in catalog.rankings.items():
        yield f"`{name}`", ranking.title, say_method(ranking, catalog.figures), ranking.seen_in


def _tables(catalog: Catalog) -> Iterator[str]:
    for key, table in sorted(catalog.tables.items(), key=lambda item: _natural(item[1].code)):
        yield f"### {table.code} {table.name}（`{key}`）"
        recognised = "；或 ".join(
            "、".join(_column(catalog, key, name) for name in names) for names in table.recognised_by
        )
        unique = "＋".join(_column(catalog, key, name) for name in table.key)
        yield f"{table.row}。同时有这些列就认作本表：{recognised}。同一对象看：{unique}。"
        yield _grid(("列", "认得的标题", "类型", "必填"), _columns(table.columns.items()))
        for shape in table.vendors:
            known = "；".join(f"{name} {'、'.join(headings)}" for name, headings in shape.headings.items())
            yield f"{shape.vendor}自 {shape.since} 起的标题：{known}。"


def _columns(columns: Iterable[tuple[str, ColumnDeclaration]]) -> Iterator[tuple[str, ...]]:
    for key, column in columns:
        if column.is_derived:
            yield f"`{key}`", f"（由 `{column.source}` 得出）", TYPES.get(column.value_type, ""), ""
            continue
        kind = TYPES.get(column.value_type, column.value_type)
        if column.choices:
            kind += "：" + "、".join(column.choices)
        if column.digits:
            kind += f"，{column.digits} 位"
        yield f"`{key}`", "、".join(column.headings), kind, "是" if column.required else ""


def _natural(code: str) -> tuple[int, str]:
    digits = re.search(r"\d+", code)
    return (int(digits.group()) if digits else 99, code)


def _problems() -> Iterator[tuple[str, ...]]:
    for kind in PROBLEM_TYPES.values():
        advice = "" if kind.advice == "{advice}" else kind.advice
        yield f"`{kind.code}`", kind.name, kind.severity, advice or "按问题里写的做"


def _grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> None:
    """Write the generated pages and refresh the examples."""
    catalog = load_catalog(ROOT / "params")
    pages = {"docs/reference.zh-CN.md": render_reference(catalog), "docs/modules.md": render_modules(ROOT)}
    pages["docs/bulletins.zh-CN.md"] = render_bulletins(catalog, ROOT)
    for name in ("README.md", "README.zh-CN.md"):
        pages[name] = refresh_examples((ROOT / name).read_text(encoding="utf-8"), ROOT)
    for name, text in pages.items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
