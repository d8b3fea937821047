"""All that has to please Whoosh: its codec, matcher, field types and table of contents."""
