"""Courses: civics held by one municipality for many, in many languages; hours attended are registered by themselves.

Glossary: kurs i samfunnskunnskap, kursplass, frammøte. Introduksjonsloven § 18.
"""
