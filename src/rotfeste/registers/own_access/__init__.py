"""Own access: how a person without electronic ID comes in to what is theirs, and who may help them.

Glossary: kode på papir, hjelper, fullmakt. Personvernforordningen art. 12 and 15; forvaltningsloven § 12.
"""
