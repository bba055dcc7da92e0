import pytest

from govlib.batch.document import make_node
from govlib.batch.normalise import normalise_notebook, scrub_text

ROOTS = {"/srv/工作台": ".", "/srv/工作台/outputs/.building/2024Q2~cangxi": "outputs", "/app": "."}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/srv/工作台/exports/a.csv", "./exports/a.csv"),
        ("'/srv/工作台/outputs/.building/2024Q2~cangxi/2024Q2'", "'outputs/2024Q2'"),
        ("/srv/工作台之二/a.csv", "/srv/工作台之二/a.csv"),
        ("https://www.gov.cn/app/index.html", "https://www.gov.cn/app/index.html"),
        ("/var/T/ipykernel_4711/123456.py:3: UserWarning", "〔单元〕:3: UserWarning"),
        (r"C:\Users\li\Temp\ipykernel_4711\123456.py:3", "〔单元〕:3"),
        ("<ipython-input-3-0a1b2c>", "〔单元〕"),
        ("<object object at 0x7f0a1b2c3d>", "<object object at 0x…>"),
        ("颜色 0x7f0a1b2c3d", "颜色 0x7f0a1b2c3d"),
        ("/srv/env/lib/python3.11/site-packages/pandas/x.py", "〔库〕/pandas/x.py"),
        ("/usr/lib/python3.11/json/x.py", "〔库〕/json/x.py"),
    ],
)
def test_what_names_a_machine_is_replaced_and_nothing_else(text, expected):
    assert scrub_text(text, ROOTS) == expected


def executed(**metadata):
    output = {
        "output_type": "display_data",
        "metadata": {},
        "transient": {"display_id": "a1"},
        "data": {"image/png": "at 0x7f0a1b2c", "x": {"y": {"bdata": "/app/x", "text": "/app/x"}}},
    }
    cell = {
        "cell_type": "code",
        "id": "8f14e45f",
        "metadata": {"tags": ["injected-parameters"], "papermill": {"duration": 0.3}, "execution": {"x": 1}},
        "source": "open('/app/x')",
        "execution_count": 2,
        "outputs": [output],
    }
    return make_node({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})


def test_timings_ids_widget_state_and_versions_go_and_tags_stay():
    language = {"name": "python", "version": "3.11.7", "codemirror_mode": {"version": 3}}
    notebook = executed(papermill={"start_time": "2024"}, widgets={"state": {}}, language_info=language)
    normalise_notebook(notebook, ROOTS)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert "version" not in notebook.metadata.language_info
    assert dict(notebook.cells[0].metadata) == {"tags": ["injected-parameters"]}
    assert notebook.cells[0].id == "cell-01"
    assert notebook.cells[0].source == "open('./x')"
    assert notebook.cells[0].execution_count == 2


def test_packed_numbers_and_pictures_are_left_as_they_are():
    notebook = normalise_notebook(executed(), ROOTS)
    data = notebook.cells[0].outputs[0].data
    assert data["image/png"] == "at 0x7f0a1b2c"
    assert dict(data["x"]["y"]) == {"bdata": "/app/x", "text": "./x"}
    assert "transient" not in notebook.cells[0].outputs[0]
