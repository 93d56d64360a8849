{% extends "go/base.go" -%}
{% block imports %}	"context"
	"database/sql"
	"fmt"
	"log"
	"os"
	"time"

	{{ credential.imports }}
	"github.com/lib/pq"
{% endblock -%}
{% block constants %}
const scope = "{{ cloud.scope }}"
{% endblock -%}
{% block body -%}
// connect opens a connection that signs in with a token.
func connect(ctx context.Context) (*sql.Conn, error) {
	// Service Connector's sslmode=require would not check the server's certificate.
	config, err := pq.NewConfig(mustGetenv("{{ env.connection_string }}") + " sslmode=verify-full connect_timeout=10")
	if err != nil {
		return nil, err
	}
	{{ credential.check }}{% if credential.check %}	{% endif %}{{ credential.new }}
	if err != nil {
		return nil, err
	}

	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}})
	if err != nil {
		return nil, fmt.Errorf("get token: %w", err)
	}
	config.Password = token.Token
	connector, err := pq.NewConnectorConfig(config)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxIdleConns(0) // No pool: closing the connection ends it.
	return db.Conn(ctx)
}

{% include "go/pq/connect-run.go" %}
{%- endblock -%}
