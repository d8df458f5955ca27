"""Pages of accounts: the first page, people and roles, the event, one's own account, letters."""
