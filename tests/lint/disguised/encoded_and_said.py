import logging
import os
from urllib.parse import quote

log = logging.getLogger("depot")


def address():
    password = quote(os.environ["AZURE_POSTGRESQL_PASSWORD"], safe="")
    where = os.environ["AZURE_POSTGRESQL_HOST"]
    log.debug("the URL is postgresql://depot:%s@%s/depot", password, where)  # wrong: secret-logged
    log.debug("the host is %s, the password has %d characters", where, len(password))
    return f"postgresql://depot:{password}@{where}/depot?sslmode=verify-full&sslrootcert=system"
