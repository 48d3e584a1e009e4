"""Participants (NIR): what is registered about training and programmes: rights, decisions, measures, hours, endings.

Glossary: nasjonalt introduksjonsregister, vedtak, tiltak. Introduksjonsloven; integreringsloven; NIR-forskriften.
"""
