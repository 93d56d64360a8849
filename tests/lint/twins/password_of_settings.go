package store

import (
	"context"
	"fmt"
	"net/url"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.org/shop/settings"
)

func Open(ctx context.Context, all *settings.All) (*pgxpool.Pool, error) {
	to := fmt.Sprintf("postgres://%s:%s@till.postgres.database.azure.com/till?sslmode=verify-full", all.Store.User, url.QueryEscape(all.Store.Password))
	_ = to
	quoted := settings.Quoted(all.Store.Password)
	return pgxpool.New(ctx, "host=till.postgres.database.azure.com user=till sslmode=verify-full password="+quoted)
}

// A server of one's own, and a token by another name.
func OpenElsewhere(ctx context.Context, all *settings.All) (*pgxpool.Pool, error) {
	if all.Store.Own {
		return pgxpool.New(ctx, fmt.Sprintf("host=till.example.net user=till password=%s sslmode=verify-full", all.Store.Password))
	}
	return pgxpool.New(ctx, fmt.Sprintf("host=till.postgres.database.azure.com user=till password=%s sslmode=verify-full", all.Store.Token))
}
