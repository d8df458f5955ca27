"""Warnings from outside and our own: CAP 1.2 and the feeds of the weather and quake service.

Words: alert (one CAP message), info (what it says, in one language), area (where), reference (which
earlier alert an update or a cancel means), trouble (what is wrong with one that came in).
"""
