"""What is done at the airport, one verb each."""
