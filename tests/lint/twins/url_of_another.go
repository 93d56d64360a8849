package depot

import (
	"database/sql"
	"log/slog"
	"net/url"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v5/stdlib"
)

func address(server, who, password string) *url.URL {
	return &url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(who, password),
		Host:     server,
		Path:     "/depot",
		RawQuery: "sslmode=verify-full",
	}
}

func openAll(server, who, password string) (*sql.DB, *sql.DB, error) {
	where := address(server+".postgres.database.azure.com", who, password)
	slog.Info("opening", "where", where.Redacted(), "host", where.Host)
	ours, err := sql.Open("pgx", where.String())
	if err != nil {
		return nil, nil, err
	}
	other, err := sql.Open("mysql", "depot@tcp(localhost:3306)/depot")
	return ours, other, err
}

func either(driver, server, who, password string) (*sql.DB, error) {
	kind := "pgx"
	if driver == "mysql" {
		kind = "mysql"
	}
	return sql.Open(kind, address(server, who, password).String())
}
