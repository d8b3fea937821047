"""What stands around a passage is told by titles, notes, first lines and headings."""

from __future__ import annotations

import pytest

from searchkit.documents.model import Document, Passage
from searchkit.index.terms.contexts import Context, pack_contexts, unpack_context


def contexts(title: str, text: str, *headings: tuple[str, ...], **metadata: str) -> list[Context]:
    passages = tuple(Passage(0, 1, heading) for heading in headings or ((),))
    document = Document("1", "/1", title, text, metadata, passages)
    return [unpack_context(stored) for stored in pack_contexts(document)]


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@pytest.mark.parametrize(
    ("title", "text", "heading"),
    [
        ("Luật Bến thuyền - Điều 3", "Giữ bến\n\nChủ bến giữ bến sạch.", "giu ben"),
        ("Luật Bến thuyền – Điều 3a", "Chủ bến giữ bến sạch.\n\nKhách cũng vậy.", ""),
        ("Luật Bến thuyền - Điều 3", "Giữ bến", ""),  # nothing follows: it is the text
        ("Luật Bến thuyền - Điều 3", "Những người sau đây:\n\na) Chủ bến;", ""),
        ("Luật Bến thuyền - Điều 3", "1. Giữ bến\n\n2. Giữ thuyền", ""),
        ("Điều 9.1.LQ.3. Giữ bến", "Chủ bến giữ bến sạch.", "giu ben"),
        ("Điều 3", "Giữ bến\nChủ bến giữ bến sạch.", "giu ben"),
        ("Kế hoạch giữ bến", "Giữ bến\nChủ bến giữ bến sạch.", ""),
        ("", "Giữ bến\nChủ bến giữ bến sạch.", ""),
    ],
)
def test_the_heading_of_an_article_is_in_its_title_or_its_first_line(
    title: str, text: str, heading: str
) -> None:
    assert contexts(title, text)[0].heading == words(heading)


@pytest.mark.parametrize(
    ("title", "metadata", "group", "law", "article"),
    [
        ("Luật Bến thuyền - Điều 3", {}, "Luật Bến thuyền", "luat ben thuyen", 3),
        ("09/2031/NĐ-CP - Điều thứ 3", {}, "09/2031/NĐ-CP", "", 3),
        ("Điều 9.1.LQ.3. Giữ bến", {"law": "9/2031/qh17", "article": "3"}, "9/2031/qh17", "", 3),
        (
            "Điều 9.1.LQ.1. Phạm vi",
            {
                "law": "9/2031/qh17",
                "article": "1",
                "note": "(Điều 1 Luật số 9/2031/QH17 Bến thuyền ngày 03/12/2031 của Quốc hội)",
            },
            "9/2031/qh17",
            "luat ben thuyen",
            1,
        ),
        (
            "Điều 9.1.LQ.2. Bến",
            {
                "law": "9/2031/qh17",
                "article": "2",
                "note": "(Điều 2 Luật số 9/2031/QH17, có hiệu lực thi hành kể từ ngày 01/07/2032, "
                "được sửa bởi Điều 1 Luật số 3/2033/QH17 Phà ngày 02/02/2033 của Quốc hội)",
            },
            "9/2031/qh17",
            "",
            2,
        ),
        ("Kế hoạch giữ bến", {}, "", "ke hoach giu ben", 0),
        ("Kế hoạch giữ bến", {"number": "09/KH-UBND", "article": "3"}, "", "ke hoach giu ben", 0),
        ("", {}, "", "", 0),
    ],
)
def test_the_law_of_an_article(
    title: str, metadata: dict[str, str], group: str, law: str, article: int
) -> None:
    (found,) = contexts(title, "Chủ bến giữ bến sạch.", **metadata)
    assert (found.group, found.law, found.article) == (group, words(law), article)


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Luật này quy định về bến thuyền và chủ bến.", "luat ve ben thuyen va chu ben"),
        ("1. Nghị định này quy định chi tiết Luật Bến; 2. Bỏ", "nghi dinh chi tiet luat ben"),
        ("Bộ luật tố tụng bến quy định trình tự.\nXong", "bo luat to tung ben trinh tu"),
        ("Thông tư này hướng dẫn việc giữ bến thuyền", "thong tu viec giu ben thuyen"),
        ("Chủ bến quy định về bến thuyền và khách.", ""),
    ],
)
def test_a_law_without_a_name_is_called_by_what_its_first_article_says(text: str, law: str) -> None:
    assert contexts("9/2031/QH17 - Điều thứ 1", text)[0].law == words(law)
    assert contexts("9/2031/QH17 - Điều thứ 2", text)[0].law == ()
    assert contexts("Luật Bến - Điều 1", text)[0].law == words("luat ben")


def test_passages_under_other_headings_say_theirs() -> None:
    one, two, three, four = contexts(
        "Quy chế bến thuyền",
        "…",
        ("Chương I", "Điều 1. Giữ bến"),
        ("Chương I", "Điều 1. Giữ bến"),
        ("Chương I", "Điều 2. Áo phao của khách"),
        (),
    )
    assert one == two == Context(words("giu ben"), 0, "", words("quy che ben thuyen"))
    assert three == Context(words("ao phao cua khach"))
    assert four == Context(())
    assert unpack_context(None) == Context(())


def test_passages_of_an_attached_document_say_its_title() -> None:
    passages = (
        Passage(0, 1, ("Điều 1. Ban hành",), "Điều 1"),
        Passage(1, 2, ("QUY CHẾ BẾN THUYỀN",), "Quy chế kèm theo"),
        Passage(2, 3, ("QUY CHẾ BẾN THUYỀN", "Điều 1. Giữ bến"), "Điều 1 Quy chế kèm theo"),
        Passage(3, 4, ("Phụ lục I", "Mẫu vé"), "Phụ lục I"),
    )
    document = Document("1", "/1", "Quyết định ban hành quy chế", "…", {}, passages)
    own, title, article, appendix = map(unpack_context, pack_contexts(document))
    assert own.law == words("quyet dinh ban hanh quy che")
    assert title.law == title.heading == article.law == words("quy che ben thuyen")
    assert article.heading == words("giu ben")
    assert appendix.law == ()


@pytest.mark.parametrize(
    ("title", "headings", "group", "article"),
    [
        ("LUẬT BẾN THUYỀN", [(), ("Điều 7. Giữ bến",)], "LUẬT BẾN THUYỀN", 7),
        ("Luật Bến thuyền", [("Chương II", "Điều 7. Giữ bến")], "Luật Bến thuyền", 7),
        ("Luật Bến thuyền", [("Điều 7. Giữ bến",), ("Điều 8. Áo phao",)], "", 0),
        ("Luật Bến thuyền", [(), ("Chương II",)], "", 0),
        ("Quyết định về bến thuyền", [("Điều 1. Giữ bến",)], "", 0),
    ],
)
def test_a_file_may_be_one_article_of_a_law(
    title: str, headings: list[tuple[str, ...]], group: str, article: int
) -> None:
    found = contexts(title, "Chủ bến giữ bến sạch.", *headings)
    assert (found[0].group, found[0].article) == (group, article)
    assert found[0].law == words("quyet dinh ve ben thuyen" if "về" in title else "luat ben thuyen")
    if group:
        assert found[-1].heading == words("giu ben")
