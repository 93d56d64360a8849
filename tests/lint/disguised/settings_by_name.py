STORE = dict(
    host="till.postgres.database.azure.com",
    user="keeper@till",  # wrong: removed-api
    passwd="vX8-quarry-Lamp",  # wrong: hardcoded-secret
)

LEDGER_HOST = "ledger.postgres.database.azure.com"
LEDGER_PASSWORD = "Wren-41-tallow"  # wrong: hardcoded-secret
