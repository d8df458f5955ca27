"""One file a matter: drills, lessons, reviews."""
