package repository

import (
	"context"
	"crypto/tls"
	"fmt"
	env "os"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	azpolicy "github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	identity "github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	driver "github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type (
	// Options are read once.
	Options struct {
		Server, Catalog string
		Role            string
		Client          string
	}

	// Repository keeps the pool.
	Repository struct {
		options Options
		pool    *pgxpool.Pool
		issuer  azcore.TokenCredential
	}
)

func options() (o Options, err error) {
	o.Server = env.Getenv("AZURE_POSTGRESQL_HOST")
	o.Role = env.Getenv("AZURE_POSTGRESQL_USERNAME")
	o.Catalog = env.Getenv("AZURE_POSTGRESQL_DATABASE")
	o.Client = env.Getenv("AZURE_POSTGRESQL_CLIENTID")
	return
}

func issuer(o *Options) (azcore.TokenCredential, error) {
	var kind identity.ManagedIDKind
	if o.Client != "" {
		kind = identity.ClientID(o.Client)
	}
	return identity.NewManagedIdentityCredential(&identity.ManagedIdentityCredentialOptions{ID: kind})
}

func (r *Repository) issue(ctx context.Context, audiences ...string) (text string, err error) {
	got, err := r.issuer.GetToken(ctx, azpolicy.TokenRequestOptions{Scopes: audiences})
	if err != nil {
		return
	}
	text = got.Token
	return
}

func (r *Repository) dsn(secret string) string {
	var b strings.Builder
	b.WriteString("host=" + r.options.Server + " ")
	fmt.Fprintf(&b, "dbname=%[1]s user=%[2]s password=%[3]s", r.options.Catalog, r.options.Role, secret)
	return b.String()
}

// New makes a repository.
func New(ctx context.Context) (*Repository, error) {
	o, err := options()
	if err != nil {
		return nil, err
	}
	r := &Repository{options: o}
	if r.issuer, err = issuer(&o); err != nil {
		return nil, err
	}
	settings, err := pgxpool.ParseConfig("postgres://" + r.options.Server)
	if err != nil {
		return nil, err
	}
	settings.ConnConfig.TLSConfig = verified(r.options.Server)
	settings.BeforeConnect = func(ctx context.Context, to *driver.ConnConfig) error {
		secret, err := r.issue(ctx, "https://ossrdbms-aad.database.windows.net/.default")
		if err != nil {
			return fmt.Errorf("issue: %w", err)
		}
		to.Password = secret
		return nil
	}
	r.pool, err = pgxpool.NewWithConfig(ctx, settings)
	return r, err
}

func verified(server string) *tls.Config {
	return &tls.Config{ServerName: server}
}

// Once opens one connection.
func (r *Repository) Once(ctx context.Context) (*driver.Conn, error) {
	secret, err := r.issue(ctx, "https://ossrdbms-aad.database.windows.net/.default")
	if err != nil {
		return nil, err
	}
	return driver.Connect(ctx, r.dsn(secret)+" sslmode=verify-full")
}
