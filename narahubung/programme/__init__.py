"""The programme: items (sessions, visits, dinners), who attends, and its numbered releases."""
