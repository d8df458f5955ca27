"""Files people attach: photos and voice notes, with who, when and about what."""
