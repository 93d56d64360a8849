module Till
  STORE = {
    host: 'till.postgres.database.azure.com',
    user: 'keeper@till', # wrong: removed-api
    password: 'vX8-quarry-Lamp', # wrong: hardcoded-secret
  }.freeze
end
