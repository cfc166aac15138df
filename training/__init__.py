"""Trains the span reader on public question sets. The program never imports this package; it shares the encoder."""
