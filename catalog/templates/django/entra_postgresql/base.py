"""Sign in to Azure Database for PostgreSQL with a token."""

from typing import Any

from django.db.backends.postgresql import base

SCOPE = "{{ cloud.scope }}"


class DatabaseWrapper(base.DatabaseWrapper):
    """The PostgreSQL backend with a fresh token for each new connection."""

    def get_connection_params(self) -> dict[str, Any]:
        """Put a token of the credential in OPTIONS in the place of the password."""
        params = super().get_connection_params()
        params["password"] = params.pop("credential").get_token(SCOPE).token
        return params
