"""Copy what the browser is given from node_modules: design system and htmx. Nothing is fetched from elsewhere."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"
FILES = {
    "designsystemet.css": "@digdir/designsystemet-css/dist/src/index.css",
    "designsystemet-theme.css": "@digdir/designsystemet-css/dist/theme/designsystemet.css",
    "designsystemet.js": "@digdir/designsystemet-web/dist/umd/index.js",
    "htmx.js": "htmx.org/dist/htmx.min.js",
}
SOURCE_MAP = "//# sourceMappingURL="


class Command(BaseCommand):
    """`manage.py assets`: run after `npm ci`; run again, it changes nothing."""

    help = "Copy the browser's files from node_modules to static/vendor."

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy each file, without the reference to a source map that is not shipped."""
        VENDOR.mkdir(parents=True, exist_ok=True)
        for name, source in FILES.items():
            found = settings.ROOT / "node_modules" / source
            if not found.exists():
                raise CommandError(f"{source} is missing: run `npm ci` first.")
            target = VENDOR / name
            if found.suffix == ".js":
                lines = found.read_text("utf-8").splitlines()
                target.write_text("\n".join(x for x in lines if not x.startswith(SOURCE_MAP)) + "\n", "utf-8")
            else:
                shutil.copyfile(found, target)
