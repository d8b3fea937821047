"""What the head of a document says of it: number, date, issuer, signer, subject, title.

``reader`` puts the parts together; each part has a module of its own. ``news`` reads the heads of
portal news, which follow no rule.
"""
