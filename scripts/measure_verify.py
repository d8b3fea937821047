"""Measure `searchkit verify` on drafts into which faults of each kind were planted.

    python scripts/measure_verify.py [--drafts 60] [--seed 15] [--misses]

An index is made of invented acts: some amended, some ended, one not yet in force. Each draft cites
eight to twelve of them rightly, in the ways in which offices cite, and one to three with a fault.
Prints recall by kind of fault, and false alarms among the right citations.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import searchkit
from searchkit import FindingKind, Index

ON = dt.date(2026, 3, 1)
SUBJECTS = (
    "mức chi đón tiếp, thăm hỏi người có công", "giá dịch vụ thu gom rác thải sinh hoạt",
    "hỗ trợ học sinh bán trú vùng cao", "quản lý hoạt động bến thủy nội địa",
    "mức thu phí thẩm định hồ sơ đất đai", "phân cấp quản lý nghĩa trang nhân dân",
    "chính sách thu hút bác sĩ về xã", "bảo vệ nguồn nước sinh hoạt tập trung",
    "hỗ trợ giống cây dược liệu", "quản lý chợ và phiên chợ vùng cao",
    "chế độ đối với nhân viên thú y thôn", "đặt tên đường và công trình công cộng",
    "trợ cấp cho nghệ nhân dân gian", "quản lý lòng đường, vỉa hè đô thị",
    "hỗ trợ xóa nhà tạm cho hộ nghèo", "khuyến khích trồng rừng gỗ lớn",
)  # fmt: skip
RULES = (
    "Mức hỗ trợ bằng {n} lần lương cơ sở cho mỗi người trong một năm",
    "Hồ sơ nộp tại Trung tâm Phục vụ hành chính công trước ngày {n} hằng tháng",
    "Kinh phí do ngân sách tỉnh bảo đảm {n} phần trăm, phần còn lại do ngân sách xã",
    "Thời hạn giải quyết không quá {n} ngày làm việc kể từ khi nhận đủ hồ sơ",
)


class Act(NamedTuple):
    """An invented act: its number, day and subject, and its clauses by place."""

    number: str
    day: dt.date
    subject: str
    clauses: dict[str, str]

    @property
    def written_day(self) -> str:
        """The day as offices write it."""
        return f"{self.day.day:02} tháng {self.day.month:02} năm {self.day.year}"


class Planted(NamedTuple):
    """A sentence of a draft, and the fault that was planted in it, if any."""

    sentence: str
    kind: FindingKind | None


def make_acts(rng: random.Random) -> tuple[list[Act], dict[str, Act]]:
    """Return acts that hold, and by name one that is amended, ended and not yet in force."""
    acts = []
    for place, subject in enumerate(SUBJECTS):
        day = dt.date(2021 + place % 4, 1 + place % 12, 3 + place)
        clauses = {
            f"khoản {clause} Điều {article}": rng.choice(RULES).format(n=rng.randint(11, 89))
            for article in (1, 2, 3)
            for clause in (1, 2)
        }
        acts.append(Act(f"{place + 11}/{day.year}/NQ-HĐND", day, subject, clauses))
    return acts[3:], {"amended": acts[0], "ended": acts[1], "not yet": acts[2]}


def text_of(act: Act, first: str, more: str = "") -> str:
    """Return the text of an act that has effect from a day."""
    articles = [
        f"Điều {article}. Nội dung {article}\n"
        + "\n".join(f"{c}. {act.clauses[f'khoản {c} Điều {article}']}." for c in (1, 2))
        for article in (1, 2, 3)
    ]
    end = f"Điều 4. Hiệu lực thi hành\n1. Nghị quyết này có hiệu lực từ ngày {first}.{more}"
    return (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH AN PHÚ\n"
        f"Số: {act.number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"An Phú, ngày {act.written_day}\n\nNGHỊ QUYẾT\nQuy định {act.subject}\n\n"
        + "\n\n".join([*articles, end])
        + "\n"
    )


def make_index(folder: Path, acts: list[Act], special: dict[str, Act]) -> Index:
    """Return an index of the acts, and of one that amends and ends others."""
    source = folder / "nghị quyết"
    source.mkdir()
    amended, ended = special["amended"], special["ended"]
    changing = Act(
        "90/2025/NQ-HĐND", dt.date(2025, 7, 9), "sửa đổi các nghị quyết", acts[0].clauses
    )
    change = (
        f"\n2. Sửa đổi khoản 1 Điều 2 Nghị quyết số {amended.number} như sau: “1. Không thu.”"
        f"\n3. Nghị quyết số {ended.number} ngày {ended.written_day} của Hội đồng nhân dân tỉnh "
        "hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực thi hành."
    )
    texts = {act.number: text_of(act, "01 tháng 01 năm 2025") for act in (*acts, amended, ended)}
    texts[changing.number] = text_of(changing, "01 tháng 8 năm 2025", change)
    texts[special["not yet"].number] = text_of(special["not yet"], "01 tháng 01 năm 2027")
    for place, text in enumerate(texts.values()):
        (source / f"{place}.txt").write_text(text, "utf-8")
    index = searchkit.open_index(folder / "index", create=True)
    index.add(source, jobs=1)
    return index


def cite(rng: random.Random, act: Act, place: str = "", day: str = "", subject: str = "") -> str:
    """Return a sentence that cites an act in one of the ways in which offices do."""
    named = rng.choice(("Nghị quyết số {n}", "Nghị quyết {n}", "nghị quyết số {n}"))
    named = named.format(n=act.number)
    dated = f"{named} ngày {day or act.written_day} của Hội đồng nhân dân tỉnh"
    about = f"{dated} quy định {subject or act.subject}"
    if place:
        return f"{rng.choice(('Thực hiện theo', 'Mức chi quy định tại'))} {place} {named}."
    if day or subject:
        return f"Căn cứ {about};"
    return rng.choice((f"Căn cứ {about};", f"Theo {named}, các xã lập dự toán.", f"Xét {dated};"))


def fault(
    rng: random.Random, kind: FindingKind, acts: list[Act], special: dict[str, Act]
) -> Planted:
    """Return a sentence with a fault of a kind."""
    act = rng.choice(acts)
    place = rng.choice(list(act.clauses))
    other = rng.choice([one for one in acts if one != act])
    words = act.clauses[place].split()
    at = rng.randrange(2, len(words) - 1)
    wrong = [*words[:at], rng.choice(("khoảng", "riêng", "97")), *words[at + 1 :]]
    later = act.day + dt.timedelta(days=rng.randint(1, 200))
    sentences = {
        FindingKind.NOT_IN_INDEX: cite(rng, act._replace(number=f"{rng.randint(300, 900)}/NQ-BCT")),
        FindingKind.ENDED: cite(rng, special["ended"]),
        FindingKind.AMENDED: cite(rng, special["amended"], "khoản 1 Điều 2"),
        FindingKind.NOT_YET: cite(rng, special["not yet"]),
        FindingKind.NO_SUCH_PLACE: cite(
            rng,
            act,
            rng.choice((f"Điều {rng.randint(5, 40)}", "khoản 7 Điều 2", "điểm đ khoản 1 Điều 1")),
        ),
        FindingKind.QUOTATION_DIFFERS: f"Tại {place} Nghị quyết số {act.number} quy định: "
        f"“{' '.join(wrong)}”.",
        FindingKind.TITLE_DIFFERS: cite(rng, act, subject=other.subject),
        FindingKind.DATE_DIFFERS: cite(
            rng, act, day=f"{later.day:02} tháng {later.month:02} năm {later.year}"
        ),
    }
    return Planted(sentences[kind], kind)


def right(rng: random.Random, acts: list[Act], special: dict[str, Act]) -> Planted:
    """Return a sentence with a right citation."""
    act = rng.choice(acts)
    place = rng.choice(list(act.clauses))
    quotation = f"Tại {place} Nghị quyết số {act.number} quy định: “{act.clauses[place]}”."
    kinds = (
        cite(rng, act),
        cite(rng, act),
        cite(rng, act, place),
        cite(rng, special["amended"], "khoản 2 Điều 3"),
        quotation,
    )
    return Planted(rng.choice(kinds), None)


def measure(
    folder: Path, drafts: int, seed: int, *, misses: bool
) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Return found and planted faults by kind, and false alarms and right citations."""
    rng = random.Random(seed)
    acts, special = make_acts(rng)
    index = make_index(folder, acts, special)
    kinds = [kind for kind in FindingKind if kind not in (FindingKind.FOUND, FindingKind.SUSPENDED)]
    found: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    alarms = citations = 0
    for number in range(drafts):
        chosen = [kinds[(number + i) % len(kinds)] for i in range(rng.randint(1, 3))]
        lines = [fault(rng, kind, acts, special) for kind in chosen]
        lines += [right(rng, acts, special) for _ in range(rng.randint(8, 12))]
        rng.shuffle(lines)
        path = folder / f"dự thảo {number}.txt"
        path.write_text("KẾ HOẠCH\n\n" + "\n\n".join(line.sentence for line in lines), "utf-8")
        text = path.read_text("utf-8")
        checked = index.verify(path, on=ON).citations
        for line in lines:
            start = text.index(line.sentence)
            own = [one for one in checked if start <= one.start < start + len(line.sentence)]
            said = {finding.kind for one in own for finding in one.findings}
            wrong = {finding.kind for one in own for finding in one.findings if finding.wrong}
            if line.kind is not None:
                planted[line.kind.value] += 1
                found[line.kind.value] += line.kind in said
            else:
                citations += 1
                alarms += bool(wrong)
            if misses and ((line.kind and line.kind not in said) or (not line.kind and wrong)):
                print(line.kind and line.kind.value, sorted(said), line.sentence)
    index.close()
    return {kind: (found[kind], planted[kind]) for kind in sorted(planted)}, alarms, citations


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--drafts", type=int, default=60)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures, alarms, citations = measure(
            Path(folder), options.drafts, options.seed, misses=options.misses
        )
    for kind, (found, planted) in figures.items():
        print(f"{kind:20} recall {found / planted:.3f} of {planted}")
    found, planted = (sum(column) for column in zip(*figures.values(), strict=True))
    print(f"{'all':20} recall {found / planted:.3f} of {planted}")
    print(f"false alarms: {alarms} in {citations} right citations")


if __name__ == "__main__":
    main()
