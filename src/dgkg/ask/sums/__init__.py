"""What is worked out from stated figures."""
