"""How a cluster is reached.

``address`` says where it is, ``credentials`` who asks and whom TLS believes; ``client`` sends
requests, ``answers`` tells what a refusal means.
"""
