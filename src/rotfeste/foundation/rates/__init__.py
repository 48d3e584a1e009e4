"""Dated values from law and budget: when they apply from, when they were decided, and their source.

Glossary: sats, styringsmål.
"""
