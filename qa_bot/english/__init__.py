"""What reads English: what a question asks for and leans on, and the few patterns of sentences that are known."""
