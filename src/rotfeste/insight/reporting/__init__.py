"""Reporting: steering parameters and the tables of the annual report, each a live query.

Glossary: styringsparameter, årsrapport. Reglement for økonomistyring i staten § 9.
"""
