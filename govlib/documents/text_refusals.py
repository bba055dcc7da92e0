"""Why a file can't be checked as a text, in sentences for the person who wants to publish it."""

from __future__ import annotations

from govlib.errors import FileUnreadableError

MAX_BYTES = 128 * 1024 * 1024
"""The largest file that is checked; tables of articles are larger, but they are scanned by ``govlib`` as exports."""

_KINDS = "txt、md、html、docx、xlsx、xls、csv 文件，或有文字的 pdf"
_AS_DOCX = "请用 Word 或 WPS 打开，另存为 docx 后再查"
_REASONS = {
    "missing": ("没有这个文件", "一个文件或文件夹的名称", "请核对名称和所在的文件夹"),
    "locked": ("打不开（{detail}）", "可以读取的文件", "请关掉占用它的程序，或检查权限"),
    "empty": ("文件是空的（0 字节）", "有文字的文件", "请核对是否没有保存完"),
    "blank": ("没有可查的文字", "有文字的文件", "请核对是否选错了文件；图片里的文字查不到"),
    "too_large": ("文件有 {detail}，太大", f"不超过 {MAX_BYTES // 2**20} MiB 的文件", "请分成几个文件再查"),
    "legacy_word": ("是旧式 Word 文档（.doc 或 .wps）", _KINDS, _AS_DOCX),
    "not_text": ("内容其实是{detail}，不是能查的文字", _KINDS, "请在原来的程序里另存为 docx 或 pdf 后再查"),
    "broken": ("文件已损坏或不完整（{detail}）", "能正常打开的文件", "请用原来的程序打开，另存后再查"),
    "password": ("设有打开密码", "没有密码的文件", "请用密码打开后去掉密码，另存后再查"),
    "scanned": (
        "PDF 里没有文字，大概是扫描件（共 {detail} 页）", "有文字的 pdf", "请查它的 Word 原稿，或先做文字识别（OCR）",
    ),
    "too_deep": ("标签套得太深（{detail}）", "正常的网页", "请确认文件来源可靠，用浏览器打开后另存为文本"),
    "too_many_pages": ("PDF 有 {detail} 页，太多", "不超过 3000 页的 pdf", "请分成几个文件再查"),
}  # fmt: skip


def refuse_text(shown_as: str, reason: str, detail: str = "") -> FileUnreadableError:
    """Return the error that says why the file shown as ``shown_as`` is not checked."""
    found, expected, advice = _REASONS[reason]
    return FileUnreadableError(shown_as, found.format(detail=detail), expected, advice)


def reword(error: FileUnreadableError) -> FileUnreadableError:
    """Return a refusal that speaks of workbooks as one that speaks of files."""
    found = error.found.replace("工作簿", "文件").replace("，不是表格", "，不是能查的文字")
    return FileUnreadableError(error.where, found, _KINDS, "请用原来的程序打开，另存后再查")
