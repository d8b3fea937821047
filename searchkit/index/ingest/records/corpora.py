"""Corpora of records (.jsonl): which records are new, changed, gone or as they were."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from searchkit._dataclass import replace
from searchkit.documents.corpus import uncut_records
from searchkit.documents.discovery.sources import content_hash
from searchkit.errors import DocumentError, UsageError
from searchkit.index.ingest.encoder import Entry
from searchkit.index.ingest.records.field_kinds import OTHER_KIND
from searchkit.index.ingest.report import Counts
from searchkit.index.ingest.tasks import RecordsTask, failure_of, state_of
from searchkit.index.records import Failure, pack_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from searchkit.documents.discovery.sources import Source
    from searchkit.documents.model import Document
    from searchkit.index.ingest.identities import Identities
    from searchkit.index.ingest.records.field_kinds import FieldKinds
    from searchkit.index.records import SourceState

_GROUP = 1 << 19
"""Characters of text in one task: a quarter of a second, so that all finish nearly together."""


def digest_document(document: Document) -> str:
    """Return the content hash of a record: its title, text, metadata and fields."""
    fields = sorted(pack_fields(document.fields).items())
    head = json.dumps([document.title, sorted(document.metadata.items()), fields])
    data = f"{head}\n{document.text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class CorpusUpdate:
    """The tasks that bring one corpus up to date.

    ``digests`` maps the keys of the corpus' documents in the index to their content hashes, ``ids``
    those of documents that are known to their ids, ``identities`` gives the others theirs,
    ``kinds`` knows the fields of the index. With ``keep_missing`` records that are no longer in the
    file stay in the index.
    """

    def __init__(
        self,
        source: Source,
        known: SourceState | None,
        digests: Mapping[str, str],
        ids: Mapping[str, str],
        identities: Identities,
        kinds: FieldKinds,
        *,
        keep_missing: bool,
    ) -> None:
        self._source = source
        self._known = known
        self._digests = digests
        self._ids = ids
        self._identities = identities
        self._kinds = kinds
        self._keep_missing = keep_missing
        self.seen: set[str] = set()
        """The keys of the records that were read."""
        self.complete = True
        """Whether the file was read to its end."""
        self.recorded = False
        """Whether its state is among what is written."""
        self._failures: list[Failure] = []

    def tasks(self) -> Iterator[RecordsTask]:
        """Yield tasks of about ``_GROUP`` characters, and one more that closes the corpus."""
        try:
            digest = content_hash(self._source)
        except OSError as error:
            self.complete = False
            counts = Counts(failures=[failure_of(self._source.label, error)])
            yield RecordsTask((), counts=counts, files=1, size=self._source.size)
            return
        if self._known is not None and self._known.digest == digest:
            counts = Counts(unchanged=self._known.documents, failures=list(self._known.failures))
            yield RecordsTask((), counts=counts, files=1, size=self._source.size)
            return
        yield from self._groups()
        self.recorded = True
        yield self._closing(digest)

    def _groups(self) -> Iterator[RecordsTask]:
        entries: list[Entry] = []
        replaced: list[str] = []
        counts = Counts()
        size = 0
        for document in self._documents():
            key = f"{self._source.label}#{document.id}"
            if key in self.seen:
                reason = f'the id "{document.id}" occurs a second time'
                self._failures.append(Failure(self._source.label, reason, "make the ids unique"))
                continue
            self.seen.add(key)
            fields = self._kinds.with_dates(document.fields)
            if fields != document.fields:
                document = replace(document, fields=fields)
            try:
                self._kinds.admit(fields)
            except UsageError as error:
                place = f'the record "{document.id}": {error}'
                self._failures.append(Failure(self._source.label, place, OTHER_KIND))
                continue
            digest = digest_document(document)
            if self._digests.get(key) == digest:
                counts.unchanged += 1
                continue
            name = self._identities.of_record(document.id, self._source, self._ids.get(key))
            counts.note("changed" if key in self._digests else "added", name)
            if key in self._digests:
                replaced.append(key)
            if name != document.id:
                document = replace(document, id=name)
            entries.append(Entry(document, key, digest))
            size += len(document.text)
            if size >= _GROUP:
                yield RecordsTask(tuple(entries), replaced=tuple(replaced), counts=counts)
                entries, replaced, counts, size = [], [], Counts(), 0
        yield RecordsTask(tuple(entries), replaced=tuple(replaced), counts=counts)

    def _documents(self) -> Iterator[Document]:
        for item in uncut_records(self._source):
            if isinstance(item, DocumentError):
                # An error of the file itself, not of a line: what comes behind it was not seen.
                self.complete &= item.path != self._source.label
                self._failures.append(failure_of(self._source.label, item))
            else:
                yield item

    def _closing(self, digest: str) -> RecordsTask:
        """Record the corpus itself, and drop the records that it no longer has."""
        # The end of a damaged file was not seen, so nothing is known to be gone.
        keep = self._keep_missing or not self.complete
        gone = [] if keep else [key for key in self._digests if key not in self.seen]
        kept = len(self._digests.keys() - self.seen) if keep else 0
        state = state_of(
            self._source,
            # Without a hash the file is read again next time, when what was kept may have to go.
            digest if self.complete and not kept else "",
            documents=len(self.seen) + kept,
            failures=tuple(self._failures),
        )
        counts = Counts(failures=self._failures)
        for key in gone:
            counts.note("removed", self._ids.get(key, key))
        return RecordsTask(
            (),
            origins=(state,),
            replaced=(*gone, f"{self._source.label}#"),
            counts=counts,
            files=1,
            size=self._source.size,
        )
