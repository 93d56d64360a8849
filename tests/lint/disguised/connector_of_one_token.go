package till

import (
	"context"
	"database/sql"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Open makes a connector once, which signs in with the same token for ever.
func Open(ctx context.Context, way string) (*sql.DB, error) {
	form, err := pgx.ParseConfig(way)
	if err != nil {
		return nil, err
	}
	who, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return nil, err
	}
	answer, err := who.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://ossrdbms-aad.database.windows.net/.default"}})
	if err != nil {
		return nil, err
	}
	form.Password = answer.Token // wrong: token-kept
	return sql.OpenDB(stdlib.GetConnector(*form)), nil
}
