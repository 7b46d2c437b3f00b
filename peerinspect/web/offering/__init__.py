"""What people say of themselves: weeks away, busy days, consent asked for, how likely they are to be asked."""
