"""What is composed of what is stated: of a class by conditions, of two lists, of one thing."""
