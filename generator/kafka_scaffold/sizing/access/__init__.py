"""What each application may do: the resources it touches, rules and rates for them, in no platform's words."""
