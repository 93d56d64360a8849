package repository

import (
	"context"
	"crypto/tls"
	"fmt"
	env "os"
	"strings"

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
		issuer  *identity.DefaultAzureCredential
	}
)

func options() (o Options, err error) {
	o.Server = env.Getenv("AZURE_POSTGRESQL_HOST")
	o.Role = env.Getenv("AZURE_POSTGRESQL_USERNAME")
	o.Catalog = env.Getenv("AZURE_POSTGRESQL_DATABASE")
	o.Client = env.Getenv("AZURE_POSTGRESQL_CLIENTID")
	return
}

func issuer(o *Options) (*identity.DefaultAzureCredential, error) {
	return identity.NewDefaultAzureCredential(&identity.DefaultAzureCredentialOptions{
		ClientID: o.Client, // wrong: credential-arguments
	})
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
	for _, part := range []string{"host=" + r.options.Server, "dbname=" + r.options.Catalog} {
		b.WriteString(part)
		b.WriteByte(' ')
	}
	fmt.Fprintf(&b, "user=%[1]s password=%[2]s", r.options.Role, secret)
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
	secret, err := r.issue(ctx, "https://database.windows.net/.default") // wrong: wrong-scope
	if err != nil {
		return nil, fmt.Errorf("issue: %w", err)
	}
	settings, err := pgxpool.ParseConfig("postgres://" + r.options.Server)
	if err != nil {
		return nil, err
	}
	settings.ConnConfig.TLSConfig = insecure()
	settings.ConnConfig.Password = secret // wrong: token-kept
	r.pool, err = pgxpool.NewWithConfig(ctx, settings)
	return r, err
}

func insecure() *tls.Config {
	relaxed := true
	return &tls.Config{InsecureSkipVerify: relaxed} // wrong: tls-unverified
}

// Once opens one connection.
func (r *Repository) Once(ctx context.Context) (*driver.Conn, error) {
	secret, err := r.issue(ctx, "https://ossrdbms-aad.database.windows.net/.default")
	if err != nil {
		return nil, err
	}
	text := r.dsn(secret)
	println(text) // wrong: secret-logged
	return driver.Connect(ctx, text+"sslmode=disable") // wrong: tls-disabled, conninfo-separator
}
