"""Capacity: the places that councils have decided and that municipalities have ready.

Glossary: kommunestyrevedtak, bosettingsplass. Integreringsloven chapter 2.
"""
