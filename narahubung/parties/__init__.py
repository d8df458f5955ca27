"""Who is concerned: parties of every kind, members, officers, departments, contacts, places."""
