pytest_plugins = ["tests.database_fixtures", "tests.mocked_api"]
