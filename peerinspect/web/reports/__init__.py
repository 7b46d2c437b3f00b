"""Reports: load, fairness, turnover, waivers used, days between councils, what they are worth."""
