"""Nothing of the machine, of a registry or of a person stands in a tracked text, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
MACHINE_PATHS = re.compile(
    r"(?<![\w./~*-])(?:/(?:home|root|Users|mnt|media|srv|opt/conda|workspaces?|work)/[\w.-]|/tmp/(?!ipykernel)[\w-]"
    r"|[A-Za-z]:\\{1,2}(?:Users|Documents|work)\b)"
)
REGISTRIES = re.compile(
    r"(?:--(?:extra-)?index-url|--trusted-host|index-url\s*=|/simple/\w|/simple/?['\"\s]"
    r"|(?:registry|mirrors?|artifactory|nexus)\.\w+\.\w+/)"
)
EMAIL = re.compile(r"[\w.+-]+@(?!example\.(?:invalid|com|org)\b)[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,}\b")
MOBILE = re.compile(r"(?<![\d.A-Za-z])1[3-9]\d{9}(?![\d.A-Za-z])")
LANDLINE = re.compile(r"(?<![\d.-])0\d{2,3}[-—－]\d{7,8}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")
INVENTED = ("tests/", "govlib/sample/")
MADE_OF = ("govlib/batch/assets/", "requirements.lock")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^()\s]+(?:\([^()]*\)[^()\s]*)?)\)")


def personal_numbers(text: str) -> list[str]:
    """Return e-mail addresses, phone numbers and identity numbers."""
    return [match.group() for pattern in (EMAIL, MOBILE, LANDLINE, IDENTITY) for match in pattern.finditer(text)]


def machine_traces(text: str) -> list[str]:
    """Return absolute paths of a machine and addresses of package registries."""
    return [match.group() for pattern in (MACHINE_PATHS, REGISTRIES) for match in pattern.finditer(text)]


def dead_links(text: str, folder: Path) -> list[str]:
    """Return the relative links of a page that lead nowhere: no such file, no such heading."""
    dead = []
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, heading = unquote(target).partition("#")
        path = (folder / file).resolve() if file else None
        if path is not None and not path.exists():
            dead.append(target)
        elif heading:
            page = text if path is None else path.read_text(encoding="utf-8")
            if heading not in anchors(page):
                dead.append(target)
    return dead


def anchors(text: str) -> set[str]:
    """Return the anchors that a page's headings get on code hosts."""
    without_blocks = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#{1,6} +(.+?) *$", without_blocks, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_no_text_names_a_machine_or_a_registry(tracked_texts: dict[str, str]):
    ours = {name: text for name, text in tracked_texts.items() if not name.startswith(("tests/", *MADE_OF))}
    assert {name: found for name, text in ours.items() if (found := machine_traces(text))} == {}


def test_tests_name_no_machine_but_those_they_plant(tracked_texts: dict[str, str]):
    here = Path(__file__).relative_to(ROOT).as_posix()
    folders = tuple(str(folder) for folder in (ROOT, Path.home()) if len(folder.parts) > 1)
    found = [name for name, text in tracked_texts.items() if name != here and any(folder in text for folder in folders)]
    assert found == []


def test_no_text_holds_a_number_or_an_address_of_a_person(tracked_texts: dict[str, str]):
    ours = {name: text for name, text in tracked_texts.items() if not name.startswith((*INVENTED, *MADE_OF))}
    assert {name: found for name, text in ours.items() if (found := personal_numbers(text))} == {}


def test_every_link_of_every_page_leads_somewhere(tracked: list[Path]):
    pages = [path for path in tracked if path.suffix == ".md"]
    assert {"README.md", "README.zh-CN.md", "CONTRIBUTING.md", "GLOSSARY.md"} <= {path.name for path in pages}
    dead = {
        path.relative_to(ROOT).as_posix(): dead_links(path.read_text(encoding="utf-8"), path.parent) for path in pages
    }
    assert {name: links for name, links in dead.items() if links} == {}


def test_the_pages_that_explain_folders_are_let_in(tracked: list[Path]):
    names = {path.relative_to(ROOT).as_posix() for path in tracked}
    assert {"exports/README.md", "outputs/README.md"} <= names
    assert not [name for name in names if name.startswith("outputs/") and name != "outputs/README.md"]
    assert not [name for name in names if name.startswith(("records/", "exports/sample/", ".venv/"))]
    assert "params/local.yaml" not in names


@pytest.mark.parametrize(
    "text",
    [
        "see /home/someone/project",
        "open('/tmp/things')",
        r"C:\Users\someone",
        "pip install --index-url x",
        "https://registry.example/simple/x",
    ],
)
def test_a_trace_of_a_machine_is_noticed(text: str):
    assert machine_traces(text)


@pytest.mark.parametrize("text", ["exports/<slug>/<period>/", "/usr/bin/env python3", "a /word of art", "~/x"])
def test_other_paths_are_left_alone(text: str):
    assert machine_traces(text) == []


@pytest.mark.parametrize(
    "text", ["someone@county.gov.cn", "13812345678", "0839-5220000", "510824199001011234", "联系电话：010-12345678"]
)
def test_a_number_of_a_person_is_noticed(text: str):
    assert personal_numbers(text)


@pytest.mark.parametrize(
    "text", ["2024-06-22", "5108240001", "a@example.invalid", "sha256 99784e3abfb07b142a15e521", "国办秘函〔2019〕19号"]
)
def test_other_numbers_are_left_alone(text: str):
    assert personal_numbers(text) == []


def test_a_dead_link_is_noticed(tmp_path: Path):
    (tmp_path / "there.md").write_text("# A heading 一\n", encoding="utf-8")
    assert dead_links("[a](there.md) [b](there.md#a-heading-一) [c](https://example.org)", tmp_path) == []
    assert dead_links("[a](gone.md) [b](there.md#none) [c](#none)", tmp_path) == ["gone.md", "there.md#none", "#none"]
