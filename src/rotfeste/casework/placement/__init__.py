"""Placement: which municipality suits whom. Pure arithmetic, no database.

Glossary: plassering, rangering. Integreringsloven chapter 2.
"""
