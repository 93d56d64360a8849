    // The plugin supplies an access token as password; it asks for a new one when that expires.
    settings.setProperty(
        "authenticationPluginClassName", AzurePostgresqlAuthenticationPlugin.class.getName());
    settings.setProperty("azure.scopes", SCOPE);
    {{ credential.settings | indent(width=4) }}
