"""Persons: people, households, permits, and who is responsible for them and when.

Glossary: DUF-nummer, husstand, oppholdstillatelse. Utlendingsloven chapters 4 to 7.
"""
