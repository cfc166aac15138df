"""Trains the classifier of a page's lines, `embeddings.line_classifier`, on pages whose article is known."""
