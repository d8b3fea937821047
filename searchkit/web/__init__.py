"""The page and the HTTP API: what the library knows, for a browser and for other programs.

``app`` puts the application together, ``server`` serves it, ``running`` runs any such application,
``settings`` are what the operator chose. ``site`` is what all requests share: the open index and
the workers that search; ``warming`` makes what is slow before it is asked for, ``uploads`` keeps
what visitors send, ``documents`` finds what they name, ``public_paths`` keeps the server's folders
out of every answer. ``guard`` refuses what should not come in, ``api`` answers programs
(``/api/v1``), ``pages`` answers people with ``templates/`` and ``static/``.

Needs the extra ``[serve]``: FastAPI, Jinja2, uvicorn.
"""
