"""Backups: one encrypted file that holds the database and every uploaded file, made while people work.

Why it is so, and what has to be kept where: docs/decisions/backup.md.
"""
