"""What must hold before something stands in the register, changes hands, or is decided."""
