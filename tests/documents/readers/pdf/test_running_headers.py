import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.documents.readers.pdf.running_headers import without_running_headers

BODIES = [f"Phần việc của tổ {word} đã xong" for word in ("một", "hai", "ba", "tư", "năm")]


def kept(top: str = "", bottom: str = "") -> list[list[str]]:
    """Return what stays of pages with a body each; ``{n}`` is the page's number."""
    return without_running_headers(
        [
            [
                *top.format(n=n).splitlines(),
                f"Nội dung {body}",
                body,
                *bottom.format(n=n).splitlines(),
            ]
            for n, body in enumerate(BODIES, start=1)
        ]
    )


NOTHING = [[f"Nội dung {body}", body] for body in BODIES]


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        pytest.param("{n}", "", id="number"),
        pytest.param("", "- {n} -", id="number-between-hyphens"),
        pytest.param("", "Trang {n}/5", id="number-of-all"),
        pytest.param("Tài liệu tập huấn năm 2026", "", id="constant"),
        pytest.param("Công báo/Số 12/Ngày 03-4-2026 {n}", "", id="constant-numbers-and-page"),
        pytest.param(
            "{n}\nCông ty Cấp nước Thượng Giang",
            "Địa chỉ: số 1 phố Bến Phà\nĐiện thoại: 0200 111 222\nTrang {n}",
            id="three-lines",
        ),
    ],
)
def test_what_runs_along_is_dropped(top: str, bottom: str) -> None:
    assert kept(top, bottom) == NOTHING


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        pytest.param("Phụ lục {n}", "", id="appendices"),
        pytest.param("Điều {n}. Trách nhiệm", "", id="articles"),
        pytest.param("Mẫu số 0{n}/KT", "", id="forms"),
        pytest.param("", "Người lập ghi rõ họ tên.", id="sentences"),
        pytest.param("", "theo quy định của pháp luật", id="ends-of-sentences"),
        pytest.param("Đơn vị\nHọ tên\nChức vụ\nNơi ở\nQuê quán", "", id="a-form-on-every-page"),
    ],
)
def test_what_says_something_stays(top: str, bottom: str) -> None:
    pages = kept(top, bottom)
    for n, page in enumerate(pages, start=1):
        text = "\n".join(page)
        assert top.format(n=n) in text
        assert bottom.format(n=n) in text


def test_numbers_that_do_not_count_with_the_pages_make_no_header() -> None:
    pages = [[f"Đợt {n} năm học", body] for n, body in zip((3, 9, 4, 8, 1), BODIES, strict=True)]
    assert without_running_headers(pages) == pages


def test_left_and_right_pages_bear_the_same_header() -> None:
    pages = [
        [f"{n} Bản tin/Số 7" if n % 2 else f"Bản tin/Số 7 {n}", body]
        for n, body in enumerate(BODIES, start=46)
    ]
    assert without_running_headers(pages) == [[body] for body in BODIES]


def test_the_issuer_on_the_first_page_stays_where_its_name_runs_on() -> None:
    pages = kept("CÔNG TY CẤP NƯỚC THƯỢNG GIANG")
    assert pages[0][0] == "CÔNG TY CẤP NƯỚC THƯỢNG GIANG"
    assert pages[1:] == NOTHING[1:]


def test_pages_without_lines_stay_empty() -> None:
    assert without_running_headers([[], ["1"], []]) == [[], [], []]


LINES = [
    "1",
    "2",
    "- 3 -",
    "Trang 4/9",
    "Phụ lục 1",
    "Công báo/Số 2 5",
    "7 Bản tin",
    "theo quy định.",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from(LINES), max_size=8), max_size=8))
def test_only_outermost_lines_are_dropped(pages: list[list[str]]) -> None:
    for page, rest in zip(pages, without_running_headers(pages), strict=True):
        assert "\n".join(rest) in "\n".join(page)
        assert rest.count("Phụ lục 1") == page.count("Phụ lục 1")
        assert rest.count("theo quy định.") == page.count("theo quy định.")
