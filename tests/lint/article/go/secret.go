import (
"database/sql"
"fmt"
"os"

 _ "github.com/lib/pq"
)

connectionString := os.Getenv("AZURE_POSTGRESQL_CONNECTIONSTRING")
conn, err := sql.Open("postgres", connectionString)
 if err != nil {
 	panic(err)
 }

 conn.Close()
