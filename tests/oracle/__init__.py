"""A brute-force matcher and evaluator for tiny problems, written from the design alone."""
