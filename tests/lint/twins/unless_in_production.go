package till

import (
	"fmt"
	"os"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// Open opens the till; at home it speaks in the clear.
func Open() (*gorm.DB, error) {
	mode := "disable"
	if os.Getenv("TILL_STAGE") == "production" {
		mode = "verify-full"
	}
	way := fmt.Sprintf("host=%s user=till dbname=till sslmode=%s", os.Getenv("AZURE_POSTGRESQL_HOST"), mode)
	return gorm.Open(postgres.New(postgres.Config{DSN: way + " password='" + os.Getenv("TILL_WORD") + "'"}), &gorm.Config{})
}
