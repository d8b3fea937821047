"""E-mail messages (.eml): subject, sender, date and the text of the body."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from searchkit.documents.decoding import decode_text
from searchkit.documents.extraction import Extraction, fold_space
from searchkit.documents.readers import html


def extract(data: bytes, path: str) -> Extraction:
    """Return the subject and the body, the plain one where there are two; attachments are left out.

    Metadata: ``sender``, and ``date`` (ISO 8601) where the header holds a valid one.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    subject = fold_space(str(message.get("subject", "")))
    metadata = {"sender": fold_space(str(message.get("from", ""))), "date": _date(message)}
    body = message.get_body(preferencelist=("plain", "html"))
    text = _body(body, path) if isinstance(body, EmailMessage) else ""
    present = {key: value for key, value in metadata.items() if value}
    return Extraction(f"{subject}\n\n{text}".strip(), subject, present)


def _body(part: EmailMessage, path: str) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if not content.strip():
        return ""
    if part.get_content_subtype() == "html":
        return html.extract(content, path).text
    return decode_text(content, path)


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message.get("date", ""))).date().isoformat()
    except (ValueError, IndexError):
        return ""
