{% extends "go/base.go" -%}
{% block imports %}	"context"
	"fmt"
	"log"
	"os"
	"time"

	{{ credential.imports }}
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
{% endblock -%}
{% block constants %}
const scope = "{{ cloud.scope }}"
{% endblock -%}
{% block body -%}
// openPool makes a pool that signs in with a fresh token on each new connection.
func openPool(ctx context.Context) (*pgxpool.Pool, error) {
	// Service Connector's sslmode=require would not check the server's certificate.
	config, err := pgxpool.ParseConfig(mustGetenv("{{ env.connection_string }}") + " sslmode=verify-full connect_timeout=10")
	if err != nil {
		return nil, err
	}
	{{ credential.check }}{% if credential.check %}	{% endif %}// It caches the token until that expires, and lives as long as the pool.
	{{ credential.new }}
	if err != nil {
		return nil, err
	}

	config.BeforeConnect = func(ctx context.Context, connConfig *pgx.ConnConfig) error {
		ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
		defer cancel()
		token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}})
		if err != nil {
			return fmt.Errorf("get token: %w", err)
		}
		connConfig.Password = token.Token
		return nil
	}
	return pgxpool.NewWithConfig(ctx, config)
}

{% include "go/pgx/pool-run.go" %}
{%- endblock -%}
