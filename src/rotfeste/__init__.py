"""Rotfeste: the open digital chain for settling, qualifying and including refugees."""
