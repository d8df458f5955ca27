"""What a guest may not eat and what help is needed; the diagnosis behind it is for medical staff only."""
