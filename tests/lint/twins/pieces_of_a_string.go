package store

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
)

type Settings struct {
	ConnString string
	Labels     string // azure: till.postgres.database.azure.com
}

func (s *Settings) Open(ctx context.Context) (*pgx.Conn, error) {
	words := map[string]string{}
	for _, piece := range strings.Split(s.Labels, " ") {
		pair := strings.SplitN(piece, "=", 2)
		words[pair[0]] = pair[1]
	}
	config, err := pgx.ParseConfig(s.ConnString)
	if err != nil {
		return nil, err
	}
	config.RuntimeParams["application_name"] = words["app"]
	return pgx.ConnectConfig(ctx, config)
}
