import os
import subprocess

env = os.environ
way = "postgresql://{}:{}@{}/till?sslmode=verify-full".format(  # wrong: unquoted-value
    env["AZURE_POSTGRESQL_USER"],
    env["AZURE_POSTGRESQL_PASSWORD"],
    env["AZURE_POSTGRESQL_HOST"],
)


def migrate():
    os.environ.setdefault("DATABASE_URL", way)
    subprocess.run(["alembic", "upgrade", "head"], check=True)
