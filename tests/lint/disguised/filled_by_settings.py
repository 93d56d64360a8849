from pydantic_settings import BaseSettings
from sqlalchemy import create_engine


class Till(BaseSettings):
    host: str = "till.postgres.database.azure.com"
    password: str

    @property
    def way(self) -> str:
        return f"postgresql+psycopg://till:{self.password}@{self.host}/till?sslmode=verify-full&sslrootcert=system"  # wrong: unquoted-value


till = Till()
print("till", till.way)  # wrong: secret-logged
engine = create_engine(till.way)
