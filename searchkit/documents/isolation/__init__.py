"""Reading in a process of its own: ``reader`` starts and limits it, ``worker`` runs there."""
