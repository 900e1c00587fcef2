#!/usr/bin/env python
import logging
import logging.config
import os
import sys

from django.core.management import execute_from_command_line

from config.environment import ConfigurationError
from config.logs import logging_settings


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ConfigurationError as error:
        logging.config.dictConfig(logging_settings("error"))
        logging.getLogger("config").critical("%s", error)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
