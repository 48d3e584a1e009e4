"""QR codes as drawings in the page."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str, label: str) -> SafeString:
    """An address as a square that a telephone reads; black on white in every colour scheme."""
    drawing = segno.make(text, error="m").svg_inline(scale=4, border=2, omitsize=True)
    return format_html('<span role="img" aria-label="{}">{}</span>', label, mark_safe(drawing))  # noqa: S308 - our own
