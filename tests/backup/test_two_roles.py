"""PostgreSQL with an owner and a role that serves: one restores and drills, the other backs up."""

import json

from django.db import connection

from fengdan.backup.engines.postgres import Postgres
from tests.backup.conftest import Elsewhere

ROLES = ("restore_keeper", "restore_server")


def test_owner_restores_the_serving_role_backs_up_and_the_drill_never_touches_the_owners_database(one, room):
    (room / "there").mkdir()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLES[0]} LOGIN CREATEDB")
        cursor.execute(f"CREATE ROLE {ROLES[1]} LOGIN")
        cursor.execute(f"CREATE DATABASE two_roles OWNER {ROLES[0]}")
    owner, server = (Postgres({**connection.settings_dict, "USER": role})._url("two_roles") for role in ROLES)
    there = Elsewhere(room / "there", server)
    there.environment["DATABASE_OWNER_URL"] = owner
    try:
        code, said, complained = there.run("restore", one, "--json")
        assert (code, json.loads(said)["events"]) == (0, 2), complained
        again = room / "again.fengdan"
        assert there.run("backup", again)[0] == 0
        code, said, complained = there.run("drill", again, "--json")
        assert (code, json.loads(said)["ok"]) == (0, True), complained
        code, said, _ = there.run("verify", "--json")
        assert (code, json.loads(said)["events"]) == (0, 2)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute("DROP DATABASE two_roles WITH (FORCE)")
            for role in ROLES:
                cursor.execute(f"DROP ROLE {role}")


if connection.vendor == "sqlite":  # has no roles: the file's owner does it all
    del test_owner_restores_the_serving_role_backs_up_and_the_drill_never_touches_the_owners_database
