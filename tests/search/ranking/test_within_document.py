"""Within a document the passage comes first that answers by its own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searchkit

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Index

PLAN = """\
Kế hoạch tinh gọn bộ máy của huyện Sông Hinh

I. KINH PHÍ
Kinh phí lấy từ nguồn chi thường xuyên của huyện, do phòng tài chính phân bổ vào đầu quý hai.

II. NỘI DUNG
Năm nay huyện tinh gọn bộ máy bằng cách nhập hai phòng chuyên môn và giảm ba đầu mối bên trong. \
Phòng nào có dưới năm biên chế thì nhập với phòng có chức năng gần nhất. Việc bàn giao hồ sơ, tài \
sản và trụ sở phải xong trước khi phòng mới làm việc. Người đứng đầu phòng cũ được xem xét bố trí \
ở phòng mới theo năng lực, không chia đều theo cơ quan cũ, và giữ phụ cấp chức vụ trong sáu tháng.

III. TỔ CHỨC THỰC HIỆN
Các phòng chuyên môn gửi báo cáo về văn phòng vào ngày 20 hằng tháng để tổng hợp.
"""

REGULATION = """\
Quy chế làm việc của Ủy ban nhân dân xã Đức Bình

Điều 1. Phạm vi điều chỉnh
Quy chế này quy định nguyên tắc và cách làm việc của Ủy ban nhân dân xã.

Điều 2. Họp thường kỳ
1. Ủy ban nhân dân xã họp mỗi tháng một lần, do chủ tịch triệu tập. Giấy mời được gửi trước ba \
ngày, kèm tài liệu của từng nội dung. Người vắng mặt phải báo cho chủ tịch và gửi ý kiến bằng văn \
bản; ý kiến ấy được đọc tại cuộc họp và ghi vào biên bản như ý kiến của người có mặt. Cuộc \
họp chỉ có giá trị khi quá nửa số thành viên dự; nếu không đủ thì họp lại sau năm ngày, và khi ấy \
số người dự bao nhiêu cũng được quyết định những việc đã ghi trong giấy mời lần đầu.
2. Biên bản do công chức văn phòng ghi và được thông qua ngay cuối buổi họp. Trong ba ngày làm \
việc, văn phòng gửi kết luận cho các thôn và đăng lên trang thông tin của xã; việc nào giao cho ai \
thì ghi rõ người chịu trách nhiệm chính, thời hạn hoàn thành và cách báo cáo lại. Văn phòng theo \
dõi việc thực hiện, nhắc việc trước hạn hai ngày và tổng hợp việc chậm để báo cáo ở cuộc họp sau.

Điều 3. Tiếp công dân
Chủ tịch tiếp công dân vào sáng thứ năm hằng tuần tại trụ sở xã.
"""

LETTER = """\
Công văn về việc mua sắm thiết bị

Đề nghị các thôn gửi nhu cầu mua sắm máy tính về văn phòng trước ngày 15 tháng sau.
"""

SENTENCE = (
    "Cơ quan chuyên môn phối hợp với các đơn vị liên quan để kiểm tra, hướng dẫn, đôn đốc và tổng "
    "hợp kết quả thực hiện hằng năm về lĩnh vực này, sau đó báo cáo cấp trên theo đúng thời hạn "
    "đã ghi trong kế hoạch và gửi bản sao cho nơi cùng thực hiện. "
)
DECREE = f"""\
CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 31/2024/NĐ-CP
Hà Nội, ngày 30 tháng 4 năm 2024

NGHỊ ĐỊNH
Về trách nhiệm phối hợp

Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về trách nhiệm phối hợp.

Điều 2. Trách nhiệm
1. {SENTENCE * 3}
2. Người đứng đầu làm những việc sau đây:
a) {SENTENCE * 2}
b) {SENTENCE * 2}
c) {SENTENCE * 2}
d) Nghị định, Điều 2, khoản 2: giữ bí mật nhà nước.
3. {SENTENCE * 3}
"""
LAW = """\
QUỐC HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Luật số: 35/2024/QH15
Hà Nội, ngày 27 tháng 6 năm 2024

LUẬT
ĐƯỜNG BỘ

MỤC LỤC
Điều 1. Phạm vi điều chỉnh ........ 1
Điều 2. Đường bộ và Luật Đường bộ ........ 2

Điều 1. Phạm vi điều chỉnh
Luật này quy định về đường bộ, kết cấu hạ tầng đường bộ và vận tải đường bộ.

Điều 2. Đường bộ và Luật Đường bộ
Hạ tầng do Nhà nước đại diện chủ sở hữu, trừ những tuyến chuyên dùng.
"""
DECISION = """\
ỦY BAN NHÂN DÂN TỈNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 20/2024/QĐ-UBND
Sơn La, ngày 09 tháng 8 năm 2024

QUYẾT ĐỊNH
Ban hành Quy định về quản lý thoát nước

Điều 1. Ban hành kèm theo Quyết định này Quy định về quản lý thoát nước.
Điều 2. Quyết định này có hiệu lực từ ngày 20 tháng 8 năm 2024.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Đặng Ngọc Hậu

QUY ĐỊNH
Về quản lý thoát nước
(Kèm theo Quyết định số 20/2024/QĐ-UBND ngày 09 tháng 8 năm 2024)

Điều 1. Phạm vi và đối tượng
1. Phạm vi: thoát nước đô thị.
2. Đối tượng: mọi người có liên quan.

Điều 2. Giải thích từ ngữ
Nước thải là nước đã dùng.
"""
NUMBERED = (("nghi-dinh", DECREE), ("quyet-dinh", DECISION), ("luat", LAW))


@pytest.fixture
def index(tmp_path: Path) -> Index:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    titled = (("ke-hoach", PLAN), ("quy-che", REGULATION), ("cong-van", LETTER))
    for name, text in (*titled, *NUMBERED):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    index = searchkit.open_index(tmp_path / "index", create=True)
    index.add([folder])
    return index


@pytest.mark.parametrize(
    "query", ["tinh gọn bộ máy", "tinh gon bo may", "tinh gọn bo may"], ids=["đủ", "không", "nửa"]
)
def test_a_short_passage_does_not_come_first_for_the_title_it_stands_under(
    index: Index, query: str
) -> None:
    hits = index.search(query)
    assert hits[0].heading[0] == "II. NỘI DUNG"
    assert "tinh gọn bộ máy" in hits[0].text


def test_all_spellings_find_the_same_passages(index: Index) -> None:
    found = [
        {hit.id for hit in index.search(query)}
        for query in ("tinh gọn bộ máy", "tinh gon bo may", "tinh gọn bo may")
    ]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 3


def test_a_letterhead_does_not_come_first_for_the_title_in_it(index: Index) -> None:
    first = index.search("quy định về quản lý thoát nước đô thị")[0]
    assert first.text.startswith("Điều 1. Phạm vi và đối tượng")


def test_words_of_the_title_do_not_outweigh_those_of_the_passage(
    index: Index,
) -> None:
    hits = index.search("kế hoạch giảm đầu mối của huyện")
    assert hits[0].heading[0] == "II. NỘI DUNG"


@pytest.mark.parametrize(
    ("query", "citation"),
    [
        ("điều 3 quy chế làm việc", "Điều 3"),
        ("dieu 1 quy che lam viec", "Điều 1"),
        ("khoản 2 Điều 2 quy chế làm việc", "khoản 2 Điều 2"),
        ("quy chế làm việc, điều 2 khoản 1", "khoản 1 Điều 2"),
    ],
    ids=["article", "bare", "clause", "reversed"],
)
def test_a_cited_place_is_what_a_document_answers_with(
    index: Index, query: str, citation: str
) -> None:
    assert index.search(query)[0].citation == citation


@pytest.mark.parametrize(
    ("query", "beginning"),
    [
        ("khoản 2 Điều 2 Nghị định 31/2024/NĐ-CP", "2. Người đứng đầu"),
        ("khoan 2 dieu 2 nghi dinh 31", "2. Người đứng đầu"),
        ("k2 Đ2 NĐ 31/2024", "2. Người đứng đầu"),
        ("khoản 2 Điều 2 nghị định về trách nhiệm phối hợp", "2. Người đứng đầu"),
        ("Điều 2 Nghị định 31/2024/NĐ-CP", "Điều 2. Trách nhiệm\n1. Cơ quan"),
        ("Điều 2 Nghị định 31/2024/NĐ-CP bí mật nhà nước", "c) Cơ quan"),
        ("Điều 2 Luật Đường bộ 35/2024/QH15", "Điều 2. Đường bộ và Luật Đường bộ\nHạ tầng"),
        ("Điều 2 Quyết định 20/2024/QĐ-UBND", "Điều 2. Quyết định này có hiệu lực"),
        ("khoản 2 Điều 1 Quyết định 20/2024/QĐ-UBND", "Điều 1. Phạm vi và đối tượng"),
        ("Điều 2 Quy định kèm theo Quyết định 20/2024/QĐ-UBND", "Điều 2. Giải thích"),
    ],
    ids=[
        "clause",
        "bare",
        "short",
        "titled",
        "article",
        "words",
        "contents",
        "own",
        "held",
        "attached",
    ],
)
def test_a_place_in_a_named_document_comes_first_where_it_begins(
    index: Index, query: str, beginning: str
) -> None:
    assert index.search(query)[0].text.startswith(beginning)


@pytest.mark.parametrize(
    "query",
    ["tinh gọn bộ máy", "quy chế làm việc của xã", "khoản 2 Điều 2 quy chế làm việc"],
)
def test_the_parts_of_an_explanation_add_up_to_the_score(index: Index, query: str) -> None:
    hits = index.search(query, explain=True)
    assert len(hits) >= 3
    for hit in hits:
        assert hit.explanation is not None
        assert sum(hit.explanation.parts.values()) == pytest.approx(hit.score)


def test_documents_stand_in_the_order_of_their_best_passages(index: Index) -> None:
    query = "văn phòng xã gửi tài liệu"
    documents = [document for document, _ in index.rank_documents(query)]
    shown = list(dict.fromkeys(hit.document_id for hit in index.search(query)))
    assert shown == documents
