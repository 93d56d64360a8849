package settings

import "example.org/shop/store"

type Store struct {
	Host     string
	Username string
	Password string
}

var Own = Store{
	Host:     "till.postgres.database.azure.com",
	Username: "keeper@till", // wrong: removed-api
	Password: "vX8-quarry-Lamp", // wrong: hardcoded-secret
}

func Theirs() store.Options {
	return store.Options{Server: "till.postgres.database.azure.com", Login: "keeper", Pwd: "Wren-41-tallow"} // wrong: hardcoded-secret
}
