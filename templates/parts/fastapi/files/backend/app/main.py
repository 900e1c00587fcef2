"""Starts the server: `python -m app.main`."""

import structlog

from app.config import ConfigurationError, read_settings
from app.logs import configure_logging


def main() -> None:
    try:
        settings = read_settings()
    except ConfigurationError as error:
        configure_logging("error")
        structlog.stdlib.get_logger("app.main").critical(str(error), problems=error.problems)
        raise SystemExit(1) from None
    configure_logging(settings.log_level)
    # Loading the application takes a while; wrong settings are told before.
    from app.server import serve

    serve(settings)


if __name__ == "__main__":
    main()
