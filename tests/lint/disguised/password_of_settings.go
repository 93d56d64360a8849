package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.org/shop/settings"
)

func Open(ctx context.Context, all *settings.All) (*pgxpool.Pool, error) {
	secret := all.Store.Password
	to := fmt.Sprintf("host=till.postgres.database.azure.com user=%s password=%s sslmode=verify-full", all.Store.User, secret) // wrong: unquoted-value
	return pgxpool.New(ctx, to)
}

func OpenURL(ctx context.Context) (*pgxpool.Pool, error) {
	to := "postgres://till:" + settings.Get("store.password") + "@till.postgres.database.azure.com/till?sslmode=verify-full" // wrong: unquoted-value
	return pgxpool.New(ctx, to)
}
