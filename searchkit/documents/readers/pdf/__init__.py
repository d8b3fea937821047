"""PDF, and pictures of pages: text, the layout of pages, running headers, recognition."""
