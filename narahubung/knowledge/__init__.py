"""What an officer must know: briefings on countries, local rules."""
