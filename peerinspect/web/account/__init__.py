"""Users, signing in and out, and setting the service up."""
