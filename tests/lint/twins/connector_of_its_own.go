package till

import (
	"context"
	"database/sql"
	"database/sql/driver"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun/driver/pgdriver"
)

type door struct {
	form *pgx.ConnConfig
	who  azcore.TokenCredential
}

// Connect is called for each new connection.
func (d *door) Connect(ctx context.Context) (driver.Conn, error) {
	answer, err := d.who.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://ossrdbms-aad.database.windows.net/.default"}})
	if err != nil {
		return nil, err
	}
	form := d.form.Copy()
	form.Password = answer.Token
	return stdlib.GetConnector(*form).Connect(ctx)
}

func (d *door) Driver() driver.Driver { return stdlib.GetDefaultDriver() }

type other struct {
	who azcore.TokenCredential
}

func (o *other) Connect(ctx context.Context) (driver.Conn, error) {
	answer, err := o.who.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://ossrdbms-aad.database.windows.net/.default"}})
	if err != nil {
		return nil, err
	}
	return pgdriver.NewConnector(pgdriver.WithAddr("till.postgres.database.azure.com:5432"), pgdriver.WithUser("till"), pgdriver.WithPassword(answer.Token)).Connect(ctx)
}

func (o *other) Driver() driver.Driver { return pgdriver.NewDriver() }

// Open opens the till by either door.
func Open(way string, second bool) (*sql.DB, error) {
	who, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return nil, err
	}
	if second {
		return sql.OpenDB(&other{who: who}), nil
	}
	form, err := pgx.ParseConfig(way)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(&door{form: form, who: who}), nil
}
