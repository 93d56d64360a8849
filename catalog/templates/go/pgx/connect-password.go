{% extends "go/base.go" -%}
{% block imports %}	"context"
	"fmt"
	"log"
	"os"

	"github.com/jackc/pgx/v5"
{% endblock -%}
{% block body -%}
// connect opens a connection that signs in with a password.
func connect(ctx context.Context) (*pgx.Conn, error) {
	// Service Connector's sslmode=require would not check the server's certificate.
	return pgx.Connect(ctx, mustGetenv("{{ env.connection_string }}")+" sslmode=verify-full connect_timeout=10")
}

{% include "go/pgx/connect-run.go" %}
{%- endblock -%}
