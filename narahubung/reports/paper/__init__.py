"""Paper: what an officer carries when there is no network.

Two sheets, each a plain function from frozen data to the bytes of a PDF (typst): the *pocket card*
(all days of one delegation on one A4 sheet that folds to A6) and the *duty book* (A4, with boxes to
check and re-check). Nothing here knows Django or the database: a report's query fills the data.
"""
