"""What the forum makes and regions take over: outcomes, desk sheets, minutes, reference sheets, bundle."""
