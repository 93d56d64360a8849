// Command azure-postgresql connects to Azure Database for PostgreSQL with {{ driver.title }}.
package main

import (
{% block imports %}{% endblock %})
{% block constants %}{% endblock %}
// mustGetenv returns an environment variable that has to be set.
func mustGetenv(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("%s is not set", name)
	}
	return value
}

{% block body %}{% endblock %}
func main() {
	if err := run(context.Background()); err != nil {
		log.Fatal(err)
	}
}
