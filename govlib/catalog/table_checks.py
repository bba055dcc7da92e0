"""What the declarations of export tables must mean, beyond their form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govlib.catalog.headings import heading_forms
from govlib.errors import Fault

if TYPE_CHECKING:
    from govlib.catalog.tables import ColumnDeclaration, PersonalDeclaration, TableDeclaration

_NUMERIC = frozenset({"count", "number", "share"})


def check_table(table: TableDeclaration, shown: str) -> Iterator[Fault]:
    """Yield every contradiction within one table."""
    for part in table.key:
        if part not in table.columns:
            yield Fault(shown, "key", f"没有声明的列“{part}”", "columns 中的一列")
    for part in table.not_evidence:
        if part not in table.columns:
            yield Fault(shown, "not_evidence", f"没有声明的列“{part}”", "columns 中的一列")
    if set(table.key) <= set(table.not_evidence):
        yield Fault(shown, "not_evidence", "key 的各列都写在里面", "至少留下 key 中的一列，不然认不出是哪一行")
    yield from _check_recognition(table, shown)
    yield from _check_headings(table, shown)
    for key, column in table.columns.items():
        where = f"columns.{key}"
        yield from _check_source(table, column, shown, where)
        yield from _check_choices(column, shown, where)
        yield from _check_options(column, shown, where)
        yield from _check_targets(table, column, shown, where)
    yield from _check_vendors(table, shown)


def _check_recognition(table: TableDeclaration, shown: str) -> Iterator[Fault]:
    for index, keys in enumerate(table.recognised_by):
        where = f"recognised_by.{index}"
        if not keys:
            yield Fault(shown, where, "是空的", "至少一列")
        for key in keys:
            column = table.columns.get(key)
            if column is None:
                yield Fault(shown, where, f"没有声明的列“{key}”", "columns 中的一列")
            elif column.is_derived:
                yield Fault(shown, where, f"“{key}”是派生列", "有标题的列")


def _check_headings(table: TableDeclaration, shown: str) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for key, column in table.columns.items():
        where = f"columns.{key}.headings"
        seen: set[str] = set()
        for heading in column.headings:
            forms = heading_forms(heading)
            if not forms:
                yield Fault(shown, where, f"标题“{heading}”只有符号", "文字")
                continue
            if forms[0] in seen:
                yield Fault(shown, where, f"标题“{heading}”写了两次", "每个标题写一次")
            seen.add(forms[0])
            other = next((owner[form] for form in forms if owner.get(form, key) != key), None)
            if other is not None:
                yield Fault(shown, where, f"标题“{heading}”也是列“{other}”的标题", "一个标题只属于一列")
            for form in forms:
                owner.setdefault(form, key)


def _check_source(table: TableDeclaration, column: ColumnDeclaration, shown: str, where: str) -> Iterator[Fault]:
    """Yield what is wrong with where a column comes from: headings and a type, or another column."""
    if not column.is_derived:
        if column.type is None:
            yield Fault(shown, f"{where}.type", "没有填", "列的类型")
        if not column.headings:
            yield Fault(shown, f"{where}.headings", "没有填", "至少一个标题，或用 from 派生")
        if column.contains or column.present:
            yield Fault(shown, where, "contains 与 present 要和 from 一起用", "有 from 的派生列")
        return
    source = table.columns.get(column.source or "")
    if source is None or source.is_derived:
        yield Fault(shown, f"{where}.from", f"写的是“{column.source}”", "本表一个有标题的列")
    if bool(column.contains) == column.present:
        yield Fault(shown, where, "派生列要写 contains 或 present 之一", "其中一个")
    if column.headings or column.type is not None or column.required:
        yield Fault(shown, where, "派生列写了 headings、type 或 required", "只写 from 和 contains 或 present")


def _check_choices(column: ColumnDeclaration, shown: str, where: str) -> Iterator[Fault]:
    if (column.type == "choice") != bool(column.choices):
        yield Fault(shown, f"{where}.choices", "choice 类型与 choices 不配套", "type: choice 且写明 choices")
    owner: dict[str, str] = {}
    for canonical, words in column.choices.items():
        if canonical not in words:
            yield Fault(shown, f"{where}.choices.{canonical}", "写法里没有它自己", f"含有“{canonical}”的列表")
        for word in words:
            form = "".join(heading_forms(word)[:1])
            other = owner.setdefault(form, canonical)
            if other != canonical:
                yield Fault(shown, f"{where}.choices.{canonical}", f"“{word}”也属于“{other}”", "每个写法只属于一项")


def _check_options(column: ColumnDeclaration, shown: str, where: str) -> Iterator[Fault]:
    """Yield every option that doesn't go with the column's type."""
    if column.digits is not None and column.type != "code":
        yield Fault(shown, f"{where}.digits", f"类型是 {column.type}", "只用于 code 列")
    if column.when_blank is not None and column.type not in _NUMERIC:
        yield Fault(shown, f"{where}.when_blank", f"类型是 {column.type}", "只用于 count、number、share 列")
    if (column.is_name or column.multiline) and column.type != "text":
        yield Fault(shown, where, "is_name 与 multiline 只用于 text 列", "type: text")
    if column.is_name and column.multiline:
        yield Fault(shown, where, "is_name 与 multiline 不能同时写", "其中一个")


def _check_targets(table: TableDeclaration, column: ColumnDeclaration, shown: str, where: str) -> Iterator[Fault]:
    """Yield what is wrong with the other columns that a column fills."""
    if column.group_from_heading is not None and column.group_from_heading in table.columns:
        yield Fault(shown, f"{where}.group_from_heading", f"“{column.group_from_heading}”已是一列", "新的列名")
    bracket = column.platform_in_brackets
    if bracket is not None and (bracket not in table.columns or table.columns[bracket].type != "platform"):
        yield Fault(shown, f"{where}.platform_in_brackets", f"写的是“{bracket}”", "本表的一个 platform 列")


def _check_vendors(table: TableDeclaration, shown: str) -> Iterator[Fault]:
    for index, vendor in enumerate(table.vendors):
        for key, headings in vendor.headings.items():
            where = f"vendors.{index}.headings.{key}"
            declared = table.columns.get(key)
            if declared is None:
                yield Fault(shown, where, f"没有声明的列“{key}”", "columns 中的一列")
                continue
            for heading in headings:
                if heading not in declared.headings:
                    yield Fault(shown, where, f"“{heading}”不在该列的 headings 中", "该列的一个标题")


def check_personal(
    personal: PersonalDeclaration, tables: Mapping[str, TableDeclaration], folder: str
) -> Iterator[Fault]:
    """Yield every declared heading that the personal list would drop at the door."""
    dropped = tuple(form for heading in personal.headings for form in heading_forms(heading)[:1])
    kept = {form for heading in personal.kept_as_presence for form in heading_forms(heading)}
    shown = f"params/{folder}/_personal.yaml"
    for heading in personal.kept_as_presence:
        if heading not in personal.headings:
            yield Fault(shown, "kept_as_presence", f"“{heading}”不在 headings 中", "headings 中的一项")
    for name, table in tables.items():
        for key, column in table.columns.items():
            for heading in column.headings:
                forms = heading_forms(heading)
                is_kept = column.type == "presence" and not kept.isdisjoint(forms)
                if dropped and not is_kept and any(form.endswith(dropped) for form in forms):
                    where = f"columns.{key}.headings"
                    found = f"标题“{heading}”会被当作个人信息丢掉"
                    expected = "不含个人信息的标题，或 type: presence 且列入 _personal.yaml 的 kept_as_presence"
                    yield Fault(f"params/{folder}/{name}.yaml", where, found, expected)
