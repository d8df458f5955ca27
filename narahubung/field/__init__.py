"""The phone: what may wait on it without a network, and the door by which that comes in.

A phone keeps ordinary pages and queues the forms that these pages post. A *command* is one such
form, with the key that its act will have; a *lane* is the order in which one phone sends one class
of them; an *epoch* is the life of one phone's store. What comes in is posted to the very page that
the form belongs to, as its author: there is no second way to write anything.
"""
