"""The one settings file. Every choice a deployment may make is an environment variable: docs/deploy.md lists them."""

import socket
from datetime import timedelta

from csp.constants import NONE, SELF

from config.environment import BASE_DIR, PRODUCTION, VAR_DIR, env, secret

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret("SECRET_KEY")
FIELD_KEYS = secret("FIELD_KEYS").split(",")  # Fernet keys of encrypted fields, newest first
BACKUP_KEY = secret("BACKUP_KEY", default="")  # asked for by the backup command, which refuses without it

# --- Addresses ---------------------------------------------------------------------------------------------------
HOST = env("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", HOST, socket.gethostname()]
)
# By its name, not its number: browsers keep passkeys for names only.
_name = "localhost" if HOST in ("127.0.0.1", "::1", "0.0.0.0") else HOST  # noqa: S104
BASE_URL = env("BASE_URL", default=f"http://{_name}:{PORT}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL.startswith("https://") else []
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # how many reverse proxies stand before us
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# --- The house: lower storeys first --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "maillage.foundation.common",
    "maillage.foundation.jobs",
    "maillage.foundation.journal",
    "maillage.foundation.accounts",
    "maillage.foundation.notifications",
    "maillage.foundation.network",
    "maillage.offer.directory",
    "maillage.interfaces.website",
    "maillage.interfaces.example",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "leaflet",
    "lucide",
    "template_partials",
]

MIDDLEWARE = [
    "maillage.foundation.common.middleware.RequestLogMiddleware",
    # First, so that the answers of those below, refusals too, carry their headers.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "maillage.foundation.common.middleware.BodyLimitMiddleware",
    "maillage.foundation.common.middleware.ReadableAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "maillage.foundation.common.middleware.PrivateCacheMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maillage.foundation.common.middleware.TooManyMiddleware",
    "maillage.foundation.accounts.middleware.SessionBindingMiddleware",
    "maillage.foundation.accounts.middleware.ActorMiddleware",
    "maillage.foundation.accounts.middleware.TwoFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.foundation.common.context.page",
                "maillage.interfaces.website.context.example",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "maillage.foundation.common.templatetags.icons",
                "maillage.foundation.common.templatetags.moments",
                "maillage.foundation.common.templatetags.texts",
            ],
        },
    }
]
FORM_RENDERER = "maillage.foundation.common.forms.MaillageRenderer"

# --- Data ----------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'maillage.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a transaction that starts by reading and then writes would otherwise fail as "locked" at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Django's 300 would forget, in alphabetical order, limits that still count and uploads that still wait.
        "OPTIONS": {"MAX_ENTRIES": 100_000, "CULL_FREQUENCY": 10},
    }
}

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "media/"
IMPORTS_ROOT = VAR_DIR / "imports"  # files brought to be imported: private, and thrown away once they are in
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
CALENDARS_ROOT = VAR_DIR / "calendars"  # school holidays that `maillage calendars import` added
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # a text of 2 MB is answered by its form, not by an error page
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
BODY_MAX_BYTES = env.int("BODY_MAX_BYTES", default=12 * 1024 * 1024)  # whole request, uploads included
PICTURE_MAX_BYTES = 5 * 1024 * 1024

# --- Languages and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = env("LANGUAGE_CODE", default="fr")
LANGUAGES = [
    ("fr", "Français"),
    ("nl", "Nederlands"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("en", "English"),
    ("ar", "العربية"),
]
PUBLIC_ONLY_LANGUAGES = {"ar"}  # complete on public pages, not in the staff's
UNREVIEWED_LANGUAGES = {"ar"}  # not yet read by a native speaker: every page in it says so
LOCALE_PATHS = [BASE_DIR / "maillage" / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="Europe/Brussels")
COUNTRY = env("COUNTRY", default="BE")  # of a telephone number that names none, where its organization tells no better

# --- Accounts ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
ACCOUNT_ADAPTER = "maillage.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = None  # the box is shown and unticked: a shared PC in mind
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_CHANGE_EMAIL = True  # one address an account; a new one replaces it once it is confirmed
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "maillage.foundation.accounts.tokens.ResetTokens"  # noqa: S105  (a class)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {"login": "maillage.foundation.accounts.forms.login.LoginForm"}
# From anywhere, for one account; axes counts those from one place. A whole hospital may share one address.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,12/5m/key"}
MFA_ADAPTER = "maillage.foundation.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "maillage.foundation.accounts.forms.second_factor.AuthenticateForm",
    "reauthenticate": "maillage.foundation.accounts.forms.second_factor.ReauthenticateForm",
    "add_webauthn": "maillage.foundation.accounts.forms.second_factor.AddWebAuthnForm",
    "edit_webauthn": "maillage.foundation.accounts.forms.second_factor.EditWebAuthnForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # accounts start with a verified address, so an unverified one is only a coming change
)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Maillage"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ADAPTER = "maillage.foundation.accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# [{"provider_id": "itsme", "name": "itsme", "client_id": "...", "secret": "...", "settings": {"server_url": "..."}}]
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": OIDC_PROVIDERS}}
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=20)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "maillage.foundation.accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "maillage.foundation.common.origin.address_of"
AXES_USERNAME_CALLABLE = "maillage.foundation.accounts.lockout.account_key"
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # twenty minutes are twenty minutes, whoever knocks meanwhile
AXES_DISABLE_ACCESS_LOG = True  # the journal has the log-ins, without addresses
AXES_VERBOSE = False
# Not where one only tries it out on one's own machine.
TWO_FACTOR_REQUIRED = env.bool("TWO_FACTOR_REQUIRED", default=PRODUCTION)

SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "maillage.interfaces.website.errors.csrf_failure"

# --- What a browser may do -----------------------------------------------------------------------------------------
MAP_TILES = env("MAP_TILES", default="")  # "https://tiles.example.org/{z}/{x}/{y}.png|© somebody", or none
_tile_origins = ["/".join(MAP_TILES.split("/")[:3])] if MAP_TILES else []
_oidc_origins = ["/".join(app["settings"]["server_url"].split("/")[:3]) for app in OIDC_PROVIDERS]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_tile_origins],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *_oidc_origins],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31536000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

# --- Mail, jobs, logs ----------------------------------------------------------------------------------------------
EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    globals().update(**env.email_url("EMAIL_URL"))
else:
    # No mail server configured: messages become files one can read, never lost and never sent to anybody.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default="Maillage <maillage@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- How long what is over is kept: docs/privacy.md. A daily job and `maillage retention` remove what is older --------
KEEP_MESSAGES = timedelta(days=env.int("KEEP_MESSAGES_DAYS", default=30))
KEEP_LINKS = timedelta(days=env.int("KEEP_LINKS_DAYS", default=90))
KEEP_INVITATIONS = timedelta(days=env.int("KEEP_INVITATIONS_DAYS", default=90))
KEEP_CLOSED_ACCOUNTS = timedelta(days=env.int("KEEP_CLOSED_ACCOUNTS_DAYS", default=30))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "maillage.foundation.common.logs.JsonFormatter"}},
    "filters": {"discreet": {"()": "maillage.foundation.common.logs.DiscreetFilter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["discreet"]}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # The requests are logged once, by our own middleware, without query strings.
        "django.request": {"level": "ERROR"},  # what broke, and where; never a value
        "django.security": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}

# --- The place -----------------------------------------------------------------------------------------------------
SITE_NAME = env("SITE_NAME", default="Maillage")
QUICK_EXIT_URL = env("QUICK_EXIT_URL", default="https://www.wikipedia.org/")
EMERGENCY_NUMBERS = env.json("EMERGENCY_NUMBERS", default={})  # by country, over the built-in table
SILENCED_SYSTEM_CHECKS: list[str] = []
