package till

import (
	"context"
	"fmt"
	"os"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog/log"
)

// Open opens the till, NAME.postgres.database.azure.com.
func Open(ctx context.Context) (*pgx.Conn, error) {
	way := fmt.Sprintf("host=%s user=till password='%s' sslmode=verify-full", os.Getenv("TILL_HOST"), os.Getenv("TILL_WORD"))
	log.Info().Str("way", way).Msg("opening") // wrong: secret-logged
	return pgx.Connect(ctx, way)
}
