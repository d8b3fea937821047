"""Counts of a small text, written for the tests in the language of district reports."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from searchkit.text.correction.syllable_counts import SyllableCounts
from searchkit.text.spelling.syllables import syllable_terms

SENTENCES = """\
Ủy ban nhân dân huyện ban hành quyết định thành lập phòng kinh tế và hạ tầng.
Ủy ban nhân dân tỉnh giao sở nội vụ hướng dẫn việc sắp xếp tổ chức bộ máy.
Hội đồng nhân dân huyện thông qua nghị quyết về phát triển kinh tế xã hội.
Hội đồng nhân dân tỉnh ban hành nghị quyết về chính sách hỗ trợ hộ nghèo.
Nghị quyết của ban chấp hành đảng bộ huyện xác định ba nhiệm vụ trọng tâm.
Các cơ quan, đơn vị thực hiện tinh gọn bộ máy, nâng cao hiệu lực, hiệu quả.
Việc tinh gọn bộ máy gắn với tinh giản biên chế và cơ cấu lại đội ngũ cán bộ, công chức.
Đồng chí chủ tịch ủy ban nhân dân huyện chủ trì hội nghị.
Đồng chí bí thư huyện ủy phát biểu kết luận hội nghị.
Các đồng chí trong ban thường vụ tham dự hội nghị tổng kết.
Cán bộ, công chức xã tiếp công dân và giải quyết đơn thư khiếu nại.
Người dân nộp hồ sơ tại bộ phận một cửa của ủy ban nhân dân xã.
Thủ tục hành chính được giải quyết đúng thời hạn theo quy định của pháp luật.
Chủ tịch ủy ban nhân dân xã chịu trách nhiệm trước ủy ban nhân dân huyện.
Nhà nước thu hồi đất để phát triển kinh tế xã hội vì lợi ích quốc gia.
Người có đất thu hồi được bồi thường, hỗ trợ và tái định cư theo quy định.
Hộ gia đình nuôi chó phải đăng ký và tiêm phòng cho chó theo quy định.
Các xã chờ hướng dẫn của tỉnh trước khi triển khai.
Sở tài chính trình ủy ban nhân dân tỉnh phân bổ kinh phí sự nghiệp.
Trưởng phòng nội vụ tham mưu giải quyết chế độ đối với người nghỉ hưu trước tuổi.
Hội nghị nhất trí thông qua nghị quyết với tỷ lệ tán thành cao.
Ban thường vụ tỉnh ủy ban hành nghị quyết về công tác cán bộ.
"""


@lru_cache(maxsize=1)
def small_counts() -> SyllableCounts:
    return counts_of(SENTENCES.splitlines())


def counts_of(passages: list[str]) -> SyllableCounts:
    """Count passages as an index writer does: one stream of ids and the passages' lengths."""
    tokens = [syllable_terms(passage) for passage in passages]
    terms = sorted({token for passage in tokens for token in passage})
    ids = {term: i for i, term in enumerate(terms)}
    stream = np.array([ids[token] for passage in tokens for token in passage], np.int64)
    return SyllableCounts.from_tokens(terms, stream, np.array([len(p) for p in tokens], np.int64))
