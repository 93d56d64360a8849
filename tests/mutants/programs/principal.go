package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
)

func token(ctx context.Context) (string, error) {
	form := url.Values{}
	form.Set("grant_type", "client_credentials")
	form.Set("client_id", os.Getenv("AZURE_POSTGRESQL_CLIENTID"))
	form.Set("client_secret", os.Getenv("AZURE_POSTGRESQL_CLIENTSECRET"))
	form.Set("scope", "https://ossrdbms-aad.database.windows.net/.default")
	address := "https://login.microsoftonline.com/" + os.Getenv("AZURE_POSTGRESQL_TENANTID") + "/oauth2/v2.0/token"
	request, err := http.NewRequest("POST", address, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("token endpoint: status %d", response.StatusCode)
	}
	answer := map[string]any{}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", err
	}
	return answer["access_token"].(string), nil
}

func connect(ctx context.Context) (*pgx.Conn, error) {
	config, err := pgx.ParseConfig(os.Getenv("AZURE_POSTGRESQL_CONNECTIONSTRING") + " sslmode=verify-full")
	if err != nil {
		return nil, err
	}
	if config.Password, err = token(ctx); err != nil {
		return nil, err
	}
	return pgx.ConnectConfig(ctx, config)
}
