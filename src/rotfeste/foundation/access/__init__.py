"""Access: organisations, the people in them and their roles; who is asking, and what they may see.

Glossary: organisasjon, rolle, tjenstlig behov. Personvernforordningen art. 32, forvaltningsloven §§ 13 ff.
"""
