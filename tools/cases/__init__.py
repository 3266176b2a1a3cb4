"""What maintains the worked cases: the evidence and the one PDF."""
