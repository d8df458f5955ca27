"""What is learned from what happened: reviews, lessons, improvements, exercises, drills.

Words: review (what the record says of an incident, against targets, with ratings P S M U), lesson
(one thing that was missed, as a measure with a target), improvement (what is changed in a
procedure, playbook, role card or template; it closes by the record, never by hand), exercise (one
of the calendar, by HSEEP's kinds), drill (an exercise that runs on a masked copy of the event in a
folder of its own), inject (one row of its list of timed events), standing (the row that makes a
database a drill's for good), result (what a person signed and brought back from a drill).
"""
