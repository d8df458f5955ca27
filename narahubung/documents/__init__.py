"""Files people attach: photos and voice notes, with who, when and about what.

A photo is drawn anew before it is kept, so nothing rides along in it, neither a place nor a trick.
"""
