"""Qualification: what the municipality decides about programme and training, from offer to ending.

Glossary: introduksjonsprogram, introduksjonsstønad, enkeltvedtak. Introduksjonsloven; integreringsloven chapters 3–6A.
"""
