"""What peerinspect takes, in time and memory, beside other ways to the same roster."""
