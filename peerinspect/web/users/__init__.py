"""The administrator's pages about users."""
