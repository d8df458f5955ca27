"""What a guest may not eat and what help is needed; diagnoses are for medical staff only."""
