"""Who signs in, to which event, in which role, and for how long: Person, Event, Reach, the Actor.

A Reach ties a person to an event: a role, a party or a department, from a moment until another.
Rooms above write it in the act that grants it, so that the Actor is one query.
"""
