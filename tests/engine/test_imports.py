from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from govlib.engine.imports import list_imports


def test_the_modules_that_notebooks_import_are_listed():
    one = new_notebook(
        cells=[
            new_markdown_cell("import os"),
            new_code_cell("import pandas as pd\nfrom govlib.pages import websites as page"),
        ]
    )
    other = new_notebook(cells=[new_code_cell("import os.path\nfor"), new_code_cell("import json")])
    assert list_imports([one, other]) == ("govlib.pages", "govlib.pages.websites", "json", "pandas")
