"""What was probably meant: keystrokes decoded, spelling corrected, diacritics put back."""
