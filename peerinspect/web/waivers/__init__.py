"""Waivers: what waits for one's word, the register, one waiver."""
