package till

import (
	"context"

	"example.org/till/settings"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

func ticket(ctx context.Context) (string, error) {
	return of(ctx, settings.Till.Tenant, settings.Till.Client, settings.Till.Secret)
}

func of(ctx context.Context, tenant, client, secret string) (string, error) {
	who, err := azidentity.NewClientSecretCredential(tenant, client, secret, nil)
	if err != nil {
		return "", err
	}
	given, err := who.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://ossrdbms-aad.database.windows.net/.default"}})
	if err != nil {
		return "", err
	}
	return given.Token, nil
}
