"""One small module a format; each has ``extract(data, path) -> Extraction``."""
