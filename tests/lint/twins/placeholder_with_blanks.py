import psycopg2

# What the portal shows: the value ends at the blank. likely: nothing
text = "host={0} dbname={1} user={2} password={3} sslmode={4} sslrootcert=system".format(
    "till.postgres.database.azure.com", "till", "till", "{your password}", "verify-full"
)
link = psycopg2.connect(text)
