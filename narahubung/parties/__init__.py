"""Who is concerned: parties (delegations and all other kinds), their members, officers, departments, contacts, places."""
