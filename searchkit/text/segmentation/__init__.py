"""Words of several syllables: pyvi's model in numpy, and the compounds of its word list."""
