package till

import (
	"context"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/jackc/pgx/v5/pgxpool"

	"example.org/till/settings"
)

// Open opens the till: at home with a password, elsewhere with a token.
func Open(ctx context.Context, of settings.Till) (*pgxpool.Pool, error) {
	if !of.AtHome {
		word, err := ask(ctx)
		if err != nil {
			return nil, err
		}
		of.Password = word
	}
	way := fmt.Sprintf("postgres://%s:%s@%s/till?sslmode=verify-full", of.User, of.Password, of.Host) // wrong: unquoted-value, token-kept
	return pgxpool.New(ctx, way)
}

func ask(ctx context.Context) (string, error) {
	credential, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return "", err
	}
	answer, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://ossrdbms-aad.database.windows.net/.default"}})
	if err != nil {
		return "", err
	}
	return answer.Token, nil
}
