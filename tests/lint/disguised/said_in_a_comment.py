"""The depot's store is on Azure."""
import os
import ssl

from sqlalchemy.ext.asyncio import create_async_engine

store = create_async_engine(
    os.environ["DEPOT_URL"],
    connect_args={"ssl": ssl._create_unverified_context()},  # wrong: tls-unverified
)
