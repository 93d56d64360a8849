    // The plugin gives each new connection an access token as its password.
    settings.setProperty(
        "authenticationPluginClassName", AzurePostgresqlAuthenticationPlugin.class.getName());
    settings.setProperty("azure.scopes", SCOPE);
    {{ credential.settings | indent(width=4) }}
