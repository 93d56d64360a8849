package till

import (
	"context"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type keeper struct {
	ticket azcore.AccessToken
}

func (k *keeper) good() bool {
	return time.Until(k.ticket.ExpiresOn) > time.Minute
}

func (k *keeper) before(ctx context.Context, settings *pgx.ConnConfig) error {
	if !k.good() {
		credential, err := azidentity.NewDefaultAzureCredential(nil)
		if err != nil {
			return err
		}
		k.ticket, err = credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://ossrdbms-aad.database.windows.net/.default"}})
		if err != nil {
			return err
		}
	}
	settings.Password = k.ticket.Token
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
