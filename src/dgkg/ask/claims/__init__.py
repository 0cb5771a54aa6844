"""What a question claims, and whether what is stated bears it out."""
