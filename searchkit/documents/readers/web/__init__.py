"""Web pages: the article of a page, legacy fonts, web archives (.mht)."""
