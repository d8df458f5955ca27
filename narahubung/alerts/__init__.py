"""Warnings from outside and our own: CAP 1.2 and the feeds of the weather and quake service.

Words: alert (one CAP message, in or out), info (what it says, in one language), area (where),
reference (which earlier alert an update or a cancel means), trouble (what is wrong with one that
came in), held (it means an earlier one that nobody has here), chain (an alert of ours with its
updates and its cancel, and who acknowledged each), touched (who is within its area while it holds).
"""
