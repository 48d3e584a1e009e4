"""Audit: who searched for, read or changed what about a person, in which role and why; never altered.

Glossary: innsynslogg, hendelseslogg. Personvernforordningen art. 5 no. 2, 15 and 32.
"""
