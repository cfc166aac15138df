"""What every command's exit code says."""

ANSWERED, NOT_IN_THE_ARTICLES, FAILED, INTERRUPTED = 0, 1, 2, 130
