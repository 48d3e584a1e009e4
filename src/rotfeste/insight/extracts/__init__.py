"""The register's year, closed and delivered: frozen sets, the file for Statistics Norway, extracts for research.

Glossary: årsuttrekk, forskningsuttrekk, reservasjon. NIR-forskriften kap. 4; forvaltningsloven § 13 d.
"""
