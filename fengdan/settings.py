"""The one settings file. Everything that differs between deployments comes from the environment."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from fengdan.keep import kept
from fengdan.live import why_not_live

try:  # the wheel's SQLite is past the WAL fault of <= 3.51.2 (docs/decisions/sqlite.md)
    import pysqlite3
except ImportError:  # the backend then falls back to TRUNCATE + EXTRA
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("FENGDAN_DATA", ROOT / "data")).resolve()
PROFILE = os.environ.get("FENGDAN_PROFILE", "demo")
if PROFILE not in {"demo", "live"}:
    raise SystemExit("FENGDAN_PROFILE 只能是 demo 或 live。")
COUNTY_DIR = Path(os.environ.get("FENGDAN_COUNTY", ROOT / "counties" / "longxi")).resolve()
CRYPTO = os.environ.get("FENGDAN_CRYPTO", "aes")
if CRYPTO not in {"aes", "sm4"}:
    raise SystemExit("FENGDAN_CRYPTO 只能是 aes 或 sm4。")
KEYS = Path(os.environ.get("FENGDAN_KEYS", DATA / "keys.json")).resolve()
BACKUPS = Path(os.environ.get("FENGDAN_BACKUPS", DATA / "backups")).resolve()
BACKUP_KEY = Path(os.environ.get("FENGDAN_BACKUP_KEY", DATA / "backup.key")).resolve()
DOORS = os.environ.get("FENGDAN_DOORS", "all")
if DOORS not in {"all", "public", "staff"}:
    raise SystemExit("FENGDAN_DOORS 只能是 all、public 或 staff。")
PUBLIC_URL = os.environ.get("FENGDAN_PUBLIC_URL", "").rstrip("/")  # how phones reach us; printed on slips


# the ways out: without them people are told by people
SMTP = os.environ.get("FENGDAN_SMTP", "")
MAIL_FROM = os.environ.get("FENGDAN_MAIL_FROM", "fengdan@localhost")
SMS_DIR = Path(os.environ["FENGDAN_SMS_DIR"]).resolve() if os.environ.get("FENGDAN_SMS_DIR") else None


def _database(url: str) -> dict[str, object]:
    """Turn `sqlite:///path` or `postgres://user:password@host[,host]:port/name?option=…` into Django's shape."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:]
        return {
            "ENGINE": "fengdan.database.sqlite",
            "NAME": str(ROOT / path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"timeout": 20},
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit("DATABASE_URL 只认 sqlite:/// 或 postgres:// 开头的地址。")
    credentials, _, hosts = parts.netloc.rpartition("@")
    user, _, password = credentials.partition(":")
    pairs = [host.partition(":") for host in hosts.split(",")]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": ",".join(host for host, _, _ in pairs),
        "PORT": ",".join(port or "5432" for _, _, port in pairs) if hosts else "",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "connect_timeout": 3,
            "server_side_binding": True,
            "prepare_threshold": 5,
            **dict(parse_qsl(parts.query)),
        },
    }


SECRET_KEY = os.environ.get("FENGDAN_SECRET_KEY") or kept(DATA / "secret_key", lambda: secrets.token_urlsafe(50))
if PROFILE == "live" and (wrong := why_not_live(os.environ, SECRET_KEY)):
    raise SystemExit(wrong)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("FENGDAN_HOSTS", "*" if PROFILE == "demo" else "localhost").split(",")
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", f"sqlite:///{DATA / 'fengdan.sqlite3'}"))}
OWNER_DATABASE = _database(os.environ["DATABASE_OWNER_URL"]) if os.environ.get("DATABASE_OWNER_URL") else {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "fengdan.urls"
WSGI_APPLICATION = "fengdan.wsgi.application"

INSTALLED_APPS = [
    "fengdan.database",
    "fengdan.vault",
    "fengdan.journal",
    "fengdan.search",
    "fengdan.files",
    "fengdan.outbox",
    "fengdan.units",
    "fengdan.people",
    "fengdan.teams",
    "fengdan.catalogue",
    "fengdan.matters",
    "fengdan.loops",
    "fengdan.web",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "fengdan.web.shared.kept.sound_connection",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fengdan.web.shared.sessions.IdleOut",
    "fengdan.web.shared.policy.Gate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "fengdan" / "web"],
        "OPTIONS": {"environment": "fengdan.web.shared.jinja.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"  # the same widgets at half the cost of Django's own templates

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["fengdan.people.backend.Backend"]
LOGIN_URL = "signin"

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600  # absolute; idling out is fengdan.web.shared.sessions
SESSION_IDLE_SECONDS = 15 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("FENGDAN_TLS") == "1"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fengdan.web.shared.errors.csrf_failed"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # what is typed; files are counted apart
FILE_UPLOAD_HANDLERS = ["fengdan.files.upload.MemoryOnly"]  # nothing uploaded touches a disk unencrypted
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024  # all files of one request together

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

LANGUAGE_CODE = "zh-hans"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
