"""The structure of a text: Phần, Chương, Điều, Khoản, and the passages cut along it.

``markers``, ``sequence`` and ``unstopped_headings`` tell what opens a unit; ``quotations``,
``inline_references``, ``table_of_contents`` and ``footnotes`` what only looks like it; ``tables``
what are rows. ``paragraphs`` reads a
text's lines with these and ``sections`` builds the tree. ``citations`` names provisions (khoản 2
Điều 5), ``captions`` and ``inner_headings`` what a passage amid a table or a quotation belongs to,
``passages`` cuts.
"""
