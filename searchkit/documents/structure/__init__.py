"""The structure of a text: Phần, Chương, Điều, Khoản, and the passages cut along it.

``markers`` and ``sequence`` tell what opens a unit, ``quotations`` what is only quoted;
``paragraphs`` reads a text's lines with these, ``sections`` builds the tree, ``citations`` names
places (khoản 2 Điều 5), ``passages`` cuts.
"""
