{% extends "go/base.go" -%}
{% block imports %}	"context"
	"database/sql"
	"fmt"
	"log"
	"os"

	"github.com/lib/pq"
{% endblock -%}
{% block body -%}
// openPool makes a pool that signs in with a password.
func openPool() (*sql.DB, error) {
	// Service Connector's sslmode=require would not check the server's certificate.
	connector, err := pq.NewConnector(mustGetenv("{{ env.connection_string }}") + " sslmode=verify-full connect_timeout=10")
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

{% include "go/pq/pool-run.go" %}
{%- endblock -%}
