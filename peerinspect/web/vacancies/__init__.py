"""Vacant director's posts and who covers them."""
