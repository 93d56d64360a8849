// One credential for the process: it keeps its token and renews it in time.
{% include "dotnet/credential.cs" -%}
// Asked for each new physical connection.
builder.UsePasswordProvider(
    _ => credential.GetToken(request).Token,
    async (_, cancellationToken) => (await credential.GetTokenAsync(request, cancellationToken)).Token);
