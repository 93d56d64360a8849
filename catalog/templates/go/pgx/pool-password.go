{% extends "go/base.go" -%}
{% block imports %}	"context"
	"fmt"
	"log"
	"os"

	"github.com/jackc/pgx/v5/pgxpool"
{% endblock -%}
{% block body -%}
// openPool makes a pool that signs in with a password.
func openPool(ctx context.Context) (*pgxpool.Pool, error) {
	// Service Connector's sslmode=require would not check the server's certificate.
	return pgxpool.New(ctx, mustGetenv("{{ env.connection_string }}")+" sslmode=verify-full connect_timeout=10")
}

{% include "go/pgx/pool-run.go" %}
{%- endblock -%}
