"""From a question to a cited answer on a screen."""

__version__ = "0.1.0"
