"""What was meant: parsing, weighted terms, documents named by number, filters, phrases."""
