package till

import (
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Host says where the till is, whichever way it is written.
func Host() (string, error) {
	given := os.Getenv("AZURE_POSTGRESQL_CONNECTIONSTRING")
	switch {
	case strings.HasPrefix(given, "postgres"):
		parsed, err := url.Parse(given)
		if err != nil {
			return "", err
		}
		return parsed.Hostname(), nil
	default:
		config, err := pgx.ParseConfig(given)
		if err != nil {
			return "", err
		}
		return config.Host, nil
	}
}
