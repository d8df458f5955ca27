"""What happened, kept for ever: acts, entries, reactions, the live feed, the proof of the chain.

Everything that changes the world is a command; a command opens one act (`acting.act`) and records
entries in it. Screens, messages, reactions, reports and audit read the journal.
"""
