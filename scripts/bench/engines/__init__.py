"""One adapter for each engine; ``base`` says what it must do. Lucene's other half is in Java."""
