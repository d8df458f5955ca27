"""What waits for an aircraft: papers, stand, slot, lounge, luggage, and leaving for good."""
