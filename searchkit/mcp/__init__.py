"""A server for assistants (Model Context Protocol): they search, read and cite by it.

``tools`` are what an assistant may call, as plain functions over the library; ``server`` offers
them by the official SDK, over standard streams or HTTP. Every answer says where it stands: the
citation, and offsets into the text of the document. Needs the extra ``[mcp]``.
"""
