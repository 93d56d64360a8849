// One for the process: it keeps its token and renews it in time.
{{ credential.declare }}
TokenRequestContext request = new(["{{ cloud.scope }}"]);
// Asked for each new physical connection.
builder.UsePasswordProvider(
    _ => credential.GetToken(request).Token,
    async (_, cancellationToken) => (await credential.GetTokenAsync(request, cancellationToken)).Token);
