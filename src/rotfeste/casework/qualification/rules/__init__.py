"""What the law says about decisions and the benefit: pure functions."""
