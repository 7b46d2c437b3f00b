"""The programme for people who aspire to be directors: cohorts, training, and a coordinator's word on who is ready."""
