"""Write the description of the machine API beside it, so that a change of it is seen."""

import json
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand

from rotfeste.doors.exchange.v1 import api as v1


class Command(BaseCommand):
    """`manage.py openapi` writes doors/exchange/v1/openapi.json."""

    help = "Write the description of the machine API."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        text = json.dumps(v1.api.get_openapi_schema(), indent=2, sort_keys=True, ensure_ascii=False, default=str)
        Path(v1.__file__).with_name("openapi.json").write_text(text + "\n", encoding="utf-8")
