"""Boards, support, secondments and reviews."""
