{% extends "go/base.go" -%}
{% block imports %}	"context"
	"database/sql"
	"fmt"
	"log"
	"os"

	"github.com/lib/pq"
{% endblock -%}
{% block body -%}
// connect opens a connection that signs in with a password.
func connect(ctx context.Context) (*sql.Conn, error) {
	// Service Connector's sslmode=require would not check the server's certificate.
	connector, err := pq.NewConnector(mustGetenv("{{ env.connection_string }}") + " sslmode=verify-full connect_timeout=10")
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxIdleConns(0) // No pool: closing the connection ends it.
	return db.Conn(ctx)
}

{% include "go/pq/connect-run.go" %}
{%- endblock -%}
