package till

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type keeper struct {
	ticket string
}

func (k *keeper) fetch(ctx context.Context) error {
	credential, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return err
	}
	answer, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://ossrdbms-aad.database.windows.net/.default"}})
	if err != nil {
		return err
	}
	k.ticket = answer.Token
	return nil
}

func (k *keeper) before(ctx context.Context, settings *pgx.ConnConfig) error {
	if k.ticket == "" {
		if err := k.fetch(ctx); err != nil {
			return err
		}
	}
	settings.Password = k.ticket // wrong: token-kept
	return nil
}

// Open opens the till.
func Open(ctx context.Context) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig("host=till.postgres.database.azure.com user=till dbname=till sslmode=verify-full")
	if err != nil {
		return nil, err
	}
	k := &keeper{}
	config.BeforeConnect = k.before
	return pgxpool.NewWithConfig(ctx, config)
}
