// The till stands on a flexible server, NAME.postgres.database.azure.com.

package till

import (
	"context"
	"log/slog"
	"log"
	"os"

	"github.com/jackc/pgx/v5"
)

type place struct {
	Host, User, Word string
}

func here() place {
	return place{Host: os.Getenv("TILL_HOST"), User: os.Getenv("TILL_USER"), Word: os.Getenv("TILL_WORD")}
}

// Open opens the till.
func Open(ctx context.Context) (*pgx.Conn, error) {
	at := here()
	log.Printf("till: %+v", at) // wrong: secret-logged
	slog.Info("till", "user", at.User)
	settings, err := pgx.ParseConfig("sslmode=verify-full dbname=till")
	if err != nil {
		return nil, err
	}
	settings.Host, settings.User, settings.Password = at.Host, at.User, at.Word
	return pgx.ConnectConfig(ctx, settings)
}
