"""Thesauri become topics: SKOS in its syntaxes, and tables as people export them."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

import pytest

from searchkit import (
    MissingExtraError,
    Topic,
    TopicPhrase,
    UsageError,
    import_topics,
    topics_as_toml,
)
from searchkit.search.topics.topic_file import parse_topics

if TYPE_CHECKING:
    from pathlib import Path

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/thesaurus/> .

ex:giao-thong a skos:Concept ;
    skos:prefLabel "giao thông vận tải"@vi, "transport"@en ;
    skos:altLabel "vận tải"@vi, "giao thông"@vi, "traffic"@en ;
    skos:hiddenLabel "GTVT"@vi ;
    skos:definition "Đi lại và chuyên chở."@vi .

ex:duong-bo a skos:Concept ;
    skos:prefLabel "vận tải đường bộ"@vi, "road transport"@en ;
    skos:broader ex:giao-thong .

ex:tau a skos:Concept ;
    skos:prefLabel "đình (kiến trúc)"@vi .

ex:only-english a skos:Concept ;
    skos:prefLabel "air transport"@en ;
    skos:broader ex:giao-thong .
"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         xmlns:skos="http://www.w3.org/2004/02/skos/core#"
         xmlns:skosxl="http://www.w3.org/2008/05/skos-xl#">
  <skos:Concept rdf:about="http://example.org/1">
    <skosxl:prefLabel>
      <skosxl:Label rdf:about="http://example.org/1/nhan">
        <skosxl:literalForm xml:lang="vi">thủy lợi</skosxl:literalForm>
      </skosxl:Label>
    </skosxl:prefLabel>
    <skos:altLabel xml:lang="vi-VN">tưới tiêu</skos:altLabel>
    <skos:narrower rdf:resource="http://example.org/2"/>
  </skos:Concept>
  <skos:Concept rdf:about="http://example.org/2">
    <skos:prefLabel xml:lang="vi">đê điều</skos:prefLabel>
  </skos:Concept>
</rdf:RDF>
"""


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


def by_name(file: Path, **options: Any) -> dict[str, Topic]:
    found = import_topics(file, **options).topics
    return {topic.name: topic for topic in found}


def phrases(topic: Topic) -> dict[str, float]:
    return {phrase.text: phrase.weight for phrase in topic.phrases}


def test_labels_in_the_language_are_phrases(tmp_path: Path) -> None:
    topics = by_name(written(tmp_path, "từ điển.ttl", TURTLE))
    traffic = topics["giao-thong-van-tai"]
    assert traffic.title == "giao thông vận tải"
    assert traffic.description == "Đi lại và chuyên chở."
    assert phrases(traffic) == {
        "giao thông vận tải": 1.0,
        "giao thông": 0.9,
        "vận tải": 0.9,
        "GTVT": 0.8,
    }
    assert topics["van-tai-duong-bo"].broader == ("giao-thong-van-tai",)
    assert topics["dinh-kien-truc"].phrases == (TopicPhrase("đình"),)


def test_another_language_can_be_chosen_and_what_has_no_label_is_told(tmp_path: Path) -> None:
    file = written(tmp_path, "t.ttl", TURTLE)
    assert {*by_name(file, language="en")} == {"transport", "road-transport", "air-transport"}
    (note,) = import_topics(file).notes
    assert "1 concepts were left out" in note
    with pytest.raises(UsageError, match=r"no concept has a label in \"fr\".*en \(3\), vi \(3\)"):
        import_topics(file, language="fr")


def test_a_topic_may_get_the_phrases_of_those_below_it(tmp_path: Path) -> None:
    file = written(tmp_path, "t.ttl", TURTLE)
    assert phrases(by_name(file, narrower=True)["giao-thong-van-tai"])["vận tải đường bộ"] == 0.8


def test_rdf_xml_with_labels_of_their_own_and_narrower_concepts(tmp_path: Path) -> None:
    topics = by_name(written(tmp_path, "t.rdf", XML))
    assert phrases(topics["thuy-loi"]) == {"thủy lợi": 1.0, "tưới tiêu": 0.9}
    assert topics["de-dieu"].broader == ("thuy-loi",)


@pytest.mark.parametrize(
    "text",
    [
        (
            "uri,prefLabel@vi,altLabel@vi,broader,definition\n"
            'ex:1,giao thông vận tải,vận tải|GTVT,,"Đi lại,\nchuyên chở."\n'
            "ex:2,vận tải đường bộ,,ex:1,\n"
        ),
        (
            "\ufeffMã;Thuật ngữ;Từ đồng nghĩa;Rộng hơn;Mô tả\r\n"
            '1;giao thông vận tải;vận tải|GTVT;;"Đi lại, chuyên chở."\r\n'
            "2;vận tải đường bộ;;giao thông vận tải;\r\n"
        ),
        (
            "PT\tUF\tBT\tSN\n"
            "giao thông vận tải\tvận tải;GTVT\t\tĐi lại, chuyên chở.\n"
            "vận tải đường bộ\t\tgiao thông vận tải\t\n"
        ),
        (
            "id,language,preferred label,alternative label,alternative label,broader,scope note\n"
            '1,vi,giao thông vận tải,vận tải,GTVT,,"Đi lại, chuyên chở."\n'
            "1,en,transport,,,,\n"
            "2,vi,vận tải đường bộ,,,1,\n"
        ),
    ],
    ids=["skos-names", "vietnamese", "thesaurus-signs", "languages"],
)
def test_tables_of_every_make(tmp_path: Path, text: str) -> None:
    topics = by_name(written(tmp_path, "bảng.csv", text))
    assert {*topics} == {"giao-thong-van-tai", "van-tai-duong-bo"}
    traffic = topics["giao-thong-van-tai"]
    assert phrases(traffic) == {"giao thông vận tải": 1.0, "vận tải": 0.9, "GTVT": 0.9}
    assert traffic.description == "Đi lại, chuyên chở."
    assert topics["van-tai-duong-bo"].broader == ("giao-thong-van-tai",)


def test_a_table_in_a_legacy_encoding(tmp_path: Path) -> None:
    rows = "\n".join(f"người có công với cách mạng số {i},thương binh" for i in "abcdefghij")
    file = written(tmp_path, "t.csv", f"label,uf\n{rows}\n", "utf-16")
    assert len(import_topics(file).topics) == 10


def test_concepts_of_one_label_are_told_apart(tmp_path: Path) -> None:
    found = import_topics(written(tmp_path, "t.csv", "id,label\n1,Thuế\n2,thuế\n3,…\n"))
    assert [topic.name for topic in found.topics] == ["thue", "thue-2"]
    assert len(found.notes) == 2


def test_a_circle_ends(tmp_path: Path) -> None:
    file = written(tmp_path, "t.csv", "label,broader\nlúa,cây\ncây,lúa\n")
    topics = by_name(file, narrower=True)
    assert phrases(topics["lua"]) == {"lúa": 1.0, "cây": 0.8}


def test_what_is_imported_is_a_topics_file(tmp_path: Path) -> None:
    found = import_topics(written(tmp_path, "t.ttl", TURTLE)).topics
    assert tuple(parse_topics(topics_as_toml(found), "t").values()) == found


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("t.ttl", "@prefix", "cannot be read"),
        ("t.rdf", "<rdf", "cannot be read"),
        ("t.nt", "", "holds no concepts"),
        ("t.csv", "a,b\n1,2\n", 'line 1: no column of preferred labels: head it "prefLabel"'),
        ("t.csv", "", "no column of preferred labels"),
        ("t.csv", "label\n", "no concept has a label"),
        ("t.json", "{}", "no thesaurus that can be read"),
    ],
)
def test_what_is_no_thesaurus_is_told(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        import_topics(written(tmp_path, name, text))
    assert name in str(caught.value) or "no concept" in str(caught.value)


@pytest.mark.parametrize("name", ["none.csv", "none.ttl"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        import_topics(tmp_path / name)


def test_without_rdflib_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, "t.ttl", TURTLE)
    imported = builtins.__import__

    def without(name: str, *others: Any) -> Any:
        if name == "rdflib":
            raise ImportError(name)
        return imported(name, *others)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"searchkit-vi\[skos\]"):
        import_topics(file)


def test_entities_of_xml_are_not_looked_up(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", "mật khẩu")
    head = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = XML.replace("<rdf:RDF", f"{head}<rdf:RDF", 1).replace("đê điều", "đê &x; điều")
    try:
        found = import_topics(written(tmp_path, "t.rdf", text)).topics
    except UsageError:
        return
    assert not any("mật" in phrase.text for topic in found for phrase in topic.phrases)


def test_a_table_may_be_headed_as_topics_are_and_what_is_not_read_is_told(tmp_path: Path) -> None:
    table = tmp_path / "bảng.csv"
    rows = ["tên;từ rộng;cụm từ;trọng số", "đất đai;;thu hồi đất;1", ";;giao đất;1"]
    table.write_text("\n".join([*rows, "bồi thường;đất đai;bồi thường thiệt hại;1"]), "utf-8")
    imported = import_topics(table)
    assert [(topic.name, topic.broader) for topic in imported.topics] == [
        ("dat-dai", ()),
        ("boi-thuong", ("dat-dai",)),
    ]
    texts = [[phrase.text for phrase in topic.phrases] for topic in imported.topics]
    assert texts == [["đất đai", "thu hồi đất"], ["bồi thường", "bồi thường thiệt hại"]]
    assert imported.notes == (
        "columns whose heads say nothing were left out: trọng số",
        "rows without a label were left out: 1, from line 3 on",
    )
