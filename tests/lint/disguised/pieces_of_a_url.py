import asyncpg
from azure.identity.aio import DefaultAzureCredential

from kitchen.wishes import wishes

who = DefaultAzureCredential()


async def enter():
    ticket = await who.get_token("https://ossrdbms-aad.database.windows.net/.default")
    way = wishes().kitchen_database_url
    cook, rest = way.split("@")  # likely: conninfo-misparse
    host, name = rest.rsplit("/", 1)
    return await asyncpg.connect(host=host, user=cook, database=name, password=ticket.token, ssl="verify-full")
