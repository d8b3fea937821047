"""Markdown: what a renderer shows."""

import pytest

from searchkit.documents.readers.markdown import extract


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("1\\. Giữ *nghiêng* và \\*sao\\*", "1. Giữ nghiêng và *sao*", id="escapes"),
        pytest.param("Xem [văn bản][1] ở đây\n\n[1]: http://x.vn", "Xem văn bản ở đây", id="link"),
        pytest.param("Có chú[^1]\n\n[^1]: Theo luật", "Có chú\n\nTheo luật", id="footnote"),
        pytest.param("* Một\n- [x] Hai\n+ Ba", "- Một\n- Hai\n+ Ba", id="bullets"),
        pytest.param("Thư <https://x.vn> <span a='b'>đỏ</span>", "Thư https://x.vn đỏ", id="tags"),
        pytest.param("Trước<!-- ẩn --> sau", "Trước sau", id="comment"),
        pytest.param("Số < 5 và > 3", "Số < 5 và > 3", id="signs"),
        pytest.param("a | b", "a | b", id="a-bar-in-a-sentence"),
        pytest.param("***\nHết\n---\n", "Hết", id="rules"),
    ],
)
def test_marks(text: str, shown: str) -> None:
    assert extract(text.encode(), "a.md").text == shown


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("| Tên | Hạn |\n|:---:|---|\n| Xã A<br>B | 5/2 |", id="bars-around"),
        pytest.param("Tên | Hạn\n--- | ---\nXã A B | 5/2", id="bars-between"),
        pytest.param("+---+---+\n| Tên | Hạn |\n+===+===+\n| Xã A B | 5/2 |\n+---+---+", id="grid"),
    ],
)
def test_rows_of_tables_are_lines_of_cells(table: str) -> None:
    lines = extract(f"Bảng:\n\n{table}\n\nHết".encode(), "a.md").text.split("\n")
    assert [line for line in lines if line] == ["Bảng:", "Tên | Hạn", "Xã A B | 5/2", "Hết"]


@pytest.mark.parametrize("text", ["# Kế hoạch *năm* #\n", "Kế hoạch năm\n===\n"])
def test_the_first_heading_is_the_title(text: str) -> None:
    made = extract(f"{text}\nNội dung".encode(), "a.md")
    assert (made.title, made.text.split("\n")[-1]) == ("Kế hoạch năm", "Nội dung")
