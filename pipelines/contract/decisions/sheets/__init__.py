"""What a desk puts on paper: the draft of its minutes, and the sheet in which lines are decided without a network."""
