"""Support between inspections: lists, requests, and the page of a programme with its forms."""
