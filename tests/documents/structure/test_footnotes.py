import pytest

from searchkit.documents.structure.passages import cut

LONG = "Chủ cầu kiểm tra dây neo, niêm yết tải trọng và ghi sổ theo dõi hằng ngày. " * 8
HEAD = "VĂN BẢN HỢP NHẤT\nLUẬT\nCẦU PHAO\n"


def citations(text: str) -> list[str]:
    return [passage.citation for passage in cut(text)]


@pytest.mark.parametrize(
    ("second", "label"),
    [
        pytest.param("2.11 Chủ cầu", "2", id="stuck"),
        pytest.param("2.[11] Chủ cầu", "2", id="brackets"),
        pytest.param("2.11\nChủ cầu", "2", id="line-of-its-own"),
        pytest.param("1a.3 Chủ cầu", "1a", id="inserted-clause"),
    ],
)
def test_a_clause_that_bears_the_number_of_a_note_is_a_clause(second: str, label: str) -> None:
    text = f"{HEAD}Điều 2. Chủ cầu\n1. Dây. {LONG}\n{second} mua bảo hiểm. {LONG}\n3. Đèn. {LONG}"
    assert citations(text)[1:] == ["khoản 1 Điều 2", f"khoản {label} Điều 2", "khoản 3 Điều 2"]


@pytest.mark.parametrize(
    ("head", "second"),
    [
        pytest.param("LUẬT\n", "2.11 Chủ cầu", id="no-consolidated-text"),
        pytest.param(HEAD, "1.1 Chủ cầu", id="part-of-the-clause"),
        pytest.param(HEAD, "2.500 người", id="quantity"),
    ],
)
def test_other_numbers_with_a_stop_inside_open_no_clause(head: str, second: str) -> None:
    text = f"{head}Điều 2. Chủ cầu\n1. Dây. {LONG}\n{second} mua bảo hiểm. {LONG}"
    assert "khoản 2 Điều 2" not in citations(text)


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("2. Khoản này được bổ sung theo khoản 2 Điều 1 Luật số 5.", id="clause"),
        pytest.param("[2] Cụm từ “cầu nổi” được thay thế theo Điều 2 Luật số 5.", id="words"),
        pytest.param("2 Điều này được sửa đổi theo khoản 1 Điều 1 Luật số 5.", id="article"),
    ],
)
def test_a_note_at_the_foot_of_a_page_is_no_clause(note: str) -> None:
    text = f"{HEAD}Điều 2. Chủ cầu\n1. Dây. {LONG}\n{note}\n2. Đèn. {LONG}\n3. Sổ. {LONG}"
    assert citations(text)[1:] == ["khoản 1 Điều 2", "khoản 2 Điều 2", "khoản 3 Điều 2"]
