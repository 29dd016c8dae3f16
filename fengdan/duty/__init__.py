"""Windows and duty: who sits where today, changes of single days, what the public and the hall are shown."""
