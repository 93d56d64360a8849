package depot

import (
	"context"
	"os"

	"github.com/jackc/pgx/v5"
)

// Open goes to the depot's server on Azure.
func Open(ctx context.Context) (*pgx.Conn, error) {
	way, err := pgx.ParseConfig(os.Getenv("DEPOT_URL"))
	if err != nil {
		return nil, err
	}
	way.TLSConfig.ServerName = way.Host
	return pgx.ConnectConfig(ctx, way)
}
