EMAIL = "ada@example.com"
PASSWORD = "a password for tests"
CREDENTIALS = {"email": EMAIL, "password": PASSWORD}
