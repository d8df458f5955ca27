"""Journal and queries out: pocket card, duty book, calendars, tables. No models."""
