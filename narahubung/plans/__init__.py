"""Pure engines: a problem in, a plan with its reasons out. No Django, no clock, no I/O, seeded.

Words: problem (what must be planned), plan (a proposal that people adopt by a command), fault (what
is wrong with any plan, also one made by hand).
"""
