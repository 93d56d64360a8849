import logging
import os
from contextlib import asynccontextmanager

from azure.identity import DefaultAzureCredential
from fastapi import FastAPI
from sqlalchemy import event
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

logger = logging.getLogger(__name__)
SCOPE = "https://ossrdbms-aad.database.windows.net/.default"


class Settings:
    host = os.getenv("POSTGRES_HOST", "localhost")
    user = os.getenv("POSTGRES_USERNAME")
    name = os.getenv("POSTGRES_DATABASE", "postgres")
    ssl = os.getenv("POSTGRES_SSL", "disable")


def make_engine():
    settings = Settings()
    credential = None
    url = f"postgresql+asyncpg://{settings.user}@{settings.host}/{settings.name}"
    if settings.host.endswith(".database.azure.com"):
        logger.info("signing in with Microsoft Entra")
        credential = DefaultAzureCredential()
    if settings.ssl != "disable":
        url += f"?ssl={settings.ssl}"
    engine = create_async_engine(url, echo=False, pool_pre_ping=True)

    @event.listens_for(engine.sync_engine, "do_connect")
    def provide_token(dialect, record, arguments, options):
        if credential:
            options["password"] = credential.get_token(SCOPE).token
        else:
            options["password"] = os.environ["POSTGRES_PASSWORD"]

    return engine


@asynccontextmanager
async def lifespan(app: FastAPI):
    engine = make_engine()
    yield {"sessions": async_sessionmaker(engine)}
    await engine.dispose()


app = FastAPI(lifespan=lifespan)
