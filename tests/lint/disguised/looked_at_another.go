package till

import (
	"net/url"
	"os"
	"strings"
)

// Host says where the till is, as it thinks.
func Host() (string, error) {
	given := strings.TrimSpace(os.Getenv("AZURE_POSTGRESQL_CONNECTIONSTRING"))
	if !strings.Contains(given, "sslmode") {
		given += " sslmode=verify-full"
	}
	parsed, err := url.Parse(given) // wrong: wrong-format
	if err != nil {
		return "", err
	}
	return parsed.Hostname(), nil
}
