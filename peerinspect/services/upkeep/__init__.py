"""What an operator does: prove the history, take backups and put them back, remove what is no longer kept."""
