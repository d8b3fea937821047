"""An index made anew beside the old one, whose place it takes when it is whole.

``rebuild`` reads all files again, ``repair`` takes over what a damaged index still has.
"""
