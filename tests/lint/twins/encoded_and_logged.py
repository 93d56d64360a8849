import logging
import os
from urllib.parse import quote

log = logging.getLogger("start")
user, password = os.environ["AZURE_POSTGRESQL_USER"], os.environ["AZURE_POSTGRESQL_PASSWORD"]
host = os.environ["AZURE_POSTGRESQL_HOST"]
url = f"postgresql://{quote(user, safe="")}:{quote(password, safe="")}@{host}/x?sslmode=verify-full&sslrootcert=system"
log.info("going to %s as %s", host, quote(user, safe=""))
