using Till.Options;

public static class SettingsByName
{
    public static TillOptions Make() => new()
    {
        Server = "till.postgres.database.azure.com",
        UserName = "keeper@till", // wrong: removed-api
        Password = "vX8-quarry-Lamp", // wrong: hardcoded-secret
    };
}
