"""Conversations as they are kept: their values, the database of their own, and texts that leave the program."""
