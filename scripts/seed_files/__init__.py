"""Writers of the sample corpus, one small module a format: each turns a Source into bytes."""
