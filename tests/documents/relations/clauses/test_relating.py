"""Sentences say which document does what to which; the sentences are invented."""

from __future__ import annotations

import pytest

from searchkit.documents.relations.clauses.instructions import Frame
from searchkit.documents.relations.clauses.relating import relate
from searchkit.documents.relations.model import Cited, RelationKind

OLD, OTHER = "12/2019/qd-ubnd", "30/2021/qd-ubnd"

SENTENCES = [
    (
        "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;",
        ["basis > @luat ngan sach nha nuoc 2015"],
    ),
    (
        (
            "Căn cứ Luật Xây dựng số 50/2014/QH13 đã được sửa đổi, bổ sung một số điều theo "
            "Luật số 03/2016/QH14, "
            "Luật số 35/2018/QH14 và Luật số 62/2020/QH14;"
        ),
        [
            "basis > 50/2014/qh13",
            "3/2016/qh14 amends > 50/2014/qh13",
            "35/2018/qh14 amends > 50/2014/qh13",
            "62/2020/qh14 amends > 50/2014/qh13",
        ],
    ),
    (
        (
            "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số "
            "12/2019/QĐ-UBND ngày 03 tháng 4 năm "
            "2019 của Ủy ban nhân dân tỉnh quy định giá nước sạch."
        ),
        [f"replaces > {OLD}"],
    ),
    (
        (
            "2. Bãi bỏ Quyết định số 12/2019/QĐ-UBND ngày 03 tháng 4 năm 2019 quy định giá "
            "nước sạch và Quyết định số "
            "30/2021/QĐ-UBND ngày 10 tháng 6 năm 2021 sửa đổi, bổ sung "
            "Quyết định số 12/2019/QĐ-UBND."
        ),
        [f"repeals > {OLD}", f"repeals > {OTHER}", f"{OTHER} amends > {OLD}"],
    ),
    (
        "Bãi bỏ điểm b khoản 1 Điều 7 Quyết định số 12/2019/QĐ-UBND.",
        [f"repeals > {OLD} [điểm b khoản 1 Điều 7]"],
    ),
    (
        (
            "Thay cụm từ “Phòng Tài chính” bằng cụm từ “Phòng Kinh tế” tại khoản 3 Điều 4 "
            "Quyết định số 12/2019/QĐ-UBND."
        ),
        [f"replaces > {OLD} [khoản 3 Điều 4]"],
    ),
    (
        (
            "Quyết định số 12/2019/QĐ-UBND ngày 03 tháng 4 năm 2019 của Ủy ban nhân dân "
            "tỉnh hết hiệu lực kể từ ngày "
            "Quyết định này có hiệu lực thi hành."
        ),
        [f"ends > {OLD}"],
    ),
    (
        (
            "Khoản này được sửa đổi theo quy định tại khoản 2 Điều 1 Thông tư số "
            "08/2022/TT-BTC, có hiệu lực kể từ ngày "
            "15 tháng 5 năm 2022."
        ),
        ["8/2022/tt-btc amends > this"],
    ),
    (
        "Thông tư này hướng dẫn Nghị định số 45/2023/NĐ-CP về giá dịch vụ.",
        ["guides > 45/2023/nd-cp"],
    ),
    (
        "Chính phủ ban hành Nghị định quy định chi tiết một số điều của Luật Giá.",
        ["guides > @luat gia"],
    ),
    (
        "(Ban hành kèm theo Quyết định số 12/2019/QĐ-UBND ngày 03 tháng 4 năm 2019)",
        [f"issued_with > {OLD}"],
    ),
    (
        (
            "Ngưng hiệu lực thi hành Điều 5 Nghị định số 45/2023/NĐ-CP đến hết ngày 31 "
            "tháng 12 năm 2026."
        ),
        ["suspends > 45/2023/nd-cp [Điều 5]"],
    ),
    (
        "Trong thời hạn Quyết định này có hiệu lực, tạm dừng thực hiện Quyết định số 2371/QĐ-TTg.",
        ["suspends > 2371/qd-ttg"],
    ),
    (
        (
            "Chấm dứt việc ngưng hiệu lực Điều 5 Nghị định số 45/2023/NĐ-CP từ ngày 01 tháng 3 năm "
            "2026."
        ),
        ["resumes > 45/2023/nd-cp [Điều 5]"],
    ),
    (
        "Tiếp tục áp dụng trở lại Thông tư số 8/2022/TT-BTC.",
        ["resumes > 8/2022/tt-btc"],
    ),
    (
        "Kéo dài thời hạn áp dụng Nghị quyết số 20/2021/NQ-HĐND đến hết ngày 31 tháng 12 năm 2027.",
        ["extends > 20/2021/nq-hdnd"],
    ),
    (
        "Đính chính lỗi tại khoản 2 Điều 3 Thông tư số 08/2022/TT-BTC.",
        ["corrects > 8/2022/tt-btc [khoản 2 Điều 3]"],
    ),
]

SENTENCES += [
    (  # what is done to the subject of a sentence
        "Khoản 2 Điều 5 Nghị định số 45/2023/NĐ-CP được sửa đổi, bổ sung như sau:",
        ["amends > 45/2023/nd-cp [khoản 2 Điều 5]"],
    ),
    (
        "Cụm từ “huyện” tại Điều 5 Nghị định số 45/2023/NĐ-CP được thay bằng cụm từ “xã”.",
        ["replaces > 45/2023/nd-cp [Điều 5]"],
    ),
    (
        (
            "Quyết định số 12/2019/QĐ-UBND và Quyết định số 30/2021/QĐ-UBND được bãi bỏ kể từ ngày "
            "Quyết định này có hiệu lực."
        ),
        [f"repeals > {OLD}", f"repeals > {OTHER}"],
    ),
    (
        (
            "Quy định tại khoản 3 Điều 5 Nghị định số 45/2023/NĐ-CP tạm ngưng hiệu lực thi "
            "hành đến "
            "hết ngày 31 tháng 12 năm 2025."
        ),
        ["suspends > 45/2023/nd-cp [khoản 3 Điều 5]"],
    ),
    (
        (
            "Khoản 3 Điều 5 Nghị định số 45/2023/NĐ-CP tiếp tục có hiệu lực trở lại từ ngày "
            "01/01/2026."
        ),
        ["resumes > 45/2023/nd-cp [khoản 3 Điều 5]"],
    ),
    (
        "Thời hạn thực hiện Nghị quyết số 20/2021/NQ-HĐND được kéo dài đến hết ngày 31/12/2027.",
        ["extends > 20/2021/nq-hdnd"],
    ),
    (
        (
            "Nghị quyết số 54/2017/QH14 được kéo dài thời hạn áp dụng đến hết ngày 31/12/2023 theo "
            "Nghị quyết số 76/2022/QH15."
        ),
        ["76/2022/qh15 extends > 54/2017/qh14"],
    ),
    (
        "Điều 10 và Điều 61 của Nghị định số 73/2016/NĐ-CP có hiệu lực đến hết ngày 31/12/2027.",
        ["ends > 73/2016/nd-cp [Điều 10; Điều 61]"],
    ),
    (
        (
            "Các văn bản sau hết hiệu lực kể từ ngày Thông tư này có hiệu lực, gồm: Thông tư số "
            "23/2013/TT-BNV về thi tuyển; Quyết định số 7/2008/QĐ-BNV về nâng ngạch."
        ),
        ["ends > 23/2013/tt-bnv", "ends > 7/2008/qd-bnv"],
    ),
    (
        "Chấm dứt hiệu lực của Quyết định số 12/2019/QĐ-UBND về giá nước.",
        [f"ends > {OLD}"],
    ),
    (
        "Thu hồi và hủy bỏ Quyết định số 12/2019/QĐ-UBND của Ủy ban nhân dân tỉnh.",
        [f"repeals > {OLD}"],
    ),
    (
        "Thông tư có hiệu lực từ ngày 06 tháng 10 năm 2014 và thay thế Thông tư số 29/2003/TT-BQP.",
        ["replaces > 29/2003/tt-bqp"],
    ),
    (
        "Bãi bỏ các quy định về hướng dẫn xếp lương tại Thông tư số 30/2010/TT-BNV.",
        ["repeals > 30/2010/tt-bnv"],
    ),
    (
        (
            "Bãi bỏ các nội dung quy định về tỷ giá khi xác định doanh thu quy định tại "
            "Điều 7 Nghị "
            "định số 45/2023/NĐ-CP."
        ),
        ["repeals > 45/2023/nd-cp [Điều 7]"],
    ),
    (
        "Bổ sung khoản 4 vào sau khoản 3 Điều 5 của Nghị định số 45/2023/NĐ-CP như sau:",
        ["amends > 45/2023/nd-cp [khoản 4 Điều 5]"],
    ),
    (
        (
            "Khoản a, khoản b được sửa đổi bổ sung theo quy định tại khoản 15 Điều 2 Nghị định số "
            "12/2015/NĐ-CP."
        ),
        ["12/2015/nd-cp amends > this [khoản a; khoản b]"],
    ),
    (
        "Quy định số 80-QĐ/TW (được sửa đổi, bổ sung theo Quy định số 148-QĐ/TW) còn hiệu lực.",
        ["148-qd/tw amends > 80-qd/tw"],
    ),
    (
        "Thông tư số 24/2024/TT-BTC hướng dẫn Luật Kế toán (thay thế Thông tư số 107/2017/TT-BTC).",
        ["24/2024/tt-btc guides > @luat ke toan", "24/2024/tt-btc replaces > 107/2017/tt-btc"],
    ),
]

CITING = [
    (  # who guides a law guides the decree behind it, which nobody repeals by a circular
        (
            "Thay thế Thông tư số 156/2013/TT-BTC hướng dẫn Luật Quản lý thuế và Nghị định số "
            "83/2013/NĐ-CP ngày 22 tháng 7 năm 2013 của Chính phủ."
        ),
        [
            "replaces > 156/2013/tt-btc",
            "156/2013/tt-btc guides > @luat quan ly thue",
            "156/2013/tt-btc guides > 83/2013/nd-cp",
        ],
    ),
    (  # what a title cites, or puts off, ends with nothing
        (
            "Nghị quyết số 109/2015/QH13 về việc áp dụng Bộ luật Hình sự số 100/2015/QH13 và Nghị "
            "quyết số 144/2016/QH13 về việc lùi hiệu lực của Bộ luật Hình sự số "
            "100/2015/QH13, Luật "
            "Tạm giữ số 94/2015/QH13 hết hiệu lực."
        ),
        [
            "ends > 109/2015/qh13",
            "cites > 100/2015/qh13",
            "ends > 144/2016/qh13",
            "144/2016/qh13 suspends > 100/2015/qh13",
            "144/2016/qh13 suspends > 94/2015/qh13",
        ],
    ),
    (  # a bracket ends what is said in it
        (
            "Theo Nghị định số 13/2018/NĐ-CP (được sửa đổi tại Nghị định số 30/2023/NĐ-CP "
            "của Chính "
            "phủ) và Nghị định số 100/2019/NĐ-CP."
        ),
        [
            "cites > 13/2018/nd-cp",
            "30/2023/nd-cp amends > 13/2018/nd-cp",
            "cites > 100/2019/nd-cp",
        ],
    ),
    (  # a short name ends the title
        (
            "Thông tư số 40/2020/TT-BCT sửa đổi Thông tư số 11/2019/TT-BCT (sau đây viết "
            "tắt là Thông "
            "tư số 40/2020/TT-BCT) và Thông tư số 171/2014/TT-BTC."
        ),
        [
            "cites > 40/2020/tt-bct",
            "40/2020/tt-bct amends > 11/2019/tt-bct",
            "cites > 40/2020/tt-bct",
            "cites > 171/2014/tt-btc",
        ],
    ),
    (  # two that share a title
        (
            "Bãi bỏ Nghị định số 189/2013/NĐ-CP và Nghị định số 116/2015/NĐ-CP sửa đổi "
            "Nghị định số "
            "59/2011/NĐ-CP."
        ),
        [
            "repeals > 189/2013/nd-cp",
            "repeals > 116/2015/nd-cp",
            "189/2013/nd-cp amends > 59/2011/nd-cp",
            "116/2015/nd-cp amends > 59/2011/nd-cp",
        ],
    ),
    (  # a law that nobody says to amend another
        (
            "Theo Điều 130 Luật Xây dựng được sửa đổi tại khoản 48 Điều 1 Luật sửa đổi, bổ "
            "sung một số "
            "điều của Luật Xây dựng, Điều 42 Luật Đầu tư công."
        ),
        [
            "cites > @luat xay dung [Điều 130]",
            "@luat sua doi bo sung mot so dieu cua luat xay dung amends > @luat xay dung",
            "cites > @luat dau tu cong [Điều 42]",
        ],
    ),
    (
        "Căn cứ Nghị định số 46/2017/NĐ-CP của Chính phủ và các văn bản hướng dẫn Luật Giáo dục;",
        ["basis > 46/2017/nd-cp"],
    ),
    (  # a number whose type is said once, for all of a list
        "Thay thế Nghị định số 45/2019/NĐ-CP và số 7/2021/NĐ-CP của Chính phủ.",
        ["replaces > 45/2019/nd-cp", "replaces > 7/2021/nd-cp"],
    ),
    (  # a circular changes the circular, not the decree in its title
        (
            "Phí tính theo Điều 3 Thông tư số 50/2015/TT-BGTVT hướng dẫn thực hiện Nghị định số "
            "11/2010/NĐ-CP (được sửa đổi, bổ sung bởi Thông tư số 35/2017/TT-BGTVT, Thông tư số "
            "13/2020/TT-BGTVT)."
        ),
        [
            "cites > 50/2015/tt-bgtvt [Điều 3]",
            "50/2015/tt-bgtvt guides > 11/2010/nd-cp",
            "35/2017/tt-bgtvt amends > 50/2015/tt-bgtvt",
            "13/2020/tt-bgtvt amends > 50/2015/tt-bgtvt",
        ],
    ),
    (  # nor what the law is about
        (
            "Theo Nghị định số 8/2015/NĐ-CP quy định chi tiết Luật Hải quan về thủ tục hải quan "
            "được sửa đổi, bổ sung tại khoản 3 Điều 1 Nghị định số 59/2018/NĐ-CP."
        ),
        [
            "cites > 8/2015/nd-cp",
            "8/2015/nd-cp guides > @luat hai quan",
            "59/2018/nd-cp amends > 8/2015/nd-cp",
        ],
    ),
    (  # nobody amends what is issued afterwards
        (
            "Theo Nghị định số 117/2016/NĐ-CP sửa đổi Nghị định số 204/2004/NĐ-CP, Nghị định số "
            "111/2022/NĐ-CP về hợp đồng."
        ),
        [
            "cites > 117/2016/nd-cp",
            "117/2016/nd-cp amends > 204/2004/nd-cp",
            "cites > 111/2022/nd-cp",
        ],
    ),
    (  # what amends something else has a title of its own
        (
            "Bãi bỏ Nghị định số 81/2012/NĐ-CP sửa đổi Nghị định số 68/2008/NĐ-CP và Nghị định số "
            "109/2002/NĐ-CP sửa đổi Nghị định số 195/CP."
        ),
        [
            "repeals > 81/2012/nd-cp",
            "81/2012/nd-cp amends > 68/2008/nd-cp",
            "repeals > 109/2002/nd-cp",
            "109/2002/nd-cp amends > 195/cp",
        ],
    ),
    (
        (
            "Theo Thông tư số 156/2013/TT-BTC hướng dẫn Luật quản lý thuế; Luật sửa đổi, bổ sung "
            "một số điều của Luật quản lý thuế."
        ),
        [
            "cites > 156/2013/tt-btc",
            "156/2013/tt-btc guides > @luat quan ly thue",
            "156/2013/tt-btc guides > @luat sua doi bo sung mot so dieu cua luat quan ly thue",
        ],
    ),
    (  # a decree repeals no law that the title of another is about
        (
            "Bãi bỏ Nghị định số 92/2013/NĐ-CP quy định chi tiết một số điều có hiệu lực từ ngày "
            "01 tháng 7 năm 2013 của Luật Giá và Luật Quảng cáo."
        ),
        [
            "repeals > 92/2013/nd-cp",
            "92/2013/nd-cp guides > @luat gia",
            "92/2013/nd-cp guides > @luat quang cao",
        ],
    ),
    (
        (
            "Bãi bỏ các biểu mẫu tại Thông tư số 2/2011/TT-BTC và các biểu mẫu tại Thông tư số "
            "5/2012/TT-BTC."
        ),
        ["repeals > 2/2011/tt-btc", "repeals > 5/2012/tt-btc"],
    ),
    (  # a duty of a body
        (
            "d) Hướng dẫn việc cấp thẻ cho người quy định tại khoản 2 Điều 25 Nghị định số "
            "49/2018/NĐ-CP;"
        ),
        ["cites > 49/2018/nd-cp [khoản 2 Điều 25]"],
    ),
    ("Phu luc kem theo Thong tu so 33_2018_TT-BNNPTNT.doc", []),
    (  # the abbreviation of what is named before
        (
            "Điều 13 Nghị định số 132/2008/NĐ-CP quy định chi tiết Luật Giá (Nghị định số "
            "132/2008/NĐ-CP)."
        ),
        [
            "cites > 132/2008/nd-cp [Điều 13]",
            "132/2008/nd-cp guides > @luat gia",
            "cites > 132/2008/nd-cp",
        ],
    ),
    (  # what a title says of another at length
        (
            "Theo Thông tư số 51/2008/TT-BGDĐT sửa đổi một số điều của Quy chế xếp loại học sinh "
            "ban hành kèm theo Quyết định số 40/2006/QĐ-BGDĐT."
        ),
        ["cites > 51/2008/tt-bgddt", "51/2008/tt-bgddt amends > 40/2006/qd-bgddt"],
    ),
    (
        (
            "Thông tư này thay thế Thông tư số 1/2016/TT-BTC, Thông tư số 2/2018/TT-BTC quy định "
            "ngưng hiệu lực một phần Thông tư số 45/2017/TT-BTC và bãi bỏ Quyết định số "
            "1281/QĐ-BTC."
        ),
        [
            "replaces > 1/2016/tt-btc",
            "replaces > 2/2018/tt-btc",
            "2/2018/tt-btc suspends > 45/2017/tt-btc",
            "repeals > 1281/qd-btc",
        ],
    ),
    (  # a list in one paragraph
        (
            "Thay thế các Nghị định sau: a) Nghị định số 1/2004/NĐ-CP về thi hành Luật "
            "Giá; b) Nghị "
            "định số 2/2006/NĐ-CP."
        ),
        [
            "replaces > 1/2004/nd-cp",
            "1/2004/nd-cp guides > @luat gia",
            "replaces > 2/2006/nd-cp",
        ],
    ),
    (  # what is amended itself amends nothing here
        (
            "Luật số 1/1997/QH9 đã được sửa đổi theo Luật số 2/2001/QH10, Luật số "
            "3/2003/QH11 đã được "
            "sửa đổi theo Luật số 4/2010/QH12 hết hiệu lực."
        ),
        [
            "ends > 1/1997/qh9",
            "2/2001/qh10 amends > 1/1997/qh9",
            "ends > 3/2003/qh11",
            "4/2010/qh12 amends > 3/2003/qh11",
        ],
    ),
    (
        (
            "Nghị định này quy định chi tiết việc cấp, sửa đổi giấy phép quy định tại Điều 5 "
            "của Luật Giá."
        ),
        ["guides > @luat gia [Điều 5]"],
    ),
    (  # a noun
        "Thực hiện theo Nghị định số 68/2000/NĐ-CP và hướng dẫn tại Thông tư số 7/2001/TT-BTC.",
        ["basis > 68/2000/nd-cp", "basis > 7/2001/tt-btc"],
    ),
    (
        "Theo Nghị định số 3/2019/NĐ-CP sửa đổi các nghị định hướng dẫn thi hành Luật Giá.",
        ["cites > 3/2019/nd-cp", "cites > @luat gia"],
    ),
]

NOTHING = [
    (
        "Trường hợp văn bản viện dẫn tại Thông tư này được sửa đổi, bổ sung, thay thế "
        "thì áp dụng văn bản mới."
    ),
    "Sở Tài chính hướng dẫn thi hành Quyết định này.",
    "Hợp nhất, sáp nhập công ty được thực hiện theo Luật Doanh nghiệp.",
    "Thu hồi đất theo Quyết định số 45/2023/QĐ-UBND thì được bồi thường.",
    "Ban quản lý quy định tại Nghị định số 45/2023/NĐ-CP được thay thế bằng Ban chỉ đạo.",
    "Giấy phép cấp theo Nghị định số 45/2023/NĐ-CP hết hiệu lực thì được cấp lại.",
    "Người lái xe có Giấy phép hết hiệu lực thì nộp hồ sơ quy định tại Điều 3 Thông tư này.",
    "Các đơn vị rà soát, sửa đổi, bổ sung quy chế cho phù hợp với Luật Giá.",
]


def said(sentence: str, frame: Frame | None = None, *, cites: bool = False) -> list[str]:
    found = []
    for one in relate(sentence, frame or Frame(), cites=cites):
        source = f"{one.source.key} " if one.source else ""
        places = f" [{'; '.join(one.places)}]" if one.places else ""
        found.append(f"{source}{one.kind.value} > {one.target.key or 'this'}{places}")
    return found


@pytest.mark.parametrize(("sentence", "relations"), SENTENCES)
def test_a_sentence_relates_documents(sentence: str, relations: list[str]) -> None:
    assert said(sentence) == relations


@pytest.mark.parametrize(("sentence", "relations"), CITING)
def test_what_stands_in_the_title_of_another_is_that_one_s(
    sentence: str, relations: list[str]
) -> None:
    assert said(sentence, cites=True) == relations


@pytest.mark.parametrize("sentence", NOTHING)
def test_a_mere_mention_changes_nothing(sentence: str) -> None:
    assert said(sentence) == []


def test_a_citation_is_told_where_it_is_asked_for() -> None:
    (one,) = relate("Thực hiện theo Điều 4 Nghị định số 45/2023/NĐ-CP.", Frame(), cites=True)[:1]
    assert (one.target.key, one.places) == ("45/2023/nd-cp", ("Điều 4",))


def test_an_item_of_an_amending_article_is_about_the_act_that_the_article_names() -> None:
    frame = Frame(target=Cited(OLD))
    assert said("1. Sửa đổi khoản 2 Điều 3 như sau:", frame) == [f"amends > {OLD} [khoản 2 Điều 3]"]
    assert said("2. Bổ sung khoản 4 vào sau khoản 3 Điều 6 như sau:", frame) == [
        f"amends > {OLD} [khoản 4 Điều 6]"
    ]
    assert said("3. Điều 8 được sửa đổi như sau:", frame) == [f"amends > {OLD} [Điều 8]"]
    assert said("4. Người dân nộp hồ sơ tại Điều 8.", frame) == []


def test_days_are_those_of_the_sentence() -> None:
    ended, suspended = (
        relate(sentence, Frame())[0]
        for sentence in (
            "Nghị định số 45/2023/NĐ-CP hết hiệu lực từ ngày 01 tháng 3 năm 2027.",
            (
                "Ngưng hiệu lực Nghị định số 45/2023/NĐ-CP từ ngày 01 tháng 2 năm 2026 đến hết "
                "ngày 28 tháng 2 năm 2026."
            ),
        )
    )
    assert (ended.kind, ended.day, ended.whole) == (RelationKind.ENDS, "2027-03-01", True)
    assert (suspended.day, suspended.until) == ("2026-02-01", "2026-03-01")


WHOLE = [
    (
        "Bãi bỏ Thông tư số 1/2016/TT-BNV quy định mẫu thẻ và Thông tư số 2/2018/TT-BNV.",
        [True, True],
    ),
    (
        "Bãi bỏ các nội dung liên quan của các Thông tư: số 1/2016/TT-BNV; số 2/2018/TT-BNV.",
        [False, False],
    ),
    ("Bãi bỏ Thông tư số 1/2016/TT-BNV, quy định tại Thông tư số 2/2018/TT-BNV.", [True, False]),
    ("Kể từ ngày 01/01/2025, Thông tư số 1/2016/TT-BNV hết hiệu lực.", [True]),
    ("Thông tư số 1/2016/TT-BNV được thay thế bởi Thông tư số 2/2018/TT-BNV.", [True]),
    ("Điều 5 Thông tư số 1/2016/TT-BNV được thay thế bởi Thông tư số 2/2018/TT-BNV.", [False]),
]


@pytest.mark.parametrize(("sentence", "whole"), WHOLE)
def test_all_of_a_document_is_told_from_a_part(sentence: str, whole: list[bool]) -> None:
    assert [one.whole for one in relate(sentence, Frame())] == whole


def test_an_end_leaves_out_the_places_that_it_excepts() -> None:
    (ended,) = relate("Thông tư số 1/2016/TT-BNV hết hiệu lực, trừ Điều 5 và Điều 6.", Frame())
    assert (ended.whole, ended.excepted) == (False, ("Điều 5", "Điều 6"))
    (other,) = relate(
        "Thông tư số 1/2016/TT-BNV hết hiệu lực, trừ trường hợp tại Điều 5 Thông tư này.", Frame()
    )
    assert (other.whole, other.excepted) == (True, ())


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Kể từ ngày 01/01/2025, bãi bỏ Quyết định số 12/2019/QĐ-UBND.", "2025-01-01"),
        ("Nghị quyết số 30/2008/NQ-CP tiếp tục được thực hiện đến hết năm 2025.", "2026-01-01"),
        ("Bãi bỏ các điều có hiệu lực từ ngày 01/7/2013 của Nghị định số 92/2013/NĐ-CP.", ""),
        ("Bãi bỏ Nghị định số 92/2013/NĐ-CP có hiệu lực từ ngày 01/7/2013.", ""),
    ],
)
def test_the_day_is_that_of_what_is_done(sentence: str, day: str) -> None:
    assert relate(sentence, Frame())[0].day == day


def test_old_spellings_and_the_wording_that_is_taken_out_are_kept() -> None:
    (one,) = relate("Bỏ cụm từ “của huyện” tại Điều 2 Quyết định số 12/2019/QĐ-UBND.", Frame())
    assert (one.kind, one.phrase) == (RelationKind.REPEALS, "của huyện")
    (other,) = relate("Bãi bỏ Điều 2 Quyết định số 12/2019/QĐ-UBND về “Giá nước”.", Frame())
    assert (other.kind, other.phrase) == (RelationKind.REPEALS, "")
