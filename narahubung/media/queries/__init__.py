"""What there is to see at the media desk."""
