"""Django's SQLite backend with the settings under which nothing acknowledged is lost (see `base`)."""
