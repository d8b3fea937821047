"""What a saved search finds as an Atom feed (RFC 4287), the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from searchkit import Hit
    from searchkit.asking.saved import News

_ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50


def atom_feed(news: News, page: str) -> bytes:
    """Return the feed; ``page`` is the address of the server, with a slash at its end.

    An entry is a document with its best passage; its date is when the search found it first.
    """
    saved = news.saved
    feed = Element("feed", xmlns=_ATOM)
    SubElement(feed, "id").text = f"urn:searchkit:saved:{quote(saved.name)}"
    SubElement(feed, "title").text = saved.name
    SubElement(feed, "updated").text = max(saved.found.values(), default=saved.looked)
    SubElement(SubElement(feed, "author"), "name").text = "searchkit"
    SubElement(feed, "link", href=f"{page}?{saved.asked}")
    SubElement(feed, "link", rel="self", href=f"{page}saved/{quote(saved.name)}.atom")
    # Those found at one time are in the order of the search.
    newest = sorted(news.hits, key=lambda hit: saved.found[hit.document_id], reverse=True)
    for hit in newest[:MOST_ENTRIES]:
        _add_entry(feed, hit, saved.found[hit.document_id], page)
    written: bytes = tostring(feed, "utf-8", xml_declaration=True)
    return written


def _add_entry(feed: Element, hit: Hit, found: str, page: str) -> None:
    entry = SubElement(feed, "entry")
    SubElement(entry, "id").text = f"urn:searchkit:document:{quote(hit.document_id)}"
    SubElement(entry, "title").text = hit.title or hit.document_id
    SubElement(entry, "updated").text = found
    SubElement(entry, "link", href=f"{page}documents/{quote(hit.document_id)}")
    SubElement(entry, "summary").text = hit.snippet
