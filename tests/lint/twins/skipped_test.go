// likely: nothing
package shop

import (
	"context"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
)

// A test that is skipped where there is no database has looked whether there is one.
func TestOrders(t *testing.T) {
	connString := os.Getenv("ORDERS_TEST_DATABASE")
	if connString == "" {
		t.Skipf("set ORDERS_TEST_DATABASE to run this")
	}

	conn, err := pgx.Connect(context.Background(), connString)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
}
