"""The API for programs, version 1: JSON as the library's ``to_dict`` gives it.

``routes`` lists the addresses; ``answers`` turns values into answers with an ETag of the index's
generation, ``problems`` turns errors into problem details (RFC 9457); ``shapes`` describes what is
answered, for ``/openapi.json``; ``parameters`` what may be asked, which ``addresses`` reads;
``heads`` answers HEAD; ``exporting`` streams all hits; ``multi_search`` answers as Meilisearch
does.
"""
