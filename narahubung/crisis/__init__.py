"""When something goes wrong for all: incidents, the switch to crisis, who does what, who is safe.

Words: incident (something that happened, from a report to its close), grade (how bad, with the
reason of each change), switch (two people make it a crisis; for thirty seconds it can be taken
back), card (one role of a crisis: what to do in the first five minutes, taken by one person), roll
call (who is safe, counted in cycles until everybody is accounted for).
"""
