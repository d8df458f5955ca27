"""What waits for an aircraft: its papers, stand, slot, lounge, handling, luggage, and leaving for good."""
