"""What the forum makes and regions take over: outcomes, sheets, minutes, bundle."""
