"""Agreed self-settlement: a refugee finds a dwelling, the municipality approves, the directorate clears.

Glossary: avtalt selvbosetting. Integreringsloven chapter 2; agreement between the state and KS on settlement.
"""
