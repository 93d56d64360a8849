package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/jackc/pgx/v5"
)

func token(ctx context.Context) (string, error) {
	query := url.Values{"api-version": {"2019-08-01"}, "resource": {"https://ossrdbms-aad.database.windows.net"}}
	endpoint := os.Getenv("IDENTITY_ENDPOINT") + "?" + query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, endpoint, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("X-IDENTITY-HEADER", os.Getenv("IDENTITY_HEADER"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("identity endpoint: status %d", response.StatusCode)
	}
	var answer struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", err
	}
	return answer.AccessToken, nil
}

func main() {
	ctx := context.Background()
	password, err := token(ctx)
	if err != nil {
		log.Fatal(err)
	}
	dsn := os.Getenv("AZURE_POSTGRESQL_CONNECTIONSTRING") + " sslmode=verify-full password=" + password
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close(ctx)
}
