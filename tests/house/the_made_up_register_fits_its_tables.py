"""The register that `make bench` measures is written by COPY: it gives every column that must have a value."""

import pytest
from django.db import connection

from benchmarks.register.copying import table_of
from benchmarks.register.made_up import COLUMNS

MUST = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s
        AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
"""


@pytest.mark.django_db
@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_no_column_is_forgotten(model: type) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MUST, [table_of(model)])
        wanted = {name for (name,) in cursor.fetchall()}
    assert wanted
    assert wanted <= {name.strip('"') for name in COLUMNS[model]}
