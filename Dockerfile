# One image for web, workers, beat, watcher and the one-shots. Build with the stamp of what is built:
#   docker build --build-arg BUILD="$(git log -1 --date=format:%Y%m%d%H%M%S --format=%cd-%h)" -t sparks .
# The stamp starts with a time, so that builds sort by age: an older one never bakes over a newer one's page.

FROM python:3.13.14-slim-trixie@sha256:6771159cd4fa5d9bba1258caf0b82e6b73458c694d178ad97c5e925c2d0e1a91 AS build
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV=/opt/venv
RUN uv venv /opt/venv
COPY requirements/production.txt /tmp/production.txt
RUN --mount=type=cache,target=/root/.cache/uv uv pip sync --require-hashes /tmp/production.txt
WORKDIR /app
COPY manage.py ./
COPY sparks sparks
COPY creators creators
COPY series series
COPY templates templates
COPY static static
# Nothing here is used at run time: settings want values, and collecting files needs none of them.
RUN DJANGO_SETTINGS_MODULE=sparks.settings.production PUBLIC_URL=http://localhost ENVIRONMENT_ID=build \
    SECRET_KEY=only-while-building DATABASE_URL=postgresql://nobody@nowhere/none REDIS_URL=redis://nowhere \
    STATIC_ROOT=/app/collected /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0
RUN /opt/venv/bin/python -m compileall -q sparks creators series

FROM python:3.13.14-slim-trixie@sha256:6771159cd4fa5d9bba1258caf0b82e6b73458c694d178ad97c5e925c2d0e1a91
# A new volume takes the owner of the folder it is mounted on: these are the volumes' folders.
RUN groupadd --gid 10001 sparks \
    && useradd --uid 10001 --gid sparks --no-create-home --shell /usr/sbin/nologin sparks \
    && install -d -o sparks -g sparks /srv/pages /srv/static /srv/front /srv/store /srv/scratch
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ARG BUILD=""
ENV BUILD=$BUILD PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=sparks.settings.production STATIC_ROOT=/app/collected
USER 10001:10001
CMD ["gunicorn", "sparks.wsgi", "--bind", "0.0.0.0:8000"]
