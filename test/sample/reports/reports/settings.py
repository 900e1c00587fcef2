from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    redis_url: str
    report_currency: str = "EUR"


settings = Settings()
