import logging
import os
from urllib.parse import quote

log = logging.getLogger("start")
user, password = os.environ["AZURE_POSTGRESQL_USER"], os.environ["AZURE_POSTGRESQL_PASSWORD"]
url = f"postgresql://{quote(user, safe="")}:{quote(password, safe="")}@{os.environ['AZURE_POSTGRESQL_HOST']}/x?sslmode=verify-full&sslrootcert=system"
log.info("going to %s", url)  # wrong: secret-logged
