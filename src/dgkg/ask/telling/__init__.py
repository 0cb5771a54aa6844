"""The words of an answer: what comes first, what is left out, and the marks of the passages."""
