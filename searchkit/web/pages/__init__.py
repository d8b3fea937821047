"""The pages for people; all of it works without a script, which only makes it quicker.

``routes`` lists the addresses. ``rendering`` fills ``templates/`` in the visitor's language.
``searching`` is the page of results, ``reading`` that of one document, of which ``document_text``
makes paragraphs, marks and a table of contents, and ``nearby`` tells what it is related to;
``holdings`` says what the index holds; ``saved`` keeps searches and tells what is new;
``uploading`` takes files that people send; ``originals`` opens the indexed files themselves;
``failing`` is shown where an address leads nowhere.
"""
