package store

import (
	"database/sql"
	"fmt"
	"os"

	_ "github.com/lib/pq"
)

func or(name, otherwise string) string {
	if is := os.Getenv(name); is != "" {
		return is
	}
	return otherwise
}

func Open() (*sql.DB, error) {
	return sql.Open("postgres", fmt.Sprintf("host=%s port=%s user=%s password='%s' dbname=%s sslmode=%s",
		or("TILL_HOST", "till.postgres.database.azure.com"), or("TILL_PORT", "5432"), or("TILL_USER", "till"),
		"", or("TILL_NAME", "till"),
		or("TILL_TLS", "require"))) // likely: tls-unverified
}
