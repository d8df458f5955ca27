"""Standard procedures as steps with check and re-check, observations, readiness.

A *step* is one line of a list, hung on a fact of one party (its *anchor*). A *check* is somebody
looking, a *re-check* the same look at a second time or by a second person. When the fact changes
after somebody looked, the step says *check again*, with old and new.
"""
