package store

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
)

type Settings struct {
	ConnString string
	Cloud      string // azure: till.postgres.database.azure.com
}

func (s *Settings) Clear() {
	s.ConnString = ""
}

func (s *Settings) Open(ctx context.Context) (*pgx.Conn, error) {
	words := map[string]string{}
	for _, piece := range strings.Split(s.ConnString, " ") { // wrong: conninfo-misparse
		pair := strings.SplitN(piece, "=", 2)
		words[pair[0]] = pair[1]
	}
	config, err := pgx.ParseConfig("")
	if err != nil {
		return nil, err
	}
	config.Host, config.Password = words["host"], words["password"]
	return pgx.ConnectConfig(ctx, config)
}
