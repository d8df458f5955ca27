"""A situation report as other systems read it: OASIS EDXL-SitRep 1.0 (docs/reference/sitrep.md)."""
