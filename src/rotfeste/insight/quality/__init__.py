"""Data quality: what should be registered about participants and is not, what came late, and how it goes over time.

Glossary: datakvalitet i NIR, mangelliste. NIR-forskriften §§ 5–7: continuously, at the latest within two months.
"""
