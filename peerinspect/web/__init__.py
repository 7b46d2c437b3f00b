"""Pages: what each role sees and does, over services alone."""
