"""The register of gifts given and received, of tips, and of errands paid for guests.

Words: listed (a gift on the organiser's list, which intake brings), declaration (somebody tells
what he was given, was offered, or gives), text (what was told; a correction is another text, none
is ever changed), custody (who has it; each hand-over is signed by who gives and by who takes),
ruling (what the law or the organiser's own rule makes of it, under the version that held on the
day of receipt, and until when), reporter (what the form of the KPK asks of who declares), UPG (the
gratification unit of an institution), KPK (the commission that decides).
"""
