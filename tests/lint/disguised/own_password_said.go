// The till stands on a flexible server, NAME.postgres.database.azure.com.

package till

import (
	"context"
	"fmt"
	"log"
	"net/url"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Open opens the till of whoever asks.
func Open(ctx context.Context, host, user, password string) (*pgxpool.Pool, error) {
	way := fmt.Sprintf("postgres://%s:%s@%s/till?sslmode=verify-full", user, url.PathEscape(password), host)
	log.Printf("opening %s", way) // wrong: secret-logged
	return pgxpool.New(ctx, way)
}
