"""One record on screen: a list of one row, by the same description of its sheet."""
