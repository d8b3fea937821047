"""What refuses a request before anything is read for it, each a layer of ASGI.

``hosts`` checks under which name the server is called, ``users`` who calls, ``limits`` how often
and with how much; ``headers`` tells the browser what a page may do; ``access_log`` says what was
answered. ``passwords`` keeps and checks the secrets of a user file. ``refusal`` is how they say no.
"""
