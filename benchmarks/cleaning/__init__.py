"""Pages of our own, with what of them is the article, to measure how well that is told from a page's furniture."""
