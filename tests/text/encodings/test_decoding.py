from __future__ import annotations

import codecs
import json
import lzma
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.text.encodings.decoding import convert_legacy, decode
from searchkit.text.encodings.legacy import ENCODINGS
from searchkit.text.spelling.orthography import legal_syllables
from tests.text.legacy_bytes import encoded

if TYPE_CHECKING:
    from pathlib import Path

LINE = "các cơ quan, tổ chức và cá nhân có liên quan chịu trách nhiệm thi hành\n"
VIETNAMESE = (
    "ủy ban nhân dân tỉnh giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành rà soát chức "
    "năng, nhiệm vụ của từng đơn vị; sắp xếp lại tổ chức bộ máy tinh gọn, hiệu lực, hiệu quả.\n"
    "Việc sắp xếp phải bảo đảm quyền lợi của cán bộ, công chức và người lao động, không để gián "
    "đoạn công việc, nhất là việc giải quyết thủ tục hành chính cho người dân và doanh nghiệp.\n"
)
FOREIGN = {
    "French": "L'été dernier, nous avons passé trois semaines à la campagne, près d'une forêt où "
    "les enfants jouaient. Mon frère aîné a préparé le dîner : du pâté et une crème brûlée. « Où "
    "étiez-vous ? » a demandé le maire à l'élève, déjà gêné. Né à Hué, il a vécu là où tu vis.\n",
    "English": "The naïve façade of the café – its “résumé” – cost £5 or €6 at 20 °C; © Müller, "
    "½ of the Œuvre’s price, § 12, ±3 µm… coöperate, Zoë, São Paulo, El Niño, Ångström, Þór, æon\n",
    "degrees": "Harbour: 16º54’58” – 107º11’06”; 16º56’21” – 107º14’00”; 16º57’01” – 107º15’\n",
    "German": "Fräulein Müller hört schöne Lieder über die Straße, während Österreich für größere "
    "Bücher übliche Gebühren erhöht. Er möchte künftig früh fünf süße Äpfel verkäuflich prüfen.\n",
    "Danish": "Må jeg få en øl på gården, når båden går? Så må vi nå ud på åen, så får du brød "
    "og smør. På søen blæser det, så gå på land og få lidt at spise, når du må.\n",
    "Spanish": "El niño pequeño añadió más azúcar al café; mañana será otro día. ¿Qué pasó aquí? "
    "La cigüeña voló según el señor Muñoz, pero él no oyó nada. ¡Qué lástima! Así fue todo.\n",
    "Portuguese": "As eleições não serão em março; a informação da administração é clara: há três "
    "opções, já disponíveis. Você também não está só, irmão: amanhã haverá pão, maçã e feijão.\n",
}
ACCENTED = [syllable for syllable in sorted(legal_syllables()) if not syllable.isascii()]


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        pytest.param(b"", "", "ascii", id="empty"),
        pytest.param(b"Quyet dinh", "Quyet dinh", "ascii", id="ascii"),
        pytest.param(VIETNAMESE.encode(), VIETNAMESE, "utf-8", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + LINE.encode(), LINE, "utf-8", id="utf-8 with mark"),
        pytest.param(
            codecs.BOM_UTF16_LE + LINE.encode("utf-16-le"), LINE, "utf-16-le", id="LE with mark"
        ),
        pytest.param(
            codecs.BOM_UTF16_BE + LINE.encode("utf-16-be"), LINE, "utf-16-be", id="BE with mark"
        ),
        pytest.param(LINE.encode("utf-16-le"), LINE, "utf-16-le", id="LE without mark"),
        pytest.param(LINE.encode("utf-16-be"), LINE, "utf-16-be", id="BE without mark"),
        pytest.param("café, £5".encode("cp1252"), "café, £5", "windows-1252", id="windows-1252"),
        pytest.param(b"\x81 \x93x\x94 \x9d", "\x81 “x” \x9d", "windows-1252", id="undefined bytes"),
    ],
)
def test_bytes_without_legacy_vietnamese(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_legacy_bytes_come_back_with_their_evidence(encoding: str) -> None:
    decoded = decode(encoded(VIETNAMESE, encoding))
    assert (decoded.text, decoded.encoding) == (VIETNAMESE, encoding)
    assert decoded.evidence.after == 1.0
    assert decoded.evidence.before < 0.4
    assert decoded.evidence.words > 50


def test_windows_1258_is_told_by_its_tones_alone() -> None:
    text = "Các quy trình này có hiệu lực kể từ ngày 15 tháng 8, trừ trường hợp khẩn cấp"
    assert decode(encoded(text, "windows-1258")).text == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.sampled_from(ACCENTED), min_size=40, max_size=60, unique=True))
def test_any_syllables_survive_every_encoding(encoding: str, words: list[str]) -> None:
    text = " ".join(words)
    assert decode(encoded(text, encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_other_languages_stay_as_they_are(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text
    assert decode((text * 20).encode(encoding)).text == text * 20


def test_ordinary_legal_text_stays_as_it_is(shared: Path) -> None:
    with lzma.open(shared / "data/phapdien/corpus.jsonl.xz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in islice(lines, 300)]
    for article in articles:
        for window in (article[:120], article[300:1000]):
            for form in (window, unicodedata.normalize("NFD", window)):
                assert convert_legacy(form).text == form
                assert decode(form.encode()).text == form


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_real_transcripts_survive_the_round_trip(shared: Path, encoding: str) -> None:
    for file in sorted((shared / "data/legacy/transcripts").glob("200[34]*.txt")):
        raw = unicodedata.normalize("NFC", file.read_text(encoding="utf-8"))
        known = {key for key in set(raw) if key.isascii() or _has(encoding, key)}
        text = "".join(letter for letter in raw if letter in known)
        assert decode(encoded(text, encoding)).text.lower() == text.lower()


def _has(encoding: str, letter: str) -> bool:
    try:
        return bool(encoded(letter, encoding))
    except KeyError:
        return False


@pytest.mark.parametrize(
    "damage", [b"\xff", b"\xe1\xbb", b"\x87", b"\xc3("], ids=lambda damage: damage.hex()
)
def test_a_bad_byte_does_not_lose_the_rest_of_utf8(damage: bytes) -> None:
    many = VIETNAMESE * 50
    decoded = decode(many.encode() + damage + many.encode())
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(many)
    assert decoded.text.endswith(many)
    assert decoded.text.count("\ufffd") == 1


def test_a_legacy_line_among_utf8_is_read_for_itself() -> None:
    decoded = decode(VIETNAMESE.encode() * 3 + encoded(LINE, "tcvn3") + VIETNAMESE.encode())
    assert (decoded.text, decoded.encoding) == (VIETNAMESE * 3 + LINE + VIETNAMESE, "tcvn3")


def test_one_legacy_paragraph_in_a_long_sound_document_is_found() -> None:
    codes = (
        "Căn cứ Quyết định số 15/2025/QĐ-TTg và Nghị định số 30/2020/NĐ-CP về công tác văn thư\n"
    )
    legacy = encoded(LINE, "tcvn3").decode("cp1252")
    assert convert_legacy(codes * 300 + legacy + codes).text == codes * 300 + LINE + codes


def test_runs_of_two_encodings_and_unicode_are_told_apart() -> None:
    tcvn3, vni = (encoded(LINE * 2, name).decode("cp1252") for name in ("tcvn3", "vni"))
    decoded = convert_legacy(tcvn3 + VIETNAMESE + vni)
    assert decoded.text == LINE * 2 + VIETNAMESE + LINE * 2
    assert set(decoded.encoding.split("+")) == {"tcvn3", "vni"}


def test_runs_inside_one_line_are_told_apart() -> None:
    legacy = encoded("các chương trình trọng điểm được phê duyệt", "tcvn3").decode("cp1252")
    decoded = convert_legacy(f"- {legacy} về khoa học công nghệ, kể cả đề tài cấp tỉnh")
    assert decoded.text == (
        "- các chương trình trọng điểm được phê duyệt về khoa học công nghệ, kể cả đề tài cấp tỉnh"
    )


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        pytest.param("ViÖt Nam", ".VnTime", "Việt Nam", id="ABC"),
        pytest.param("bé néi vô", ".VnTimeH", "BỘ NỘI VỤ", id="ABC capitals"),
        pytest.param("Vieät Nam", "VNI-Times", "Việt Nam", id="VNI"),
        pytest.param("VIEÄT NAM, Ñaø Naüng", "vni-helve", "VIỆT NAM, Đà Nẵng", id="VNI capitals"),
        pytest.param("ViÖt Nam", "Times New Roman", "ViÖt Nam", id="no legacy font"),
        pytest.param("ViÖt Nam", None, "ViÖt Nam", id="too short for evidence"),
        pytest.param("Việt Nam", ".VnTime", "Việt Nam", id="Unicode in a legacy font"),
    ],
)
def test_a_font_decides_for_its_run(text: str, font: str | None, expected: str) -> None:
    assert convert_legacy(text, font).text == expected


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_decode_never_raises(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=300),
    st.sampled_from([None, ".VnTimeH", "VNI-Times", "VPS Times", ""]),
)
def test_convert_legacy_never_raises(text: str, font: str | None) -> None:
    assert isinstance(convert_legacy(text, font).text, str)


@pytest.mark.parametrize("byte", [0x00, 0x02, 0x41, 0x81, 0xAD, 0xE1, 0xF8, 0xFF])
def test_a_million_equal_bytes_are_read(byte: int) -> None:
    assert decode(bytes([byte]) * 1_000_000).encoding in {"ascii", "windows-1252", "utf-16-le"}


def test_a_long_run_of_what_may_be_marks_is_read_in_linear_time() -> None:
    text = "Vieät aÌ" + "Ìò" * 200_000  # in Windows-1258 all marks, out of order
    assert convert_legacy(text).text == text
