"""Legacy encodings of Vietnamese: TCVN3, VNI, VISCII, VPS and others, told by what they make."""
