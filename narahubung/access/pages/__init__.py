"""Pages of the accreditation desk, of who asks, and of gates."""
