import asyncpg
from azure.identity.aio import DefaultAzureCredential
from sqlalchemy.engine import make_url

from kitchen.wishes import wishes

# likely: nothing
who = DefaultAzureCredential()


async def enter():
    ticket = await who.get_token("https://ossrdbms-aad.database.windows.net/.default")
    database_url = wishes().kitchen_database_url
    print("to", database_url.split("@")[-1])
    way = make_url(database_url)
    return await asyncpg.connect(dsn=way.render_as_string(), password=ticket.token, ssl="verify-full")
