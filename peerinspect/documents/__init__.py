"""Papers in plain English, made from facts that are veiled already: no document looks anything up."""
