"""Where everybody sits, stands and walks: rooms, seats, line-ups, entries, and their paper.

Words: room plan (seats, doors and cameras as drawn), seating (who is where for one item of the
programme), pin (a place decided by a person), line-up (rows on floor marks for a photo), walk-in
(who enters when, by which door), viewpoint (seen by those seated, or by the camera: the mirror).
"""
