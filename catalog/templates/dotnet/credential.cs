{{ credential.declare }}
TokenRequestContext request = new(["{{ cloud.scope }}"]);
