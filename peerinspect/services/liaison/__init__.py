"""What the Ofsted liaison decides: who is approved, what a council objects to, how somebody did, who is asked for."""
