"""Making topics better by marked passages.

``marked_passages`` reads what a person marked, ``candidates`` are the phrases that it holds,
``log_likelihood`` says how telling each is, and ``proposals`` chooses among them; ``trial`` shows
what each phrase of a topic adds.
"""
