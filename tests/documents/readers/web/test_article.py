"""What of a page is its article: headings and signatures beside a list belong to it."""

import pytest

from searchkit.documents.readers.web.html import extract

ROWS = [
    f"Hộ gia đình số {number} nhận giao khoán rừng và chịu trách nhiệm phòng cháy trong mùa khô."
    for number in range(1, 8)
]
LINKS = "".join(f"<a href='/{at}'>Chuyên mục tin số {at}</a>" for at in range(12))
LIST = "<ul>" + "".join(f"<li>{row}</li>" for row in ROWS) + "</ul>"
TABLE = "<table>" + "".join(f"<tr><td>{at}<td>{row}" for at, row in enumerate(ROWS)) + "</table>"


@pytest.mark.parametrize(
    "inner",
    [
        LIST,
        LIST.replace("ul>", "ol>"),
        "<dl>" + "".join(f"<dt>Hộ<dd>{row}" for row in ROWS) + "</dl>",
        "<blockquote>" + "".join(f"<p>{row}</p>" for row in ROWS) + "</blockquote>",
        TABLE,
        f"<div class='table-responsive'>{TABLE}</div>",
        f"<section><div>{LIST}</div></section>",
        f"<table><tr><th>Nội dung</th></tr><tr><td>{ROWS[0]}</td></tr></table>",
        f"<table><caption>Cam kết</caption><tr><td>{ROWS[0]}</td></tr></table>",
        "<pre>" + "\n".join(ROWS) + "</pre>",
    ],
)
def test_what_stands_beside_a_list_a_quotation_or_a_table_stays(inner: str) -> None:
    head, foot = "<p>CAM KẾT BẢO VỆ RỪNG</p>", "<p>Trưởng bản: Lò Văn Xuân</p>"
    page = f"<meta charset=utf-8><div>{LINKS}</div><div>{head}{inner}{foot}</div>"
    text = extract(page.encode(), "a.html").text
    assert text.startswith("CAM KẾT BẢO VỆ RỪNG")
    assert text.endswith("Trưởng bản: Lò Văn Xuân")
    assert ROWS[0] in text
    assert "Chuyên mục" not in text


def test_a_table_that_lays_out_the_page_is_left_for_its_article() -> None:
    side = "<td>Thời tiết hôm nay<br>Tỷ giá ngoại tệ<br>Liên kết trang</td>"
    body = "".join(f"<p>{row}</p>" for row in ROWS)
    page = f"<meta charset=utf-8><table><tr>{side}<td>{body}</td></tr></table>"
    assert extract(page.encode(), "a.html").text.split("\n\n") == ROWS
