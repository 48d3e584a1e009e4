"""Letters: rendered once, journaled once, sent with a receipt.

Glossary: vedtaksbrev, journalpost. Forvaltningsloven § 16 and § 27, arkivlova § 6.
"""
