"""What may be asked, approved, handed out, and by whom."""
