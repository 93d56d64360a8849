{% extends "go/base.go" -%}
{% block imports %}	"context"
	"database/sql"
	"database/sql/driver"
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
// connectorFunc opens each new connection of a pool: a connector of lib/pq would keep its password.
type connectorFunc func(context.Context) (driver.Conn, error)

func (f connectorFunc) Connect(ctx context.Context) (driver.Conn, error) { return f(ctx) }
func (f connectorFunc) Driver() driver.Driver                            { return pq.Driver{} }

// openPool makes a pool that signs in with a fresh token on each new connection.
func openPool() (*sql.DB, error) {
	// Service Connector's sslmode=require would not check the server's certificate.
	dsn := mustGetenv("{{ env.connection_string }}") + " sslmode=verify-full connect_timeout=10"
	{{ credential.check }}{% if credential.check %}	{% endif %}// It caches the token until that expires, and lives as long as the pool.
	{{ credential.new }}
	if err != nil {
		return nil, err
	}

	return sql.OpenDB(connectorFunc(func(ctx context.Context) (driver.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
		defer cancel()
		token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}})
		if err != nil {
			return nil, fmt.Errorf("get token: %w", err)
		}
		connector, err := pq.NewConnector(dsn + " password=" + token.Token)
		if err != nil {
			return nil, err
		}
		return connector.Connect(ctx)
	})), nil
}

{% include "go/pq/pool-run.go" %}
{%- endblock -%}
