import pytest

from govlib.batch.selfcontained import check_self_contained, list_active_content, list_loads

CLEAN = (
    "<!DOCTYPE html><html><head><link rel='icon' href='data:,'>"
    "<style>p{color:red;background:url(data:image/png;base64,AA)}"
    "</style></head><body><p>见 <a href='https://www.gov.cn/'>国务院</a>，https://www.gov.cn/x.png</p>"
    "<img src='data:image/png;base64,AA'><svg><use href='#a'/></svg>"
    "<script>var address='https://www.gov.cn/';</script></body></html>"
)


def test_a_page_that_loads_nothing_has_no_faults():
    assert list_loads(CLEAN) == []
    assert check_self_contained(CLEAN) == []


@pytest.mark.parametrize(
    "planted",
    [
        "<script src='https://cdn.plot.ly/plotly.js'></script>",
        "<script src=plotly.js></script>",
        "<SCRIPT SRC='//cdn.example/x.js'></SCRIPT>",
        "<link rel=stylesheet href='https://fonts.example/css'>",
        "<link rel=preconnect href=https://fonts.example>",
        "<img src='https://example/x.png'>",
        "<img src='x.png'>",
        "<img srcset='data:image/png;x 1x, https://example/x.png 2x'>",
        "<video poster='https://example/x.png'></video>",
        "<audio src='https://example/x.mp3'></audio>",
        "<object data='https://example/x.pdf'></object>",
        "<embed src='https://example/x.pdf'>",
        "<iframe src='https://example/'></iframe>",
        "<iframe srcdoc=\"<img src='https://example/x.png'>\"></iframe>",
        "<input type=image src='https://example/x.png'>",
        "<body background='https://example/x.png'>",
        "<svg><image href='https://example/x.png'/></svg>",
        "<svg><image xlink:href='https://example/x.png'/></svg>",
        "<svg><use href='https://example/x.svg#a'/></svg>",
        "<base href='https://example/'>",
        "<meta http-equiv='Refresh' content='0; URL=https://example/'>",
        "<a ping='https://example/' href='#x'>x</a>",
        "<p style=\"background:url('https://example/x.png')\">x</p>",
        "<style>@font-face{src:url(https://example/x.woff2)}</style>",
        "<style>@import 'https://example/x.css';</style>",
        "<style>@import url(x.css);</style>",
        "<style>p{background:u\\72l(https://example/x.png)}</style>",
        "<style>p{background:url(/* */ https://example/x.png)}</style>",
        "<style>p{background:image-set('https://example/x.png' 1x)}</style>",
    ],
)
def test_a_planted_load_is_found(planted):
    page = CLEAN.replace("</body>", planted + "</body>")
    assert len(list_loads(page)) == 1
    assert "页面会从外部加载" in check_self_contained(page)[0]


def test_a_page_of_a_megabyte_is_too_large():
    assert check_self_contained("<p>" + "x" * 999_990 + "</p>") == []
    assert "应小于 1 MB" in check_self_contained("<p>" + "字" * 333_333 + "</p>")[0]


@pytest.mark.parametrize(
    "active",
    [
        "<script>1</script>",
        "<table><tr onclick='x()'><td>1</td></tr></table>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' java\nscript:alert(1)'>x</a>",
        "<iframe></iframe>",
        "<form action='/'></form>",
        "<meta http-equiv=refresh content=1>",
        "<svg onload=alert(1)>",
    ],
)
def test_what_could_run_is_found_in_output(active):
    assert list_active_content(active) != []


def test_a_plain_table_is_no_active_content():
    table = "<style scoped>td{color:red}</style><table class=x><tr><td>&lt;script&gt; onclick=1</td></tr></table>"
    assert list_active_content(table) == []
