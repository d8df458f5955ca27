"""What may be sent, and how a message moves with each of its people."""
