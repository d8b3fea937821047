"""Where an index is kept and searched: the seam between what is meant and the machinery.

``base`` says what ``index`` and ``search`` may ask of any back end, ``local`` answers with the
engine over a folder, ``folder`` recognises that folder and keeps what lies beside the index proper;
``queueing`` lets writers wait for each other. ``opensearch`` answers with a cluster.
"""
