"""What there is to see of incidents and of the crisis."""
