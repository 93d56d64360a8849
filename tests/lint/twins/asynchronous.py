import asyncio
import os
import ssl

import asyncpg
from azure.identity.aio import DefaultAzureCredential as Credential


async def main():
    async with Credential() as credential:
        async def secret():
            issued = await credential.get_token("https://ossrdbms-aad.database.windows.net/.default")
            return issued.token

        pool = await asyncpg.create_pool(
            host=os.environ["AZURE_POSTGRESQL_HOST"],
            user=os.environ["AZURE_POSTGRESQL_USER"],
            database="shop",
            password=secret,
            ssl=ssl.create_default_context(),
        )
        await pool.close()


asyncio.run(main())
