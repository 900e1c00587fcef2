"""Logs: one JSON object a line on standard output, with the id of the request they belong to."""

import logging
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer


def logging_settings(level: str) -> dict[str, Any]:
    """What `LOGGING` says, so that the lines of Django, the server and every library have the same form as our own."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        # Without the local variables, which may hold secrets.
        structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    own_level = level.upper()
    server_level = max(logging.getLevelNamesMapping()[own_level], logging.INFO)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.EventRenamer("msg"),
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["stdout"], "level": "WARNING"},
        "loggers": {
            "api": {"level": own_level},
            "apps": {"level": own_level},
            "config": {"level": own_level},
            "uvicorn": {"level": server_level},
            # Without Django's own handlers: mails, and lines that are not JSON.
            "django": {"handlers": [], "level": "WARNING"},
            # Refused requests stand in the log of requests already.
            "django.request": {"level": "ERROR"},
        },
    }
