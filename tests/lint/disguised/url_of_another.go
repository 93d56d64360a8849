package depot

import (
	"database/sql"
	"log/slog"
	"net/url"

	_ "github.com/go-sql-driver/mysql"
)

type depot struct {
	where    url.URL
	database *sql.DB
}

func address(server, who, password string) url.URL {
	where := url.URL{Host: server, Path: "/depot", RawQuery: "sslmode=verify-full"}
	where.Scheme = "postgres"
	where.User = url.UserPassword(who, password)
	return where
}

func open(server, who, password string) (*depot, error) {
	where := address(server+".postgres.database.azure.com", who, password)
	slog.Info("opening", "where", where.String()) // wrong: secret-logged
	slog.Info("opening", "where", where.Redacted())
	handle, err := sql.Open("mysql", where.String()) // wrong: wrong-driver
	if err != nil {
		return nil, err
	}
	return &depot{where, handle}, nil
}
