"""Qualification: what the municipality decides about programme and training, and complaints about it.

Glossary: introduksjonsprogram, introduksjonsstønad, enkeltvedtak. Introduksjonsloven; integreringsloven chapters 3–6A.
"""
