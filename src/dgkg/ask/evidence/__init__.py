"""All that is told for a question: what is chosen, what goes with it, and whether it decides."""
