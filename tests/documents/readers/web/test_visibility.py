"""What a page hides is no part of its text; what it shows stays."""

import pytest

from searchkit.documents.readers.web.html import extract

SENTENCE = "Ủy ban nhân dân xã tổ chức tiếp công dân vào sáng thứ năm hằng tuần tại trụ sở."
OTHER = "Quy định của luật khác về bến bãi hết hiệu lực từ ngày luật này được công bố."


def text_of(body: str, head: str = "") -> str:
    page = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return extract(page.encode(), "a.html").text


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div style='display: none'>{OTHER}</div>",
        f"<div style='color:red;DISPLAY:NONE !important'>{OTHER}</div>",
        f"<p style='display:block; display:none'>{OTHER}</p>",
        f"<span style='visibility:hidden'>{OTHER}</span>",
        f"<table><tr style='visibility: collapse'><td>{OTHER}</td></tr></table>",
        f"<div hidden>{OTHER}</div>",
        f"<dialog>{OTHER}</dialog>",
        f"<div style='display:none'><div style='display:block'>{OTHER}</div></div>",
        f"<nav><svg><text>{OTHER}</text></svg></nav>",
        f"<div style='position:absolute; left:-9999px'>{OTHER}</div>",
        f"<p style='text-indent: -999em'>{OTHER}</p>",
        f"<span style='position:absolute;clip:rect(0, 0, 0, 0)'>{OTHER}</span>",
        f"<span style='clip-path: inset(50%)'>{OTHER}</span>",
        f"<div style='font-size:0'><p>{OTHER}</p></div>",
        f"<div style='font-size: 0.0pt'>{OTHER}</div>",
        f"<div style='font-size:0'>{OTHER}<p style='font-size:0'>{OTHER}</p></div>",
    ],
)
def test_a_block_that_is_hidden_is_left_out(hidden: str) -> None:
    assert text_of(f"<div><p>{SENTENCE}</p>{hidden}<p>Nơi nhận: Lưu VT.</p></div>") == (
        f"{SENTENCE}\n\nNơi nhận: Lưu VT."
    )


@pytest.mark.parametrize(
    "shown",
    [
        f"<p style='display:block'>{OTHER}</p>",
        f"<p style='display:none;display:inline-block'>{OTHER}</p>",
        f"<p style='x-display:none; overflow:hidden; border:none'>{OTHER}</p>",
        f"<p data-display='none' class='hidden-print'>{OTHER}</p>",
        f"<dialog open><p>{OTHER}</p></dialog>",
        f"<div hidden='until-found'>{OTHER}</div>",
        f"<p style='position:absolute;left:-18pt;text-indent:-36.0pt'>{OTHER}</p>",
        f"<div style='left:-9999px'>{OTHER}</div>",  # not placed, so not moved
        f"<div style='clip:rect(0,0,0,0)'>{OTHER}</div>",  # nor cut
        f"<div style='font-size:0'><p style='font-size:14px'>{OTHER}</p></div>",
        f"<div style='font-size:0.9em'>{OTHER}</div>",
    ],
)
def test_what_only_looks_hidden_stays(shown: str) -> None:
    assert OTHER in text_of(f"<div><p>{SENTENCE}</p>{shown}</div>")


@pytest.mark.parametrize(
    "head",
    [
        "<link rel='stylesheet' href='trang.css'>",
        "<style>.cot{font-size:14px}</style>",
        "<style>.hang div{font:14px serif}</style>",
    ],
)
def test_what_a_style_sheet_may_size_stays(head: str) -> None:
    row = f"<div style='font-size:0'><div class='cot'>{OTHER}</div></div>"
    assert OTHER in text_of(f"<p>{SENTENCE}</p>{row}", head)
    assert OTHER not in text_of(f"<p>{SENTENCE}</p><p style='font-size:0'>{OTHER}</p>", head)
    others = "<style>.muc{display:none} .dong{font-size:9pt}</style>"
    assert OTHER not in text_of(f"<p>{SENTENCE}</p>{row}", others)


@pytest.mark.parametrize(
    ("rule", "hides"),
    [
        (".muc-luc{display:none}", True),
        ("div.muc-luc , .x {color:red;display:none}", True),
        ("#ml{display:none}", True),
        ("@media screen{.muc-luc{display:none}}", True),
        ("@import 'a.css';.muc-luc{display:none}", True),
        ("/* a { b */ .muc-luc{display:none}", True),
        ("@media print{.muc-luc{display:none}}", False),
        ("@media (max-width:600px){.x{color:red}.muc-luc{display:none}}", False),
        (".khung .muc-luc{display:none}", False),
        (".muc-luc:hover{display:none}", False),
        (".muc-luc{display:none} #ml{display:block}", False),
        ("p{color:red", False),
        (".muc-luc.dong{display:none}", False),
        (".muc-luc{display:none} .muc-luc.mo{display:block}", False),
        (".muc-luc.mo{display:none}", True),
        (".muc-luc{position:absolute;left:-10000px}", True),
        (".muc-luc{font-size:0}", True),
        (".muc-luc{font-size:12pt}", False),
        (".muc-luc{font-size:0} div.mo{font-size:1rem}", False),
        (".muc-luc{display:none} .khung .muc-luc{display:block}", False),
        (".muc-luc{display:none} .khung:hover .muc-luc{display:block}", True),
        ("div{display:none} .mo{visibility:visible; display:block}", False),
    ],
)
def test_rules_of_the_page_hide_what_a_screen_does_not_show(rule: str, hides: bool) -> None:
    body = f"<div><p>{SENTENCE}</p><div class='muc-luc mo' id=ml>{OTHER}</div></div>"
    assert (OTHER in text_of(body, f"<style>{rule}</style>")) is not hides


def test_rules_for_paper_hide_nothing() -> None:
    body = f"<div><p>{SENTENCE}</p><div class='anh'>{OTHER}</div></div>"
    assert OTHER in text_of(body, "<style media=print>.anh{display:none}</style>")


def test_an_article_that_a_script_shows_is_read() -> None:
    assert text_of(f"<p>Đang tải</p><div style='display:none'><p>{SENTENCE}</p></div>") == SENTENCE
