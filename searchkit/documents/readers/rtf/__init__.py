"""Rich Text Format: its groups, the stories they hold, the text."""
