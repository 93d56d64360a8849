"""Sign in to Azure Database for PostgreSQL with a token."""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

SCOPE = "{{ cloud.scope }}"


class DatabaseWrapper(base.DatabaseWrapper):
    """The PostgreSQL backend with a token as the password of each new connection."""

    def get_connection_params(self) -> dict[str, Any]:
        """Take a token; Django calls this each time it opens a connection."""
        params = super().get_connection_params()
        params["password"] = settings.ENTRA_CREDENTIAL.get_token(SCOPE).token
        return params
