"""The commands, each of which calls the library and shows what it returns."""
