"""What an uploaded contract may be: its content says what it is, not its name."""

LARGEST = 5_000_000
"""Bytes."""
BEGINS: dict[bytes, str] = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


class BadDocument(Exception):
    """The document cannot be kept: «empty», «too_large» or «unknown_kind»."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def kind_of(content: bytes) -> str:
    """The media type of a document by how it begins. Raises BadDocument."""
    if not content:
        raise BadDocument("empty")
    if len(content) > LARGEST:
        raise BadDocument("too_large")
    for beginning, kind in BEGINS.items():
        if content.startswith(beginning):
            return kind
    raise BadDocument("unknown_kind")
