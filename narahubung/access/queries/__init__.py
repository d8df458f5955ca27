"""What is known of badges, zones and passages: frozen answers, cut to who asks."""
