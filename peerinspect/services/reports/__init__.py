"""Reports, one small module each: pure functions over facts that were read, and veiled, before."""
