"""Who may pass which gate, and until when: accreditation, zones, badges, gates.

Words: zone (an area with gates), badge (says who one is, never what one may), grant (a zone for a
span of time), mirror (an officer has the zones of the delegation served, while the duty lasts),
gate list (what a gate may admit, signed and short-lived), passage (one scan: in or out, admitted
or refused, why).
"""
