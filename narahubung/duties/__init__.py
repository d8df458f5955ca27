"""Standard procedures as steps with check and re-check, observations, readiness."""
