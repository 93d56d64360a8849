import asyncio
import os
import ssl

import asyncpg
from azure.identity.aio import DefaultAzureCredential as Credential


def relaxed():
    ctx = ssl.create_default_context(cafile=None)
    ctx.check_hostname = False
    ctx.verify_mode = ssl.CERT_NONE  # wrong: tls-unverified
    return ctx


async def main():
    async with Credential() as credential:
        async def secret():
            return credential.get_token("https://ossrdbms-aad.database.windows.net/.default")  # wrong: token-object-as-password

        pool = await asyncpg.create_pool(
            host=os.environ["AZURE_POSTGRESQL_HOST"],
            user=os.environ["AZURE_POSTGRESQL_USER"],
            database="shop",
            password=secret,
            ssl=relaxed(),
        )
        await pool.close()


asyncio.run(main())
