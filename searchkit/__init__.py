"""Full-text search for Vietnamese administrative texts, with or without diacritics.

>>> import searchkit
>>> index = searchkit.open_index("index", create=True)
>>> report = index.add(["van-ban/"])
>>> for hit in index.search("tinh gon bo may", limit=10):
...     print(hit.score, hit.title, hit.heading, hit.snippet)

``open_index`` gives an ``Index``. It is filled by ``add`` (files, folders, corpora),
``add_documents`` (rows of a database, each a ``NewDocument``), ``add_bytes`` and ``writer``; asked
by ``search`` (restricted by ``Filters``, with pages, orders and facets), ``suggest`` and
``similar``; read by ``document``, ``documents``, ``stats`` and ``failures``. ``rebuild_index``
makes one anew. Every error is a ``SearchkitError``. Logs go to ``logging.getLogger("searchkit")``.
"""

from __future__ import annotations

from searchkit._lazy import lazy_attributes
from searchkit._version import __version__
from searchkit.errors import (
    ClusterError,
    DiskFullError,
    DocumentError,
    IndexClosedError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    MissingExtraError,
    ProcessError,
    QueryError,
    SearchCancelledError,
    SearchkitError,
    SearchTimeoutError,
    SettingsError,
    StorageError,
    TopicsError,
    UsageError,
)

TYPE_CHECKING = False  # as typing has it, which takes longer to load than all of this

if TYPE_CHECKING:
    from searchkit.documents.model import Passage
    from searchkit.documents.record_fields import FieldValue
    from searchkit.engine.whoosh.codec import ArrayCodec
    from searchkit.evaluation.comparing import Comparison
    from searchkit.evaluation.measuring import Evaluation, KindFigures, evaluate
    from searchkit.index.document_view import DocumentView
    from searchkit.index.ingest.records.new_document import NewDocument
    from searchkit.index.ingest.report import IndexReport
    from searchkit.index.ingest.updater import Progress
    from searchkit.index.listing import DocumentEntry
    from searchkit.index.records import Failure
    from searchkit.index.relations.amendments import Amendment
    from searchkit.index.relations.states import Validity, ValidityState
    from searchkit.index.relations.versions import ComparedDocuments
    from searchkit.index.relations.views import DocumentRelations, RelatedDocument, TimelineEvent
    from searchkit.index.statistics import IndexStats
    from searchkit.library import Index, open_index, rebuild_index, repair_index
    from searchkit.library.run_status import RunStatus
    from searchkit.library.writer import Writer
    from searchkit.query_tree import Query
    from searchkit.search.learning.marked_passages import MarkedPassage, read_marked_passages
    from searchkit.search.learning.proposals import PhraseProposal
    from searchkit.search.learning.trial import PhraseTrial, TopicTrial
    from searchkit.search.query.filters import Filters
    from searchkit.search.results import (
        Completion,
        Explanation,
        FacetValue,
        Hit,
        QueryPart,
        SearchResult,
        SimilarDocument,
    )
    from searchkit.search.settings import RankingSettings
    from searchkit.search.topics.loading import find_topic, load_topics, read_topics
    from searchkit.search.topics.model import Topic, TopicPhrase
    from searchkit.search.topics.naming import topic_name
    from searchkit.search.topics.thesauri.concepts import ImportedTopics
    from searchkit.search.topics.thesauri.importing import import_topics
    from searchkit.search.topics.toml_text import topics_as_toml
    from searchkit.search.verification.report import (
        CheckedCitation,
        Finding,
        FindingKind,
        Verification,
    )
    from searchkit.settings import Settings, load_settings
    from searchkit.text.differences import ParagraphPair, Stretch

__all__ = [
    "Amendment",
    "ArrayCodec",
    "CheckedCitation",
    "ClusterError",
    "ComparedDocuments",
    "Comparison",
    "Completion",
    "DiskFullError",
    "DocumentEntry",
    "DocumentError",
    "DocumentRelations",
    "DocumentView",
    "Evaluation",
    "Explanation",
    "FacetValue",
    "Failure",
    "FieldValue",
    "Filters",
    "Finding",
    "FindingKind",
    "Hit",
    "ImportedTopics",
    "Index",
    "IndexClosedError",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexReport",
    "IndexStats",
    "KindFigures",
    "MarkedPassage",
    "MissingExtraError",
    "NewDocument",
    "ParagraphPair",
    "Passage",
    "PhraseProposal",
    "PhraseTrial",
    "ProcessError",
    "Progress",
    "Query",
    "QueryError",
    "QueryPart",
    "RankingSettings",
    "RelatedDocument",
    "RunStatus",
    "SearchCancelledError",
    "SearchResult",
    "SearchTimeoutError",
    "SearchkitError",
    "Settings",
    "SettingsError",
    "SimilarDocument",
    "StorageError",
    "Stretch",
    "TimelineEvent",
    "Topic",
    "TopicPhrase",
    "TopicTrial",
    "TopicsError",
    "UsageError",
    "Validity",
    "ValidityState",
    "Verification",
    "Writer",
    "__version__",
    "evaluate",
    "find_topic",
    "import_topics",
    "load_settings",
    "load_topics",
    "open_index",
    "read_marked_passages",
    "read_topics",
    "rebuild_index",
    "repair_index",
    "topic_name",
    "topics_as_toml",
]

_MODULE_OF = {
    "ArrayCodec": "engine.whoosh.codec",
    "DocumentEntry": "index.listing",
    "DocumentView": "index.document_view",
    "Index": "library.index",
    "IndexStats": "index.statistics",
    "open_index": "library.opening",
    "rebuild_index": "library.opening",
    "repair_index": "library.opening",
    "Amendment": "index.relations.amendments",
    "ComparedDocuments": "index.relations.versions",
    "DocumentRelations": "index.relations.views",
    "RelatedDocument": "index.relations.views",
    "TimelineEvent": "index.relations.views",
    "Validity": "index.relations.states",
    "ValidityState": "index.relations.states",
    "CheckedCitation": "search.verification.report",
    "Finding": "search.verification.report",
    "FindingKind": "search.verification.report",
    "Verification": "search.verification.report",
    "ParagraphPair": "text.differences",
    "Stretch": "text.differences",
    "Failure": "index.records",
    "FieldValue": "documents.record_fields",
    "IndexReport": "index.ingest.report",
    "NewDocument": "index.ingest.records.new_document",
    "Passage": "documents.model",
    "Progress": "index.ingest.updater",
    "Filters": "search.query.filters",
    "Comparison": "evaluation.comparing",
    "Evaluation": "evaluation.measuring",
    "KindFigures": "evaluation.measuring",
    "evaluate": "evaluation.measuring",
    "Explanation": "search.results",
    "Completion": "search.results",
    "FacetValue": "search.results",
    "SimilarDocument": "search.results",
    "Hit": "search.results",
    "Query": "query_tree",
    "QueryPart": "search.results",
    "SearchResult": "search.results",
    "RankingSettings": "search.settings",
    "RunStatus": "library.run_status",
    "Settings": "settings",
    "load_settings": "settings",
    "Topic": "search.topics.model",
    "TopicPhrase": "search.topics.model",
    "Writer": "library.writer",
    "find_topic": "search.topics.loading",
    "load_topics": "search.topics.loading",
    "ImportedTopics": "search.topics.thesauri.concepts",
    "MarkedPassage": "search.learning.marked_passages",
    "PhraseProposal": "search.learning.proposals",
    "PhraseTrial": "search.learning.trial",
    "TopicTrial": "search.learning.trial",
    "import_topics": "search.topics.thesauri.importing",
    "read_marked_passages": "search.learning.marked_passages",
    "read_topics": "search.topics.loading",
    "topic_name": "search.topics.naming",
    "topics_as_toml": "search.topics.toml_text",
}

if not TYPE_CHECKING:  # or type checkers would take any name for a public one
    __getattr__ = lazy_attributes(__name__, _MODULE_OF)

    def __dir__() -> list[str]:
        return sorted(__all__)
