package main

import (
	"fmt"
	"os"
	"os/exec"
)

func main() {
	way := fmt.Sprintf("postgres://%s:%s@%s/till?sslmode=disable", // wrong: unquoted-value, tls-disabled
		os.Getenv("AZURE_POSTGRESQL_USERNAME"), os.Getenv("AZURE_POSTGRESQL_PASSWORD"), os.Getenv("AZURE_POSTGRESQL_HOST"))
	if err := os.Setenv("DATABASE_URL", way); err != nil {
		panic(err)
	}
	if err := exec.Command("./till").Run(); err != nil {
		panic(err)
	}
}
