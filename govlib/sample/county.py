"""Write the whole invented county: every table T1 to T22 with T8b, and the list of what was planted."""

from __future__ import annotations

from pathlib import Path

from govlib.sample.account_tables import build_account_registry, build_reads
from govlib.sample.article_tables import write_articles
from govlib.sample.audit_tables import build_audits
from govlib.sample.cast import Cast, draw_cast
from govlib.sample.column_tables import build_columns
from govlib.sample.enquiry_tables import build_enquiries
from govlib.sample.ledger import Ledger
from govlib.sample.link_tables import build_links
from govlib.sample.message_tables import build_letters, build_messages
from govlib.sample.permit_tables import build_permits, build_tickets
from govlib.sample.point_tables import build_points
from govlib.sample.probe_tables import build_probes
from govlib.sample.publication_tables import build_publication
from govlib.sample.report_tables import build_applications, build_error_reports
from govlib.sample.room import Room, open_room
from govlib.sample.service_tables import build_activities, build_guides, build_policies
from govlib.sample.sheets import Sheet, lay_out
from govlib.sample.site_tables import build_site_registry
from govlib.sample.units import LABEL
from govlib.sample.wording_tables import build_wording
from govlib.sample.work_tables import build_checklist, build_spot_checks, build_tasks
from govlib.sample.write_csv import write_csv
from govlib.sample.write_xls import write_xls
from govlib.sample.write_xlsx import write_xlsx

FEWEST_ARTICLES, MOST_ARTICLES = 100, 5_000_000


def write_sample(folder: Path, articles: int, seed: int) -> Path:
    """Write an invented county's exports into ``folder`` and return the list of what was planted.

    The list lies beside the folder as ``<folder>.planted.csv``; a row of it is one planted defect, finding, figure
    or look-alike. ``articles`` counts all data rows of T7, those with defects too. The same arguments give the same
    bytes. Raise ValueError when ``articles`` is out of bounds.
    """
    if not FEWEST_ARTICLES <= articles <= MOST_ARTICLES:
        raise ValueError(f"文章数为 {articles}，应在 {FEWEST_ARTICLES} 与 {MOST_ARTICLES} 之间，请改 articles。")
    _clear(folder)
    ledger = Ledger()
    cast = draw_cast(seed)
    for name, sheets in _build(seed, cast, ledger).items():
        _write(folder / name, sheets)
    write_articles(folder, articles, seed, cast, ledger)
    planted = folder.parent / f"{folder.name}.planted.csv"
    ledger.write(planted)
    return planted


def _clear(folder: Path) -> None:
    """Make the folder ready: an earlier sample's files go, anybody else's are never mixed with invented ones."""
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder.name} 是一个文件，不能写入样例，请换一个文件夹。")
    folder.mkdir(parents=True, exist_ok=True)
    files = [path for path in folder.iterdir() if not path.name.startswith(".")]
    foreign = sorted(path.name for path in files if path.is_dir() or LABEL not in path.name)
    if foreign:
        raise ValueError(
            f"文件夹 {folder.name} 里有不是样例的文件（{foreign[0]} 等 {len(foreign)} 个），请换一个空文件夹。"
        )
    for path in files:
        path.unlink()


def _build(seed: int, cast: Cast, ledger: Ledger) -> dict[str, list[Sheet]]:
    def room(name: str, excel: bool = True) -> Room:
        return open_room(seed, name, ledger, excel)

    books = {
        "网站名录与监测.xlsx": [
            build_site_registry(room("sites"), cast),
            *build_columns(room("columns"), cast),
            build_links(room("links"), cast),
        ],
        "连通性监测.xls": [build_probes(room("probes"), cast)],
        "新媒体名录.xls": [*build_account_registry(room("accounts"), cast), build_reads(room("reads"), cast)],
        "错敏信息.xlsx": build_wording(room("wording"), cast),
        "网民留言.csv": [build_messages(room("messages", excel=False), cast)],
        "办事与解读.xlsx": [
            build_guides(room("services"), cast),
            build_policies(room("interpretations")),
            build_activities(room("activities")),
        ],
        "找错与依申请公开.xls": [build_error_reports(room("reports")), build_applications(room("applications"))],
        "模拟咨询测试.xlsx": [build_enquiries(room("enquiries"))],
        "双公示.csv": [build_permits(room("permits", excel=False))],
        "热线工单.xlsx": [build_tickets(room("tickets"))],
        "人工核查登记.xlsx": [*build_audits(room("audits"), cast), build_points(room("points"))],
        "专项工作与检查发现.xlsx": [build_tasks(room("tasks")), build_checklist(room("checklist"))],
        "附件1 政务公开监测情况统计表.xlsx": [build_publication(room("publication")), build_letters(room("letters"))],
        "上级抽查.xls": [build_spot_checks(room("spot_checks"))],
    }
    return {f"{Path(name).stem}_{LABEL}{Path(name).suffix}": sheets for name, sheets in books.items()}


def _write(path: Path, sheets: list[Sheet]) -> None:
    grids = [lay_out(path.name, sheet) for sheet in sheets]
    if path.suffix == ".csv":
        write_csv(path, grids[0])
    elif path.suffix == ".xls":
        write_xls(path, grids)
    else:
        write_xlsx(path, grids)
